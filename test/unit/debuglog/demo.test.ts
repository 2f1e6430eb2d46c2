import { expect, test } from 'vitest'
import type { LogEventType } from '../../../main/debuglog/event.ts'
import { debugLogText } from '../../../main/demo/debug-log.ts'
import { createSite } from '../../../main/demo/site.ts'
import { truth } from '../../../main/demo/truth.ts'
import { readText } from './read-text.ts'

const site = createSite({ seed: 11, zone: 'Europe/Berlin' })
const at = (text: string): number => Date.parse(text) / 1000
/** Begins in the middle of a log, so its first events are dated backwards. */
const WEEKS = {
  autumn: { from: at('2026-10-21T03:00:00+02:00'), to: at('2026-10-28T03:00:00+01:00') },
  spring: { from: at('2027-03-24T03:00:00+01:00'), to: at('2027-03-31T03:00:00+02:00') },
  newYear: { from: at('2026-12-28T03:00:00+01:00'), to: at('2027-01-04T03:00:00+01:00') },
}

/** `2026-10-25T02:30:00` */
const localText = (time: number): string =>
  new Date((time + site.zone.offsetAt(time)) * 1000).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)

interface Row {
  readonly daemon: string
  readonly feature?: string
  readonly user?: string
  readonly host?: string
  readonly seats?: number
}

const text = (time: string | undefined, row: Row, code?: string | number): string =>
  [time, row.daemon, row.feature, row.user, row.host, row.seats, code].join(' ').trim()

test.each(Object.entries(WEEKS))('the log of a week in %s gives what happened, to the second', (_name, week) => {
  const within = (time: number): boolean => week.from <= time && time < week.to
  // What is given back at the very second at which the log begins is in it.
  const happened = truth(site, { ...week, from: week.from - 1 })
  for (const server of site.servers) {
    const { events, summary } = readText(debugLogText(site, { server, ...week }))
    expect(summary).toMatchObject({ undated: 0, unreadable: 0 })
    const found = (type: LogEventType) => events.filter((event) => event.type === type)

    const checkouts = happened.checkouts.filter((row) => row.server === server.spec.tag)
    const out = checkouts.filter((row) => within(row.checkoutAt)).map((row) => text(localText(row.checkoutAt), row))
    const back = checkouts.filter((row) => within(row.checkinAt)).map((row) => text(localText(row.checkinAt), row))
    const denials = happened.denials
      .filter((row) => row.server === server.spec.tag && within(row.at))
      .map((row) => text(localText(row.at), row, row.code))
    expect(out.length).toBeGreaterThan(100)
    expect(
      found('OUT')
        .map((event) => text(event.time, event))
        .toSorted(),
    ).toEqual(out.toSorted())
    expect(
      found('IN')
        .map((event) => text(event.time, event))
        .toSorted(),
    ).toEqual(back.toSorted())
    const denied = found('DENIED').map((event) => text(event.time, event, event.code?.split(',')[0]))
    expect(denied.toSorted()).toEqual(denials.toSorted())
  }
})
