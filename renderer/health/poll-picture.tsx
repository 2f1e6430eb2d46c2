import type { PollHealth } from '../../preload/contract/health.ts'
import { formats } from '../formats.ts'
import { pollBars, pollsSentence } from './poll-words.ts'

/** Room for as many polls as are told, so that the newest stands at the same place for each server. */
const PLACES = 20
const WIDTH = 5
const HEIGHT = 28

/** How long the last polls took, the newest on the right; those that were not complete are hollow. */
export function PollPicture({ polls }: { polls: readonly PollHealth[] }) {
  const bars = pollBars(polls)
  const first = PLACES - bars.length
  return (
    <svg
      className="poll-picture"
      viewBox={`0 0 ${PLACES * WIDTH} ${HEIGHT + 1}`}
      preserveAspectRatio="xMinYMax"
      role="img"
      aria-label={pollsSentence(polls, formats)}
    >
      {bars.map(({ at, height, complete }, index) => {
        const tall = Math.max(2, height * (HEIGHT - 1))
        return (
          <rect
            key={`${at} ${height}`}
            className={complete ? 'is-complete' : 'is-not'}
            x={(first + index) * WIDTH + 0.5}
            y={HEIGHT - tall}
            width={WIDTH - 2}
            height={tall}
          />
        )
      })}
      <path d={`M0 ${HEIGHT + 0.5}H${PLACES * WIDTH}`} />
    </svg>
  )
}
