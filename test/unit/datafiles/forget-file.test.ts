import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHECKOUTS_HEADER } from '../../../main/datafiles/checkouts-chk.ts'
import { encodeEvent } from '../../../main/datafiles/events.ts'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { forgetInFile } from '../../../main/datafiles/forget-file.ts'
import { ERASERS, eraseFromObject } from '../../../main/datafiles/forget-lines.ts'
import { isOneOf, namesOf } from '../../../main/datafiles/forget-person.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { encodeUsers, USERS_HEADER } from '../../../main/datafiles/users-csv.ts'
import { faultyFiles, systemError, tempFolder } from './workshop.ts'

const KEY = 'k'.repeat(43)
const isPerson = isOneOf(namesOf('MLindqvist', KEY))

/** The text of a file of a kind after the person was taken out of it, and how many lines that changed. */
async function forgotten(kind: 'users' | 'checkouts' | 'denials' | 'events', text: string | Buffer) {
  const file = join(tempFolder(), 'file')
  writeFileSync(file, text)
  const erase = ERASERS[kind]?.(isPerson) ?? (() => null)
  const lines = await forgetInFile(realFiles, file, erase, { dryRun: false })
  return { lines, bytes: readFileSync(file) }
}

const text = async (kind: 'users' | 'checkouts' | 'denials' | 'events', before: string) => {
  const { lines, bytes } = await forgotten(kind, before)
  return { lines, text: bytes.toString() }
}

const holder = (user: string) => ({
  ...{ feature: '87062ACD_2026_0F', user, host: 'WS-0412', display: null, version: '1.000', serverHost: 'lic1' },
  ...{ serverPort: '27000', handle: '4201', checkout: '2026-03-02T07:51:00' },
})
const user = (name: string): string => encodeUsers('2026-03-02 08:05:00', [holder(name)])[0] ?? ''
const checkout = (name: string): string => `cad\tfeature2\t\t${name}\tWS-0412\t4201\tWS-0412\t1.0\t1\t0\t1\t1\t2`
const denial = (name: string): string => `1772439905\tcad\tfeature2\t\t${name}\tWS-0412\t1`

describe('of a file a person', () => {
  it('loses the rows of users, whatever their case and quotes', async () => {
    const rows = ['mlindqvist', 'tokafor', 'MLINDQVIST', 'mlindqvist2', 'lindqvist, m'].map(user)
    const quoted = user('x').replace(',x,', ',"mlindqvist",')
    const before = [USERS_HEADER, ...rows, quoted].map((line) => `${line}\r\n`).join('')
    const after = [USERS_HEADER, rows[1], rows[3], rows[4]].map((line) => `${line}\r\n`).join('')
    expect(await text('users', before)).toEqual({ lines: 3, text: after })
  })

  it('loses checkouts and denials, reservations for that person with them', async () => {
    const kept = [CHECKOUTS_HEADER, checkout('tokafor'), checkout('r:GROUP mlindqvist'), checkout('r:USER tokafor')]
    const gone = [checkout('mlindqvist'), checkout('r:USER mlindqvist'), checkout('r:USER MLindqvist')]
    const lines = (all: readonly string[]) => all.map((line) => `${line}\n`).join('')
    expect(await text('checkouts', lines([...kept, ...gone]))).toEqual({ lines: 3, text: lines(kept) })
    expect(await text('denials', lines([denial('tokafor'), denial('mlindqvist')]))).toEqual({
      lines: 1,
      text: lines([denial('tokafor')]),
    })
  })

  it('loses the rows with their pseudonym by the key of the settings, and no other pseudonym', async () => {
    const own = createNames('pseudonyms', KEY).user('mlindqvist')
    const other = createNames('pseudonyms', 'another key').user('mlindqvist')
    const kept = `${denial(other)}\n`
    expect(await text('denials', `${denial(own)}\n${kept}`)).toEqual({ lines: 1, text: kept })
  })

  it('loses events about that person, and its place in lists of people', async () => {
    const about = { t: 1772439905, tag: 'cad', daemon: 'adskflex', feature: 'feature2' } as const
    const [me, you] = [
      { user: 'mlindqvist', host: 'WS-0412', seats: 1 },
      { user: 'tokafor', host: null, seats: 2 },
    ]
    const reservations = [
      { count: 1, kind: 'USER', name: 'MLINDQVIST' },
      { count: 2, kind: 'GROUP', name: 'mlindqvist' },
    ]
    const before = [
      encodeEvent({
        ...about,
        type: 'denial',
        ...me,
        host: 'WS-0412',
        reason: 'Licensed number reached.',
        code: '-4,342',
      }),
      encodeEvent({ ...about, type: 'linger', ...me, remaining: null, total: 60 }),
      encodeEvent({ ...about, type: 'queued', waiting: [me, you] }),
      encodeEvent({ ...about, type: 'queued', waiting: [me] }),
      encodeEvent({ ...about, type: 'reserved', reservations }),
      encodeEvent({ ...about, type: 'queued', waiting: [you] }),
      '{"t":1,"tag":"cad","type":"of-a-later-version","user":"tokafor","more":[1]}',
    ]
    const after = [
      encodeEvent({ ...about, type: 'queued', waiting: [you] }),
      encodeEvent({ ...about, type: 'queued', waiting: [] }),
      encodeEvent({ ...about, type: 'reserved', reservations: reservations.slice(1) }),
      ...before.slice(-2),
    ]
    const lines = (all: readonly string[]) => all.map((line) => `${line}\n`).join('')
    expect(await text('events', lines(before))).toEqual({ lines: 5, text: lines(after) })
  })

  it('loses an open checkout', () => {
    const open = JSON.stringify({ tag: 'cad', user: 'MLindqvist', host: 'WS-0412' })
    expect(eraseFromObject(isPerson)(open)).toBeNull()
  })
})

