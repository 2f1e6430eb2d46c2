import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeUsers } from '../../main/datafiles/users-csv.ts'
import { LMUTIL, openShell, printed, type Shell } from './command-line.ts'

/** A Wednesday morning at the simulated company. */
const NOW = { SEATLOG_SIM_NOW: '2026-11-18T10:30:00+01:00', SEATLOG_SIM_ZONE: 'Europe/Berlin' }
const SERVER = ['--lmutil', LMUTIL, '--server', 'demo=27000@localhost']

const filesBelow = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())

/** Files below a folder in whose bytes the name stands as a word of its own. */
const filesNaming = (folder: string, name: string): string[] => {
  const word = new RegExp(`(?<![\\w.])${name.replaceAll('.', '\\.')}(?![\\w.])`, 'i')
  return filesBelow(folder).filter((file) => word.test(readFileSync(file, 'latin1')))
}

/** A data folder after one poll, and the user with the most rows in it. */
async function recorded(shell: Shell) {
  const data = path.join(shell.home, 'data')
  expect(await shell.seatlog(['poll', '--once', ...SERVER, '--data', data], { env: NOW })).toMatchObject({ code: 0 })
  const users = readdirSync(data)
    .filter((name) => name.endsWith(' users.csv'))
    .flatMap((name) => decodeUsers(readFileSync(path.join(data, name), 'utf8')).rows)
    .filter(({ user }) => /^[a-z.]{6,}$/.test(user))
  const [user, rows] = [...Map.groupBy(users, (row) => row.user)].sort((a, b) => b[1].length - a[1].length)[0] ?? []
  if (user === undefined || rows === undefined) throw new Error('somebody holds a seat at this time')
  return { data, user, rows: rows.length, forget: ['forget', user.toUpperCase(), '--yes', ...SERVER, '--data', data] }
}

describe('seatlog forget', () => {
  it('counts with --dry-run, then removes the person from all files and the journal, and tells what is not its own', async () => {
    await using shell = openShell()
    const { data, user, rows, forget } = await recorded(shell)
    const naming = filesNaming(data, user)
    expect(naming.length).toBeGreaterThan(3)
    expect(filesNaming(path.join(shell.home, '.state'), user)).toHaveLength(1)

    const counted = await shell.seatlog([...forget, '--dry-run'])
    expect(counted).toMatchObject({ code: 0, err: '' })
    expect(counted.out).toMatch(new RegExp(`^users: ${rows} rows? in \\d+ files?$`, 'm'))
    expect(filesNaming(data, user)).toEqual(naming)

    const args = forget.filter((arg) => arg !== '--yes')
    expect(await shell.seatlog(args)).toEqual({
      ...{ code: 2, out: '' },
      err: 'Nothing was removed: standard input is no terminal; give --yes to remove without being asked.\n',
    })
    expect(filesNaming(data, user)).toEqual(naming)

    const removed = await shell.seatlog(forget)
    expect(removed).toMatchObject({ code: 0, out: counted.out })
    expect(removed.out).toMatch(/^memory of the logger: \d+ rows?$/m)
    expect(removed.err).toMatch(/^Not Seatlog’s to erase: backups, the debug logs of lmgrd and the license server\./)
    expect(filesNaming(shell.home, user)).toEqual([])

    expect(await shell.seatlog(forget)).toMatchObject({ code: 0, out: 'Nothing of this person was found.\n' })
  })

  it('ends with 1 where an archive folder is away, after it has removed the rest', async () => {
    await using shell = openShell()
    const { data, user } = await recorded(shell)
    const config = path.join(shell.home, 'seatlog.json')
    const away = path.join(shell.home, 'away')
    writeFileSync(config, JSON.stringify({ dataFolder: data, archiveFolders: [away] }))
    const ran = await shell.seatlog(['forget', user, '--yes', '--config', config])
    expect(ran.code).toBe(1)
    expect(ran.err).toContain(`The archive folder ${away} cannot be reached`)
    expect(filesNaming(data, user)).toEqual([])
    mkdirSync(away)
    expect(await shell.seatlog(['forget', user, '--yes', '--config', config])).toMatchObject({ code: 0 })
  })

  it('is refused while Seatlog is running, where there is no data folder, and without a name', async () => {
    await using shell = openShell()
    const { data, user, forget } = await recorded(shell)
    const running = shell.start(['serve', ...SERVER, '--data', data], NOW)
    await printed(running, /http:\S+/)
    const refused = await shell.seatlog(forget)
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^Seatlog is running for this user/) })
    expect(filesNaming(data, user)).not.toEqual([])

    const nowhere = path.join(shell.home, 'nowhere')
    const lost = await shell.seatlog(['forget', user, '--yes', '--data', nowhere])
    expect(lost).toMatchObject({ code: 1, out: '' })
    expect(lost.err).toContain(`${nowhere} is no data folder of Seatlog`)
    expect(await shell.seatlog(['forget'])).toMatchObject({ code: 2 })
    expect(await shell.seatlog(['forget', ' '])).toMatchObject({ code: 2 })
  })
})
