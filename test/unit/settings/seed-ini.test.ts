import { describe, expect, it } from 'vitest'
import { checkLayer } from '../../../main/settings/read.ts'
import { readSeedIni, type SeedSettings } from '../../../main/settings/seed-ini.ts'

function read(text: string, name: string): SeedSettings {
  const seed = readSeedIni(text, name)
  if (seed === null) throw new Error('not taken for one')
  return seed
}

describe('the seed’s ini file', () => {
  it('of the first form gives the folder, whether people are recorded, and lmutil’s own search', () => {
    const { layer, notes } = read('[settings]\r\nlogusers = False\r\ndbpath = \\\\files01\\flexlm logs\r\n', 'a.ini')
    expect(notes).toEqual([])
    expect(checkLayer(layer)).toEqual({
      values: {
        names: 'none',
        dataFolder: '\\\\files01\\flexlm logs',
        servers: [{ tag: 'flexlm', address: '', role: 'auto' }],
      },
      bad: [],
      problems: [],
    })
  })

  it('of the later form gives the license file as well, and names what is not used', () => {
    const text = `# made by hand
; and by hand again
[DEFAULT]
LogUsers: yes
logpath: D:\\Logs\\100%% usage
licfile : C:\\Program Files\\FlexLM\\acme.lic
[db]
usedb = False
dbpass = a=b;c:d
`
    const { layer, notes } = read(text, 'later.ini')
    expect(layer.values).toEqual({
      names: 'names',
      dataFolder: 'D:\\Logs\\100% usage',
      servers: [{ tag: 'flexlm', address: 'C:\\Program Files\\FlexLM\\acme.lic' }],
    })
    expect(notes).toEqual(['Of later.ini, Seatlog has no use for usedb, dbpass: it writes files only.'])
  })

  it('says which values it cannot take', () => {
    const { layer, notes } = read('\uFEFF[x]\nlogusers = perhaps\nlicfile = acme.lic\n', 'odd.ini')
    expect(layer.values).toEqual({ servers: [{ tag: 'flexlm', address: '' }] })
    expect(notes).toHaveLength(2)
    expect(notes[0]).toContain('logusers is “perhaps”, neither True nor False')
    expect(notes[1]).toContain('licfile is not used, lmutil searches by itself: "acme.lic" is not a full path')
  })

  it('is told from other ini files by its keys', () => {
    expect(readSeedIni('[desktop]\nicon = 1\n', 'desktop.ini')).toBeNull()
    expect(readSeedIni('', 'empty.ini')).toBeNull()
  })

  it('is read at once even where a line holds a million blanks', () => {
    const blanks = ' '.repeat(1_000_000)
    const { layer } = read(`log${blanks}users = x\nlogusers${blanks}=${blanks}False${blanks}\nx=y${blanks}y`, 'a.ini')
    expect(layer.values.names).toBe('none')
  })
})
