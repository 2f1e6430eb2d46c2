import type {
  AnyQuestion,
  Asked,
  CapacityAnswer,
  FeaturesAnswer,
  HistoryStatus,
  ToldOf,
} from '../../../preload/contract/history.ts'
import { type Failure, failure } from '../../../preload/contract/result.ts'
import { answered, levelsOf, percentile, stretchesOf, totalsOf } from './canned-curve.ts'
import { featureAnswers } from './canned-feature-answers.ts'
import { peopleAnswers } from './canned-people-answers.ts'
import { allRecords, PRODUCTS, RECORD, random, ZONE } from './canned-record.ts'

const DAY = 86_400

/** Answers to every question of history, of the invented site of canned-record.ts; by channel. */
const historyAnswers = {
  ...featureAnswers,
  ...peopleAnswers,
  'history.features': (asked: Asked): FeaturesAnswer => ({
    ...answered(asked),
    rows: allRecords().map((record) => {
      const totals = totalsOf([record], asked, asked.working)
      const stretches = stretchesOf([record], asked, asked.working)
      const last = record.checkouts.findLast(({ out }) => out < asked.to)
      return {
        tag: record.tag,
        feature: record.feature,
        products: record.products,
        issued: stretches.at(-1)?.issued ?? null,
        p95: percentile(levelsOf(stretches), 0.95),
        lastUsed: last === undefined ? null : Math.min(last.in ?? RECORD.to, asked.to),
        peak: totals.peak,
        mean: totals.mean,
        seatHours: totals.seatHours,
        checkouts: totals.checkouts,
        users: totals.users,
        denials: totals.denials,
        fullSeconds: totals.fullSeconds,
        knownSeconds: totals.knownSeconds,
      }
    }),
  }),
  'history.capacity': (): ToldOf<'capacity'> => ({
    products: PRODUCTS,
    changes: allRecords()
      .flatMap(({ tag, feature, issued }) =>
        issued.map(({ at, seats }, index) => ({ tag, feature, at, before: issued[index - 1]?.seats ?? null, seats })),
      )
      .sort((a, b) => b.at - a.at),
    expiry: EXPIRY,
  }),
  'history.csv': ({ question, asked }: AnyQuestion) => ({
    fileName: `seatlog ${question} ${JSON.stringify(asked)
      .replaceAll(/[^A-Za-z0-9]+/g, ' ')
      .trim()
      .slice(0, 60)}.csv`,
    text: `# zone,${ZONE}\nquestion\n${question}\n`,
  }),
  'history.rebuild': () => null,
  'history.cancel': () => null,
}

/** What a state of the fake client does to history: no record, one that is read anew, one that cannot be answered from, one
 * of 5 000 features. */
export function historyIn(state: string): {
  readonly status: HistoryStatus
  readonly refused: Failure | null
  readonly answers: Partial<typeof historyAnswers>
} {
  const ready: HistoryStatus = {
    state: 'ready',
    progress: null,
    problem: null,
    record: RECORD,
    checkouts: 184_220,
    denials: 3120,
    skipped: { lines: 0, told: [] },
    missing: [],
    servers: ['cad-main', 'eng', 'eda-lab'].map((tag) => ({ tag, zone: ZONE })),
  }
  const of = (own: Partial<HistoryStatus>, refused: Failure | null = null) => ({
    status: { ...ready, ...own },
    refused,
    answers: historyAnswers,
  })
  switch (state) {
    case 'empty':
    case 'demo':
    case 'history-empty':
      return of({ state: 'empty', record: null, checkouts: 0, denials: 0, servers: [] })
    case 'history-rebuilding': {
      const told = [
        'checkouts/cad-main/2026.03.02.chk line 118: 9 fields where there should be 13',
        'checkouts/cad-main/2026.03.02.chk line 119: 2 fields where there should be 13',
      ]
      const progress = { bytes: 412_000_000, ofBytes: 1_260_000_000, rows: 1_840_000, rowsPerSecond: 238_000, left: 16 }
      return of({ state: 'rebuilding', progress, skipped: { lines: 2, told } })
    }
    case 'history-failing': {
      const problem = 'The index was damaged and is set aside; Seatlog is building it again from the data files.'
      return of({ state: 'off', problem }, failure('internal', problem))
    }
    case 'large':
      return {
        ...of({ servers: [{ tag: 'big', zone: ZONE }] }),
        answers: { ...historyAnswers, 'history.features': largeFeatures },
      }
    default:
      return of({})
  }
}

function largeFeatures(asked: Asked): FeaturesAnswer {
  const next = random(5000)
  const rows = Array.from({ length: 5000 }, (_, index) => {
    const name = `FEATURE_${String(index).padStart(4, '0')}`
    const issued = 20 + Math.floor(80 * next())
    const peak = Math.floor(issued * next() ** 0.4)
    const counted = peak > issued * 0.9 ? Math.floor(40 * next()) : 0
    return {
      tag: 'big',
      feature: name,
      products: [`Product ${name.slice(8)} of the Large Suite`],
      issued,
      peak,
      mean: peak * 0.3,
      p95: Math.floor(peak * 0.9),
      seatHours: peak * 190.4,
      checkouts: peak * 60,
      users: Math.ceil(peak * 1.6),
      denials: { counted, raw: counted * 2 },
      fullSeconds: counted * 600,
      knownSeconds: asked.to - asked.from,
      lastUsed: peak === 0 ? null : RECORD.to - Math.floor(200 * DAY * next() ** 6),
    }
  })
  return { ...answered(asked), rows }
}

const EXPIRY: CapacityAnswer['expiry'] = [
  { feature: '87088ACAD_E_2019_0F', seats: 12, of: 12, expires: '2026-10-31', superseded: false },
  { feature: '87084ACD_2019_0F', seats: 20, of: 60, expires: '2026-12-31', superseded: false },
  { feature: '87089AMECH_PP_2019_0F', seats: 20, of: 25, expires: '2027-06-30', superseded: false },
  { feature: '87084ACD_2019_0F', seats: 40, of: 60, expires: '2027-06-30', superseded: false },
  { feature: '87676ACD_2023_0F', seats: 120, of: 120, expires: '2026-11-30', superseded: true },
].map((row) => ({ tag: 'cad-main', version: '1.000', vendor: 'adskflex', ...row }))
