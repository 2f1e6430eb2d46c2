import { describe, expect, it } from 'vitest'
import { decodeEvents } from '../../../main/datafiles/events.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { createLogReader } from '../../../main/debuglog/read-log.ts'
import { NOTHING_REMEMBERED } from '../../../main/service/poll-memory.ts'
import { withPoll } from '../../../main/usage/live.ts'
import type { Package } from '../../../main/usage/packages.ts'
import { pollRows } from '../../at-once.ts'
import { answer, daemon, feature } from '../usage/answers.ts'

const EIGHT = Date.UTC(2026, 2, 2, 7) / 1000
const DATE = "8:00:00 (adskflex) Server's System Date and Time: Mon Mar 02 2026 08:00:00 CET\n"
const LIST = `8:00:01 (adskflex) Server started on lic-01 for:	BOX_F (consisting of:		LID HINGE)\n`
const SMALLER = `8:30:01 (adskflex) Server started on lic-01 for:	BOX_F (consisting of:		LID)\n`
const END = '8:00:02 (adskflex) EXTERNAL FILTERS are OFF\n'

/** The packages of the events that polls write, a minute apart; each with what settings tell and the log brought. */
function events(polls: readonly { readonly told: readonly Package[]; readonly log: string }[]) {
  const names = createNames('names', '')
  const rules = { expectedSeconds: 60, recordIntervalSeconds: 300, capacitySeconds: 3600, logging: null }
  const reader = createLogReader()
  const what = answer([daemon('adskflex', [feature('BOX_F', 10, 1)])])
  let memory = NOTHING_REMEMBERED
  return polls.map(({ told, log }, which) => {
    const askedAt = EIGHT + which * 60
    const live = withPoll(null, { askedAt, answer: what, problem: null })
    const poll = { tag: 'cad', zone: 'Europe/Berlin', askedAt, intervalSeconds: 60, answer: what, live, packages: told }
    const logs = { events: [...reader.push(log)], readToEnd: true, memory: {} }
    const result = pollRows(memory, poll, { ...rules, names, people: names }, logs)
    memory = result.memory
    const lines = result.rows.filter(({ kind }) => kind === 'events').map(({ line }) => `${line}\n`)
    return decodeEvents(lines.join('')).rows.flatMap((event) => (event.type === 'packages' ? [event.packages] : []))
  })
}

describe('the packages of a record', () => {
  it('are written when the debug log or the settings tell of other ones, and not again', () => {
    const bag = { package: 'BAG_F', components: ['ZIP'] }
    expect(
      events([
        { told: [], log: '' },
        { told: [], log: DATE + LIST + END },
        { told: [], log: '' },
        { told: [bag], log: '' },
        { told: [bag], log: SMALLER + END.replace('8:00', '8:31') },
        { told: [bag], log: '' },
      ]),
    ).toEqual([
      [],
      [[{ package: 'BOX_F', components: ['LID', 'HINGE'] }]],
      [],
      [[bag, { package: 'BOX_F', components: ['LID', 'HINGE'] }]],
      [[bag, { package: 'BOX_F', components: ['LID'] }]],
      [],
    ])
  })

  it('are those of the settings where these and the log tell of one package', () => {
    const own = { package: 'box_f', components: ['LID'] }
    expect(events([{ told: [own], log: DATE + LIST + END }])).toEqual([[[own]]])
  })
})
