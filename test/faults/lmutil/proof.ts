import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { pick, random } from '../../../main/demo/random.ts'
import { createAsk, DEFAULT_MAX_BYTES } from '../../../main/poller/ask.ts'
import { createPoller } from '../../../main/poller/poller.ts'
import type { Poll } from '../../../main/poller/server-poll.ts'
import { nextSlot, restAfter } from '../../../main/poller/slots.ts'
import { sum } from '../load/figures.ts'
import type { Finding, Proof, Trial } from '../proof.ts'
import { type Held, heldNow, processesWith, slope, zombies } from './leaks.ts'
import { ADDRESS, PATIENT_SECONDS, type SickProgram, sentenceOf, sickPrograms } from './sick-programs.ts'
import { harmsOf } from './unharmed.ts'

const INTERVAL_SECONDS = 3
const SICK_SERVERS = 10
const WELL = 'well'
/** Inherited by all that is started, so that nothing gets lost. */
const MARK = 'SEATLOG_FAULTS_RUN'

/** From the time limit to the end of the last process: half a second of grace, twice, on a busy machine. */
const ENDING_MS = 4000
/** It was another slot's turn by then. */
const LATE_MS = INTERVAL_SECONDS * 1000
/** Of all the time so much is covered by its polls, each of which stands for the interval that its server bears. */
const LEAST_COVERED = 0.8
/** So many samples of memory, of which the least counts. */
const BLOCK = 10
/** Growth of the heap with a thousand polls. */
const MOST_GROWTH = 3e6

/** So long that a server that is asked only once is late. */
const LEAST_MS = 3 * INTERVAL_SECONDS * 1000

/** One program for each poll of the sick servers. */
interface Sickness {
  readonly program: SickProgram
  times: number
  longestMs: number
  readonly wrong: string[]
}

/** A poll of the server beside them; epoch milliseconds. */
interface WellPoll {
  readonly at: number
  /** How long it took. */
  readonly ms: number
  /** When the next one is due. */
  readonly dueNext: number
  /** How far apart its polls are as long as they take so long. */
  readonly intervalMs: number
}

/** Programs in the place of lmutil that do all that programs do, through the real poller and real processes. */
export const lmutil: Proof = {
  name: 'lmutil',
  title: 'lmutil misbehaves',
  async run(trial) {
    if (process.platform !== 'linux') throw new Error('it counts processes and handles in /proc, which Linux has')
    const mark = randomUUID()
    process.env[MARK] = mark
    try {
      return await runMixed(trial, mark)
    } finally {
      delete process.env[MARK]
    }
  },
}

async function runMixed({ seed, isShort, folder, tell }: Trial, mark: string): Promise<readonly Finding[]> {
  const { well, good, sick } = sickPrograms(folder)
  const harms = harmsOf(good)
  const sicknesses = sick.map((program): Sickness => ({ program, times: 0, longestMs: 0, wrong: [] }))
  const total = isShort ? sick.length : 1000
  const draw = random(seed, 61)
  const ask = createAsk()
  const running = new Map<string, Sickness>()
  const wellPolls: WellPoll[] = []
  const wellWrong: string[] = []
  let wellAt = 0
  let [asked, done] = [0, 0]

  const servers = [WELL, ...Array.from({ length: SICK_SERVERS }, (_, at) => `sick${at}`)].map((tag) => ({
    tag,
    address: tag === WELL ? ADDRESS : `2700${tag.slice(-1)}@sick`,
  }))
  const poller = createPoller(
    {
      now: Date.now,
      ask(question, signal) {
        if (question.address === ADDRESS) {
          wellAt = Date.now()
          return ask({ ...question, lmutil: well, timeoutSeconds: PATIENT_SECONDS }, signal)
        }
        // Each of them once, then by chance.
        const sickness = sicknesses[asked] ?? pick(draw, sicknesses)
        asked++
        running.set(question.address, sickness)
        const { path, timeoutSeconds } = sickness.program
        return ask({ ...question, lmutil: path, timeoutSeconds }, signal)
      },
      onAnswer: (poll) => (poll.tag === WELL ? noteWell(poll) : noteSick(poll)),
      onAsleep() {},
    },
    servers,
    { lmutil: well, intervalSeconds: INTERVAL_SECONDS, timeoutSeconds: PATIENT_SECONDS, maxBytes: DEFAULT_MAX_BYTES },
  )

  function noteWell(poll: Poll): void {
    const restsTo = wellAt + restAfter(poll.reply.ms, true) - 1
    const dueNext = nextSlot(Math.max(Date.now(), restsTo), INTERVAL_SECONDS * 1000, 0)
    wellPolls.push({ at: wellAt, ms: poll.reply.ms, dueNext, intervalMs: poll.intervalSeconds * 1000 })
    if (!poll.answer.complete) wellWrong.push(`its answer is not complete: ${sentenceOf(poll)}`)
  }

  function noteSick(poll: Poll): void {
    done++
    const sickness = running.get(poll.address)
    if (sickness === undefined) throw new Error(`nobody asked ${poll.address}`)
    sickness.times++
    sickness.longestMs = Math.max(sickness.longestMs, poll.reply.ms)
    const wrong = sickness.program.judge(poll)
    if (wrong !== null) sickness.wrong.push(wrong)
    const answer = { ...poll.answer, licenseTable: poll.table }
    if (!answer.complete) sickness.wrong.push(...harms(answer, sentenceOf(poll)))
    if (poll.reply.ms > sickness.program.timeoutSeconds * 1000 + ENDING_MS)
      sickness.wrong.push(`its poll took ${poll.reply.ms} ms`)
  }

  // What is loaded with the first poll stays.
  await ask({ lmutil: well, address: ADDRESS, table: false, timeoutSeconds: 10, maxBytes: DEFAULT_MAX_BYTES })
  const before = heldNow()
  const held: (Held & { readonly polls: number })[] = []
  const startedAt = Date.now()
  poller.start()
  const isThrough = (): boolean => done >= total && sicknesses.every(({ times }) => times > 0)
  while (!isThrough() || Date.now() - startedAt < LEAST_MS) {
    await wait(isShort ? 500 : 5000)
    held.push({ ...heldNow(), polls: done })
    tell(`${done} of ${total} polls`)
  }
  const stoppedAt = Date.now()
  await poller.stop()
  const left = await untilGone(mark)
  const after = heldNow()

  return [
    ...sicknesses.map(({ program: { what }, times, longestMs, wrong }) => ({
      ...{ what, times, wrong, figures: `polls of ${(longestMs / 1000).toFixed(1)} s at most` },
    })),
    leaks(done, left, before, after, held, isShort),
    beside(wellPolls, startedAt, stoppedAt, wellWrong),
  ]
}

