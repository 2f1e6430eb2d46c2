import { expect, test } from 'vitest'
import { createFormats } from '../../../../renderer/formats.ts'
import { namesFinding } from '../../../../renderer/history/users-words.ts'

const english = createFormats('en-GB', 'Europe/Berlin')
const names = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ name: `ijansen${n}`, lastSeen: 1_791_000_000, seatHours: 4.5 }))

test('users and hosts that a search found are counted apart', () => {
  expect(namesFinding({ users: names(2), hosts: names(1) }, '', english)).toBe('2 users and 1 host of the record.')
  expect(namesFinding({ users: names(2), hosts: names(1) }, 'jan', english)).toBe('2 users and 1 host match “jan”.')
  expect(namesFinding({ users: [], hosts: [] }, 'jan', english)).toBe(
    'No user and no host of the record matches “jan”.',
  )
})

test('names that are the first or the latest of more are not told as all', () => {
  expect(namesFinding({ users: names(50), hosts: names(3) }, 'j', english)).toBe(
    'The first 50 users and 3 hosts match “j”; type more to narrow them.',
  )
  expect(namesFinding({ users: names(50), hosts: names(50) }, '', english)).toBe(
    'The latest 50 users and the latest 50 hosts of the record; type a name to find others.',
  )
})
