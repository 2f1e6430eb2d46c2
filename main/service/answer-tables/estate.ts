import type {
  Asked,
  CapacityAnswer,
  DenialsAnswer,
  DenialsAsked,
  FeaturesAnswer,
  NamesFound,
  PersonAnswer,
  PersonAsked,
} from '../../../preload/contract/history.ts'
import { type About, type AnswerTable, duration, type Meanings, number, spare, text, time } from './table.ts'
import { denialsText, durationText, figure, KIND_WORDS, rounded, seatsCell, spanAbout, stampsIn } from './words.ts'

/** Tables of questions that are not about a single feature. */

/** How many of a ranking an about line names each. */
const MOST_NAMED = 10

/** A row a checkout, newest first. */
export function personTable(
  asked: PersonAsked,
  answer: PersonAnswer,
  { productsOf }: Pick<Meanings, 'productsOf'>,
): AnswerTable {
  const { kind, name, checkouts, checkoutCount } = answer
  const stamp = stampsIn(answer.zone)
  const isCut = checkouts.length < checkoutCount
  return {
    title: `Checkouts of the ${kind} ${name}`,
    about: [
      [kind, name],
      ...spanAbout(asked, answer),
      ['seat-hours', figure(answer.seatHours)],
      [
        'checkouts',
        isCut ? `${checkoutCount}, of which the newest ${checkouts.length} are listed` : figure(checkoutCount),
      ],
      ['denials', figure(answer.denials.length)],
      ...answer.byFeature
        .slice(0, MOST_NAMED)
        .map(({ tag, feature, seatHours }) => [`seat-hours of ${feature} (${tag})`, figure(seatHours)] as const),
    ],
    columns: [
      time('checkout'),
      time('checkin'),
      text('server'),
      text('feature'),
      spare(text('product')),
      kind === 'user' ? spare(text('user')) : text('user'),
      kind === 'host' ? spare(text('host')) : text('host'),
      spare(number('seats')),
      spare(duration('waited')),
    ],
    rows: checkouts.map((row) => [
      stamp(row.out),
      stamp(row.in),
      row.tag,
      row.feature,
      productsOf(row.feature)[0] ?? null,
      row.user,
      row.host,
      row.seats,
      row.wait,
    ]),
  }
}

/** A row a denial, newest first. */
export function denialsTable(
  asked: DenialsAsked,
  answer: DenialsAnswer,
  { productsOf }: Pick<Meanings, 'productsOf'>,
): AnswerTable {
  const stamp = stampsIn(answer.zone)
  const { total, latest, byKind, byFeature, byUser, medianWait } = answer
  const isCut = latest.length < total.raw
  return {
    title: 'Denials',
    about: [
      ...(asked.feature === null ? [] : [['feature', asked.feature] as const]),
      ...(asked.user === null ? [] : [['user', asked.user] as const]),
      ['servers', asked.tags.length === 0 ? 'all' : asked.tags.join(', ')],
      ...spanAbout(asked, answer),
      ['kinds', asked.kinds.map((kind) => KIND_WORDS[kind]).join(', ')],
      ['denials', denialsText(total)],
      ...(isCut ? [['listed', `the newest ${latest.length}`] as const] : []),
      ...(total.counted === 0
        ? []
        : [['median until a seat', medianWait === null ? 'none within a day' : durationText(medianWait)] as const]),
      ...byKind.map((count) => [`denials: ${KIND_WORDS[count.kind]}`, denialsText(count)] as const),
      ...named(byFeature, ({ tag, feature }) => `${feature} (${tag})`),
      ...named(byUser, ({ user }) => user),
    ],
    columns: [
      time('time'),
      text('server'),
      text('feature'),
      spare(text('product')),
      text('user'),
      spare(text('host')),
      spare(number('seats')),
      spare(text('kind')),
      text('reason'),
      text('counts'),
      duration('seat after'),
    ],
    rows: latest.map((row) => [
      stamp(row.at),
      row.tag,
      row.feature,
      productsOf(row.feature)[0] ?? null,
      row.user,
      row.host,
      row.seats,
      KIND_WORDS[row.kind],
      row.reason,
      row.counted ? 'yes' : 'no',
      row.gotAfter,
    ]),
  }
}

