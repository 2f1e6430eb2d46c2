import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CAPACITY_HEADER } from '../../../main/datafiles/capacity-cap.ts'
import { CHECKOUTS_HEADER } from '../../../main/datafiles/checkouts-chk.ts'
import { FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import { USERS_HEADER } from '../../../main/datafiles/users-csv.ts'
import { contents, faultyFiles, lines, row, start, ZONE } from './workshop.ts'

describe('a drain', () => {
  it('puts every kind of rows into its file of the day, headers first', async () => {
    const { data, appender, commit } = start()
    commit(row('features', 'f1'), row('features', 'f2'), row('users', 'u1', 'solver'), row('users', 'v1', 'a/b'))
    commit(row('events', 'e1'), row('checkouts', 'c1'), row('denials', 'd1'), row('capacity', 'p1'))
    const report = await appender.drain()
    expect(report).toEqual({
      rows: 8,
      files: 7,
      waitingRows: 0,
      waitingBytes: 0,
      problem: null,
      lockedFiles: [],
      dropped: {},
    })
    expect(contents(data)).toEqual({
      '2026-03-14 a%2Fb users.csv': lines(USERS_HEADER, 'v1'),
      '2026-03-14 features.csv': lines(FEATURES_HEADER, 'f1', 'f2'),
      '2026-03-14 solver users.csv': lines(USERS_HEADER, 'u1'),
      'capacity/cad/2026.03.14.cap': lines(CAPACITY_HEADER, 'p1'),
      'checkouts/cad/2026.03.14.chk': lines(CHECKOUTS_HEADER, 'c1'),
      'checkouts/cad/2026.03.14.den': lines('d1'),
      'events/cad/2026-03-14 events.jsonl': lines('e1'),
    })
  })

  it('gives a second tag a folder of its own, and the root to the tag that claimed it', async () => {
    const { data, journal, appender, commit } = start()
    journal.commit('eda', ZONE, [row('features', 'from eda')])
    commit(row('features', 'from cad'))
    expect((await appender.drain()).rows).toBe(2)
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': lines(FEATURES_HEADER, 'from cad'),
      'eda/2026-03-14 features.csv': lines(FEATURES_HEADER, 'from eda'),
    })
    expect(JSON.parse(readFileSync(join(data, 'state/root.json'), 'utf8'))).toEqual({ format: 1, tag: 'cad' })
  })

  it('takes the day from the zone of the server', async () => {
    const { data, journal, appender } = start({ clock: () => Date.UTC(2026, 2, 14, 23, 30) / 1000 })
    journal.commit('cad', 'Europe/Berlin', [row('events', 'berlin')])
    journal.commit('cad', 'America/New_York', [row('events', 'york')])
    expect((await appender.drain()).rows).toBe(2)
    expect(contents(data)).toEqual({
      'events/cad/2026-03-14 events.jsonl': lines('york'),
      'events/cad/2026-03-15 events.jsonl': lines('berlin'),
    })
  })

  it('continues a file with the line ends it was begun with', async () => {
    const { data, appender, commit } = start({ eol: '\r\n' })
    mkdirSync(data)
    writeFileSync(join(data, '2026-03-14 features.csv'), lines(FEATURES_HEADER, 'old'))
    commit(row('features', 'new'), row('users', 'u1', 'solver'))
    expect((await appender.drain()).rows).toBe(2)
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': lines(FEATURES_HEADER, 'old', 'new'),
      '2026-03-14 solver users.csv': `${USERS_HEADER}\r\nu1\r\n`,
    })
    commit(row('users', 'u2', 'solver'))
    await appender.drain()
    expect(contents(data)['2026-03-14 solver users.csv']).toBe(`${USERS_HEADER}\r\nu1\r\nu2\r\n`)
  })

  it('ends lines as the system does in CSV files only', async () => {
    const { data, appender, commit } = start({ eol: '\r\n' })
    commit(
      row('features', 'f1'),
      row('events', 'e1'),
      row('checkouts', 'c1'),
      row('denials', 'd1'),
      row('capacity', 'p1'),
    )
    expect((await appender.drain()).rows).toBe(5)
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': `${FEATURES_HEADER}\r\nf1\r\n`,
      'capacity/cad/2026.03.14.cap': lines(CAPACITY_HEADER, 'p1'),
      'checkouts/cad/2026.03.14.chk': lines(CHECKOUTS_HEADER, 'c1'),
      'checkouts/cad/2026.03.14.den': lines('d1'),
      'events/cad/2026-03-14 events.jsonl': lines('e1'),
    })
  })

  it('cuts a torn last line off and keeps it beside the journal', async () => {
    const { home, data, appender, commit } = start()
    mkdirSync(data)
    writeFileSync(join(data, '2026-03-14 features.csv'), `${lines(FEATURES_HEADER, 'whole')}${'x'.repeat(200_000)}`)
    commit(row('features', 'new'))
    expect((await appender.drain()).rows).toBe(1)
    expect(contents(data)['2026-03-14 features.csv']).toBe(lines(FEATURES_HEADER, 'whole', 'new'))
    const torn = contents(join(home, 'torn'))
    expect(Object.keys(torn)).toHaveLength(1)
    expect(Object.values(torn)[0]).toBe('x'.repeat(200_000))
  })

  it('begins anew where not even the header was whole', async () => {
    const { data, appender, commit } = start()
    mkdirSync(data)
    writeFileSync(join(data, '2026-03-14 features.csv'), 'stamp,fea')
    commit(row('features', 'new'))
    await appender.drain()
    expect(contents(data)['2026-03-14 features.csv']).toBe(lines(FEATURES_HEADER, 'new'))
  })

  it('writes features that differ only in case one after the other', async () => {
    const { data, appender, commit } = start()
    commit(row('users', 'u1', 'Solver'), row('users', 'u2', 'solver'), row('users', 'u3', 'Solver'))
    expect((await appender.drain()).rows).toBe(3)
    const text = Object.values(contents(data)).join('')
    expect(text.match(/^u\d$/gm)?.sort()).toEqual(['u1', 'u2', 'u3'])
  })

  it('writes more rows and files than a batch takes, in order', async () => {
    const { data, appender, commit } = start()
    const many = Array.from({ length: 1500 }, (_, at) => row('features', `${at} ${'x'.repeat(3000)}`))
    commit(...many, ...Array.from({ length: 150 }, (_, at) => row('users', 'u', `feature${at}`)))
    const report = await appender.drain()
    expect(report).toMatchObject({ rows: 1650, files: 151, waitingRows: 0, waitingBytes: 0 })
    const numbers = contents(data)['2026-03-14 features.csv']?.match(/^\d+ /gm)?.map(Number)
    expect(numbers).toEqual(many.map((_, at) => at))
  })

  it('asked again while at work gives the same report and starts nothing twice', async () => {
    let appends = 0
    const files = faultyFiles(async (step, _file, _bytes, go) => {
      if (step === 'append') appends++
      return go()
    })
    const { appender, commit } = start({ files })
    commit(row('events', 'e1'))
    const reports = await Promise.all([appender.drain(), appender.drain()])
    expect(reports[0]).toBe(reports[1])
    expect(appends).toBe(1)
  })

  it('leaves the rows of a tag alone that is not ours', async () => {
    const { data, appender, commit } = start({ leases: { check: async () => ({ state: 'other', by: null }) } })
    commit(row('events', 'e1'))
    expect(await appender.drain()).toMatchObject({ rows: 0, waitingRows: 1, problem: null })
    expect(contents(data)).toEqual({})
  })
})
