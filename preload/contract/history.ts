/**
 * What history answers: the window, the command line and CSV exports show the same answers. Times are epoch seconds, spans
 * half open [from, to). Figures of people's seats ("held") never hold idle reservations; "used" is held and idle reserved,
 * as lmstat counts. What nobody watched is unknown, never zero.
 */

export interface Span {
  readonly from: number
  readonly to: number
}

/** Common to most questions. */
export interface Asked extends Span {
  /** Only the working hours of each server's calendar. */
  readonly working: boolean
}

/** One feature of one server, or its total over several. */
export interface FeatureAsked extends Asked {
  /** At least one. */
  readonly tags: readonly string[]
  readonly feature: string
}

export interface Answered {
  /** As asked, cut where the record begins and ends. */
  readonly span: Span
  /** IANA zone by which days, hours and weekdays are meant: the server's; of several servers the first one's. */
  readonly zone: string
  readonly working: boolean
}

/** Question 1: usage over time. */
export type BucketSize = 'minute' | 'quarter' | 'hour' | 'day' | 'week' | 'month'

export interface UsageBucket extends Span {
  /** Null: nobody watched, or no working hours. */
  readonly peak: number | null
  /** Time-weighted, held. */
  readonly mean: number | null
  /** The peak of held and idle reserved. */
  readonly usedPeak: number | null
  /** The most issued within; null: not known. */
  readonly issued: number | null
  readonly denials: DenialCount
}

export interface DenialCount {
  /** Of class no seat (or without a known reason) that count. */
  readonly counted: number
  /** Lines of the log, of all classes. */
  readonly raw: number
}

/** A point of a step line: from `at` on. */
export interface CurvePoint {
  readonly at: number
  /** Null: from here on nobody watched. */
  readonly held: number | null
  readonly used: number | null
}

export interface UsageTotals {
  readonly peak: number
  readonly peakAt: number | null
  readonly usedPeak: number
  /** Time-weighted over the known time. */
  readonly mean: number
  readonly seatHours: number
  readonly checkouts: number
  readonly users: number
  readonly denials: DenialCount
  /** Seconds in which no seat was free, as lmstat counts; null: capacity not known. */
  readonly fullSeconds: number | null
  readonly knownSeconds: number
}

export interface UsageAnswer extends Answered {
  readonly bucket: BucketSize
  readonly buckets: readonly UsageBucket[]
  /** The line itself, thinned so that no peak, dip or gap is lost; null for spans longer than 14 days: buckets say it. */
  readonly curve: readonly CurvePoint[] | null
  /** Issued in steps; the first holds from the start of the span. */
  readonly issued: readonly { readonly at: number; readonly seats: number | null }[]
  readonly gaps: readonly Span[]
  readonly denials: readonly { readonly at: number; readonly user: string; readonly counted: boolean }[]
  readonly totals: UsageTotals
  /** Of the span of the same length before; null where nothing is known of it. */
  readonly before: UsageTotals | null
  /** Tags that are not known at present: totals read "at least". */
  readonly unknownTags: readonly string[]
}

/** Question 2: how long how many seats were taken. */
export interface LevelsAnswer extends Answered {
  /** Held; level 0 included; ascending. */
  readonly levels: readonly { readonly seats: number; readonly seconds: number }[]
  readonly peak: number
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly knownSeconds: number
  /** Null: capacity not known. */
  readonly fullSeconds: number | null
  /** At the end of the span. */
  readonly issued: number | null
}

/** Question 3: weekday by hour, local to the server. */
export interface HeatCell {
  /** 0 for Sunday to 6. */
  readonly weekday: number
  /** 0 to 23. */
  readonly hour: number
  readonly peak: number | null
  readonly mean: number | null
  readonly denials: DenialCount
}

export interface HeatAnswer extends Answered {
  /** 168, by weekday and hour. */
  readonly cells: readonly HeatCell[]
  readonly issued: number | null
}

/** Question 4: who used a feature. */
export interface FeatureUser {
  readonly user: string
  readonly seatHours: number
  /** Begun within the span. */
  readonly checkouts: number
  /** Seconds, of the longest that touched the span. */
  readonly longest: number
  readonly lastSeen: number
  /** 0 to 1, of all seat-hours. */
  readonly share: number
  readonly denials: DenialCount
}

export interface UsersAnswer extends Answered {
  readonly users: readonly FeatureUser[]
  readonly seatHours: number
}

/** Question 5: one person, or one host. */
export interface PersonAsked extends Asked {
  readonly kind: 'user' | 'host'
  readonly name: string
}

