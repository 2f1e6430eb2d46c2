import { appendFileSync, renameSync, truncateSync } from 'node:fs'
import { debugLogText } from '../../main/demo/debug-log.ts'
import type { Random } from '../../main/demo/random.ts'
import type { Site, SiteServer } from '../../main/demo/site.ts'
import type { Timeline } from './timeline.ts'

/** A debug log on disk, as a license server writes it. */
export interface GrowingLog {
  /** Writes all that happens up to a time (epoch seconds, included). */
  growTo(at: number): void
}

/** Begins a debug log with what happened since `from`; it is renamed and emptied as the timeline says. */
export function growingLog(
  site: Site,
  server: SiteServer,
  file: string,
  from: number,
  { troubles, rotations, truncations }: Timeline,
  draw: Random,
): GrowingLog {
  const restarts = troubles.map(({ trouble }) => trouble).filter(({ kind }) => kind === 'restart')
  const breaks = [...rotations, ...truncations].sort((a, b) => a - b)
  let written = from
  let held = ''
  const write = (to: number, isWhole: boolean): void => {
    const text = held + debugLogText(site, { server, from: written, to, troubles: restarts })
    // Whoever reads may find half a line, but not the same half for long.
    const lastLine = text.lastIndexOf('\n', text.length - 2) + 1
    const end =
      isWhole || held !== '' || draw() < 0.8 ? text.length : lastLine + Math.floor(draw() * (text.length - lastLine))
    held = text.slice(end)
    written = to
    if (end > 0) appendFileSync(file, text.slice(0, end))
  }
  return {
    growTo(at) {
      for (let next = breaks[0]; next !== undefined && next <= at; next = breaks[0]) {
        breaks.shift()
        write(next, true)
        if (truncations.includes(next)) truncateSync(file)
        else renameSync(file, `${file}.${next}`)
      }
      write(at + 1, false)
    },
  }
}
