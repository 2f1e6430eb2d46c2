import type { Alert, AlertKind, AlertRule } from '../../preload/contract/alerts.ts'
import type { FeatureSeats } from '../../preload/contract/seats.ts'
import type { IconName } from '../icons.tsx'
import { listed } from '../wording.ts'

interface KindWords {
  readonly icon: IconName
  /** What an alert of the kind is called. */
  readonly label: string
  /** What it is called when it is over. */
  readonly over: string
}

const KINDS: Readonly<Record<Alert['kind'], KindWords>> = {
  low: { icon: 'low', label: 'Few seats free', over: 'Seats again' },
  down: { icon: 'down', label: 'Down', over: 'Back' },
  expiring: { icon: 'calendar', label: 'Expiring', over: 'Over' },
  held: { icon: 'held', label: 'Held long', over: 'Over' },
  queued: { icon: 'waiting', label: 'Waiting', over: 'Over' },
  denials: { icon: 'denied', label: 'Denied', over: 'Over' },
  unreadable: { icon: 'unknown', label: 'Not understood', over: 'Over' },
  free: { icon: 'up', label: 'Seat free', over: 'Seat free' },
}

/** Icon and words of an alert's kind; what is over has the icon of what is well. */
export function alertWords({ kind, over }: Pick<Alert, 'kind' | 'over'>): { icon: IconName; label: string } {
  const { icon, label, over: overLabel } = KINDS[kind]
  return over ? { icon: 'up', label: overLabel } : { icon, label }
}

/** What is told, as part of a sentence. */
const TOLD: Readonly<Record<AlertKind, string>> = {
  low: 'few free seats',
  down: 'servers that are down',
  expiring: 'seats that expire',
  held: 'seats held for long',
  queued: 'people who wait',
  denials: 'denials',
  unreadable: 'lines of lmstat that are not understood',
}

/** Instead of the list, while it is empty. */
export function emptyWords(rules: readonly AlertRule[]): { title: string; text: string } {
  const told = [...new Set(rules.filter(({ on }) => on).map(({ kind }) => TOLD[kind]))]
  if (told.length > 0) {
    return { title: 'Nothing was told yet', text: `A notification comes, and stands here, for ${listed(told)}.` }
  }
  return {
    title: 'No alerts are switched on',
    text: 'A Seatlog that only shows what another one records begins with none, so that not everybody is told the same. The settings switch them on.',
  }
}

/** Whether the next free seat of a feature can be waited for: none is free as far as is known, and there are some. */
export const canWait = ({ free, issued }: Pick<FeatureSeats, 'free' | 'issued'>): boolean =>
  free === 0 && issued !== null && issued > 0
