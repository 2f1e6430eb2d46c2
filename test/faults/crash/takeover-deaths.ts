import { mkdirSync, rmSync } from 'node:fs'
import { type FileAccess, realFiles } from '../../../main/datafiles/file-access.ts'
import { readRecorded } from '../../fidelity/recorded.ts'
import { photograph } from './photos.ts'
import { heldBefore, MINUTE, type SmallSite, START, smallSite, TAG } from './small-site.ts'
import { UNREAD } from './stories.ts'
import type { Tally } from './tally.ts'

const [FIRST, OTHER] = ['pc-1', 'pc-2']
/** Polls of the one that dies for ever or comes back, by their minutes; and those of the other, the last of which takes over. */
const POLLS = [0, 1, 2, 3, 4, 5]
const [SEEN, TAKEN] = [6, 16]
/** Polls of whoever goes on, at none of which the same people hold seats as at the one before a pause: at the first one a lease may be another's, and is stale long before the next. */
const GOES_ON = [18, 43, 44, 45, 46, 47, 48]
const LAST = 49

/**
 * A logger died; another one takes its tag over, and is killed at every moment of that at which the disk is another one.
 * Then that one goes on, or the first one comes back: either way each checkout that the debug log tells of stands in the
 * record once.
 */
export async function dieTakingOver(root: string, every: number, tally: Tally): Promise<void> {
  mkdirSync(root, { recursive: true })
  const site = smallSite(root)
  const first = site.open(START, { host: FIRST })
  for (const minute of POLLS) await first.poll(START + minute * MINUTE)
  const [dead] = await photograph(site.disk, realFiles, async () => {})
  await first.stop()
  dead?.restore()
  let now = realFiles
  const through = Object.fromEntries(
    Object.keys(realFiles).map((step) => [
      step,
      (...rest: unknown[]) => Reflect.apply(Reflect.get(now, step), now, rest),
    ]),
  ) as unknown as FileAccess
  const other = site.open(START, { host: OTHER, files: through })
  await other.poll(START + SEEN * MINUTE)
  const takeOver = async (files: FileAccess): Promise<void> => {
    now = files
    await other.poll(START + TAKEN * MINUTE)
    now = realFiles
  }
  const moments = await photograph(site.disk, realFiles, takeOver, UNREAD)
  await other.stop()
  for (const [at, moment] of moments.entries()) {
    if (at % every !== 0 && at !== moments.length - 1) continue
    for (const host of [OTHER, FIRST]) {
      tally.times++
      moment.restore()
      const seatlog = site.open(START, { host })
      for (const minute of GOES_ON) await seatlog.poll(START + minute * MINUTE)
      // What the other one had not written yet it writes when it comes back.
      const late = site.open(START, { host: host === OTHER ? FIRST : OTHER })
      await late.poll(START + LAST * MINUTE)
      await late.stop()
      await seatlog.stop()
      await judge(`takeover killed at: ${moment.what}, ${host} goes on`, site, tally)
    }
  }
  rmSync(root, { recursive: true })
}

/** What ended so many seconds before the last poll is in the record. */
const LONGEST_WAIT = 15 * MINUTE

async function judge(when: string, { data }: SmallSite, tally: Tally): Promise<void> {
  const { checkouts, denials, open, unreadable } = await readRecorded(data, TAG, MINUTE)
  tally.unreadable.push(...unreadable.map((line) => `${when}: ${line}`))
  const lastAt = START + LAST * MINUTE
  const text = (what: string, user: string, feature: string, at: number): string =>
    `${what} of ${feature} by ${user} at ${at}`
  const left = [
    ...checkouts.map(({ user, feature, checkoutAt }) => text('checkout', user, feature, checkoutAt)),
    ...denials.map(({ user, feature, at }) => text('denial', user, feature, at)),
  ]
  const expect = (one: string, isNeeded: boolean): void => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    else if (isNeeded) tally.lost.push(`${when}: lost ${one}`)
  }
  const [polledAt, stillOpen] = [START + (GOES_ON.at(-1) ?? 0) * MINUTE, open.map(holding)]
  for (const { user, feature, from, to } of heldBefore(lastAt + MINUTE)) {
    const isHeld = from <= polledAt && polledAt < to
    if (isHeld && !stillOpen.includes(holding({ user, feature })))
      tally.lost.push(`${when}: lost what ${user} still holds of ${feature}`)
    expect(text('checkout', user, feature, from), to <= lastAt - LONGEST_WAIT)
    expect(text('denial', user, feature, from - 20), from <= lastAt - MINUTE)
  }
  tally.doubled.push(...left.map((one) => `${when}: doubled ${one}`))
}

const holding = ({ user, feature }: { readonly user: string; readonly feature: string }): string => `${user} ${feature}`
