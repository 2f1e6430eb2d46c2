import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodeCapacity } from '../../../main/datafiles/capacity-cap.ts'
import { type FileAccess, realFiles } from '../../../main/datafiles/file-access.ts'
import { decodeImportedFeatures, IMPORTED_FEATURES_HEADER } from '../../../main/datafiles/imported-features-csv.ts'
import type { Imported } from '../../../main/importing/import-sources.ts'
import { berlin, done, openSite } from './workshop.ts'

const NIGHT = berlin('2026-03-14 23:59:59')
const CHK =
  '# TAG\tNAME\tACCOUNT\tUSER\tHOST\tHANDLE\tDISPLAY\tVERSION\tTOKENS\tPID\tREQUEST-TIMESTAMP\tCHECKOUT-TIMESTAMP\tCHECKINTS-TIMESTAMP\n' +
  `old\tsolver\tbridge-7\tmwenger\tWS-0417\t4201\t:0.0\t2.0\t2\t5120\t0\t${NIGHT - 60}\t${NIGHT}\n` +
  `old\tsolver\t\ttpark\tWS-0102\t4202\t:0.0\t2.0\t1\t5121\t0\t${NIGHT - 60}\t${NIGHT + 1}\n`
const DEN = `${NIGHT}\told\tsolver\tbridge-7\ttpark\tWS-0102\t3\n`
const CAP = `# setCapacity\tTAG\tFEATURE\tTOKENS\tTIMESTAMP\nsetCapacity\told\tsolver\t25\t${NIGHT}\n`
const FEATURES =
  'stamp,feature_code,feature_version,vendor,license_type,issued,used,users\n' +
  '2026-03-14 08:05:00,solver,2.0,eng:1,floating license,25,3,2\n'
const USERS =
  'feature_code,userid,host,display,feature_version,server_host,server_port,license_handle,checkout_datetime,update_time\n' +
  'solver,mwenger,WS-0417,:0.0,2.0,lic1,27000,4201,2026-03-14 07:51:00,2026-03-14 08:05:00\n'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
/** What a stored path is below its import. */
const below = (path: string) => path.split('/').slice(2).join('/')

describe('importing files of a Monitor', () => {
  it('writes every row under the tag it is given, into the file of the day on which it ends', async () => {
    const site = openSite()
    site.write('rtda/2026.03.14.chk', CHK)
    site.write('rtda/2026.03.14.den', DEN)
    site.write('rtda/capacities', CAP)
    const { files } = await done(site.run([dirname(site.write('rtda/.hidden', 'no rows'))]))
    expect(files.map(({ kind, rows, skipped }) => ({ kind, rows, skipped }))).toEqual([
      { kind: 'checkouts', rows: 2, skipped: 0 },
      { kind: 'denials', rows: 1, skipped: 0 },
      { kind: 'capacity', rows: 1, skipped: 0 },
    ])
    expect(site.stored().map(below)).toEqual([
      'capacity/cad/2026.03.14.cap',
      'checkouts/cad/2026.03.14.chk',
      'checkouts/cad/2026.03.14.den',
      'checkouts/cad/2026.03.15.chk',
      'source.json',
    ])
    const whole = {
      tag: 'cad',
      feature: 'solver',
      account: 'bridge-7',
      user: 'mwenger',
      host: 'WS-0417',
      handle: '4201',
    }
    const times = { requestAt: NIGHT - 60, checkoutAt: NIGHT - 60, checkinAt: NIGHT }
    expect(site.checkouts().length).toBe(2)
    expect(site.checkouts()[0]).toEqual({ ...whole, display: ':0.0', version: '2.0', seats: 2, pid: 5120, ...times })
    const { handle: _, ...denied } = { ...whole, at: NIGHT, user: 'tpark', host: 'WS-0102', seats: 3 }
    expect(site.denials()).toEqual([denied])
    expect(decodeCapacity(site.text(/\.cap$/)).rows).toEqual([{ tag: 'cad', feature: 'solver', seats: 25, at: NIGHT }])
  })

  it('tells of rows that cannot be read where they are, the first of them, and how many there are', async () => {
    const site = openSite()
    const bad = [
      'old\tsolver',
      ...Array(5).fill(CHK.split('\n')[1]?.replace('4201\t:0.0\t2.0\t2', '4201\t:0.0\t2.0\ttwo')),
    ]
    const milliseconds = CHK.split('\n')[1]?.replaceAll(`${NIGHT}`, `${NIGHT}000`)
    const text = `${CHK}${[...bad, milliseconds].join('\n')}\n${CHK.split('\n')[2]}`
    const chk = site.write('2026.03.14.chk', text)
    const { files } = await done(site.run([chk]))
    expect(files).toMatchObject([{ rows: 2, skipped: 8 }])
    expect(files[0]?.notes).toEqual([
      `${chk}, line 4: 2 fields instead of 13.`,
      ...[5, 6, 7, 8].map((line) => `${chk}, line ${line}: TOKENS is not a number.`),
      `${chk}: 3 more lines were skipped.`,
    ])
    expect(site.checkouts().length).toBe(2)
  })

  it('tells of six such rows each, rather than that one more was skipped', async () => {
    const site = openSite()
    const chk = site.write('2026.03.14.chk', `${CHK}${'old\n'.repeat(6)}`)
    const { files } = await done(site.run([chk]))
    expect(files[0]?.notes).toEqual([4, 5, 6, 7, 8, 9].map((line) => `${chk}, line ${line}: 1 field instead of 13.`))
  })

  it('takes no time in milliseconds for one in seconds', async () => {
    const site = openSite()
    const den = site.write('2026.03.14.den', DEN.replace(`${NIGHT}`, `${NIGHT}000`))
    const { files } = await done(site.run([den]))
    expect(files[0]?.notes).toEqual([`${den}, line 1: its time is not in seconds since 1970.`])
    expect(site.denials()).toEqual([])
  })

  it('reads a file that is longer than any piece of it', async () => {
    const site = openSite()
    const row = CHK.split('\n')[1]
    const many = Array.from({ length: 10_000 }, (_, handle) => row?.replace('4201', `${handle}`)).join('\n')
    await done(site.run([site.write('2026.03.14.chk', `${many}\n`)]))
    expect(site.checkouts().map(({ handle }) => Number(handle))).toEqual(Array.from({ length: 10_000 }, (_, n) => n))
  })
})

