import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type FileAccess, realFiles } from '../../../main/datafiles/file-access.ts'
import { compareAnswers } from '../../fidelity/compare-history.ts'
import { faultyFiles } from '../../fidelity/faulty-files.ts'
import { livingHistory } from '../../fidelity/living-history.ts'
import { readRecorded } from '../../fidelity/recorded.ts'
import { type Moment, photograph } from './photos.ts'
import { differences, recordedLines } from './record.ts'
import { lastRemembered } from './remembered.ts'
import { localFolder, MINUTE, PEOPLE, type SmallSeatlog, type SmallSite, START, smallSite, TAG } from './small-site.ts'
import { type Story, UNREAD } from './stories.ts'
import { noteDifferences, type Tally } from './tally.ts'

const HOST = 'pc-1'
const ZONE = 'Europe/Berlin'
/** Of so many moments, one is looked at with an index that reads along. */
const INDEXED = 97
/** Of so many moments, one is begun from to kill a second time. */
const TWICE = 997

/**
 * Kills a Seatlog of the small site at every moment of a poll at which the disk is another one, lets another one go on,
 * and compares what is there then with the record of one that never died. Of so many moments as `every` says one is tried.
 */
export async function dieInPolls(story: Story, root: string, every: number, tally: Tally): Promise<void> {
  mkdirSync(root, { recursive: true })
  const site = smallSite(root, story.settings)
  const play = createPlay(site, story)
  const clean = (): void => {
    rmSync(site.disk, { recursive: true, force: true })
    mkdirSync(site.disk)
  }
  const known = new Map<string, Outcome>()
  /** What is there after these polls where nobody dies. */
  async function outcomeOf(polls: readonly (readonly number[])[]): Promise<Outcome> {
    const key = JSON.stringify(polls)
    const found = known.get(key)
    if (found !== undefined) return found
    clean()
    for (const minutes of polls) await play.all(minutes)
    const outcome = lookAt(site)
    known.set(key, outcome)
    return outcome
  }

  const own = story.anew ? [] : (story.before.at(-1) ?? [])
  const others = story.anew ? story.before : story.before.slice(0, -1)
  clean()
  for (const minutes of others) await play.all(minutes)
  const dying = play.open()
  for (const minute of own) await dying.poll(minute)
  const moments = await photograph(
    site.disk,
    play.files,
    (files) => dying.through(files, () => dying.poll(story.fatal)),
    story.everyUnread,
  )
  await dying.stop()
  const isMade = (minute: number): boolean =>
    lastRemembered(localFolder(site.disk, HOST), TAG, join(root, 'aside')) === START + minute * MINUTE
  moments.at(-1)?.restore()
  if (!isMade(story.fatal)) tally.lost.push(`${story.what}: the poll itself, which had come to its end`)
  const madeBefore = (isFatalMade: boolean) => [...others, isFatalMade ? [...own, story.fatal] : own]

  // A story that is tried in part is tried all over.
  for (const [at, moment] of moments.entries()) {
    if (at % every !== 0 && at !== moments.length - 1) continue
    moment.restore()
    const made = madeBefore(isMade(story.fatal))
    const expected = await outcomeAnd(moment, () => outcomeOf([...made, story.after]))
    const when = `${story.what}, killed at: ${moment.what}`
    const isIndexed = Math.floor(at / every) % INDEXED === 0
    await goOn(when, site, play, story.after, expected, isIndexed ? join(root, 'indexes') : null, tally)
  }
  if (story.twice === undefined) return
  const [second = 0, ...later] = story.after
  for (const first of moments.filter((_, at) => at % (TWICE * Math.min(every, 4)) === 1)) {
    first.restore()
    const made = madeBefore(isMade(story.fatal))
    const next = play.open()
    const again = await photograph(
      site.disk,
      play.files,
      (files) => next.through(files, () => next.poll(second)),
      UNREAD,
    )
    await next.stop()
    for (const [at, moment] of again.entries()) {
      if (at % (every * 17) !== 0) continue
      moment.restore()
      const madeThen = [...made, isMade(second) ? [second] : [], later]
      const expected = await outcomeAnd(moment, () => outcomeOf(madeThen))
      const when = `${story.what}, killed at: ${first.what}; and again at: ${moment.what}`
      await goOn(when, site, play, later, expected, null, tally)
    }
  }

  /** Where an outcome has to be played first, the disk of the moment is put back. */
  async function outcomeAnd(moment: Moment, outcome: () => Promise<Outcome>): Promise<Outcome> {
    const size = known.size
    const found = await outcome()
    if (known.size !== size) moment.restore()
    return found
  }
}

