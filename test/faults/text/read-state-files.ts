import { writeFileSync } from 'node:fs'
import { readRoot } from '../../../main/datafiles/data-folder.ts'
import type { FileAccess } from '../../../main/datafiles/file-access.ts'
import { readLease } from '../../../main/datafiles/lease-file.ts'
import { readNow } from '../../../main/datafiles/now-json.ts'
import { readOpen } from '../../../main/datafiles/open-jsonl.ts'
import { placeOf, within } from '../../../main/desktop/window-place.ts'
import { createBeginnings, pastImports } from '../../../main/importing/past-imports.ts'
import { readTailState } from '../../../main/poller/tail.ts'
import { alertFile, keptText, readKept } from '../../../main/service/alert-file.ts'
import { readHandedOver } from '../../../main/service/handed-over.ts'
import { readLogMemory } from '../../../main/service/log-following.ts'
import { type MemoryParts, NOTHING_REMEMBERED, partsOf } from '../../../main/service/poll-memory.ts'
import { about, hold, kindOf, type Reader } from './reader.ts'

/** Files beside the data and on local disk, which another Seatlog or another program may have written. */
export const stateFiles = (folder: string): readonly Reader[] => [
  json('seats now (now.json)', [NOW], async (files) => {
    const now = await readNow(files, '/data', 'cad')
    return now.ok ? `${now.value.tag === 'cad'}` : kindOf(now.message)
  }),
  json('open checkouts (open.jsonl)', [OPEN], async (files) => {
    const open = await readOpen(files, '/data', 'cad')
    if (!open.ok) return kindOf(open.message)
    return `${about(open.value.rows.length)} ${new Set(open.value.skipped.map(({ reason }) => kindOf(reason))).size}`
  }),
  json('memory of polls (memory.json)', [memoryText()], async (files) => {
    const memory = await readHandedOver(files, '/data', 'cad')
    if (memory === null) return 'none'
    hold(
      [...partsOf(memory)].every(([name]) => name !== ''),
      'a memory that was taken has no parts',
    )
    return `${memory.tracker.daemons.length} ${memory.fusion.features.size} ${Object.keys(memory.logs).length}`
  }),
  json('leases', [LEASE], async (files) => JSON.stringify(await readLease(files, '/data', 'cad')).slice(0, 12)),
  json('root.json', ['{"tag":"cad"}'], async (files) => (await readRoot(files, '/data')).state),
  json('source.json of imports', [SOURCE], async (files) => {
    const past = await pastImports(files, '/data', 'cad')
    createBeginnings(past)('debug-log', Buffer.alloc(100))
    return String(about(past.length))
  }),
  {
    name: 'alerts.json',
    samples: [ALERTS],
    isJson: true,
    read(text) {
      writeFileSync(alertFile(folder), text)
      const { alerts, memory } = readKept(folder)
      const again = keptText({ alerts, memory })
      hold(!memory.has('__proto__') || again.includes('__proto__'), 'a name is lost')
      return `${about(alerts.length)} ${memory.size}`
    },
  },
  {
    name: 'window.json',
    samples: [WINDOW],
    isJson: true,
    read(text) {
      const place = placeOf(parsed(text))
      if (place === null) return 'none'
      const area = within({ x: 0, y: 0, width: 1280, height: 800 }, place.area)
      hold(
        area.x >= 0 && area.y >= 0 && area.width <= 1280 && area.height <= 800,
        'a window lies outside of the screen',
      )
      return 'place'
    },
  },
  {
    name: 'how far logs were read',
    samples: [LOGS],
    isJson: true,
    read(text) {
      const value = parsed(text)
      const logs = readLogMemory(value)
      return `${Object.keys(logs).length} ${readTailState(value) === null}`
    },
  },
]

function json(name: string, samples: readonly string[], read: (files: FileAccess) => Promise<string>): Reader {
  return { name, samples, isJson: true, read: (text) => read(filesOf(text)) }
}

