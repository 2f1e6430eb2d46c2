import { describe, expect, it } from 'vitest'
import { createLogReader } from '../../../main/debuglog/read-log.ts'
import { addressOf } from '../../../main/demo/address.ts'
import { debugLogText } from '../../../main/demo/debug-log.ts'
import { lmstatText } from '../../../main/demo/lmstat-text.ts'
import { createSite, lastRestart } from '../../../main/demo/site.ts'
import type { Trouble } from '../../../main/demo/trouble.ts'
import { truth } from '../../../main/demo/truth.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { fuse } from '../../../main/usage/fusion.ts'
import { NOTHING_FUSED } from '../../../main/usage/fusion-state.ts'
import { logNews } from '../../../main/usage/log-request.ts'
import { type FinishedCheckout, openCheckouts } from '../../../main/usage/tracker.ts'
import { NOTHING_TRACKED } from '../../../main/usage/tracker-state.ts'
import { track } from '../../at-once.ts'

const ZONE = 'Europe/Berlin'
const site = createSite({ seed: 5, zone: ZONE })
const t = (text: string): number => Date.parse(text) / 1000

interface Following {
  readonly tag: string
  readonly from: number
  readonly to: number
  readonly intervalSeconds?: number
  readonly troubles?: readonly { readonly from: number; readonly to: number; readonly trouble: Trouble }[]
  /** From one time to another nobody polls. */
  readonly pauses?: readonly { readonly from: number; readonly to: number }[]
}

/** Polls a server of the simulated site, reads its log behind each poll, and joins both. */
function follow({ tag, from, to, intervalSeconds = 60, troubles = [], pauses = [] }: Following) {
  const server = site.servers.find(({ spec }) => spec.tag === tag)
  if (server === undefined) throw new Error(`no server ${tag}`)
  const logFrom = lastRestart(site.zone, from)
  const lines = createLogReader()
  const restarts = troubles.flatMap(({ trouble }) => (trouble.kind === 'restart' ? [trouble] : []))
  const log = debugLogText(site, { server, from: logFrom, to: to + 600, troubles: restarts })
  const events = [...lines.push(log), ...lines.end()].flatMap((event) => logNews(event, ZONE) ?? [])
  const finished: FinishedCheckout[] = []
  let tracker = NOTHING_TRACKED
  let fusion = NOTHING_FUSED
  let read = 0
  for (let at = from; at < to + 600; at += intervalSeconds) {
    if (pauses.some((pause) => pause.from <= at && at < pause.to)) continue
    const now = troubles.filter((time) => time.from <= at && at < time.to).map(({ trouble }) => trouble)
    const answer = parseLmstat(lmstatText(site, { at, address: addressOf(server), mode: 'a', troubles: now }))
    const tracked = track(tracker, { tag, at, intervalSeconds, zone: ZONE, answer, capacitySeconds: 3600 })
    tracker = tracked.state
    const rest = events.findIndex((event, position) => position >= read && event.at > at)
    const fresh = events.slice(read, rest < 0 ? undefined : rest)
    read += fresh.length
    const fused = fuse(fusion, {
      tag,
      at,
      intervalSeconds,
      steps: tracked.steps,
      open: openCheckouts(tag, tracker),
      log: fresh,
      readToEnd: true,
      lists: (daemon, feature) =>
        tracker.daemons.some((one) => one.name === daemon && one.features.some(({ name }) => name === feature)),
    })
    fusion = fused.state
    finished.push(...fused.finished)
  }
  return { finished, logFrom, fusion }
}

const name = (
  row: Pick<FinishedCheckout, 'feature' | 'user' | 'host' | 'seats' | 'checkoutAt' | 'checkinAt'>,
): string => [row.feature, row.user, row.host, row.seats, row.checkoutAt, row.checkinAt].join(' ')

function trueRows(tag: string, logFrom: number, to: number): string[] {
  return truth(site, { from: logFrom, to })
    .checkouts.filter((row) => row.server === tag && row.checkinAt <= to)
    .map(name)
    .sort()
}

const DAY = { from: t('2026-11-18T10:00:00+01:00'), to: t('2026-11-18T16:00:00+01:00') }
const NOON = t('2026-11-18T12:00:30+01:00')
const HOUR = 3600

describe('joined with the log, the record has every checkout to the second', { timeout: 30_000 }, () => {
  const rows = (found: readonly FinishedCheckout[]) =>
    found
      .filter(({ user, checkinAt }) => !user.startsWith('r:') && checkinAt <= DAY.to)
      .map(name)
      .sort()
  const whole = (of: Omit<Following, 'from' | 'to'>) => {
    const { finished, logFrom } = follow({ ...of, ...DAY })
    const found = rows(finished)
    expect(found.length).toBeGreaterThan(30)
    expect(found).toEqual(trueRows(of.tag, logFrom, DAY.to))
    return finished
  }
  const trouble = (kind: Exclude<Trouble['kind'], 'failover' | 'restart'>, seconds: number) => ({
    troubles: [{ from: NOON, to: NOON + seconds, trouble: { kind } }],
  })

  it.each(site.servers.map(({ spec }) => spec.tag))('of a day of %s', (tag) => {
    const finished = whole({ tag })
    const withHandle = finished.filter(({ handle }) => handle !== '')
    expect(withHandle.length).toBeGreaterThan(30)
    const short = finished.filter((row) => row.handle === '' && !row.user.startsWith('r:') && row.checkoutAt > DAY.from)
    expect(short.every((row) => row.checkinAt - row.checkoutAt <= 60)).toBe(true)
  })

  it.each([20, 300, 3600])('with %i seconds between polls', (intervalSeconds) => {
    whole({ tag: 'MATH', intervalSeconds })
  })

  it('while the server, a daemon or half of the text is away', () => {
    whole({ tag: 'EDA', ...trouble('server-down', 2 * HOUR) })
    whole({ tag: 'EDA', ...trouble('daemon-down', 2 * HOUR) })
    whole({ tag: 'EDA', ...trouble('half', HOUR / 2) })
  })

  it('when nobody polled for hours', () => {
    whole({ tag: 'CAD', pauses: [{ from: NOON, to: NOON + 3 * HOUR }] })
  })

  it('over a failover', () => {
    whole({ tag: 'EDA', troubles: [{ from: 0, to: DAY.to + HOUR, trouble: { kind: 'failover', since: NOON } }] })
  })

  it('over a restart, which the log tells as a return and a new checkout', () => {
    whole({ tag: 'CAD', troubles: [{ from: 0, to: DAY.to + HOUR, trouble: { kind: 'restart', since: NOON - 30 } }] })
  })
})