describe('importing files of the Python logger', () => {
  it('keeps features under columns of their right names, and infers checkouts from users files of both spellings', async () => {
    const site = openSite()
    site.write('log/2026-03-14 features.csv', FEATURES)
    site.write('log/2026-03-14 solver users.csv', USERS)
    const next = USERS.replace('2026-03-14 08:05', '2026-03-15 08:05')
    const users = site.write('log/2026-03-15 Engineering Solver solver users.csv', next)
    const { files } = await done(site.run([dirname(users)]))
    expect(files.map(({ kind, rows }) => ({ kind, rows }))).toEqual([
      { kind: 'features', rows: 1 },
      { kind: 'users', rows: 0 },
      { kind: 'users', rows: 1 },
    ])
    expect(site.stored().map(below)).toEqual([
      'cad/2026-03-14 features.csv',
      'checkouts/cad/2026.03.15.chk',
      'source.json',
    ])
    const text = site.text(/features\.csv$/)
    expect(text.split('\n')[0]).toBe(IMPORTED_FEATURES_HEADER)
    expect(decodeImportedFeatures(text, IMPORTED_FEATURES_HEADER).rows).toEqual([
      {
        ...{ stamp: '2026-03-14 08:05:00', feature: 'solver', version: '2.0', vendorString: 'eng:1' },
        ...{ licenseType: 'floating license', issued: 25, used: 3, rows: 2 },
      },
    ])
    expect(site.checkouts()).toMatchObject([
      { user: 'mwenger', checkoutAt: berlin('2026-03-14 07:51:00'), checkinAt: berlin('2026-03-15 08:05:00') },
    ])
  })
})

