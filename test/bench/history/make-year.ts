import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { encodeCapacity } from '../../../main/datafiles/capacity-cap.ts'
import { CHECKOUTS_HEADER } from '../../../main/datafiles/checkouts-chk.ts'
import { encodeEvent } from '../../../main/datafiles/events.ts'

/** What a made-up year holds. */
export interface YearSize {
  readonly checkouts: number
  readonly features: number
  readonly users: number
}

/** License servers of three zones. */
export const SERVERS = [
  { tag: 'EDA', zone: 'Europe/Berlin', shift: 0 },
  { tag: 'CAD', zone: 'America/New_York', shift: 5 },
  { tag: 'SIM', zone: 'Asia/Kolkata', shift: -4 },
] as const

export const FIRST_DAY = Date.UTC(2025, 0, 1) / 1000
export const DAYS = 365
const DAY = 86_400
const DENIALS_PER_CHECKOUT = 0.082
/** Weights of the hours of a working day, local time. */
const HOURS = [1, 1, 1, 1, 1, 2, 4, 12, 30, 36, 36, 32, 24, 32, 36, 36, 32, 24, 12, 6, 4, 3, 2, 1]
const WEEKDAYS = [0.15, 1, 1.05, 1.05, 1, 0.9, 0.2]
const LONGEST = 20 * DAY

/**
 * Writes the data files of a year: checkouts, denials and capacity of `features` features on three servers, by `users`
 * users, with the profile of weekdays and hours that such sites have, features by Zipf's law, durations log-normal. The
 * same size gives the same files. Peak memory is that of the checkouts of the longest duration.
 */
export async function makeYear(folder: string, { checkouts, features, users }: YearSize): Promise<void> {
  const chance = chances(20_250_101)
  const feature = weighted(Array.from({ length: features }, (_, rank) => 1 / (rank + 3)))
  const hour = weighted(HOURS)
  const weights = Array.from({ length: DAYS }, (_, day) => WEEKDAYS[(day + 3) % 7] ?? 1)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const servers = SERVERS.map((server) => ({
    ...server,
    // By the day on which they end.
    ended: Array.from({ length: DAYS + 30 }, (): Row[] => []),
    checkouts: join(folder, 'checkouts', server.tag),
    denials: 0,
  }))
  mkdirSync(join(folder, 'state'), { recursive: true })
  for (const { tag, checkouts: place } of servers) {
    for (const each of [place, join(folder, 'capacity', tag), join(folder, 'events', tag)])
      mkdirSync(each, { recursive: true })
  }
  await writeConstant(folder, features, checkouts)
  let owed = 0
  let owedDenials = 0
  let handle = 0
  for (let day = 0; day < DAYS + 30; day++) {
    const denied: Denied[][] = servers.map(() => [])
    if (day < DAYS) {
      owed += (checkouts * (weights[day] ?? 0)) / whole
      for (; owed >= 1; owed--) {
        const rank = feature(chance())
        const server = servers[rank % servers.length]
        if (server === undefined) continue
        const user = Math.floor(chance() ** 1.6 * users)
        const at = FIRST_DAY + day * DAY + Math.floor((hour(chance()) + server.shift + chance()) * 3600)
        const length = Math.min(LONGEST, Math.floor(Math.exp(7.2 + 1.5 * normal(chance))))
        const seats = chance() < 0.9 ? 1 : 2 + Math.floor(chance() * 7)
        const host = Math.floor(user * 1.3 + chance() * 2)
        const version = 20 + (rank % 7)
        handle = (handle + 4) % 1_000_000
        const ends = Math.floor((at + length - FIRST_DAY) / DAY)
        server.ended[ends]?.push({ at, ends: at + length, rank, user, host, seats, version, handle })
        owedDenials += DENIALS_PER_CHECKOUT
        if (owedDenials < 1) continue
        owedDenials--
        const times = chance() < 0.2 ? 3 : 1
        for (let time = 0; time < times; time++)
          denied[rank % servers.length]?.push({ at: at - 3 * time - (chance() < 0.3 ? 0 : 600), rank, user, host })
        owedDenials -= times - 1
      }
    }
    for (const [which, server] of servers.entries()) {
      const rows = (server.ended[day] ?? []).sort((a, b) => a.ends - b.ends)
      server.ended[day] = []
      const name = new Date((FIRST_DAY + day * DAY) * 1000).toISOString().slice(0, 10).replaceAll('-', '.')
      await write(join(server.checkouts, `${name}.chk`), [
        CHECKOUTS_HEADER,
        ...rows.map((row) => checkoutLine(server.tag, row)),
      ])
      const denials = (denied[which] ?? []).sort((a, b) => a.at - b.at)
      await write(
        join(server.checkouts, `${name}.den`),
        denials.map(({ at, rank, user, host }) =>
          [at, server.tag, featureName(rank), '', userName(user), hostName(host), 1].join('\t'),
        ),
      )
    }
  }
}

