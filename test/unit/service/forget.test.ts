import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { type ForgetParts, forget } from '../../../main/service/forget.ts'
import type { Settings } from '../../../main/settings/schema.ts'
import { faultyFiles, systemError } from '../datafiles/workshop.ts'
import { bytesBelow, KEY, logged, mentions } from './people.ts'

type Site = ReturnType<typeof logged>

const PERSON = ['lindqvist']
/** A checkout that ended waits for a log that stands still: 10 minutes, and as many polls. */
const UNTIL_WRITTEN = 13

function forgetIn(site: Site, more: Partial<ForgetParts> & { readonly changed?: Partial<Settings> } = {}) {
  return forget({
    ...{ settings: { ...site.settings, ...more.changed }, files: realFiles, localStateFolder: site.local },
    ...{ host: 'logger-pc', clock: site.clock, user: 'MLINDQVIST', dryRun: false, progress: () => {}, ...more },
  })
}

/** Seatlog has recorded a while, and is not running: the person and others hold seats, wait, and have given some back. */
async function recorded(names: Settings['names'] = 'names', minutes = 0): Promise<Site> {
  const site = logged({ names })
  const seatlog = site.start()
  await seatlog.poll('lindqvist', 'okafor', 'berg', 'schiller', 'waiting')
  for (let minute = 0; minute < minutes; minute++) await seatlog.poll('okafor', 'schiller')
  await seatlog.poll('okafor', 'lindqvist', 'waiting')
  await seatlog.stop()
  return site
}

const found = (forgotten: Awaited<ReturnType<typeof forgetIn>>) =>
  forgotten.ok
    ? Object.fromEntries(forgotten.value.found.map(({ what, ...counts }) => [what, counts]))
    : forgotten.message