const named = <Row extends { readonly counted: number; readonly raw: number }>(
  ranked: readonly Row[],
  name: (row: Row) => string,
): About => ranked.slice(0, MOST_NAMED).map((row) => [`denials of ${name(row)}`, denialsText(row)] as const)

/** A row a feature. */
export function featuresTable(asked: Asked, answer: FeaturesAnswer): AnswerTable {
  const stamp = stampsIn(answer.zone)
  return {
    title: 'All features',
    about: [...spanAbout(asked, answer), ['features', figure(answer.rows.length)]],
    columns: [
      text('server'),
      text('feature'),
      text('product'),
      number('issued'),
      number('peak'),
      number('mean'),
      number('p95'),
      spare(number('seat-hours')),
      spare(number('checkouts')),
      spare(number('users')),
      number('denials'),
      spare(number('log lines')),
      duration('no seat free'),
      spare(time('last used')),
    ],
    rows: answer.rows.map((row) => [
      row.tag,
      row.feature,
      row.products[0] ?? null,
      seatsCell(row.issued),
      watched(row, row.peak),
      watched(row, rounded(row.mean)),
      watched(row, row.p95),
      watched(row, rounded(row.seatHours)),
      watched(row, row.checkouts),
      watched(row, row.users),
      row.denials.counted,
      row.denials.raw,
      row.fullSeconds,
      stamp(row.lastUsed)?.slice(0, 10) ?? null,
    ]),
  }
}

/** What nobody watched is not zero. */
const watched = ({ knownSeconds }: { readonly knownSeconds: number }, figure: number): number | null =>
  knownSeconds === 0 ? null : figure

/** A row a change of the issued seats, newest first; each by the clock of its server. */
export function changesTable(
  { changes }: Pick<CapacityAnswer, 'changes'>,
  { zoneOf, productsOf }: Meanings,
): AnswerTable {
  const [zone = zoneOf(), ...others] = new Set(changes.map(({ tag }) => zoneOf(tag)))
  const areMany = others.length > 0
  return {
    title: 'Capacity changes',
    about: [['zone', areMany ? 'that of each server' : zone]],
    columns: [
      time('time'),
      ...(areMany ? [text('zone')] : []),
      text('server'),
      text('feature'),
      spare(text('product')),
      number('before'),
      number('seats'),
    ],
    rows: changes.map(({ at, tag, feature, before, seats }) => [
      stampsIn(zoneOf(tag))(at),
      ...(areMany ? [zoneOf(tag)] : []),
      tag,
      feature,
      productsOf(feature)[0] ?? null,
      seatsCell(before),
      seatsCell(seats),
    ]),
  }
}

/** A row an increment that expires; superseded ones behind. */
export const expiryTable = (
  { expiry }: Pick<CapacityAnswer, 'expiry'>,
  { productsOf }: Pick<Meanings, 'productsOf'>,
): AnswerTable => ({
  title: 'Expiry ahead',
  about: [],
  columns: [
    text('expires'),
    text('server'),
    text('feature'),
    spare(text('product')),
    text('version'),
    spare(text('vendor')),
    number('seats'),
    number('of issued'),
    text('superseded'),
  ],
  rows: expiry.map((row) => [
    row.expires,
    row.tag,
    row.feature,
    productsOf(row.feature)[0] ?? null,
    row.version,
    row.vendor,
    seatsCell(row.seats),
    seatsCell(row.of),
    row.superseded ? 'yes' : 'no',
  ]),
})

/** A row a user or host. */
export function namesTable({ text: wanted }: { readonly text: string }, found: NamesFound, zone: string): AnswerTable {
  const stamp = stampsIn(zone)
  const all = [
    ...found.users.map((user) => ({ kind: 'user', ...user })),
    ...found.hosts.map((host) => ({ kind: 'host', ...host })),
  ]
  return {
    title: `Names with “${wanted}”`,
    about: [
      ['zone', zone],
      ['seat-hours', 'of the last 30 days of the record'],
    ],
    columns: [text('name'), text('kind'), time('last seen'), number('seat-hours')],
    rows: all.map(({ name, kind, lastSeen, seatHours }) => [name, kind, stamp(lastSeen), rounded(seatHours)]),
  }
}
