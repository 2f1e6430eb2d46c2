import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Remembered } from '../../../main/alerts/memory.ts'
import { decodeCapacity, encodeCapacity } from '../../../main/datafiles/capacity-cap.ts'
import { CHECKOUTS_HEADER, decodeCheckouts, encodeCheckout } from '../../../main/datafiles/checkouts-chk.ts'
import { decodeDenials, encodeDenial } from '../../../main/datafiles/denials-den.ts'
import { decodeEvents, encodeEvent, type SeatlogEvent } from '../../../main/datafiles/events.ts'
import { decodeFeatures, encodeFeatures, FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import {
  decodeImportedFeatures,
  encodeImportedFeature,
  IMPORTED_FEATURES_HEADER,
  type ImportedFeatureRow,
} from '../../../main/datafiles/imported-features-csv.ts'
import type { Decoded } from '../../../main/datafiles/lines.ts'
import { readNow, writeNow } from '../../../main/datafiles/now-json.ts'
import { readOpen, writeOpen } from '../../../main/datafiles/open-jsonl.ts'
import { decodeUsers, encodeUsers, USERS_HEADER } from '../../../main/datafiles/users-csv.ts'
import { alertFile, keptText, readKept, writeKept } from '../../../main/service/alert-file.ts'

const STAMP = '2026-03-02 08:05:00'
const AT = 1772434800

/** A kind of row with a name in all of its texts. */
interface Kind<Row extends object> {
  readonly file: string
  readonly header: string | null
  readonly row: (name: string) => Row
  readonly encode: (row: Row) => readonly string[]
  readonly decode: (text: string) => Decoded<Row>
}

/** Writes rows of all kinds with these names, reads them back, and tells which were not the same. */
export async function keptNames(names: readonly string[], folder: string): Promise<readonly string[]> {
  mkdirSync(join(folder, 'state'), { recursive: true })
  const wrong: string[] = []
  const rows = KINDS.map((kind) => kept(kind, names, folder))
  wrong.push(...(await Promise.all(rows)).flat())
  const state = await keptState(names, folder)
  return [...wrong, ...state]
}

async function kept<Row extends object>(
  { file, header, row, encode, decode }: Kind<Row>,
  names: readonly string[],
  folder: string,
): Promise<readonly string[]> {
  const path = join(folder, file)
  const lines = [...(header === null ? [] : [header]), ...names.flatMap((name) => encode(row(name)))]
  await realFiles.append(path, Buffer.from(lines.map((line) => `${line}\n`).join('')))
  const { rows, skipped } = decode((await realFiles.readText(path)) ?? '')
  if (rows.length !== names.length || skipped.length > 0)
    return [`${file}: of ${names.length} rows ${rows.length} are read, ${skipped.length} skipped`]
  return names.flatMap((name, at) =>
    isDeepStrictEqual(rows[at], row(inFile(name)))
      ? []
      : [`${file}: ${JSON.stringify(name)} is read as ${JSON.stringify(rows[at])}`],
  )
}

/** As a file of lines in UTF-8 holds it (docs/file-formats.md). `--` means that nothing was said. */
const inFile = (name: string): string => name.replace(/[\t\r\n]/g, ' ').toWellFormed()

async function keptState(names: readonly string[], folder: string): Promise<readonly string[]> {
  const rows = names.map((name) => ({ ...checkout(name), tag: 'cad', daemon: name, seenAt: AT }))
  await writeOpen(realFiles, folder, 'cad', { asOf: AT, rows })
  const open = await readOpen(realFiles, folder, 'cad')
  await writeNow(realFiles, folder, { ...NOW, live: names })
  const now = await readNow(realFiles, folder, 'cad')
  const alerts = names.map((name, id) => ({ ...ALERT, id, feature: name, title: name, text: name }))
  const memory = new Map(names.map((name) => [name, { ...REMEMBERED, id: name }] as const))
  await writeKept(folder, keptText({ alerts, memory }))
  const told = readKept(folder)
  return [
    ...(open.ok && isDeepStrictEqual(open.value.rows, rows.map(plain))
      ? []
      : ['open.jsonl gives other rows than were written']),
    ...(now.ok && isDeepStrictEqual(now.value.live, names) ? [] : ['now.json gives other names than were written']),
    ...(isDeepStrictEqual(told.alerts, alerts) && told.memory.size === memory.size
      ? []
      : [`${alertFile('')} gives other alerts than were written`]),
  ]
}

const plain = <T>({ checkinAt: _, ...row }: T & { readonly checkinAt?: number }): unknown => row

const checkout = (name: string) => ({
  tag: `t${name}`,
  feature: name,
  account: name,
  user: name,
  host: name,
  handle: name,
  display: name,
  version: name,
  seats: 2,
  pid: 0,
  requestAt: AT,
  checkoutAt: AT,
})

const event = (name: string): SeatlogEvent => ({
  ...{ t: AT, tag: name, type: 'denial', daemon: name, feature: name, user: name, host: name, seats: 1 },
  ...{ reason: name, code: name },
})

const kind = <Row extends object>(one: Kind<Row>): Kind<object> => one as unknown as Kind<object>
const said = (name: string): string | null => (name === '--' ? null : name)

const KINDS: readonly Kind<object>[] = [
  kind({
    file: 'a.chk',
    header: CHECKOUTS_HEADER,
    row: (name) => ({ ...checkout(name), checkinAt: AT + 5 }),
    encode: (row) => [encodeCheckout(row)],
    decode: decodeCheckouts,
  }),
  kind({
    file: 'a.den',
    header: null,
    row: (name) => ({ at: AT, tag: name, feature: name, account: name, user: name, host: name, seats: 1 }),
    encode: (row) => [encodeDenial(row)],
    decode: decodeDenials,
  }),
  kind({
    file: 'a.cap',
    header: '#',
    row: (name) => ({ tag: name, feature: name, seats: 1, at: AT }),
    encode: (row) => [encodeCapacity(row)],
    decode: decodeCapacity,
  }),
  kind({
    file: 'a events.jsonl',
    header: null,
    row: event,
    encode: (row) => [encodeEvent(row)],
    decode: wellFormedEvents,
  }),
  kind({
    file: 'a features.csv',
    header: FEATURES_HEADER,
    row: (name) => ({
      ...{ stamp: STAMP, feature: name, version: said(name), daemon: said(name) ?? '' },
      ...{ licenseType: 'floating' as const, issued: 5, used: 2, users: 1 },
    }),
    encode: ({ stamp, ...row }) => encodeFeatures(stamp, [row]),
    decode: decodeFeatures,
  }),
  kind({
    file: 'a F users.csv',
    header: USERS_HEADER,
    row: (name) => ({
      ...{ stamp: STAMP, feature: name, user: name, host: said(name), display: said(name), version: said(name) },
      ...{ serverHost: said(name), serverPort: said(name), handle: said(name), checkout: null },
    }),
    encode: ({ stamp, ...row }) => encodeUsers(stamp, [row]),
    decode: decodeUsers,
  }),
  kind({
    file: 'b features.csv',
    header: IMPORTED_FEATURES_HEADER,
    row: (name): ImportedFeatureRow => ({
      ...{ stamp: STAMP, feature: name, version: said(name), vendorString: said(name), licenseType: said(name) },
      ...{ issued: 1, used: null, rows: 3 },
    }),
    encode: (row) => [encodeImportedFeature(row)],
    decode: (text) => decodeImportedFeatures(text, IMPORTED_FEATURES_HEADER),
  }),
]

/** JSON keeps halves of characters, which files of lines cannot: all kinds are compared without. */
function wellFormedEvents(text: string): Decoded<SeatlogEvent> {
  const { rows, skipped } = decodeEvents(text)
  return { rows: rows.map((row) => JSON.parse(JSON.stringify(row, wellFormed))), skipped }
}
const wellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value)

const NOW = {
  tag: 'cad',
  writtenAt: AT,
  writer: { owner: '<b>', host: '=1+1', version: '0.1.0' },
  intervalSeconds: 60,
}
const ALERT = {
  id: 0,
  at: AT,
  kind: 'low',
  over: false,
  tag: 'cad',
  feature: '',
  title: '',
  text: '',
  place: '#/alerts',
} as const
const REMEMBERED: Remembered = {
  ...{ id: '', rule: 'low 0', kind: 'low' as const, scope: null, lasting: true, told: true },
  ...{ since: AT, seenAt: AT, watched: 0, quietUntil: AT },
}