describe('what an import is made of', () => {
  it('stands beside its rows', async () => {
    const site = openSite()
    await done(site.run([site.write('2026.03.14.chk', CHK)]))
    expect(JSON.parse(site.text(/source\.json$/))).toEqual({
      ...{ format: 1, tag: 'cad', zone: 'Europe/Berlin', names: 'names', importedAt: 1_790_000_000 },
      files: [
        {
          ...{ name: '2026.03.14.chk', size: CHK.length, sha256: sha256(CHK), kind: 'checkouts' },
          ...{ rows: 2, skipped: 0, open: 0, head: sha256(CHK) },
        },
      ],
    })
  })

  it('is not added a second time, nor under another name, nor along with new files', async () => {
    const site = openSite()
    const chk = site.write('2026.03.14.chk', CHK)
    await done(site.run([chk]))
    const before = site.stored()
    const [, id] = before[0]?.split('/') ?? []
    const copy = site.write('copy.chk', CHK)
    const again = await done(site.run([chk, copy], { tag: 'CAD' }))
    const sentence = (path: string) => `${path} was imported before (imported/${id}), and is left out.`
    expect(again).toEqual({ files: [], notes: [], known: [sentence(chk), sentence(copy)], refused: [] })
    expect(site.stored()).toEqual(before)

    const more = await done(site.run([chk, site.write('2026.03.14.den', DEN)]))
    expect(more.known).toEqual([sentence(chk)])
    expect(more.files.map(({ kind }) => kind)).toEqual(['denials'])
    expect([site.checkouts().length, site.denials().length]).toEqual([2, 1])
  })

  it('is added once where a file is given twice', async () => {
    const site = openSite()
    const chk = site.write('2026.03.14.chk', CHK)
    const copy = site.write('copy.chk', CHK)
    const { files, known } = await done(site.run([chk, copy]))
    expect(files.map(({ path }) => path)).toEqual([chk])
    expect(known).toEqual([`${copy} is the same as ${chk}, and is left out.`])
    expect(site.checkouts().length).toBe(2)
  })

  it('is another for another server', async () => {
    const site = openSite()
    const chk = site.write('2026.03.14.chk', CHK)
    await done(site.run([chk]))
    await done(site.run([chk], { tag: 'eda' }))
    expect(
      site
        .checkouts()
        .map(({ tag }) => tag)
        .toSorted(),
    ).toEqual(['cad', 'cad', 'eda', 'eda'])
  })
})

describe('a file that grew since it was imported', () => {
  const users = (from: number, to: number) =>
    USERS.slice(0, USERS.indexOf('\n') + 1) +
    Array.from({ length: to - from }, (_, n) => `${USERS.split('\n')[1]?.replace('4201', `${from + n}`)}\n`).join('')
  const grownNote = (path: string, name: string, id: string) =>
    `${path} begins like ${name}, imported before as imported/${id}: what both tell stands in both; readers count it ` +
    `once. To have it once, delete imported/${id} first.`

  it.each([
    ['a short one', 5],
    ['one whose first 64 KB are not all of it', 2000],
  ])('is imported, and told: %s', async (_what, rows) => {
    const site = openSite()
    const path = site.write('solver users.csv', users(0, rows))
    await done(site.run([path]))
    const [, id = ''] = site.stored()[0]?.split('/') ?? []
    appendFileSync(path, users(rows, rows + 5).slice(USERS.indexOf('\n') + 1))
    const { files, notes, refused } = await done(site.run([path]))
    expect(files).toMatchObject([{ rows: rows + 5 }])
    expect({ notes, refused }).toEqual({ notes: [grownNote(path, 'solver users.csv', id)], refused: [] })
    expect((await done(site.run([path], { tag: 'eda' }))).notes).toEqual([])
  })

  it('is none that has the same header alone', async () => {
    const site = openSite()
    await done(
      site.run([site.write('empty.chk', `${CHK.split('\n')[0]}\n`), site.write('solver users.csv', users(0, 0))]),
    )
    const { notes } = await done(site.run([site.write('2026.03.14.chk', CHK), site.write('users.csv', users(0, 1))]))
    expect(notes).toEqual([])
  })

  it('is not looked for in imports of a Seatlog that kept no such hash', async () => {
    const site = openSite()
    const path = site.write('solver users.csv', users(0, 5))
    await done(site.run([path]))
    const [source = ''] = site.stored().filter((name) => name.endsWith('source.json'))
    writeFileSync(join(site.data, source), site.text(/source\.json$/).replace(/,\s*"head": "[0-9a-f]+"/, ''))
    appendFileSync(path, 'more\n')
    expect((await done(site.run([path]))).notes).toEqual([])
  })
})

