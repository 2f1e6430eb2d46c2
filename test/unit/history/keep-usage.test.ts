import { expect, it } from 'vitest'
import { encodeEvent, type SeatlogEvent } from '../../../main/datafiles/events.ts'
import { keptMonths, usageOfDays } from '../../../main/history/usage-months.ts'
import { dateOf } from '../../../main/usage/local-days.ts'
import { type Built, MemoryFolder, newIndex } from './workshop.ts'

const HOUR = 3600
const DAY = 24 * HOUR
/** Midnight of 1 January 2026 in Berlin. */
const FROM = Date.UTC(2025, 11, 31, 23) / 1000
const FIRST_DAY = FROM / DAY + 1 / 24
const DAYS = 100
const EVENTS = 'events/cad/2026-01-01 events.jsonl'
const FEATURE = 1

const event = (told: object): string => `${encodeEvent({ tag: 'cad', ...told } as SeatlogEvent)}\n`
/** Every fifth night nobody watched, from 20 h on until 6 h. */
const gapOf = (day: number) => ({ type: 'gap', from: FROM + day * DAY + 20 * HOUR, to: FROM + day * DAY + 30 * HOUR })
const gap = (day: number): string => event({ t: gapOf(day).to, ...gapOf(day) })

/** A record of a hundred days in which two seats are held around the clock, and one for some hours. */
function made(): MemoryFolder {
  const logging = {
    type: 'logging',
    folder: '',
    zone: 'Europe/Berlin',
    interval: 60,
    recordInterval: 300,
    names: 'names',
  }
  const checkout = (user: string, seats: number, out: number, back: number) =>
    ['cad', 'solver', '', user, 'ws1', '1', '', '1.0', seats, 0, FROM + out, FROM + out, FROM + back].join('\t')
  const days = Array.from({ length: DAYS }, (_, day) => day)
  const rowsOf = (at: number) => [checkout('ada', 2, at, at + DAY), checkout('bo', 1, at + 19 * HOUR, at + 22 * HOUR)]
  const files = days.map((day) => [
    `checkouts/cad/${dateOf(FIRST_DAY + day).replaceAll('-', '.')}.chk`,
    `${rowsOf(day * DAY).join('\n')}\n`,
  ])
  const gaps = Array.from({ length: DAYS / 5 - 1 }, (_, which) => gap(5 * which))
  return MemoryFolder.of({
    ...Object.fromEntries(files),
    [EVENTS]: event({ t: FROM, ...logging }) + gaps.join(''),
    'capacity/cad/2026.01.01.cap': ['setCapacity', 'cad', 'solver', 3, FROM].join('\t'),
  })
}

function answers({ ask }: Built) {
  const span = { from: FROM, to: FROM + DAYS * DAY }
  const asked = { tags: ['cad'], feature: 'solver', ...span }
  return [true, false].flatMap((working) => [
    ask('usage', { ...asked, working }),
    ask('levels', { ...asked, working }),
    ask('heat', { ...asked, working }),
    ask('users', { ...asked, working }),
    ask('features', { ...span, working }),
  ])
}

async function indexOf(folder: MemoryFolder, keeps: boolean): Promise<Built> {
  const built = newIndex([folder])
  await built.read({ keeps })
  return built
}

it('what is kept of days and months with gaps is what the rows tell', async () => {
  const folder = made()
  const [kept, counted] = [await indexOf(folder, true), await indexOf(folder, false)]
  expect(answers(kept)).toEqual(answers(counted))
  const [features] = answers(kept).slice(-1)
  const gapSeconds = (DAYS / 5 - 1) * 10 * HOUR
  expect(features).toMatchObject({ rows: [{ peak: 3, knownSeconds: DAYS * DAY - gapSeconds }] })

  const ofDay = usageOfDays(kept.index, FEATURE, FIRST_DAY + 5, FIRST_DAY + 5)
  expect(ofDay.map(({ gaps }) => [...gaps])).toEqual([[gapOf(5).from, FROM + 6 * DAY]])
  expect(keptMonths(kept.index, FEATURE, 0, 1000)).toHaveLength(3)
  for (const { drop } of [kept, counted]) drop()
})

it('days and months are counted anew when a gap becomes known later, or is none any more', async () => {
  const folder = made()
  const kept = await indexOf(folder, true)
  const ofDay = () => usageOfDays(kept.index, FEATURE, FIRST_DAY + 7, FIRST_DAY + 7).map(({ gaps }) => [...gaps])
  const [from, to] = [FROM + 7 * DAY, FROM + 7 * DAY + 3 * HOUR]
  folder.append('events/cad/2026-01-08 events.jsonl', event({ t: to, type: 'gap', from, to }))
  await kept.read()
  expect(ofDay()).toEqual([[from, to]])
  expect(answers(kept)).toEqual(answers(await indexOf(folder, false)))
  folder.replace('events/cad/2026-01-08 events.jsonl', event({ t: to, type: 'gap', from, to: from + 60 }))
  await kept.read()
  expect(ofDay()).toEqual([[from, from + 60]])
  expect(answers(kept)).toEqual(answers(await indexOf(folder, false)))
  kept.drop()
})

it('people without a name count as nobody, their checkouts and hours do', async () => {
  const folder = made()
  for (const [path, bytes] of folder.bytes) folder.replace(path, String(bytes).replaceAll(/\t(?:ada|bo)\t/g, '\t\t'))
  const [usage, , , , features] = answers(await indexOf(folder, true)).slice(-5)
  expect(usage).toMatchObject({ totals: { users: 0, checkouts: 2 * DAYS, peak: 3 } })
  expect(features).toMatchObject({ rows: [{ users: 0, checkouts: 2 * DAYS, peak: 3 }] })
})
