import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Journal, openJournal, type PendingRow } from '../../../main/datafiles/journal.ts'

let folder: string
let journal: Journal

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatlog-journal-'))
  journal = opened()
})

afterEach(() => {
  journal.close()
  rmSync(folder, { recursive: true, force: true })
})

function opened(): Journal {
  const found = openJournal(join(folder, 'journal.sqlite'), 10_000)
  if (!found.ok) throw new Error(found.message)
  return found.journal
}

const user = (line: string, at = 1000, name = 'ACD'): PendingRow => ({ kind: 'users', name, at, line })
const place = { file: 'users.csv', before: 0, header: null, eol: '\n' }

function begun(): number {
  const [group] = journal.groups()
  if (group === undefined) throw new Error('nothing waits')
  const [id = 0] = journal.begin([{ ...place, rowIds: journal.oldest(group, 1e6).ids }])
  return id
}

it('rows of one file and moment wait together, each a row still', () => {
  journal.commit('CAD', 'UTC', [user('ann'), user('bob'), user('cleo'), user('dan', 1060), user('eva', 1060, 'INV')])
  expect(journal.waiting.rows).toBe(5)
  const [acd, inv] = journal.groups()
  expect(acd && journal.oldest(acd, 1e6)).toMatchObject({ lines: ['ann', 'bob', 'cleo', 'dan'], more: false })
  expect(acd && journal.oldest(acd, 1e6).ids).toHaveLength(2)
  expect(inv && journal.oldest(inv, 1e6).lines).toEqual(['eva'])
})

it('rows of which only the first came into their file wait on from there, also after a crash', () => {
  journal.commit('CAD', 'UTC', [user('ann'), user('bob'), user('cleo'), user('dan', 1060)])
  const id = begun()
  expect(journal.unsettled()).toMatchObject([{ id, lines: ['ann', 'bob', 'cleo', 'dan'] }])
  journal.settle([{ id, landed: 2 }])
  const left = { ...journal.waiting }
  expect(left).toEqual({ rows: 2, bytes: 'cleo'.length + 2 + 'dan'.length + 2 })
  journal.close()
  journal = opened()
  expect(journal.waiting).toEqual(left)
  const [group] = journal.groups()
  expect(group && journal.oldest(group, 1e6).lines).toEqual(['cleo', 'dan'])
  journal.settle([{ id: begun(), landed: 2 }])
  expect(journal.waiting).toEqual({ rows: 0, bytes: 0 })
  expect(journal.groups()).toEqual([])
})

it('a full journal counts what it drops by the row', () => {
  journal.commit(
    'CAD',
    'UTC',
    Array.from({ length: 200 }, () => user('x'.repeat(98))),
  )
  expect(journal.dropped()).toMatchObject([{ tag: 'CAD', kind: 'users', rows: 200 - journal.waiting.rows }])
  expect(journal.waiting.bytes).toBeLessThanOrEqual(10_000)
})

it('a checkout waits alone, because a takeover decides on each', () => {
  const checkout = (line: string): PendingRow => ({ kind: 'checkouts', name: '', at: 1000, knownSince: 900, line })
  journal.commit('CAD', 'UTC', [checkout('ann'), checkout('bob')])
  const [group] = journal.groups()
  expect(group && journal.oldest(group, 1e6).ids).toHaveLength(2)
})
