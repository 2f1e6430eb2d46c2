import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { type RowTarget, rowFilePlace } from '../../../main/datafiles/layout.ts'
import { type StoredFile, storedFiles } from '../../../main/datafiles/stored-files.ts'
import { tempFolder } from './workshop.ts'

function folderWith(...names: string[]): string {
  const data = tempFolder()
  for (const name of names) {
    mkdirSync(dirname(join(data, name)), { recursive: true })
    writeFileSync(join(data, name), '')
  }
  return data
}

async function stored(data: string, rootTag: string | null, tag?: string): Promise<StoredFile[]> {
  const all: StoredFile[] = []
  for await (const one of storedFiles(realFiles, data, rootTag, tag)) all.push(one)
  return all
}

async function found(data: string, rootTag: string | null, tag?: string): Promise<string[]> {
  const all = await stored(data, rootTag, tag)
  return all.map(({ file, kind, day, ...about }) =>
    [relative(data, file).replaceAll('\\', '/'), kind, about.tag, about.base, day].join(' | '),
  )
}

describe('the row files of a data folder', () => {
  it.each([
    { kind: 'features', tag: 'cad', name: '' },
    { kind: 'features', tag: 'eda', name: '' },
    { kind: 'users', tag: 'cad', name: '87062ACD_2026_0F' },
    { kind: 'users', tag: 'eda', name: 'a b/c%.' },
    { kind: 'users', tag: 'eda', name: 'long '.repeat(60) },
    { kind: 'checkouts', tag: 'cad', name: '' },
    { kind: 'denials', tag: 'cad', name: '' },
    { kind: 'capacity', tag: 'cad', name: '' },
    { kind: 'events', tag: 'eda', name: '' },
  ] as const)('are found where the appender puts them, at first hand and imported: $kind of $tag', async (file) => {
    for (const base of ['', 'imported/0a1b2c3d4e5f']) {
      const target: RowTarget = { ...file, base }
      const { folders, fileName } = rowFilePlace(target, '2026-03-14', 'cad')
      const data = folderWith([...folders, fileName].join('/'))
      expect(await stored(data, 'cad')).toEqual([
        { kind: file.kind, tag: file.tag, base, file: join(data, ...folders, fileName), day: '2026-03-14' },
      ])
    }
  })

  it('come in the order of their days, imports last', async () => {
    const data = folderWith(
      'imported/9f/checkouts/cad/2019.01.01.chk',
      'checkouts/cad/2026.03.02.chk',
      'checkouts/cad/2026.02.28.chk',
    )
    expect(await found(data, 'cad')).toEqual([
      'checkouts/cad/2026.02.28.chk | checkouts | cad |  | 2026-02-28',
      'checkouts/cad/2026.03.02.chk | checkouts | cad |  | 2026-03-02',
      'imported/9f/checkouts/cad/2019.01.01.chk | checkouts | cad | imported/9f | 2019-01-01',
    ])
  })

  it('are those of one tag when one is asked for, whatever its case', async () => {
    const data = folderWith(
      '2026-03-14 features.csv',
      'EDA/2026-03-14 features.csv',
      'checkouts/eda/2026.03.14.den',
      'imported/9f/checkouts/cad/2026.03.14.chk',
    )
    expect(await found(data, 'cad', 'eda')).toEqual([
      'EDA/2026-03-14 features.csv | features | EDA |  | 2026-03-14',
      'checkouts/eda/2026.03.14.den | denials | eda |  | 2026-03-14',
    ])
    expect(await found(data, 'cad', 'CAD')).toHaveLength(2)
  })

  it('are no others: neither of names Seatlog gives no file, nor in places where it puts none', async () => {
    const data = folderWith(
      '2026-03-14 features.csv.bak',
      '2026-03-14 Features.csv',
      '2026.03.14 features.csv',
      '2026-02-30 features.csv',
      'features.csv',
      '2026-03-14 users.csv',
      '2026-03-14 a%zz users.csv',
      'checkouts/2026.03.14.chk',
      'checkouts/cad/2026-03-14.chk',
      'checkouts/cad/2026.03.14.chk.forget',
      'checkouts/cad/old/2026.03.14.chk',
      'checkouts/no tag/2026.03.14.chk',
      'state/2026-03-14 features.csv',
      'imported/.9f.4711/checkouts/cad/2026.03.14.chk',
    )
    mkdirSync(join(data, 'checkouts/cad/2026.03.15.chk'))
    expect(await found(data, 'cad')).toEqual([])
  })

  it('are found behind a link to another disk', async () => {
    const disk = folderWith('cad/2026.03.14.chk')
    const data = tempFolder()
    symlinkSync(disk, join(data, 'checkouts'))
    expect(await found(data, 'cad')).toHaveLength(1)
  })

  it('are none where there is no folder', async () => {
    expect(await found(join(tempFolder(), 'away'), 'cad')).toEqual([])
  })
})
