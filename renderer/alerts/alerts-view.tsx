import { useEffect, useMemo, useState } from 'react'
import type { Alert } from '../../preload/contract/alerts.ts'
import { useNow } from '../clock.ts'
import { formats } from '../formats.ts'
import { parseAddress } from '../history/address.ts'
import { AddressLink } from '../history/address-link.tsx'
import { useArrival } from '../history/use-arrival.ts'
import { Icon } from '../icons.tsx'
import { useWindow } from '../model.ts'
import { alertDays, dayWords } from './alert-days.ts'
import { alertWords, emptyWords } from './alert-words.ts'
import { isNew, type Seen } from './seen.ts'
import { markSeen, useSeen } from './use-seen.ts'
import { Wishes } from './wishes.tsx'

const NONE: readonly Alert[] = []

/** What was told without being asked, newest first. */
export function AlertsView() {
  const view = useWindow((state) => state.alerts)
  const rules = useWindow((state) => state.settings?.alertsInUse)
  const place = useArrival<HTMLDivElement>('alerts')
  const alerts = view?.alerts ?? NONE
  const seenBefore = useSeenBefore(alerts)
  const days = useMemo(() => alertDays(alerts, formats), [alerts])
  return (
    <div ref={place} className="history-place" tabIndex={-1}>
      <section className="history alerts-view" aria-label="Alerts">
        <div className="history-bar">
          <h2>Alerts</h2>
          <AddressLink to={{ view: 'settings', section: 'alerts' }}>Choose what is told</AddressLink>
        </div>
        {view !== null && <Wishes keys={view.tellWhenFree} />}
        {days.map(({ day, alerts: ofDay }) => (
          <section key={day} className="panel" aria-labelledby={`alerts-${day}`}>
            <h3 id={`alerts-${day}`}>
              <DayName day={day} />
            </h3>
            <ul className="alert-list">
              {ofDay.map((alert) => (
                <AlertRow key={alert.id} alert={alert} fresh={isNew(alert, seenBefore)} />
              ))}
            </ul>
          </section>
        ))}
        {view !== null && days.length === 0 && rules !== undefined && <NoAlerts {...emptyWords(rules)} />}
      </section>
    </div>
  )
}

/** Alone with the clock, so that the list is not drawn anew every second. */
function DayName({ day }: { day: string }) {
  return dayWords(day, useNow(), formats)
}

/** What had been seen before the view was come to, for its marks; all it shows counts as seen while the window is in sight. */
function useSeenBefore(alerts: readonly Alert[]): Seen {
  const seen = useSeen()
  const [before] = useState(seen)
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') markSeen(alerts)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [alerts])
  return before
}

function AlertRow({ alert, fresh }: { alert: Alert; fresh: boolean }) {
  const { icon, label } = alertWords(alert)
  return (
    <li className={`alert of-${alert.kind} ${alert.over ? 'is-over' : ''} ${fresh ? 'is-new' : ''}`}>
      <Icon name={icon} />
      <span className="told">
        <span className="title">
          <AddressLink to={parseAddress(alert.place)}>{alert.title}</AddressLink>
          {fresh && <span className="new-mark">new</span>}
        </span>
        <span className="muted">{alert.text}</span>
      </span>
      <span className="kind">{label}</span>
      <span className="of">{alert.tag}</span>
      <time dateTime={new Date(alert.at * 1000).toISOString()}>{formats.moment(alert.at, alert.at)}</time>
    </li>
  )
}

function NoAlerts({ title, text }: { title: string; text: string }) {
  return (
    <div className="empty" role="status">
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  )
}