interface Row {
  readonly at: number
  readonly ends: number
  readonly rank: number
  readonly user: number
  readonly host: number
  readonly seats: number
  readonly version: number
  readonly handle: number
}

interface Denied {
  readonly at: number
  readonly rank: number
  readonly user: number
  readonly host: number
}

export const featureName = (rank: number): string => `F${String(rank + 1).padStart(5, '0')}_tool`
export const userName = (user: number): string => `user${String(user).padStart(5, '0')}`
const hostName = (host: number): string => `wks${String(host).padStart(5, '0')}`

const checkoutLine = (tag: string, row: Row): string =>
  `${tag}\t${featureName(row.rank)}\t\t${userName(row.user)}\t${hostName(row.host)}\tlic/27000/${row.handle}\t:0.0\t${row.version}.0\t${row.seats}\t${4000 + (row.handle % 9000)}\t${row.at}\t${row.at}\t${row.ends}`

/** Zone of each server, and a capacity for each feature, which grows in the middle of the year for every fifth. */
async function writeConstant(folder: string, features: number, checkouts: number): Promise<void> {
  for (const [which, { tag, zone }] of SERVERS.entries()) {
    const ranks = Array.from({ length: features }, (_, rank) => rank).filter((rank) => rank % SERVERS.length === which)
    const event = {
      t: FIRST_DAY,
      tag,
      type: 'logging',
      folder: '',
      zone,
      interval: 60,
      recordInterval: 300,
      names: 'names',
    } as const
    await write(join(folder, 'events', tag, '2025-01-01 events.jsonl'), [encodeEvent(event)])
    const seats = (rank: number) => Math.max(2, Math.round((checkouts / features / 300 / (rank + 3)) * 60))
    const first = ranks.map((rank) =>
      encodeCapacity({ tag, feature: featureName(rank), seats: seats(rank), at: FIRST_DAY }),
    )
    await write(join(folder, 'capacity', tag, '2025.01.01.cap'), first)
    const more = ranks.filter((rank) => rank % 5 === 0)
    const at = FIRST_DAY + 181 * DAY + 36_000
    await write(
      join(folder, 'capacity', tag, '2025.07.01.cap'),
      more.map((rank) => encodeCapacity({ tag, feature: featureName(rank), seats: seats(rank) + 5, at })),
    )
  }
}

async function write(file: string, lines: readonly string[]): Promise<void> {
  const stream = createWriteStream(file)
  for (let from = 0; from < lines.length; from += 5000) stream.write(`${lines.slice(from, from + 5000).join('\n')}\n`)
  stream.end()
  await finished(stream)
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const normal = (chance: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())

/** An index by its weight. */
function weighted(weights: readonly number[]): (chance: number) => number {
  const sums: number[] = []
  let sum = 0
  for (const weight of weights) {
    sum += weight
    sums.push(sum)
  }
  return (chance) => {
    const wanted = chance * sum
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) <= wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}
