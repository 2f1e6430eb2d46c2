import type { FeatureAsked, GroupsAnswer } from '../../../preload/contract/history.ts'
import type { Reader } from '../reader.ts'
import { users } from './users.ts'

/** The members of each group of an options file, lower case. */
export type GroupMembers = ReadonlyMap<string, ReadonlySet<string>>

/** Question 10: usage by group. A person in several counts in each. `problem`: why there are no groups. */
export function groups(
  reader: Reader,
  asked: FeatureAsked,
  members: GroupMembers,
  problem: string | null,
): GroupsAnswer {
  const { users: rowsOfUsers, seatHours, span, zone, working } = users(reader, asked)
  const all = rowsOfUsers.map((row) => ({ ...row, key: row.user.toLowerCase() }))
  const inGroup = new Set([...members.values()].flatMap((names) => [...names]))
  const rows = [...[...members].map(([group, names]) => ({ group, of: all.filter(({ key }) => names.has(key)) }))]
    .map(({ group, of }) => ({ group, ...summed(of, seatHours) }))
    .sort((a, b) => b.seatHours - a.seatHours)
  const others = all.filter(({ key }) => !inGroup.has(key))
  return {
    span,
    zone,
    working,
    groups: members.size === 0 ? [] : [...rows, { group: null, ...summed(others, seatHours) }],
    problem,
  }
}

function summed(of: readonly { readonly seatHours: number; readonly checkouts: number }[], whole: number) {
  const seatHours = of.reduce((sum, user) => sum + user.seatHours, 0)
  return {
    seatHours,
    checkouts: of.reduce((sum, user) => sum + user.checkouts, 0),
    users: of.length,
    share: whole === 0 ? 0 : seatHours / whole,
  }
}
