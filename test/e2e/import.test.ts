import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openShell } from './command-line.ts'

const LOG = `\
 7:55:00 (lmgrd) TIMESTAMP 3/2/2026
 8:00:00 (adskflex) OUT: "87062ACD_2026_0F" mlindqvist@WS-0412
 8:10:00 (adskflex) DENIED: "87062ACD_2026_0F" tokafor@WS-0388  (Licensed number of users already reached. (-4,342))
 9:00:30 (adskflex) IN: "87062ACD_2026_0F" mlindqvist@WS-0412  (INACTIVE)
 9:01:00 (adskflex) IN: "87062ACD_2026_0F" vrossi@WS-0005
 9:02:00 (adskflex) OUT: "87062ACD_2026_0F" abrandt@WS-0102
`

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted()

function openDesk() {
  const shell = openShell()
  const data = path.join(shell.home, 'data')
  mkdirSync(data)
  const log = path.join(shell.home, 'adskflex.log')
  writeFileSync(log, LOG)
  return { shell, data, log }
}

describe('seatlog import', () => {
  it('adds a debug log once: a table says what came of it, and a second time that it is known', async () => {
    const { shell, data, log } = openDesk()
    await using _ended = shell
    const args = ['import', '--tag', 'cad', '--zone', 'Europe/London', '--data', data, log]
    const first = await shell.seatlog(args)
    expect(first).toEqual({
      code: 0,
      out: [
        `file${' '.repeat(log.length - 4)}  kind       rows  skipped  open`,
        `${log}  debug log     2        1     1`,
        `total${' '.repeat(log.length - 5)}                2        1     1`,
        '',
      ].join('\n'),
      err: [
        `${log}: debug log, 2 rows`,
        'There is no server cad in the settings: what is imported stands under that tag.',
        `${log}, line 5: it gives back what was not checked out before.`,
        '',
      ].join('\n'),
    })
    const files = filesBelow(data)
    expect(files.length).toBe(4)
    const at = Date.UTC(2026, 2, 2, 8) / 1000
    const chk = files.find((file) => file.endsWith(path.join('cad', '2026.03.02.chk'))) ?? ''
    expect(readFileSync(chk, 'utf8').split('\n').slice(1)).toEqual([
      `cad\t87062ACD_2026_0F\t\tmlindqvist\tWS-0412\t\t\t\t1\t0\t${at}\t${at}\t${at + 3630}`,
      '',
    ])
    const id = path.relative(data, chk).split(path.sep)[1]

    expect(await shell.seatlog(args)).toEqual({
      ...{ code: 0, out: '' },
      err: `${log} was imported before (imported/${id}), and is left out.\n`,
    })
    expect(filesBelow(data)).toEqual(files)
  })

  it('ends with 1 where a file that was named is none of what it knows, and imports the others', async () => {
    const { shell, data, log } = openDesk()
    await using _ended = shell
    const notes = path.join(shell.home, 'notes.txt')
    writeFileSync(notes, 'Ask Ines.\n')
    const args = ['--data', data, 'import', '--tag', 'cad']
    const found = await shell.seatlog([...args, shell.home])
    expect(found.code).toBe(0)
    expect(found.err).toContain(`${notes} is left out: it is no debug log`)
    expect(filesBelow(data).length).toBe(4)
    const named = await shell.seatlog([...args, notes, log])
    expect(named.code).toBe(1)
    expect(named.err).toContain(`${notes} is left out: it is no debug log`)
    expect(filesBelow(data).length).toBe(4)
  })

  it('takes zone and names mode from the settings', async () => {
    const { shell, data, log } = openDesk()
    await using _ended = shell
    const config = path.join(shell.home, 'config.json')
    const server = { tag: 'CAD', address: '27000@lic1', zone: 'Asia/Tokyo' }
    writeFileSync(config, JSON.stringify({ servers: [server], dataFolder: data, names: 'none' }))
    expect((await shell.seatlog(['import', '--config', config, '--tag', 'cad', log])).code).toBe(0)
    const chk = filesBelow(data).find((file) => file.endsWith('.chk')) ?? ''
    const at = Date.UTC(2026, 2, 1, 23) / 1000
    expect(readFileSync(chk, 'utf8').split('\n')[1]).toBe(
      `CAD\t87062ACD_2026_0F\t\t\t\t\t\t\t1\t0\t${at}\t${at}\t${at + 3630}`,
    )
  })

  it.each([
    ['no tag', [], "required option '--tag <tag>' not specified"],
    ['a tag that is none', ['--tag', 'a/b'], 'may hold only letters A to Z'],
    ['a zone that is none', ['--tag', 'cad', '--zone', 'Europe/Berln'], 'has a time zone that is not known'],
  ])('ends with 2 for %s', async (_what, args, sentence) => {
    const { shell, data, log } = openDesk()
    await using _ended = shell
    const ran = await shell.seatlog(['import', '--data', data, ...args, log])
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 2, out: '' })
    expect(ran.err).toContain(sentence)
    expect(filesBelow(data)).toEqual([])
  })

  it('says in one line that there is no data folder', async () => {
    const { shell, data, log } = openDesk()
    await using _ended = shell
    const ran = await shell.seatlog(['import', '--tag', 'cad', '--data', path.join(data, 'away'), log])
    expect(ran).toEqual({
      ...{ code: 1, out: '' },
      err: `${path.join(data, 'away')} is no folder: create it, or name another data folder with --data.\n`,
    })
  })
})