describe('all other bytes of the file stay', () => {
  it('line ends of both kinds, empty lines, comments, a last line that is not finished, and lines nobody can read', async () => {
    const kept = [
      Buffer.from('\ufeff# a comment about mlindqvist\r\n\n'),
      Buffer.from(`${checkout('tokafor')}\r\n`),
      Buffer.from([0xff, 0x00, 0x41, 0x0d, 0x0a]),
      Buffer.from('cad\tfeature2\n'),
      Buffer.from('\r\r\n'),
      Buffer.from('cad\tfeature2\t\tmlind'),
    ]
    const gone = Buffer.from(`${checkout('mlindqvist')}\r\n`)
    const mixed = kept.flatMap((part, at) => (at === 0 ? [part] : [gone, part]))
    expect(await forgotten('checkouts', Buffer.concat(mixed))).toEqual({ lines: 5, bytes: Buffer.concat(kept) })
  })

  it('wherever the pieces in which it is read end', async () => {
    const padding = 'x'.repeat(1000)
    const line = (at: number) =>
      `${checkout(at % 3 === 0 ? 'mlindqvist' : `user${at}`)}\t${padding.slice(0, at % 997)}\n`
    const all = Array.from({ length: 5000 }, (_, at) => line(at))
    const kept = all.filter((_, at) => at % 3 !== 0)
    const { lines, bytes } = await forgotten('checkouts', all.join(''))
    expect(Buffer.byteLength(all.join(''))).toBeGreaterThan(2 * 1024 * 1024)
    expect(lines).toBe(all.length - kept.length)
    expect(bytes.equals(Buffer.from(kept.join('')))).toBe(true)
  })

  it('of any text whatever', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }).map((one) => one.replaceAll('\n', '')),
      fc.constant(denial('mlindqvist')),
      fc.constant(denial('tokafor')),
    )
    const file = join(tempFolder(), 'file')
    const erase = ERASERS.denials?.(isPerson) ?? (() => null)
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.constantFrom('\n', '\r\n'), async (all, eol) => {
        writeFileSync(file, all.map((one) => one + eol).join(''))
        await forgetInFile(realFiles, file, erase, { dryRun: false })
        const kept = all.filter((one) => one !== denial('mlindqvist'))
        expect(readFileSync(file).equals(Buffer.from(kept.map((one) => one + eol).join('')))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('in the code page of a Windows where the Python logger wrote it', async () => {
    const before = Buffer.from(`${user('jörg')}\r\n${user('jürgen')}\r\n`, 'latin1')
    const file = join(tempFolder(), 'file')
    writeFileSync(file, before)
    const erase = ERASERS.users?.(isOneOf(namesOf('JÖRG', ''))) ?? (() => null)
    expect(await forgetInFile(realFiles, file, erase, { dryRun: false })).toBe(1)
    expect(readFileSync(file).equals(Buffer.from(`${user('jürgen')}\r\n`, 'latin1'))).toBe(true)
  })
})