/** A folder in which every file holds the text. */
const filesOf = (text: string): FileAccess => {
  const steps: Pick<FileAccess, 'readText' | 'list'> = {
    readText: async () => text,
    list: async () => [{ name: 'a1b2', isFolder: true }],
  }
  return steps as FileAccess
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function memoryText(): string {
  const parts: MemoryParts = new Map([
    ['tag', 'cad'],
    ...partsOf({ ...NOTHING_REMEMBERED, names: 'names', lastPollAt: 1772434800 }),
    ['rows ["28000@lic","adskflex","F1"]', ROWS],
    ['people F1', [['ada\nws1', { lines: [LINE], links: [], queued: [{ at: 1772434800, daemon: 'adskflex' }] }]]],
  ] as const)
  return JSON.stringify(Object.fromEntries(parts))
}

const ROWS = {
  name: 'F1',
  rows: [
    { key: 'ada ws1\n1.0\nlic1\n27000\n4201\n1\nMon 3/2 7:51', checkoutAt: 1772434260, who: ['ada', 'ws1', ':0'] },
  ],
  reserved: [{ count: 1, kind: 'USER', name: 'x' }],
  waiting: [{ user: 'bo', host: 'ws2', seats: 1, since: 1772434260 }],
  issued: 5,
}
const LINE = { type: 'OUT', at: 1772434260, seats: 1, daemon: 'adskflex', user: 'ada', host: 'ws1', account: '' }
const NOW = JSON.stringify({
  format: 3,
  tag: 'cad',
  writtenAt: 1772434800,
  writer: { owner: 'ada', host: 'CADLOG01', version: '0.1.0' },
  intervalSeconds: 60,
  live: { server: { tag: 'cad', features: [] }, details: [] },
})
const OPEN = `{"tag":"cad","asOf":1772438700}
{"tag":"cad","daemon":"adskflex","feature":"F1","account":"","user":"ada","host":"ws1","handle":"1","display":":0","version":"1.0","seats":1,"pid":0,"requestAt":1772434260,"checkoutAt":1772434260,"seenAt":1772438700}
`
const LEASE = JSON.stringify({
  ...{ owner: 'ada', host: 'CADLOG01', pid: 17, token: 'x', counter: 4, intervalSeconds: 60 },
  ...{ since: 1772434260, knownTo: null, at: 1772434800, released: false },
})
const SOURCE = JSON.stringify({
  ...{ format: 1, tag: 'cad', zone: 'Europe/Berlin', names: 'names', importedAt: 1772439930 },
  files: [{ name: 'a.log', size: 81230, sha256: 'ab', head: 'cd', kind: 'debug-log', rows: 212, skipped: 1, open: 3 }],
})
const ALERTS = JSON.stringify({
  alerts: [
    {
      ...{ id: 1, at: 1772434260, kind: 'low', over: false, tag: 'cad', feature: 'F1' },
      ...{ title: 'F1: 1 of 25 free', text: 'For 15 minutes.', place: '#/feature/cad/F1' },
    },
  ],
  remembered: [
    {
      ...{ id: 'low 0 cad/adskflex/F1/0', rule: 'low 0', kind: 'low', scope: null, lasting: true, told: true },
      ...{ since: 1772434260, seenAt: 1772434260, watched: 900, quietUntil: 1772439930 },
    },
  ],
})
const WINDOW = JSON.stringify({ area: { x: 10, y: 20, width: 1180, height: 760 }, maximized: false })
const MARK = { id: '2049:17', head: 'ab', headLength: 4096, offset: 90_000 }
const LOGS = JSON.stringify({
  '/var/log/adskflex.log': {
    read: {
      tail: {
        pattern: '/var/log/adskflex.log',
        path: '/var/log/adskflex.log',
        date: '',
        modified: 1,
        mark: MARK,
        earlier: [],
      },
      position: { lines: 900, local: 1772434260 },
    },
  },
})
