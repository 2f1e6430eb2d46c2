import { mkdirSync } from 'node:fs'
import type { Random } from '../../../main/demo/random.ts'
import { savedTimes } from './saved.ts'
import type { Tally } from './tally.ts'
import type { Victims } from './victim-process.ts'

/** Kills whoever saves settings and alerts, at random moments: both stand whole as they were saved last, or one time more. */
export async function killSavers(
  folder: string,
  kills: number,
  victims: Victims,
  draw: Random,
  tally: Tally,
): Promise<number> {
  mkdirSync(folder)
  let from = 0
  const before = { settings: 0, alerts: 0 }
  for (let kill = 0; kill < kills; kill++) {
    const done = await victims.kill({ what: 'save', folder, from }, draw() * 3)
    tally.times++
    const found = savedTimes(folder)
    for (const what of ['settings', 'alerts'] as const) {
      const [when, times] = [`${what}, kill number ${kill}`, found[what]]
      // What was told last may still have been on its way to here.
      const least = Math.max(before[what], done)
      if (times === null) tally.unreadable.push(`${when}: not as it was saved`)
      else if (times < least) tally.lost.push(`${when}: number ${least} was saved, and number ${times} is found`)
      before[what] = times ?? before[what]
    }
    from = Math.max(before.settings, before.alerts)
  }
  return from
}