describe('files that cannot be imported', () => {
  it('are told one by one, and the others go on', async () => {
    const site = openSite()
    const paths = [
      site.write('notes.txt', 'Ask Ines.\n'),
      site.write('debug.log.gz', gzipSync('15:49:07 (lmgrd) pid 5372\n')),
      join(site.data, 'nowhere.chk'),
      site.write('debug.log', ''),
      site.write('2026.03.14.chk', CHK),
    ]
    const { files, refused } = await done(site.run(paths))
    expect(files.length).toBe(1)
    expect(refused.toSorted()).toEqual(
      [
        `${paths[0]} is left out: it is no debug log, no .chk, .den or capacity file of a Monitor, no features or users CSV of the Python logger.`,
        `${paths[1]} is compressed (gzip): unpack it and import what is in it.`,
        `${paths[2]} cannot be read (ENOENT): check the path and its permissions.`,
        `${paths[3]} is left out: it is empty.`,
      ].toSorted(),
    )
  })

  it('are a note where a folder was named, beside what can be', async () => {
    const site = openSite()
    const notes = site.write('old/notes.txt', 'Ask Ines.\n')
    const folder = dirname(site.write('old/2026.03.14.chk', CHK))
    const imported = await done(site.run([folder]))
    expect(imported.files.length).toBe(1)
    expect({ notes: imported.notes, refused: imported.refused }).toEqual({
      notes: [expect.stringMatching(new RegExp(`^${notes} is left out: it is no debug log`))],
      refused: [],
    })
  })

  it('are told in one sentence where a folder holds nothing else, or nothing', async () => {
    const site = openSite()
    const folders = [dirname(site.write('a/notes.txt', 'Ask Ines.\n')), join(site.data, '..', 'empty')]
    mkdirSync(folders[1] ?? '')
    expect(await done(site.run(folders))).toEqual({
      ...{ files: [], known: [], notes: [] },
      refused: folders.map(
        (folder) =>
          `${folder} holds nothing to import: no debug log, no .chk, .den or capacity file of a Monitor, no features or users CSV of the Python logger.`,
      ),
    })
  })

  it('are those of UTF-16, in either order of bytes', async () => {
    const site = openSite()
    const text = Buffer.from(`\ufeff${CHK}`, 'utf16le')
    const paths = [site.write('a.chk', text), site.write('b.chk', Buffer.from(text).swap16())]
    const { refused } = await done(site.run(paths))
    expect(refused).toEqual(paths.map((path) => `${path} is UTF-16: save it as UTF-8 and import that.`))
  })

  it.skipIf(process.platform === 'win32')('are pipes and devices, named or in a folder', async () => {
    const site = openSite()
    const log = site.write('old/2026.03.14.chk', CHK)
    const pipe = join(dirname(log), 'pipe')
    execFileSync('mkfifo', [pipe])
    const told = (path: string) => `${path} is a pipe or a device: save what it gives into a file, and import that.`
    const { files, notes, refused } = await done(site.run(['/dev/null', pipe, dirname(log)]))
    expect(files).toHaveLength(1)
    expect(refused).toEqual(['/dev/null', pipe].map(told))
    expect(notes).toEqual([told(pipe)])
  })

  it('are those in the data folder, however they are called', async () => {
    const site = openSite()
    await done(site.run([site.write('2026.03.14.chk', CHK)]))
    const [inside = ''] = site.stored().filter((path) => path.endsWith('.chk'))
    const [link, den] = [join(site.data, '..', 'link'), site.write('2026.03.14.den', DEN)]
    symlinkSync(site.data, link, 'junction')
    const before = site.stored()
    const inData = (path: string) => `${path} lies in the data folder: Seatlog reads it there already.`
    const named = [join(site.data, inside), site.data, join(link, inside)]
    expect(await done(site.run(named))).toEqual({ files: [], known: [], notes: [], refused: named.map(inData) })
    expect(site.stored()).toEqual(before)
    // A folder that holds the data folder, too.
    const around = await done(site.run([join(site.data, '..')]))
    expect(around.files.map(({ path }) => path)).toEqual([den])
    expect({ notes: around.notes, refused: around.refused }).toEqual({ notes: [inData(site.data)], refused: [] })
  })

  it('may be ones that go away before they are read', async () => {
    const site = openSite()
    const gone = site.write('2026.03.14.den', DEN)
    const { files, refused } = await done(
      site.run([gone, site.write('2026.03.14.chk', CHK)], { found: () => rmSync(gone) }),
    )
    expect(files.map(({ kind }) => kind)).toEqual(['checkouts'])
    expect(refused).toEqual([`${gone} cannot be read (ENOENT): check the path and its permissions.`])
  })

  it('leave the data folder as it was where there is nothing else', async () => {
    const site = openSite()
    await done(site.run([site.write('notes.txt', 'Ask Ines.\n')]))
    expect(site.stored()).toEqual([])
  })
})

describe('names of people', () => {
  const LOG = `8:00:00 (eng) TIMESTAMP 3/14/2026
8:00:00 (eng) DENIED: "solver" mwenger@WS-0417 [bridge-7] (Licensed number of users already reached. (-4,342))
8:10:00 (eng) OUT: "solver" mwenger@WS-0417 [bridge-7]
8:20:00 (eng) IN: "solver" mwenger@WS-0417 [bridge-7]
`
  it.each(['pseudonyms', 'none'] as const)(
    'are in no file with %s, and rows are as many as with names',
    async (mode) => {
      const site = openSite()
      const sources = {
        'a.chk': CHK,
        'a.den': DEN,
        'solver users.csv': USERS,
        '14 features.csv': FEATURES,
        'eng.log': LOG,
      }
      const paths = Object.entries(sources).map(([name, text]) => site.write(name, text))
      await done(site.run(paths, { mode }))
      expect(site.checkouts().length).toBe(4)
      expect(site.denials().length).toBe(2)
      const written = site.text(/./)
      for (const name of ['mwenger', 'tpark', 'WS-0417', 'WS-0102', ':0.0', 'bridge-7'])
        expect(written).not.toContain(name)
      expect(JSON.parse(site.text(/source\.json$/)).names).toBe(mode)
      const shape = mode === 'none' ? /^$/ : /^u-[a-z2-7]{12}$/
      for (const { user } of [...site.checkouts(), ...site.denials()]) expect(user).toMatch(shape)
    },
  )
})

