import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { deleteOldFiles, type KeepDays } from '../../../main/datafiles/keep-days.ts'
import { contents, faultyFiles, systemError, tempFolder } from './workshop.ts'

const TODAY = '2026-03-14'

function folderWith(...names: string[]): string {
  const data = tempFolder()
  for (const name of names) {
    mkdirSync(dirname(join(data, name)), { recursive: true })
    writeFileSync(join(data, name), 'a line\n')
  }
  return data
}

const left = (data: string): string[] => Object.keys(contents(data))
const clean = (data: string, keepDays: KeepDays, files = realFiles, tag = 'cad') =>
  deleteOldFiles(files, data, tag, 'cad', keepDays, TODAY)

describe('keepDays', () => {
  it('deletes a file when its day is more than the kept days ago, and never an hour before', async () => {
    const data = folderWith(
      '2026-03-06 X users.csv',
      '2026-03-07 X users.csv',
      '2026-03-14 X users.csv',
      '2026-03-15 X users.csv',
    )
    expect(await clean(data, { users: 7 })).toEqual({ deleted: 1, problem: null })
    expect(left(data)).toEqual(['2026-03-07 X users.csv', '2026-03-14 X users.csv', '2026-03-15 X users.csv'])
    expect(await clean(data, { users: 1 })).toEqual({ deleted: 1, problem: null })
    expect(left(data)).toEqual(['2026-03-14 X users.csv', '2026-03-15 X users.csv'])
  })

  it('counts days of the calendar over a change of the clocks', async () => {
    const data = folderWith('checkouts/cad/2026.03.28.chk', 'checkouts/cad/2026.03.29.chk')
    expect(await deleteOldFiles(realFiles, data, 'cad', 'cad', { checkouts: 1 }, '2026-03-30')).toEqual({
      deleted: 1,
      problem: null,
    })
    expect(left(data)).toEqual(['checkouts/cad/2026.03.29.chk'])
  })

  it('deletes the kinds it names, each after its own time, and keeps the others for ever', async () => {
    const data = folderWith(
      '2020-01-01 features.csv',
      '2020-01-01 X users.csv',
      'capacity/cad/2020.01.01.cap',
      'checkouts/cad/2020.01.01.chk',
      'checkouts/cad/2026.01.01.den',
      'events/cad/2020-01-01 events.jsonl',
    )
    expect(await clean(data, { users: 30, denials: 365, events: 30 })).toEqual({ deleted: 2, problem: null })
    expect(left(data)).toEqual([
      '2020-01-01 features.csv',
      'capacity/cad/2020.01.01.cap',
      'checkouts/cad/2020.01.01.chk',
      'checkouts/cad/2026.01.01.den',
    ])
    expect(await clean(data, {})).toEqual({ deleted: 0, problem: null })
  })

  it('deletes files of the tag alone', async () => {
    const data = folderWith('2020-01-01 features.csv', 'eda/2020-01-01 features.csv')
    expect(await clean(data, { features: 1 }, realFiles, 'eda')).toEqual({ deleted: 1, problem: null })
    expect(left(data)).toEqual(['2020-01-01 features.csv'])
  })

  it('leaves alone what only looks like a file of Seatlog', async () => {
    const names = ['2020-01-01 features (copy).csv', '2020-01-01 features.xlsx', 'checkouts/cad/2020.01.01.chk.gz']
    const data = folderWith(...names)
    expect(await clean(data, { features: 1, checkouts: 1 })).toEqual({ deleted: 0, problem: null })
    expect(left(data)).toHaveLength(3)
  })

  it('deletes imported files with the folders they leave empty, but not the note that the source was imported', async () => {
    const data = folderWith(
      'imported/9f/source.json',
      'imported/9f/checkouts/cad/2019.05.01.chk',
      'imported/cad-0a1b2c3d/checkouts/cad/2019.05.01.chk',
      'imported/eda-0a1b2c3d/checkouts/eda/2019.05.01.chk',
    )
    expect(await clean(data, { checkouts: 365 })).toEqual({ deleted: 2, problem: null })
    expect(left(data)).toEqual(['imported/9f/source.json', 'imported/eda-0a1b2c3d/checkouts/eda/2019.05.01.chk'])
    expect((await realFiles.list(join(data, 'imported')))?.map(({ name }) => name)).toEqual(['9f', 'eda-0a1b2c3d'])
    expect(await realFiles.list(join(data, 'imported', '9f'))).toHaveLength(1)
  })

  it('tells in one sentence of files that cannot be deleted, and deletes the others', async () => {
    const data = folderWith('2020-01-01 X users.csv', '2020-01-02 X users.csv', '2020-01-03 X users.csv')
    const files = faultyFiles(async (step, file, _bytes, go) => {
      if (step === 'remove' && !file.includes('2020-01-02')) throw systemError('EBUSY', file)
      return go()
    })
    const { deleted, problem } = await clean(data, { users: 30 }, files)
    expect(deleted).toBe(1)
    expect(problem).toContain(
      '2020-01-01 X users.csv and 1 more cannot be deleted (EBUSY) though keepDays says so: close it, or give this user the right; it is tried again tomorrow.',
    )
    expect(left(data)).toEqual(['2020-01-01 X users.csv', '2020-01-03 X users.csv'])
  })

  it('stops at the first file when the folder goes away', async () => {
    const data = folderWith('2020-01-01 X users.csv', '2020-01-02 X users.csv')
    let asked = 0
    const files = faultyFiles(async (step, file, _bytes, go) => {
      if (step !== 'remove') return go()
      asked++
      throw systemError('ETIMEDOUT', file)
    })
    const { deleted, problem } = await clean(data, { users: 30 }, files)
    expect({ deleted, asked }).toEqual({ deleted: 0, asked: 1 })
    expect(problem).toBe(
      `Old files of cad were not deleted. ${data} cannot be reached (ETIMEDOUT): check its drive or the network.`,
    )
  })
})