describe('a file', () => {
  const OLD = new Date('2026-01-01T00:00:00Z')
  const erase = ERASERS.denials?.(isPerson) ?? (() => null)

  function fileWith(before: string): string {
    const file = join(tempFolder(), '2026.03.14.den')
    writeFileSync(file, before)
    utimesSync(file, OLD, OLD)
    return file
  }

  it('without the person is not touched', async () => {
    const file = fileWith(`${denial('tokafor')}\n`)
    const before = statSync(file, { bigint: true })
    expect(await forgetInFile(realFiles, file, erase, { dryRun: false })).toBe(0)
    expect(statSync(file, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs })
  })

  it('is only searched in a dry run', async () => {
    const file = fileWith(`${denial('mlindqvist')}\n`)
    expect(await forgetInFile(realFiles, file, erase, { dryRun: true })).toBe(1)
    expect(readFileSync(file, 'utf8')).toBe(`${denial('mlindqvist')}\n`)
    expect(statSync(file).mtime).toEqual(OLD)
  })

  it.skipIf(process.platform === 'win32')('keeps its permissions', async () => {
    const file = fileWith(`${denial('mlindqvist')}\n`)
    chmodSync(file, 0o640)
    expect(await forgetInFile(realFiles, file, erase, { dryRun: false })).toBe(1)
    expect(statSync(file).mode & 0o777).toBe(0o640)
  })

  it('behind a link is the one that changes', async () => {
    const file = fileWith(`${denial('mlindqvist')}\n`)
    const link = join(tempFolder(), 'link')
    symlinkSync(file, link)
    expect(await forgetInFile(realFiles, link, erase, { dryRun: false })).toBe(1)
    expect(readFileSync(file, 'utf8')).toBe('')
  })

  it('is as it was wherever the work breaks off, and what that left behind is removed by the next run', async () => {
    const before = `${denial('mlindqvist')}\n${denial('tokafor')}\n`
    for (const broken of ['append', 'putInPlace'] as const) {
      const file = fileWith(before)
      // Dead: it cannot even clean up.
      let dead = false
      const files = faultyFiles(async (step, path, bytes, go) => {
        if (dead || step === broken) {
          dead = true
          if (bytes !== null) await realFiles.append(path, bytes.subarray(0, 10))
          throw systemError('EIO', path)
        }
        return go()
      })
      await expect(forgetInFile(files, file, erase, { dryRun: false })).rejects.toThrow('EIO')
      expect(readFileSync(file, 'utf8')).toBe(before)
      expect(readdirSync(join(file, '..'))).toHaveLength(2)
      expect(await forgetInFile(realFiles, file, erase, { dryRun: false })).toBe(1)
      expect(readFileSync(file, 'utf8')).toBe(`${denial('tokafor')}\n`)
      expect(readdirSync(join(file, '..'))).toHaveLength(1)
    }
  })

  it('that is gone, or a folder, holds nobody', async () => {
    const folder = tempFolder()
    expect(await forgetInFile(realFiles, join(folder, 'gone'), erase, { dryRun: false })).toBe(0)
    mkdirSync(join(folder, 'sub'))
    await expect(forgetInFile(realFiles, join(folder, 'sub'), erase, { dryRun: false })).rejects.toThrow('EISDIR')
  })
})
