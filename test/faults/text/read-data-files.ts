import { isDeepStrictEqual } from 'node:util'
import { decodeCapacity, encodeCapacity } from '../../../main/datafiles/capacity-cap.ts'
import {
  CHECKOUTS_HEADER,
  decodeCheckouts,
  encodeCheckout,
  privateCheckout,
} from '../../../main/datafiles/checkouts-chk.ts'
import { decodeDenials, encodeDenial } from '../../../main/datafiles/denials-den.ts'
import { decodeEvents, encodeEvent } from '../../../main/datafiles/events.ts'
import { decodeFeatures, encodeFeatures, FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import { decodeFileName, encodeFileName, isFileName } from '../../../main/datafiles/file-name.ts'
import { ERASERS } from '../../../main/datafiles/forget-lines.ts'
import {
  decodeImportedFeatures,
  encodeImportedFeature,
  IMPORTED_FEATURES_HEADER,
} from '../../../main/datafiles/imported-features-csv.ts'
import { dayOfFile, type RowKind } from '../../../main/datafiles/layout.ts'
import type { Decoded } from '../../../main/datafiles/lines.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { decodeUsers, encodeUsers, USERS_HEADER } from '../../../main/datafiles/users-csv.ts'
import { about, hold, kindOf, type Reader } from './reader.ts'

const NAMES = createNames('pseudonyms', 'a key of sixteen letters')

/** All row files: what is read of them and written again is the same; nobody's row is taken for that of a person. */
export const dataFiles = (): readonly Reader[] => [
  tableOf('checkouts (.chk)', 'checkouts', CHK, decodeCheckouts, (row) => {
    encodeCheckout(privateCheckout(row, NAMES))
    return [encodeCheckout(row)]
  }),
  tableOf('denials (.den)', 'denials', DEN, decodeDenials, (row) => [encodeDenial(row)]),
  tableOf('capacity (.cap)', 'capacity', CAP, decodeCapacity, (row) => [encodeCapacity(row)]),
  tableOf('events', 'events', EVENTS, decodeEvents, (event) => [encodeEvent(event)]),
  tableOf('features CSV', 'features', FEATURES, decodeFeatures, ({ stamp, ...row }) => [
    FEATURES_HEADER,
    ...encodeFeatures(stamp, [row]),
  ]),
  tableOf('users CSV', 'users', USERS, decodeUsers, ({ stamp, ...row }) => [
    USERS_HEADER,
    ...encodeUsers(stamp, [row]),
  ]),
  tableOf(
    'imported features CSV',
    'features',
    FEATURES.replace(FEATURES_HEADER, IMPORTED_FEATURES_HEADER),
    (text) => decodeImportedFeatures(text, IMPORTED_FEATURES_HEADER),
    (row) => [encodeImportedFeature(row)],
  ),
  { name: 'names of files', samples: FILE_NAMES, read: readFileName },
]

function tableOf<Row extends object>(
  name: string,
  kind: RowKind,
  sample: string,
  decode: (text: string) => Decoded<Row>,
  encode: (row: Row) => readonly string[],
): Reader {
  const erase = ERASERS[kind]?.((user) => user === '(nobody)')
  return {
    name,
    samples: [sample, sample.replaceAll('\n', '\r\n')],
    read(text) {
      const { rows, skipped } = decode(text)
      const lines = text.split('\n').length - 1
      hold(rows.length + skipped.length <= lines, 'more rows than lines')
      hold(
        skipped.every(({ line }) => line >= 1 && line <= lines),
        'a line is told that is none',
      )
      for (const row of rows.slice(0, 5)) {
        // At the start of a file a byte order mark would be that of the file.
        const again = decode(
          `\n${encode(row)
            .map((line) => `${line}\n`)
            .join('')}`,
        )
        hold(
          again.rows.length === 1 && isDeepStrictEqual(again.rows[0], plain(row)),
          'a row changes when it is written again',
        )
      }
      if (erase !== undefined)
        for (const line of text.split('\n').slice(0, 5))
          hold(erase(line) === line, 'a line that names nobody is changed')
      return `${about(rows.length)} ${[...new Set(skipped.map(({ reason }) => kindOf(reason)))].sort()}`
    },
  }
}

/** As a file holds it: a field is in one line, and JSON knows no -0. */
const plain = (row: unknown): unknown =>
  JSON.parse(
    JSON.stringify(row, (_, value: unknown) => (typeof value === 'string' ? value.replace(/[\t\r\n]/g, ' ') : value)),
  )

function readFileName(name: string): string {
  const kinds = (['features', 'users', 'events', 'checkouts', 'denials', 'capacity'] as const).filter(
    (kind) => dayOfFile(kind, name) !== null,
  )
  hold(kinds.length < 2, 'a name is one of two kinds of files')
  const encoded = encodeFileName(name)
  hold(Buffer.byteLength(encoded) <= 150 && isFileName(encoded), 'the name of a feature makes no name of a file')
  const decoded = decodeFileName(encoded)
  hold(decoded === name || decoded === null, 'the name of a file means another feature')
  return `${kinds.join()} ${decoded === null} ${isFileName(name)}`
}

const CHK = `${CHECKOUTS_HEADER}
cad\tF1\tproj\tmlindqvist\tWS-0412\t4201\tWS-0412\t1.000\t1\t0\t1772434260\t1772434260\t1772439930
cad\tF1\t\tr:GROUP design\t\t\t\t1.000\t2\t\t\t1772431200\t1772434260
`
const DEN = `1772439905\tcad\tF1\t\ttokafor\tWS-0388\t1
1772439906\tcad\tF1\tproj\ttokafor\tWS-0388\t12
`
const CAP = `# setCapacity\tTAG\tFEATURE\tTOKENS\tTIMESTAMP
setCapacity\tcad\tF1\t25\t1772434800
setCapacity\tcad\tF2\t0\t1772438400
`
const FEATURES = `${FEATURES_HEADER}
2026-03-02 08:05:00,F1,1.000,adskflex,floating,25,22,21
2026-03-02 08:05:00,"F,2",--,adskflex,uncounted,--,2,1
`
const USERS = `${USERS_HEADER}
F1,mlindqvist,WS-0412,WS-0412,1.000,lic1,27000,4201,2026-03-02 07:51:00,2026-03-02 08:05:00
F1,"de ""Vries""",--,--,--,--,--,--,--,2026-03-02 08:05:00
`
const common = '"t":1772434800,"tag":"cad"'
const EVENTS = `{${common},"type":"logging","folder":"","zone":"Europe/Berlin","interval":60,"recordInterval":300,"names":"names"}
{${common},"type":"down","daemon":"adskflex","reason":"no answer"}
{${common},"type":"gap","from":1772434000,"to":1772434800}
{${common},"type":"serves","daemon":"adskflex","features":["F1","F2"]}
{${common},"type":"expiry","licenses":[{"feature":"F1","version":"1.0","count":25,"vendor":"adskflex","expires":"permanent"}]}
{${common},"type":"packages","packages":[{"package":"P","components":["F1"]}]}
{${common},"type":"reserved","daemon":"adskflex","feature":"F1","reservations":[{"count":2,"kind":"USER","name":"x"}]}
{${common},"type":"queued","daemon":"adskflex","feature":"F1","waiting":[{"user":"x","host":null,"seats":1}]}
{${common},"type":"denial","daemon":"adskflex","feature":"F1","user":"x","host":"y","seats":1,"code":"-4,132"}
{${common},"type":"linger","daemon":"adskflex","feature":"F1","user":"x","host":"y","seats":1,"remaining":null,"total":60}
{${common},"type":"dropped","kind":"users","rows":5,"from":1772434000,"to":1772434800}
`
const FILE_NAMES = [
  '2026-03-02 features.csv',
  '2026-03-02 F%2F1 users.csv',
  '2026.03.02.chk',
  '2026.03.02.den',
  '2026.03.02.cap',
  '2026-03-02 events.jsonl',
  `2026-03-02 ${encodeFileName('x'.repeat(200))} users.csv`,
]
