import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FileAccess } from '../../../main/datafiles/file-access.ts'
import { answer } from '../../../main/history/answer.ts'
import { createIndex } from '../../../main/history/database.ts'
import { NotInRecord } from '../../../main/history/features-asked.ts'
import { indexParts } from '../../../main/history/index-parts.ts'
import { ingest } from '../../../main/history/ingest.ts'
import { createOverlay } from '../../../main/history/overlay.ts'
import { readAllOpen } from '../../../main/history/read-open.ts'
import { createReader } from '../../../main/history/reader.ts'
import { tablesCsv } from '../../../main/service/answer-csv.ts'
import { answerTables } from '../../../main/service/answer-table.ts'
import type { AskedOf, Question } from '../../../preload/contract/history.ts'
import { about, type Reader } from './reader.ts'

/** Parts the files of a folder in one text. */
const BETWEEN = '\u001e'
const DAY = '2026-03-02'
const PATHS = [
  `events/cad/${DAY} events.jsonl`,
  'capacity/cad/2026.03.02.cap',
  'checkouts/cad/2026.03.02.chk',
  'checkouts/cad/2026.03.02.den',
  `cad/${DAY} features.csv`,
  `imported/a1b2/checkouts/cad/2026.03.02.chk`,
  'state/cad.open.jsonl',
]
const NOON = Date.UTC(2026, 2, 2, 11) / 1000

/** The index: reads a folder of hostile rows, and answers every question from what it took of them. */
export const history = (folder: string): Reader => {
  let number = 0
  return {
    name: 'data folders, into the history',
    samples: [FOLDER],
    async read(text) {
      const file = join(folder, `index-${++number}.db`)
      const db = createIndex(file)
      try {
        const files = memoryFiles(text.split(BETWEEN))
        const index = indexParts(db, { zones: { '': 'Europe/Berlin' }, workingHours: {}, denials: {} })
        const whole = { index, files, folders: [{ path: '/data', rootTag: null }], gather: 0 }
        await ingest({ ...whole, told: () => undefined, isCancelled: () => false })
        const open = await readAllOpen(files, '/data', ['cad'])
        const reader = createReader(index, createOverlay(open, index.numbers))
        const rows = QUESTIONS.map(([question, asked]) => {
          const circumstances = { now: NOON, groups: new Map(), groupsProblem: null }
          const answered = unlessUnknown(() => answer(reader, question, asked as never, circumstances))
          if (answered === null) return -1
          return tablesCsv(answerTables(question, asked as never, answered as never, MEANINGS)).split('\n').length
        })
        const skipped = [...index.sources.all()].map((source) => about(source.skipped))
        return `${rows.map(about).join()} ${skipped.join()} ${about(open[0]?.rows.length ?? 0)}`
      } finally {
        db.close()
        for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
      }
    },
  }
}

/** Null: the record does not know what was asked for. */
function unlessUnknown<T>(ask: () => T): T | null {
  try {
    return ask()
  } catch (error) {
    if (error instanceof NotInRecord) return null
    throw error
  }
}

/** The steps by which the index reads, over texts. */
function memoryFiles(texts: readonly string[]): FileAccess {
  const all = new Map(PATHS.map((path, which) => [`/data/${path}`, Buffer.from(texts[which] ?? '')]))
  const steps: Pick<FileAccess, 'tail' | 'read' | 'readText' | 'list'> = {
    async tail(file, length) {
      const bytes = all.get(file)
      return bytes === undefined
        ? null
        : { size: bytes.length, bytes: bytes.subarray(Math.max(0, bytes.length - length)) }
    },
    read: async (file, from, length) => all.get(file)?.subarray(from, from + length) ?? null,
    readText: async (file) => all.get(file)?.toString() ?? null,
    async list(place) {
      const below = [...all.keys()].filter((file) => file.startsWith(`${place}/`))
      const entries = below.map((file) => file.slice(place.length + 1).split('/'))
      return below.length === 0
        ? null
        : [...new Map(entries.map(([name = '', ...more]) => [name, more.length > 0]))].map(([name, isFolder]) => ({
            name,
            isFolder,
          }))
    },
  }
  return steps as FileAccess
}

const MEANINGS = { zoneOf: () => 'UTC', productsOf: () => [] }
const asked = { from: NOON - 86_400, to: NOON + 86_400, working: false }
const ofFeature = { ...asked, tags: ['cad'], feature: 'F1' }
const QUESTIONS: readonly (readonly [Question, AskedOf<Question>])[] = [
  ['usage', ofFeature],
  ['levels', ofFeature],
  ['heat', { ...ofFeature, working: true }],
  ['users', ofFeature],
  ['person', { ...asked, kind: 'user', name: 'ada' }],
  ['denials', { ...asked, tags: [], feature: null, user: null, kinds: ['no-seat', 'rule', 'not-served', 'unknown'] }],
  ['features', asked],
  ['capacity', null],
  ['how-many', ofFeature],
  ['groups', ofFeature],
  ['names', { text: 'a' }],
]

const chk = (user: string, from: number, to: number): string =>
  `cad\tF1\t\t${user}\tws1\t1\t:0\t1.0\t1\t0\t${NOON + from}\t${NOON + from}\t${NOON + to}\n`
const FOLDER = [
  `{"t":${NOON - 9000},"tag":"cad","type":"logging","folder":"","zone":"Europe/Berlin","interval":60,"recordInterval":300,"names":"names"}
{"t":${NOON},"tag":"cad","type":"serves","daemon":"adskflex","features":["F1"]}
{"t":${NOON + 50},"tag":"cad","type":"gap","from":${NOON},"to":${NOON + 50}}
{"t":${NOON + 60},"tag":"cad","type":"down","daemon":"adskflex","reason":"no answer"}
{"t":${NOON + 70},"tag":"cad","type":"up","daemon":"adskflex"}
{"t":${NOON + 80},"tag":"cad","type":"poll-failed","reason":"no answer"}
{"t":${NOON + 90},"tag":"cad","type":"expiry","licenses":[{"feature":"F1","version":"1.0","count":25,"vendor":"adskflex","expires":"2026-12-31"}]}
{"t":${NOON + 91},"tag":"cad","type":"packages","packages":[{"package":"P","components":["F1"]}]}
{"t":${NOON + 95},"tag":"cad","type":"denial","daemon":"adskflex","feature":"F1","user":"bo","host":"ws2","seats":1,"code":"-4,132"}
`,
  `setCapacity\tcad\tF1\t2\t${NOON - 9000}\nsetCapacity\tcad\tP\t2\t${NOON - 9000}\n`,
  chk('ada', -3000, 600) + chk('bo', -100, 900) + chk('r:GROUP x', -3000, 3000),
  `${NOON + 95}\tcad\tF1\t\tbo\tws2\t1\n${NOON + 99}\tcad\tF1\t\tbo\tws2\t1\n`,
  'stamp,feature_code,feature_version,vendor,license_type,issued,used,users\n2026-03-02 08:05:00,F1,1.0,adskflex,floating,2,1,1\n2026-03-02 08:10:00,F1,1.0,adskflex,floating,2,2,2\n',
  chk('cyd', -50_000, -40_000),
  `{"tag":"cad","asOf":${NOON + 3600}}\n{"tag":"cad","daemon":"adskflex","feature":"F1","account":"","user":"ada","host":"ws1","handle":"1","display":":0","version":"1.0","seats":1,"pid":0,"requestAt":${NOON + 1000},"checkoutAt":${NOON + 1000},"seenAt":${NOON + 3600}}\n`,
].join(BETWEEN)