/** Waits for the last processes, which were killed already. */
async function untilGone(mark: string): Promise<readonly number[]> {
  for (let tries = 0; tries < 20; tries++) {
    if (processesWith(MARK, mark).length === 0) break
    await wait(100)
  }
  return processesWith(MARK, mark)
}

function leaks(
  polls: number,
  left: readonly number[],
  before: Held,
  after: Held,
  held: readonly (Held & { readonly polls: number })[],
  isShort: boolean,
): Finding {
  // At first everything is loaded.
  const steady = held.slice(Math.floor(held.length / 4))
  // Between two samples there is nearly always a flood under way: the least of several tells what stays.
  const least = steady.flatMap((_, at) => (at % BLOCK === 0 ? [leastOf(steady.slice(at, at + BLOCK))] : []))
  const growth = 1000 * slope(least.map(({ polls, heap }) => ({ x: polls, y: heap })))
  const rss = 1000 * slope(steady.map(({ polls, rss }) => ({ x: polls, y: rss })))
  const dead = zombies()
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
  const memory = isShort
    ? ''
    : `; a thousand polls let the heap grow by ${megabytes(growth)}, all memory by ${megabytes(rss)}` +
      ` (${megabytes(Math.max(...held.map((one) => one.rss)))} at most)`
  return {
    what: 'all of them mixed: what is left',
    times: polls,
    figures: `${left.length} processes, ${dead} zombies, handles ${before.handles} before and ${after.handles} after${memory}`,
    wrong: [
      ...(left.length > 0 ? [`processes are left: ${left.join(', ')}`] : []),
      ...(dead > 0 ? [`${dead} zombies are left`] : []),
      ...(after.handles > before.handles ? [`${after.handles - before.handles} handles are left`] : []),
      ...(!isShort && growth > MOST_GROWTH ? [`a thousand polls let the heap grow by ${megabytes(growth)}`] : []),
    ],
  }
}

const leastOf = <One extends Held>(samples: readonly One[]): One => samples.reduce((a, b) => (b.heap < a.heap ? b : a))

function beside(
  polls: readonly WellPoll[],
  startedAt: number,
  stoppedAt: number,
  wellWrong: readonly string[],
): Finding {
  // The first is due at the start, and one that never came was missing until the stop.
  const dues = [startedAt, ...polls.map(({ dueNext }) => dueNext)]
  const delays = [...polls.map(({ at }) => at), stoppedAt].map((at, index) => Math.max(0, at - (dues[index] ?? at)))
  const late = delays.filter((ms) => ms > LATE_MS).map((ms) => `it was polled ${ms} ms late`)
  const slow = polls.filter(({ ms }) => ms > LATE_MS).map(({ ms }) => `its poll took ${ms} ms`)
  const mean = sum(delays) / delays.length
  const asked = stoppedAt - startedAt
  const covered = sum(polls.map(({ intervalMs }) => intervalMs))
  const few = covered + LATE_MS < LEAST_COVERED * asked ? [`its polls were there for ${covered} of ${asked} ms`] : []
  return {
    what: 'a server beside them',
    times: polls.length,
    figures:
      `polled ${Math.max(...delays)} ms behind its slots at most, ${mean.toFixed(0)} ms in the mean, ` +
      `for ${Math.max(0, ...polls.map(({ ms }) => ms))} ms at most; every ${(asked / 1000 / Math.max(1, polls.length)).toFixed(1)} s`,
    wrong: [...wellWrong, ...late, ...slow, ...few],
  }
}
