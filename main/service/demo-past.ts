import { appendFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { encodeCapacity } from '../datafiles/capacity-cap.ts'
import { encodeCheckout } from '../datafiles/checkouts-chk.ts'
import { encodeDenial, recordedDenial } from '../datafiles/denials-den.ts'
import { encodeEvent, type SeatlogEvent } from '../datafiles/events.ts'
import { IMPORTED_FOLDER, type RowKind, rowFilePlace } from '../datafiles/layout.ts'
import { localDay } from '../datafiles/local-time.ts'
import { createNames } from '../datafiles/names.ts'
import { addressOf } from '../demo/address.ts'
import { answerDemo } from '../demo/answer.ts'
import type { Site } from '../demo/site.ts'
import { truth } from '../demo/truth.ts'
import { parseLmstat } from '../lmstat/parse.ts'

/** Long enough for a month, and for a week beside the one before. */
const DAYS = 35
/** So many are made at once; in between others have their turn. */
const STEP = 5
const DAY = 86_400
/** As if imported: today's files are the logger's alone. */
const BASE = `${IMPORTED_FOLDER}/demo`
const INTERVAL = 60

interface Row {
  readonly kind: RowKind
  readonly tag: string
  readonly at: number
  readonly line: string
}

/**
 * Writes what the demo's servers would have recorded in the weeks up to `until` (epoch seconds), so that its history has
 * something to show; from then until `now` nobody watched.
 */
export async function writeDemoPast(
  site: Site,
  zone: string,
  dataFolder: string,
  until: number,
  now: number,
): Promise<void> {
  const begin = until - DAYS * DAY
  const rows = site.servers.flatMap((server) => beginOf(site, server, zone, begin))
  if (now - until > INTERVAL) {
    for (const { spec } of site.servers)
      rows.push(eventRow({ t: now, tag: spec.tag, type: 'gap', from: until, to: now }))
  }
  await write(dataFolder, rows, zone)
  for (let from = begin; from < until; from += STEP * DAY) {
    await nextTurn()
    await write(dataFolder, pastOf(site, from, from + STEP * DAY, until), zone)
  }
}

async function write(dataFolder: string, rows: readonly Row[], zone: string): Promise<void> {
  for (const [path, lines] of Map.groupBy(rows, (row) => fileOf(row, zone))) {
    const file = join(dataFolder, path)
    await mkdir(dirname(file), { recursive: true })
    await appendFile(file, lines.map(({ line }) => `${line}\n`).join(''))
  }
}

const eventRow = (event: SeatlogEvent): Row => ({
  kind: 'events',
  tag: event.tag,
  at: event.t,
  line: encodeEvent(event),
})

/** What a logger writes at its start: who logs where, and how many seats are issued. */
function beginOf(site: Site, server: Site['servers'][number], zone: string, at: number): readonly Row[] {
  const { tag } = server.spec
  const logging = {
    type: 'logging',
    folder: tag,
    zone,
    interval: INTERVAL,
    recordInterval: 300,
    names: 'names',
  } as const
  const { text } = answerDemo(site, { at, address: addressOf(server), mode: 'a' })
  const features = parseLmstat(text).servers.flatMap(({ daemons }) => daemons.flatMap((daemon) => daemon.features))
  const issued = new Map<string, number>()
  for (const { name, issued: seats } of features) {
    if (seats !== undefined) issued.set(name, (issued.get(name) ?? 0) + seats)
  }
  const capacity = [...issued].map(([feature, seats]) => ({ tag, feature, seats, at }))
  return [
    eventRow({ t: at, tag, ...logging }),
    ...capacity.map((row): Row => ({ kind: 'capacity', tag, at, line: encodeCapacity(row) })),
  ]
}

/** What ended from one moment to another. */
function pastOf(site: Site, from: number, to: number, until: number): readonly Row[] {
  const names = createNames('names', '')
  const { checkouts, denials } = truth(site, { from, to: Math.min(to, until) })
  const ended = checkouts
    .filter(({ checkinAt }) => checkinAt >= from && checkinAt < Math.min(to, until))
    .toSorted((a, b) => a.checkinAt - b.checkinAt)
  const finished = ended.map((row): Row => {
    const {
      server: tag,
      feature,
      user,
      host,
      seats,
      display = '',
      version,
      handle,
      pid = 0,
      checkoutAt,
      checkinAt,
    } = row
    const texts = { tag, feature, account: '', user, host, handle: String(handle), display, version }
    const line = encodeCheckout({ ...texts, seats, pid, requestAt: checkoutAt, checkoutAt, checkinAt })
    return { kind: 'checkouts', tag, at: checkinAt, line }
  })
  const denied = denials
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ server: tag, daemon, feature, user, host, seats, at, code }) => {
      const request = { at, tag, feature, account: '', user, host, seats, daemon, code: String(code) }
      const { row, event } = recordedDenial(request, names)
      return [{ kind: 'denials', tag, at, line: encodeDenial(row) } as const, eventRow(event)]
    })
  return [...finished, ...denied]
}

function fileOf({ kind, tag, at }: Row, zone: string): string {
  const { folders, fileName } = rowFilePlace({ kind, tag, name: '', base: BASE }, localDay(at, zone), null)
  return [...folders, fileName].join('/')
}
