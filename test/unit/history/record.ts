import { encodeCapacity } from '../../../main/datafiles/capacity-cap.ts'
import { CHECKOUTS_HEADER, encodeCheckout } from '../../../main/datafiles/checkouts-chk.ts'
import { encodeDenial } from '../../../main/datafiles/denials-den.ts'
import { encodeEvent } from '../../../main/datafiles/events.ts'
import { dateIn } from './wall-clock.ts'

/** A small record of a few servers, as its rows; times are epoch seconds. */
export interface Made {
  readonly tags: readonly MadeTag[]
  readonly checkouts: readonly MadeCheckout[]
  readonly denials: readonly MadeDenial[]
  readonly capacity: readonly MadeCapacity[]
  readonly gaps: readonly MadeGap[]
}

export interface MadeTag {
  readonly tag: string
  readonly zone: string
  readonly since: number
}

export interface MadeCheckout {
  /** '' or `imported/<id>`. */
  readonly base: string
  readonly tag: string
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly request: number
  readonly out: number
  readonly in: number
}

export interface MadeDenial {
  readonly base: string
  readonly tag: string
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly at: number
  /** Null: no event tells of it. */
  readonly code: number | null
}

export interface MadeCapacity {
  readonly tag: string
  readonly feature: string
  readonly seats: number
  readonly at: number
}

/** When nobody watched; told by a gap event, or by the server going down and up. */
export interface MadeGap {
  readonly tag: string
  readonly from: number
  readonly to: number
  readonly told: 'gap' | 'down'
}

export const INTERVAL = 300

/** The lines of the record, each with its file and the time it was written. */
export function linesOf(made: Made): readonly { readonly path: string; readonly line: string; readonly at: number }[] {
  const lines: { path: string; line: string; at: number }[] = []
  const zoneOf = (tag: string): string => made.tags.find((one) => one.tag === tag)?.zone ?? 'UTC'
  const put = (base: string, folder: string, tag: string, at: number, name: (day: string) => string, line: string) => {
    const path = [...(base === '' ? [] : [base]), folder, tag, name(dateIn(zoneOf(tag), at))].join('/')
    lines.push({ path, line, at })
  }
  const event = (tag: string, t: number, about: object, base = ''): void =>
    put(base, 'events', tag, t, (day) => `${day} events.jsonl`, encodeEvent({ t, tag, ...about } as never))
  for (const { tag, zone, since } of made.tags)
    event(tag, since, { type: 'logging', folder: tag, zone, interval: INTERVAL, recordInterval: 300, names: 'names' })
  for (const { base, tag, feature, user, host, seats, request, out, in: checkinAt } of made.checkouts) {
    const row = { tag, feature, account: '', user, host, handle: '17', display: ':0', version: '1.0', seats, pid: 0 }
    const line = encodeCheckout({ ...row, requestAt: request, checkoutAt: out, checkinAt })
    put(base, 'checkouts', tag, checkinAt, (day) => `${day.replaceAll('-', '.')}.chk`, line)
  }
  for (const { base, tag, feature, user, host, seats, at, code } of made.denials) {
    const line = encodeDenial({ at, tag, feature, account: '', user, host, seats })
    put(base, 'checkouts', tag, at, (day) => `${day.replaceAll('-', '.')}.den`, line)
    const about = { type: 'denial', daemon: 'vendord', feature, user, host, seats, reason: 'words of the log' }
    if (code !== null) event(tag, at, { ...about, code: `${code},132` }, base)
  }
  for (const { tag, feature, seats, at } of made.capacity)
    put(
      '',
      'capacity',
      tag,
      at,
      (day) => `${day.replaceAll('-', '.')}.cap`,
      encodeCapacity({ tag, feature, seats, at }),
    )
  for (const { tag, from, to, told } of made.gaps) {
    if (told === 'gap') event(tag, to, { type: 'gap', from, to })
    else {
      event(tag, from, { type: 'down' })
      event(tag, to, { type: 'up' })
    }
  }
  return lines.sort((a, b) => a.at - b.at)
}

/** The text of each file. */
export function filesOf(made: Made): Record<string, string> {
  const files: Record<string, string> = {}
  for (const { path, line } of linesOf(made)) {
    const head = path.endsWith('.chk') ? `${CHECKOUTS_HEADER}\n` : ''
    files[path] = `${files[path] ?? head}${line}\n`
  }
  return files
}
