import type { UsageAnswer, UsersAnswer } from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { counted } from '../wording.ts'
import { percent } from './findings.ts'
import { UNNAMED } from './unnamed.ts'

/** Who used a feature: how many, and how much of it the first few did. `usage`: of the same feature and span. */
export function usersFinding({ users, seatHours }: UsersAnswer, usage: UsageAnswer, formats: Formats): string {
  if (users.length === 0) return usage.totals.peak > 0 ? 'It is not known who held seats.' : 'Nobody held a seat.'
  const whole = Math.round(seatHours)
  const hours = `${formats.count(whole)} hours`
  const isMore = usage.gaps.length > 0 && whole > Math.round(usage.totals.seatHours)
  const unwatched = isMore ? ' These hours include time when nobody watched; the seat-hours above do not.' : ''
  const named = users.filter(({ user }) => user !== '').toSorted((a, b) => b.share - a.share)
  const [first] = named
  if (first === undefined) return `Seats were held for ${hours}, by ${UNNAMED}.${unwatched}`
  const people = counted(named.length, 'person', 'people', formats)
  const all = `${people}${named.length < users.length ? ` and ${UNNAMED}` : ''} held seats for ${hours}`
  if (named.length < 10) return `${all}; ${first.user} for ${percent(first.share, formats)} of them.${unwatched}`
  const few = Math.ceil(named.length / 10)
  const share = named.slice(0, few).reduce((sum, one) => sum + one.share, 0)
  return `${all}; the ${formats.count(few)} who held most, for ${percent(share, formats)} of them.${unwatched}`
}