export interface PersonCheckout {
  readonly tag: string
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly out: number
  /** Null: still out at the last complete poll. */
  readonly in: number | null
  /** Seconds between request and checkout. */
  readonly wait: number
}

export interface PersonAnswer extends Answered {
  readonly kind: 'user' | 'host'
  /** As it is mostly written. */
  readonly name: string
  /** Newest first, at most 5000. */
  readonly checkouts: readonly PersonCheckout[]
  /** How many there are. */
  readonly checkoutCount: number
  readonly seatHours: number
  readonly byFeature: readonly {
    readonly tag: string
    readonly feature: string
    readonly seatHours: number
    readonly checkouts: number
    readonly lastSeen: number
  }[]
  /** One for each local day of the span that has any. */
  readonly byDay: readonly { readonly date: string; readonly seatHours: number; readonly checkouts: number }[]
  readonly denials: readonly DenialTold[]
  /** Hosts of a user, users of a host: most used first. */
  readonly others: readonly { readonly name: string; readonly seatHours: number; readonly lastSeen: number }[]
}

/** Question 6: denials. */
export type DenialKind = 'no-seat' | 'rule' | 'not-served' | 'unknown'

export interface DenialsAsked extends Span {
  /** Empty: all. */
  readonly tags: readonly string[]
  readonly feature: string | null
  readonly user: string | null
  /** Default: no seat, and those whose reason nobody recorded. */
  readonly kinds: readonly DenialKind[]
}

export interface DenialTold {
  readonly at: number
  readonly tag: string
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly kind: DenialKind
  /** The log's own words, where recorded. */
  readonly reason: string | null
  readonly counted: boolean
  /** Seconds until this user got a seat of the feature; null: not within a day. */
  readonly gotAfter: number | null
}

export interface DenialsAnswer extends Omit<Answered, 'working'> {
  readonly total: DenialCount
  readonly byKind: readonly (DenialCount & { readonly kind: DenialKind })[]
  readonly byFeature: readonly (DenialCount & {
    readonly tag: string
    readonly feature: string
    readonly users: number
  })[]
  readonly byUser: readonly (DenialCount & { readonly user: string; readonly features: number })[]
  readonly byDay: readonly (DenialCount & { readonly date: string })[]
  readonly byReason: readonly (DenialCount & { readonly kind: DenialKind; readonly reason: string | null })[]
  /** Newest first, at most 1000. */
  readonly latest: readonly DenialTold[]
  /** Of the counted ones of `latest`: seconds until the user got the seat, median; null: nobody did within a day. */
  readonly medianWait: number | null
}

/** Question 7: all features of a span in one table. */
export interface FeatureRow {
  readonly tag: string
  readonly feature: string
  readonly products: readonly string[]
  readonly issued: number | null
  readonly peak: number
  readonly mean: number
  readonly p95: number
  readonly seatHours: number
  readonly checkouts: number
  readonly users: number
  readonly denials: DenialCount
  readonly fullSeconds: number | null
  /** 0: nobody watched, and the figures say nothing. */
  readonly knownSeconds: number
  /** Null: never. */
  readonly lastUsed: number | null
}

export interface FeaturesAnswer extends Answered {
  readonly rows: readonly FeatureRow[]
}

/** Question 8: capacity changes, and expiry ahead. */
export interface CapacityAnswer {
  /** Newest first. */
  readonly changes: readonly {
    readonly tag: string
    readonly feature: string
    readonly at: number
    /** Null: not known before. */
    readonly before: number | null
    readonly seats: number
  }[]
  /** Ahead, soonest first; superseded increments behind. */
  readonly expiry: readonly ExpiryRow[]
}

export interface ExpiryRow {
  readonly tag: string
  readonly feature: string
  readonly version: string
  readonly vendor: string
  /** Null: uncounted. */
  readonly seats: number | null
  /** Issued of the feature at present; null: not known. */
  readonly of: number | null
  /** `YYYY-MM-DD` */
  readonly expires: string
  /** Another increment of the same feature, version and seats takes its place. */
  readonly superseded: boolean
}

/** Question 9: with N seats instead. */
export interface HowManyAnswer extends Answered {
  /** From 0, or what was always taken, to one more than the peak. */
  readonly curve: readonly {
    readonly seats: number
    /** Seconds in which more than so many were wanted. */
    readonly shortSeconds: number
    /** Checkouts that would have found no seat. */
    readonly waiting: number
  }[]
  readonly issued: number | null
  readonly peak: number
  readonly checkouts: number
  readonly knownSeconds: number
  /** Denied requests that count, under the seats there were. */
  readonly denials: DenialCount
}