describe('a data folder', () => {
  const code = (name: string, path: string) => Object.assign(new Error(name), { code: name, syscall: 'open', path })

  it('that is not there is told in one sentence, and not made', async () => {
    const site = openSite()
    const chk = site.write('2026.03.14.chk', CHK)
    rmSync(site.data, { recursive: true })
    expect(await site.run([chk])).toEqual({
      ...{ ok: false, code: 'cannot-write' },
      message: `${site.data} is no folder: create it, or name another data folder with --data.`,
    })
    expect(() => statSync(site.data)).toThrow()
  })

  it('that may not be written is told in one sentence', async () => {
    const site = openSite()
    const files: FileAccess = { ...realFiles, makeFolder: (folder) => Promise.reject(code('EACCES', folder)) }
    const folder = join(site.data, 'imported')
    expect(await site.run([site.write('2026.03.14.chk', CHK)], { files })).toEqual({
      ...{ ok: false, code: 'cannot-write' },
      message: `${folder} cannot be written (EACCES): give this user the right to write it.`,
    })
  })

  it('that fills up during an import keeps nothing of it', async () => {
    const site = openSite()
    let left = 1
    const files: FileAccess = {
      ...realFiles,
      append: (file, bytes) => (left-- > 0 ? realFiles.append(file, bytes) : Promise.reject(code('ENOSPC', file))),
    }
    const chk = site.write('2026.03.14.chk', CHK)
    expect(await site.run([chk], { files })).toMatchObject({
      ok: false,
      message: expect.stringContaining('is full (ENOSPC)'),
    })
    expect(site.stored()).toEqual([])
    await done(site.run([chk]))
    expect(site.checkouts().length).toBe(2)
  })

  it('never shows a reader a part of an import: until all is written its name begins with a dot', async () => {
    const site = openSite()
    const seen: string[] = []
    const files: FileAccess = {
      ...realFiles,
      replace: async (file, text) => {
        await realFiles.replace(file, text)
        seen.push(...site.stored())
      },
    }
    await done(site.run([site.write('2026.03.14.chk', CHK)], { files }))
    expect(seen.length).toBe(3)
    for (const path of seen) expect(path).toMatch(/^imported\/\.[0-9a-f]{16}\./)
    expect(site.stored().length).toBe(3)
  })

  it('gets the rows of one of two imports of the same files at once, and the other one is told', async () => {
    const site = openSite()
    const source = site.write('2026.03.14.chk', CHK)
    const others: Promise<Imported>[] = []
    const files: FileAccess = {
      ...realFiles,
      replace: async (file, text) => {
        if (others.length === 0) others.push(done(site.run([source])))
        await others[0]
        await realFiles.replace(file, text)
      },
    }
    const result = await site.run([source], { files })
    expect((await others[0])?.files).toHaveLength(1)
    const [folder] = readdirSync(join(site.data, 'imported'))
    expect(result).toMatchObject({
      ok: false,
      message: `${join(site.data, 'imported', folder ?? '')} holds the same files already, from another import: nothing was added.`,
    })
    expect(site.stored().length).toBe(3)
    expect(readdirSync(join(site.data, 'imported'))).toHaveLength(1)
  })

  it('loses what a killed import left there with the next one of the same files', async () => {
    const other = openSite()
    await done(other.run([other.write('2026.03.14.chk', CHK)]))
    const [, id = ''] = other.stored()[0]?.split('/') ?? []
    const site = openSite()
    const left = join(site.data, 'imported', `.${id}.0badcafe`, 'checkouts', 'cad')
    mkdirSync(left, { recursive: true })
    writeFileSync(join(left, '2026.03.14.chk'), CHK.slice(0, 200))
    await done(site.run([site.write('2026.03.14.chk', CHK)]))
    expect(site.stored().map((path) => path.split('/')[1])).toEqual([id, id, id])
  })
})