/** What is on the disk when all is done. */
interface Outcome {
  readonly lines: ReturnType<typeof recordedLines>
  readonly state: string
}

const lookAt = ({ data }: SmallSite): Outcome => ({
  lines: recordedLines(data),
  state: readFileSync(join(data, 'state', `${TAG}.open.jsonl`), 'utf8'),
})

/** A Seatlog of the small site whose minutes are those of a story. */
interface StorySeatlog {
  poll(minute: number): Promise<void>
  /** Its steps go through other files meanwhile. */
  through(files: FileAccess, work: () => Promise<void>): Promise<void>
  stop(): Promise<void>
}

interface Play {
  readonly files: FileAccess
  open(): StorySeatlog
  /** All polls of one Seatlog, which then ends. */
  all(minutes: readonly number[]): Promise<void>
}

function createPlay(site: SmallSite, { away = [] }: Story): Play {
  let minute = 0
  const files = faultyFiles(
    realFiles,
    () => (away.includes(minute) ? 'cut-off' : null),
    () => 0,
  )
  function open(): StorySeatlog {
    let now = files
    const through = Object.fromEntries(
      Object.keys(files).map((step) => [
        step,
        (...rest: unknown[]) => Reflect.apply(Reflect.get(now, step), now, rest),
      ]),
    ) as unknown as FileAccess
    const seatlog: SmallSeatlog = site.open(START, { files: through, host: HOST })
    return {
      poll(next) {
        minute = next
        return seatlog.poll(START + next * MINUTE)
      },
      async through(other, work) {
        now = other
        await work()
        now = files
      },
      stop: seatlog.stop,
    }
  }
  return {
    files,
    open,
    async all(minutes) {
      const seatlog = open()
      for (const next of minutes) await seatlog.poll(next)
      await seatlog.stop()
    },
  }
}

/** Goes on from what a kill has left, and judges. */
async function goOn(
  when: string,
  site: SmallSite,
  play: Play,
  minutes: readonly number[],
  expected: Outcome,
  indexes: string | null,
  tally: Tally,
): Promise<void> {
  tally.times++
  // Readers come before anybody mends something.
  const { unreadable } = await readRecorded(site.data, TAG, MINUTE)
  tally.unreadable.push(...unreadable.map((line) => `${when}: ${line}`))
  const history = indexes === null ? null : await historyIn(indexes, site)
  await play.all(minutes)
  const { lines, state } = lookAt(site)
  noteDifferences(tally, when, differences(expected.lines, lines))
  if (state !== expected.state) tally.other.push(`${when}: other open checkouts`)
  const after = await readRecorded(site.data, TAG, MINUTE)
  tally.unreadable.push(...after.unreadable.map((line) => `${when}, afterwards: ${line}`))
  if (history === null) return
  const lastAt = START + Math.max(...minutes) * MINUTE
  const both = await history.finish(lastAt)
  const about = { tag: TAG, users: PEOPLE.map(([user]) => user), hosts: PEOPLE.map(([, host]) => host), lastAt }
  const { wrong } = compareAnswers(about, both)
  for (const index of Object.values(both)) index.close()
  tally.index.push(...wrong.map((sentence) => `${when}: ${sentence}`))
}

function historyIn(folder: string, { data, settings }: SmallSite): ReturnType<typeof livingHistory> {
  mkdirSync(folder, { recursive: true })
  return livingHistory(mkdtempSync(join(folder, 'index-')), data, TAG, ZONE, settings.keepDays)
}
