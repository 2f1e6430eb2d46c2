import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { guardFiles } from '../../../main/datafiles/guarded-files.ts'
import { random, whole } from '../../../main/demo/random.ts'
import { INTERVAL } from '../../fidelity/play.ts'
import type { Finding, Trial } from '../proof.ts'
import { judged } from './judged.ts'
import { play } from './play.ts'
import { createScanner } from './scanner.ts'
import { watchedFiles } from './watched-files.ts'

const FROM = Date.parse('2026-10-05T08:00:00+02:00') / 1000
/** Of so many polls the first ones are troubled, and the others are not. */
const TURN = 15
const TROUBLED = 10

/** Steps that end in time but late, and steps that are given up and end long after that. */
export async function slowWrites({ seed, isShort, folder, tell }: Trial): Promise<Finding> {
  tell('slow writes')
  // A share is given up after 30 s; here nobody waits so long.
  const [patienceMs, slowMs, deadMs] = [250, 20, 600]
  const draw = random(seed, 41)
  let poll = -1
  let [slow, dead] = [0, 0]
  let hanging: Promise<unknown> = Promise.resolve()
  const isTroubled = (): boolean => poll % TURN < TROUBLED
  const played = await play({
    ...{ zone: 'Europe/Berlin', tag: 'MATH', hasLog: true, from: FROM, seed, root: join(folder, 'slow') },
    to: FROM + TURN * INTERVAL * (isShort ? 3 : 40),
    computers: [
      {
        files: (real) =>
          guardFiles(
            watchedFiles(real, async ({ go }) => {
              if (!isTroubled() || draw() < 0.8) return go()
              const isDead = draw() < 0.1
              isDead ? dead++ : slow++
              const done = wait(isDead ? deadMs : slowMs).then(go)
              hanging = done.catch(() => undefined)
              return done
            }),
            patienceMs,
          ),
        told: () => (isTroubled() ? 'whatever' : null),
      },
    ],
    async before() {
      poll++
      if (!isTroubled()) await hanging
    },
  })
  const { wrong, checkouts, samples } = await judged(played)
  const figures = `${dead} of them given up; ${checkouts} checkouts, ${samples} rows of samples`
  return { what: 'slow writes', times: slow + dead, figures, wrong }
}

/** A virus scanner holds files that have just changed, for some tries, or for longer than is tried again. */
export async function lockedFiles({ seed, isShort, folder, tell }: Trial): Promise<Finding> {
  tell('files locked by a virus scanner')
  const draw = random(seed, 42)
  const root = join(folder, 'locked')
  let poll = -1
  const isTroubled = (): boolean => poll % TURN < TROUBLED
  const long = isShort ? 0.01 : 0.03
  const scanner = createScanner(join(root, 'data'), () => (draw() < 0.75 ? 0 : draw() < long ? 30 : whole(draw, 1, 4)))
  try {
    const played = await play({
      ...{ zone: 'Europe/Berlin', tag: 'EDA', hasLog: true, from: FROM, seed, root },
      to: FROM + TURN * INTERVAL * (isShort ? 2 : 40),
      computers: [{ told: () => (isTroubled() ? 'whatever' : null) }],
      before() {
        poll++
        scanner.turn(isTroubled())
      },
    })
    const { wrong, checkouts, samples } = await judged(played)
    const kinds = [...scanner.refused].map(([kind, count]) => `${kind} ${count}`).sort()
    const times = [...scanner.refused.values()].reduce((sum, count) => sum + count, 0)
    const figures = `${kinds.join(', ')}; ${checkouts} checkouts, ${samples} rows of samples`
    return { what: 'files locked by a virus scanner', times, figures, wrong }
  } finally {
    scanner.end()
  }
}