/** Question 10: usage by group of the options file. */
export interface GroupsAnswer extends Answered {
  /** Most used first; the last, with `group` null, is of people in no group. A person in several counts in each. */
  readonly groups: readonly {
    readonly group: string | null
    readonly seatHours: number
    readonly checkouts: number
    readonly users: number
    readonly share: number
  }[]
  /** Why there are none: one sentence; null while there are. */
  readonly problem: string | null
}

/** What search over names finds. */
export interface NamesFound {
  readonly users: readonly NameFound[]
  readonly hosts: readonly NameFound[]
}

export interface NameFound {
  readonly name: string
  readonly lastSeen: number
  /** Of the last 30 days of the record. */
  readonly seatHours: number
}

export interface HistoryStatus {
  /** `empty`: no data file yet. `reading`: new rows come in while questions are answered. `rebuilding`: answers come from the
   * old index, if there is one. `off`: cannot be used, `problem` says why. */
  readonly state: 'empty' | 'ready' | 'reading' | 'rebuilding' | 'off'
  readonly progress: HistoryProgress | null
  /** One sentence: what happened and what to do. */
  readonly problem: string | null
  /** From the first to the last moment of the record; null: none. */
  readonly record: Span | null
  readonly checkouts: number
  readonly denials: number
  /** Lines that could not be read; the first few with file and line. */
  readonly skipped: { readonly lines: number; readonly told: readonly string[] }
  /** Files that were read once and are gone. */
  readonly missing: readonly string[]
  /** Zone and tag of each server the record knows. */
  readonly servers: readonly { readonly tag: string; readonly zone: string }[]
}

export interface HistoryProgress {
  readonly bytes: number
  readonly ofBytes: number
  readonly rows: number
  readonly rowsPerSecond: number
  /** Seconds; null: too early to say. */
  readonly left: number | null
}

/** Every question by its name: what is asked, and what is answered. */
export interface Questions {
  usage: { readonly asked: FeatureAsked; readonly answer: UsageAnswer }
  levels: { readonly asked: FeatureAsked; readonly answer: LevelsAnswer }
  heat: { readonly asked: FeatureAsked; readonly answer: HeatAnswer }
  users: { readonly asked: FeatureAsked; readonly answer: UsersAnswer }
  person: { readonly asked: PersonAsked; readonly answer: PersonAnswer }
  denials: { readonly asked: DenialsAsked; readonly answer: DenialsAnswer }
  features: { readonly asked: Asked; readonly answer: FeaturesAnswer }
  capacity: { readonly asked: null; readonly answer: CapacityAnswer }
  'how-many': { readonly asked: FeatureAsked; readonly answer: HowManyAnswer }
  groups: { readonly asked: FeatureAsked; readonly answer: GroupsAnswer }
  names: { readonly asked: { readonly text: string }; readonly answer: NamesFound }
}

export type Question = keyof Questions
export type AskedOf<Q extends Question> = Questions[Q]['asked']
export type AnswerOf<Q extends Question> = Questions[Q]['answer']

/** Of an answer about many features: what their codes mean, where a table knows it; by the feature's name. */
export interface WithProducts {
  readonly products: Readonly<Record<string, readonly string[]>>
}

/** Questions whose answers the window is told with products; rows of `features` have their own. */
export type NamedQuestion = 'person' | 'denials' | 'capacity'

/** What the window is told. */
export type ToldOf<Q extends Question> = Q extends NamedQuestion ? AnswerOf<Q> & WithProducts : AnswerOf<Q>

/** A question with what is asked. */
export type AnyQuestion = { readonly [Q in Question]: { readonly question: Q; readonly asked: AskedOf<Q> } }[Question]

/** Channels of the API: one for each question, and what concerns the index itself. */
export type HistoryRequests = {
  [Q in Question as `history.${Q}`]: { request: AskedOf<Q>; response: ToldOf<Q> }
} & {
  'history.status': { request: null; response: HistoryStatus }
  /** `anyway`: although files are gone that were read once. */
  'history.rebuild': { request: { readonly anyway: boolean }; response: null }
  'history.cancel': { request: null; response: null }
  /** The answer to a question as CSV, its cells escaped so that no spreadsheet takes one for a formula. */
  'history.csv': { request: AnyQuestion; response: { readonly fileName: string; readonly text: string } }
}