describe('seatlog forget', { timeout: 20_000 }, () => {
  it('leaves nothing of the person in the data folder and on the local disk, and all of everybody else', async () => {
    const site = await recorded('names', UNTIL_WRITTEN)
    const data = join(site.root, 'data')
    const before = bytesBelow(data)
    expect(mentions(site.root, PERSON).length).toBeGreaterThan(6)

    const forgotten = await forgetIn(site)
    expect(forgotten).toMatchObject({ ok: true, value: { notReached: [] } })
    expect(Object.keys(found(forgotten)).sort()).toEqual([
      'checkouts',
      'denials',
      'events',
      'memory of the logger',
      'open checkouts',
      'state/',
      'users',
    ])
    expect(mentions(data, PERSON)).toEqual([])
    expect(mentions(site.local, PERSON)).toEqual([])

    const after = bytesBelow(data)
    const rowFiles = [...before].filter(([path]) => !path.startsWith('state/') && !path.startsWith('events/'))
    expect(rowFiles).toHaveLength(5)
    for (const [path, bytes] of rowFiles) {
      const others = bytes
        .toString()
        .split('\n')
        .filter((line) => !/lindqvist/i.test(line))
      expect(after.get(path)?.toString(), path).toBe(others.join('\n'))
    }
    expect(mentions(data, ['okafor', 'anna berg', 'schiller', 'varga']).length).toBeGreaterThan(6)
  })

  it('lets Seatlog go on: others’ checkouts as if nothing had happened, the person’s from then on', async () => {
    const site = await recorded()
    expect(await forgetIn(site)).toMatchObject({ ok: true })
    const seatlog = site.start()
    await seatlog.poll('okafor', 'lindqvist')
    for (let minute = 0; minute < UNTIL_WRITTEN; minute++) await seatlog.poll()
    await seatlog.stop()
    const checkouts = readFileSync(join(site.root, 'data/checkouts/cad/2026.03.02.chk'), 'utf8')
    const of = (user: string) => checkouts.split('\n').filter((line) => line.includes(`\t${user}\t`))
    expect(of('TOkafor')).toHaveLength(1)
    expect(of('TOkafor')[0]).toContain(`\t${Date.UTC(2026, 2, 2, 6, 40) / 1000}\t`)
    expect(of('mlindqvist')).toHaveLength(1)
    expect(Number(of('mlindqvist')[0]?.split('\t')[11])).toBeGreaterThan(Date.UTC(2026, 2, 2, 7, 1) / 1000)
  })

  it('finds the person under the pseudonym of the settings’ key', async () => {
    const site = await recorded('pseudonyms', UNTIL_WRITTEN)
    const pseudonym = createNames('pseudonyms', KEY).user('mlindqvist')
    expect(mentions(site.root, [pseudonym]).length).toBeGreaterThan(4)
    expect(await forgetIn(site)).toMatchObject({ ok: true, value: { notReached: [] } })
    expect(mentions(site.root, [pseudonym])).toEqual([])
  })

  it('only counts in a dry run, also while Seatlog is running, and what is removed later is called the same', async () => {
    const site = await recorded('names', UNTIL_WRITTEN)
    const seatlog = site.start()
    await seatlog.poll('lindqvist', 'waiting')
    mkdirSync(join(site.local, 'torn'))
    writeFileSync(join(site.local, 'torn', '2026.03.02.chk.0a1b2c3d'), 'cad\tfeature\t\tmlindq')
    const before = [bytesBelow(join(site.root, 'data')), bytesBelow(join(site.local, 'torn'))]
    const counted = await forgetIn(site, { dryRun: true })
    expect(counted).toMatchObject({ ok: true, value: { fragments: 1 } })
    expect(Object.keys(found(counted))).toContain('memory of the logger')
    expect([bytesBelow(join(site.root, 'data')), bytesBelow(join(site.local, 'torn'))]).toEqual(before)
    await seatlog.stop()
    expect(await forgetIn(site)).toEqual(counted)
  })

  it('removes rows that still wait for their files, and fragments of torn lines', async () => {
    const site = await recorded()
    const torn = join(site.local, 'torn')
    mkdirSync(torn, { recursive: true })
    writeFileSync(join(torn, '2026.03.02.chk.0a1b2c3d'), 'cad\tfeature\t\tmlindq')
    // The rows of this poll wait in the journal: a folder stands where their file is.
    const users = join(site.root, 'data', '2026-03-03 87062ACD_2026_0F users.csv')
    mkdirSync(users)
    site.pass(86_400)
    const seatlog = site.start()
    await seatlog.poll('lindqvist')
    await seatlog.stop()
    expect(mentions(site.local, PERSON)).not.toEqual([])
    const blocked = await forgetIn(site)
    expect(blocked.ok && blocked.value.notReached).toEqual([
      expect.stringMatching(/^1 rows still wait to be written: .* is a folder: rename it; .* Then run this again\.$/),
    ])
    await realFiles.removeEmptyFolder(users)
    expect(await forgetIn(site)).toMatchObject({ ok: true, value: { notReached: [] } })
    expect(mentions(join(site.root, 'data'), PERSON)).toEqual([])
    expect(await realFiles.list(torn)).toEqual([])
    expect(mentions(site.local, PERSON)).toEqual([])
  })

  it('finds what the local disk remembers also where the data folder is named by a link', async () => {
    const site = await recorded()
    const link = join(site.root, 'link')
    symlinkSync('data', link)
    const forgotten = await forgetIn(site, { changed: { dataFolder: link } })
    expect(found(forgotten)).toMatchObject({ 'memory of the logger': { rows: expect.any(Number), files: 0 } })
    expect(readdirSync(site.local).filter((name) => name.endsWith('.sqlite'))).toHaveLength(1)
    expect(mentions(site.local, PERSON)).toEqual([])
    expect(mentions(join(site.root, 'data'), PERSON)).toEqual([])
  })

  it('leaves a file alone while nobody knows how far an append to it came', async () => {
    let busy = false
    const files = faultyFiles(async (step, file, _bytes, go) => {
      if (busy && step === 'append' && file.endsWith(' users.csv')) throw systemError('EBUSY', file)
      return go()
    })
    const site = logged({}, files)
    const seatlog = site.start()
    await seatlog.poll('lindqvist')
    busy = true
    await seatlog.poll('lindqvist')
    await seatlog.stop()
    const users = join(site.root, 'data', '2026-03-02 87062ACD_2026_0F users.csv')
    const before = readFileSync(users, 'utf8')
    const link = join(site.root, 'link')
    symlinkSync('data', link)
    const byLink = await forgetIn(site, { files, changed: { dataFolder: link } })
    expect(byLink.ok && byLink.value.notReached).toHaveLength(2)
    expect(readFileSync(users, 'utf8')).toBe(before)
    const blocked = await forgetIn(site, { files })
    expect(blocked.ok && blocked.value.notReached).toEqual([
      expect.stringMatching(/^1 rows still wait to be written: .*close it in Excel.* Then run this again\.$/),
      `${users} was not changed, because rows are on their way to it.`,
    ])
    expect(readFileSync(users, 'utf8')).toBe(before)
    busy = false
    expect(await forgetIn(site, { files })).toMatchObject({ ok: true, value: { notReached: [] } })
    expect(mentions(join(site.root, 'data'), PERSON)).toEqual([])
  })

  it('searches imports and archive folders, and tells of those that are away', async () => {
    const site = await recorded()
    const archive = join(site.root, 'archive')
    const away = join(site.root, 'away')
    const line = '1772439905\tcad\tfeature2\t\tmlindqvist\tWS-0412\t1\n'
    for (const folder of [join(archive, 'checkouts/cad'), join(site.root, 'data/imported/9f/checkouts/old')]) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, '2019.03.14.den'), line)
    }
    const forgotten = await forgetIn(site, { changed: { archiveFolders: [archive, away] } })
    expect(forgotten.ok && forgotten.value.notReached).toEqual([
      `The archive folder ${away} cannot be reached: connect its drive, then run this again.`,
    ])
    expect(found(forgotten)).toMatchObject({ denials: { rows: 3, files: 3 } })
    expect(mentions(archive, PERSON)).toEqual([])
    expect(mentions(join(site.root, 'data'), PERSON)).toEqual([])
  })

  it('is refused, and changes nothing, while a Seatlog of this user or on another computer is at work', async () => {
    const site = await recorded()
    const own = site.start()
    await own.poll('lindqvist')
    const before = bytesBelow(join(site.root, 'data'))
    expect(await forgetIn(site)).toMatchObject({ ok: false, message: expect.stringMatching(/^Seatlog is running/) })
    const elsewhere = join(site.root, 'other-local')
    expect(await forgetIn(site, { host: 'admin-pc', localStateFolder: elsewhere })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^cad is logged by Seatlog on logger-pc: quit it there, then run this again/),
    })
    expect(bytesBelow(join(site.root, 'data'))).toEqual(before)
    await own.stop()
  })

  it('on another computer gives the tag back as it was, so that its logger goes on from what it remembers', async () => {
    const site = await recorded()
    const lease = join(site.root, 'data/state/cad.lease')
    const before = readFileSync(lease, 'utf8')
    site.pass(60)
    const other = { host: 'admin-pc', localStateFolder: join(site.root, 'other-local') }
    expect(await forgetIn(site, other)).toMatchObject({ ok: true, value: { notReached: [] } })
    expect(readFileSync(lease, 'utf8')).toBe(before)
    expect(mentions(join(site.root, 'data'), PERSON)).toEqual([])
    expect(mentions(other.localStateFolder, PERSON)).toEqual([])

    const seatlog = site.start()
    await seatlog.poll('okafor')
    for (let minute = 0; minute < UNTIL_WRITTEN; minute++) await seatlog.poll()
    await seatlog.stop()
    const checkouts = readFileSync(join(site.root, 'data/checkouts/cad/2026.03.02.chk'), 'utf8')
    expect(checkouts.split('\n').filter((line) => line.includes('\tTOkafor\t'))).toHaveLength(1)
  })

  it('searches a folder into which nothing but imports came, and claims it for nobody', async () => {
    const site = logged()
    const data = join(site.root, 'data')
    mkdirSync(join(data, 'imported/9f/checkouts/cad'), { recursive: true })
    writeFileSync(
      join(data, 'imported/9f/checkouts/cad/2026.03.02.den'),
      '1772439905\tcad\tfeature2\t\tmlindqvist\tWS-0412\t1\n',
    )
    expect(found(await forgetIn(site, { dryRun: true }))).toEqual({ denials: { rows: 1, files: 1 } })
    expect(found(await forgetIn(site))).toEqual({ denials: { rows: 1, files: 1 } })
    expect(mentions(data, PERSON)).toEqual([])
    expect(readdirSync(data)).toEqual(['imported'])
  })

  it('is refused where there is no data folder, and creates none', async () => {
    const site = logged()
    const forgotten = await forgetIn(site)
    expect(forgotten).toMatchObject({ ok: false, message: expect.stringContaining('is no data folder of Seatlog') })
    expect(await realFiles.hasFolder(site.settings.dataFolder)).toBe(false)
  })
})
