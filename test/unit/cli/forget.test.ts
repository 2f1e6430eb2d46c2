import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { forget } from '../../../main/cli/forget.ts'
import { bytesBelow, logged, mentions } from '../service/people.ts'

const said: string[] = []
const printed: string[] = []
beforeEach(() => {
  said.length = 0
  printed.length = 0
  const error = vi.spyOn(console, 'error').mockImplementation((line) => void said.push(line))
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void printed.push(line))
  return () => {
    error.mockRestore()
    log.mockRestore()
    vi.unstubAllEnvs()
  }
})

/** A data folder in which a person and others are recorded, and the command for it with what is answered at a terminal. */
async function openDesk() {
  const site = logged()
  const seatlog = site.start()
  await seatlog.poll('lindqvist', 'okafor')
  await seatlog.stop()
  for (const name of ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'APPDATA', 'LOCALAPPDATA'])
    vi.stubEnv(name, join(site.root, 'home'))
  const config = join(site.root, 'settings.json')
  const { dataFolder } = site.settings
  writeFileSync(config, JSON.stringify({ dataFolder }))
  const asked: string[] = []
  const ask = (answer: string) => async (question: string) => {
    asked.push(question)
    return answer
  }
  return { dataFolder, options: { config }, asked, ask }
}

describe('seatlog forget', () => {
  it('removes nothing where nobody can be asked', async () => {
    const { dataFolder, options } = await openDesk()
    const before = bytesBelow(dataFolder)
    expect(await forget('mlindqvist', options, null)).toBe(2)
    expect({ said, printed }).toEqual({
      said: ['Nothing was removed: standard input is no terminal; give --yes to remove without being asked.'],
      printed: [],
    })
    expect(bytesBelow(dataFolder)).toEqual(before)
    expect(await forget('mlindqvist', { ...options, yes: true }, null)).toBe(0)
    expect(mentions(dataFolder, ['lindqvist'])).toEqual([])
  })

  it('shows what it found, then asks, and removes only after a yes', async () => {
    const { dataFolder, options, asked, ask } = await openDesk()
    const before = bytesBelow(dataFolder)
    expect(await forget('mlindqvist', options, ask('y'))).toBe(1)
    expect(asked).toEqual(['Remove all of this about mlindqvist for ever? Type yes: '])
    expect(said).toEqual(['Nothing was removed.'])
    const shown = printed.splice(0)
    expect(shown).toEqual(expect.arrayContaining(['users: 1 row in 1 file', 'memory of the logger: 5 rows']))
    expect(bytesBelow(dataFolder)).toEqual(before)

    expect(await forget('mlindqvist', options, ask(' Yes'))).toBe(0)
    expect(printed).toEqual([...shown, ...shown])
    expect(mentions(dataFolder, ['lindqvist'])).toEqual([])
    expect(mentions(dataFolder, ['okafor'])).not.toEqual([])
  })

  it('says of an unknown name that nothing was found, and asks nothing', async () => {
    const { options, asked, ask } = await openDesk()
    expect(await forget('mlindquist', options, ask('yes'))).toBe(0)
    expect({ asked, said, printed }).toEqual({ asked: [], said: [], printed: ['Nothing of this person was found.'] })
  })
})
