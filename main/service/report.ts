import type { AnswerOf, AskedOf, DenialKind, PersonAsked, Question, Span } from '../../preload/contract/history.ts'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { answerTables } from './answer-table.ts'
import { changesTable, expiryTable } from './answer-tables/estate.ts'
import type { AnswerTable } from './answer-tables/table.ts'
import { askedSpan } from './asked-span.ts'
import type { OpenedHistory } from './history-by-settings.ts'
import { didYouMean } from './near-names.ts'
import { type FeatureMeant, featureMeant, tagsMeant } from './report-feature.ts'
import { zonesOf } from './server-zones.ts'

/** Reports that need a feature. */
export const FEATURE_REPORTS = ['usage', 'levels', 'heat', 'users', 'how-many', 'groups'] as const
export const PERSON_REPORTS = ['user', 'host'] as const
export const HISTORY_REPORTS = [
  ...FEATURE_REPORTS,
  ...PERSON_REPORTS,
  'denials',
  'features',
  'capacity',
  'expiry',
] as const

export type FeatureReport = (typeof FEATURE_REPORTS)[number]
export type PersonReport = (typeof PERSON_REPORTS)[number]
export type HistoryReport = (typeof HISTORY_REPORTS)[number]

/** What is to be reported. `from`, `to`: moments as `isMoment` has them. */
export interface ReportWish {
  readonly report: HistoryReport
  /** Of a user or host; else ''. */
  readonly name: string
  readonly feature: string | undefined
  /** Empty: all. */
  readonly tags: readonly string[]
  readonly from: string | undefined
  readonly to: string | undefined
  readonly working: boolean
  /** Empty: no seat, and those whose reason nobody recorded. */
  readonly kinds: readonly DenialKind[]
}

/** A report in both forms. */
export interface Reported {
  readonly tables: readonly AnswerTable[]
  /** The answer itself. */
  readonly answer: unknown
  /** Sentences that belong to it. */
  readonly notes: readonly string[]
}

const USUAL_KINDS: readonly DenialKind[] = ['no-seat', 'unknown']

/** `bad-request`: a span that ends before it begins; `not-found`: a name that the record does not know. `here`: IANA zone of
 * this computer, where the record tells none. */
export async function reportHistory(
  { history, productsOf, dataFolder }: Pick<OpenedHistory, 'history' | 'productsOf' | 'dataFolder'>,
  wish: ReportWish,
  here: string,
): Promise<Result<Reported>> {
  const status = history.status()
  const { record } = status
  if (record === null) return failure('not-found', `Nothing is recorded in ${dataFolder} yet.`)
  const tags = tagsMeant(
    wish.tags,
    status.servers.map(({ tag }) => tag),
  )
  if (!tags.ok) return tags
  const meant = wish.feature === undefined ? ok(null) : await featureAsked(wish.feature, tags.value, record)
  if (!meant.ok) return meant
  const feature = meant.value
  const zoneOf = zonesOf(status, here)
  const meanings = { zoneOf, productsOf }
  const span = askedSpan(wish, record, zoneOf(feature?.tags[0] ?? tags.value[0]))
  if (!span.ok) return span
  const asked = { ...span.value, working: wish.working }
  const isWanted = (row: { readonly tag: string; readonly feature: string }): boolean =>
    (feature === null || row.feature === feature.feature) && (tags.value.length === 0 || tags.value.includes(row.tag))

  switch (wish.report) {
    case 'user':
    case 'host':
      return reportPerson({ ...asked, kind: wish.report, name: wish.name })
    case 'denials': {
      const kinds = wish.kinds.length === 0 ? USUAL_KINDS : wish.kinds
      return reported('denials', {
        ...span.value,
        tags: feature?.tags ?? tags.value,
        feature: feature?.feature ?? null,
        user: null,
        kinds,
      })
    }
    case 'features': {
      const answer = await history.ask('features', asked)
      if (!answer.ok) return answer
      const rows = answer.value.rows.filter(isWanted).map((row) => ({ ...row, products: productsOf(row.feature) }))
      return told('features', asked, { ...answer.value, rows })
    }
    case 'capacity':
    case 'expiry': {
      const answer = await history.ask('capacity', null)
      if (!answer.ok) return answer
      const expiry = answer.value.expiry.filter(isWanted)
      if (wish.report === 'expiry')
        return ok({ tables: [expiryTable({ expiry }, meanings)], answer: { expiry }, notes: [] })
      // Changes are few, and the last one says what is issued now: all of them, unless a span is asked for.
      const isAll = wish.from === undefined && wish.to === undefined
      const isInside = (at: number): boolean => isAll || (at >= asked.from && at < asked.to)
      const changes = answer.value.changes.filter((change) => isWanted(change) && isInside(change.at))
      return ok({ tables: [changesTable({ changes }, meanings)], answer: { changes }, notes: [] })
    }
    default:
      if (feature === null) throw new Error(`${wish.report} without a feature`)
      return reported(wish.report, { ...asked, tags: feature.tags, feature: feature.feature }, feature.note)
  }

  async function reported<Q extends Question>(
    question: Q,
    about: AskedOf<Q>,
    note: string | null = null,
  ): Promise<Result<Reported>> {
    const answer = await history.ask(question, about)
    return answer.ok ? told(question, about, answer.value, note) : answer
  }

  function told<Q extends Question>(
    question: Q,
    about: AskedOf<Q>,
    answer: AnswerOf<Q>,
    note: string | null = null,
  ): Result<Reported> {
    return ok({ tables: answerTables(question, about, answer, meanings), answer, notes: note === null ? [] : [note] })
  }

  /** All features of the record stand in every answer about all, so that of its last second is enough. */
  async function featureAsked(wanted: string, ofTags: readonly string[], { to }: Span): Promise<Result<FeatureMeant>> {
    const known = await history.ask('features', { from: to - 1, to, working: false })
    return known.ok ? featureMeant(wanted, ofTags, known.value.rows) : known
  }

  async function reportPerson(about: PersonAsked): Promise<Result<Reported>> {
    const answer = await history.ask('person', about)
    if (!answer.ok) return answer
    if (answer.value.checkoutCount > 0 || answer.value.denials.length > 0) return told('person', about, answer.value)
    const list = about.kind === 'user' ? 'users' : 'hosts'
    // Whoever mistypes a letter has one half right.
    const middle = Math.ceil(about.name.length / 2)
    const texts = [about.name, about.name.slice(0, middle), about.name.slice(middle)].filter((text) => text !== '')
    const found = await Promise.all(texts.map((text) => history.ask('names', { text })))
    const names = found.flatMap((one) => (one.ok ? one.value[list] : [])).map(({ name }) => name)
    if (names.some((name) => name.toLowerCase() === about.name.toLowerCase()))
      return told('person', about, answer.value)
    return failure('not-found', `No ${about.kind} ${about.name} is known${didYouMean(about.name, names)}`)
  }
}
