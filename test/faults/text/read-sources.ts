import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { CHECKOUTS_HEADER } from '../../../main/datafiles/checkouts-chk.ts'
import { FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { USERS_HEADER } from '../../../main/datafiles/users-csv.ts'
import { lookup } from '../../../main/featurecodes/lookup.ts'
import { ownCodes, withOwnCodes } from '../../../main/featurecodes/own-codes.ts'
import { readTables } from '../../../main/featurecodes/tables.ts'
import { sourceKind } from '../../../main/importing/kind.ts'
import { createDebugLogs } from '../../../main/importing/read-debug-logs.ts'
import { readTable } from '../../../main/importing/read-table.ts'
import { createUsersFiles } from '../../../main/importing/read-users.ts'
import type { Sink } from '../../../main/importing/source.ts'
import { groupsOf } from '../../../main/usage/option-groups.ts'
import { packagesByComponent, packagesOfLicense } from '../../../main/usage/packages.ts'
import { hashOf, parseAddress } from '../../../renderer/history/address.ts'
import { about, hold, kindOf, type Reader } from './reader.ts'
import { debugLogSamples } from './samples.ts'

const CONTEXT = { tag: 'cad', zone: 'Europe/Berlin', names: createNames('names', '') }
const KINDS = ['checkouts', 'denials', 'capacity', 'features'] as const

/** What users point Seatlog to: files to import, tables of feature codes, options and license files, links. */
export const sources = (folder: string): readonly Reader[] => [
  { name: 'files to import', samples: [...TABLES, ...debugLogSamples()], read: readImport },
  { name: 'tables of feature codes', samples: CODES, read: (text) => readCodes(join(folder, 'own.csv'), text) },
  { name: 'options and license files', samples: [OPTIONS, LICENSE], read: readOptions },
  { name: 'addresses in the window', samples: HASHES, read: readHash },
]

/** As every kind, whatever it is. */
function readImport(text: string): string {
  const told: string[] = []
  const days = new Set<string>()
  const sink: Sink = {
    row(_, day, line) {
      days.add(day)
      hold(!/[\r\n]/.test(line), 'a row is more than a line')
    },
    skip: (_, reason) => told.push(kindOf(reason)),
  }
  const users = createUsersFiles(CONTEXT)
  const logs = createDebugLogs(CONTEXT)
  const readers = [...KINDS.map((kind) => readTable(kind, CONTEXT, sink)), users.reader(sink), logs(sink), logs(sink)]
  for (const reader of readers) {
    reader.push(text)
    reader.end()
  }
  users.end()
  hold(
    [...days].every((day) => /^\d{4}-\d\d-\d\d$/.test(day)),
    `a row stands on a day that is none`,
  )
  return `${sourceKind('x.log', text)} ${about(days.size)} ${[...new Set(told)].sort()}`
}

function readCodes(file: string, text: string): string {
  writeFileSync(file, text)
  const tables = readTables(folderless, file)
  const found = lookup(tables, text.slice(0, 30), [{ key: 'k', name: text.slice(0, 20), daemon: 'adskflex' }])
  const codes = ownCodes(text)
  if (codes !== null) {
    const saved = codes.map((code) => ({ ...code, product: `${code.product}x`.replace(/\s+/g, ' ').trim() }))
    const after = withOwnCodes(text, saved)
    hold(
      after !== null && isDeepStrictEqual(sorted(ownCodes(after) ?? []), sorted(saved)),
      'codes change when they are saved',
    )
  }
  return `${codes === null} ${about(tables.byCode.size)} ${about(found.length)} ${tables.problems.length > 1}`
}

const folderless = join(import.meta.dirname, 'no such folder')
const sorted = (codes: readonly object[]): readonly string[] => codes.map((code) => JSON.stringify(code)).sort()

function readOptions(text: string): string {
  const packages = packagesOfLicense(text)
  return [groupsOf(text).size, packages.length, packagesByComponent(packages).size].map(about).join(' ')
}

/** What cannot be read is the seats view; what can is the same address when it is written again. */
function readHash(hash: string): string {
  const address = parseAddress(hash)
  // No kinds at all are as those that are usual.
  if (address.view === 'denials' && address.kinds.length === 0) return 'no kinds'
  const again = parseAddress(hashOf(address))
  // Halves of characters have no place in an address.
  hold(hash !== hash.toWellFormed() || isDeepStrictEqual(again, address), 'an address changes when it is written again')
  return address.view
}

const CODES = [
  'feature_code,product_name,release,kind,source\n87062ACD_2026_0F,AutoCAD 2026,2026,product,x\nF1,"a, ""b""",,,\n',
  '\ufefffeature_code;product_name\r\nF1;Über\r\n;;\r\n',
]
const TABLES = [
  `${CHECKOUTS_HEADER}\ncad\tF1\t\tada\tws1\t1\t:0\t1.0\t1\t0\t1772434260\t1772434260\t1772439930\n`,
  '1772439905\tcad\tF1\t\ttokafor\tWS-0388\t1\n',
  'setCapacity\tcad\tF1\t25\t1772434800\n',
  `${FEATURES_HEADER}\n2026-03-02 08:05:00,F1,1.0,VENDOR STRING,floating,25,22,21\n`,
  `${USERS_HEADER}\nF1,ada,ws1,:0,1.0,lic1,27000,4201,2026-12-30 07:51:00,2026-01-02 08:05:00\n`,
]
const OPTIONS = '# options\nGROUP design ada bo \\\n  cyd\nGROUPCASEINSENSITIVE ON\nRESERVE 2 F1 GROUP design\n'
const LICENSE = `SERVER lic 001122334455 27000
PACKAGE P adskflex 1.0 COMPONENTS="F1:1.0:2 F2" \\
  OPTIONS=SUITE SIGN=00
INCREMENT F1 adskflex 1.0 permanent 25 SIGN=00
`
const HASHES = [
  '#/feature/EDA+CAD/MATLAB?span=7d&working=1',
  '#/how-many/CAD/F%201?seats=12&span=2026-01-01T00:00..2026-02-01T00:00',
  '#/user/m%C3%BCller?span=30d',
  '#/denials?tags=CAD+EDA&feature=F1&kinds=no-seat+rule&user=ada',
  '#/users?q=ada',
  '#/settings/servers',
  '#/health/CAD',
]
