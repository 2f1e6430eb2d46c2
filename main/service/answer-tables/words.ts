import type { Answered, DenialCount, DenialKind, FeatureAsked, Span } from '../../../preload/contract/history.ts'
import { localStamp } from '../../datafiles/local-time.ts'
import { isLimit } from '../../history/capacity-steps.ts'
import type { About } from './table.ts'

/** Epoch seconds as `YYYY-MM-DD HH:MM:SS` in an IANA zone; null stays null. */
export const stampsIn =
  (zone: string) =>
  <At extends number | null>(at: At): At extends number ? string : null =>
    (at === null ? null : localStamp(at, zone)) as At extends number ? string : null

/** Three decimals: seats and hours mean nothing beyond them. */
export const rounded = <Value extends number | null>(value: Value): Value =>
  (value === null ? null : Math.round(value * 1000) / 1000) as Value

export const percent = (share: number): number => rounded(share * 100)

export const NOT_KNOWN = 'not known'

/** A figure of an about line. */
export const figure = (value: number | null): string => (value === null ? NOT_KNOWN : String(rounded(value)))

/** A figure that means nothing where no time was watched. */
export const watchedFigure = (value: number, knownSeconds: number): string => figure(knownSeconds === 0 ? null : value)

/** Issued seats as a cell (DESIGN section 1, "no limit"). */
export const seatsCell = (seats: number | null): number | string | null =>
  seats === null || isLimit(seats) ? seats : 'no limit'

export const seatsText = (seats: number | null): string => String(seatsCell(seats) ?? NOT_KNOWN)

/** `45 s`, `12 min 05 s`, `27 h 15 min`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const two = (part: number): string => String(part).padStart(2, '0')
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`
  const minutes = Math.round(whole / 60)
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
}

/** The same where there is little room: `45s`, `12m05s`, `27h15m`. */
export const shortDuration = (seconds: number): string => durationText(seconds).replace(/ (\w)(?:in)?/g, '$1')

/** How long no seat was free, as lmstat counts. */
export const fullText = (seconds: number | null): string => (seconds === null ? NOT_KNOWN : durationText(seconds))

export const denialsText = ({ counted, raw }: DenialCount): string => `${counted} (${raw} in the log)`

export const KIND_WORDS: Readonly<Record<DenialKind, string>> = {
  'no-seat': 'no seat',
  rule: 'rule of the options file',
  'not-served': 'not served',
  unknown: 'reason not recorded',
}

/** The exact span, its zone, and what it was cut from or down to. */
export function spanAbout(
  asked: Span & { readonly working?: boolean },
  { span, zone }: Omit<Answered, 'working'>,
): About {
  const stamp = stampsIn(zone)
  const isEmpty = span.to <= span.from
  const { from, to } = isEmpty ? asked : span
  const isCut = !isEmpty && (from !== asked.from || to !== asked.to)
  return [
    ['from', stamp(from)],
    ['to', stamp(to)],
    ['zone', zone],
    ...(isCut ? [['asked for', `${stamp(asked.from)} to ${stamp(asked.to)}`] as const] : []),
    ...(isEmpty ? [['record', 'nothing is recorded of this span'] as const] : []),
    ...(asked.working === true ? [['hours', 'working hours only'] as const] : []),
  ]
}

/** The feature and whose it is, and the span. */
export const featureAbout = (asked: FeatureAsked, answer: Answered): About => [
  ['feature', asked.feature],
  [asked.tags.length === 1 ? 'server' : 'servers', asked.tags.join(', ')],
  ...spanAbout(asked, answer),
]
