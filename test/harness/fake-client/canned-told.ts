import { ALERT_KINDS, type AlertKind, type AlertsView } from '../../../preload/contract/alerts.ts'
import type { HealthView } from '../../../preload/contract/health.ts'
import { failure } from '../../../preload/contract/result.ts'
import type { ServerSeats } from '../../../preload/contract/seats.ts'
import { CANNED_AT } from './canned.ts'

/** Why the command failed, where it did. */
export const COMMAND_PROBLEM = '/opt/site/alert-mail ended with 1: no route to the mail server'

/** Answers about alerts and health, by channel. */
export function toldAnswers(state: string, servers: () => readonly ServerSeats[], changed: (view: AlertsView) => void) {
  let view: AlertsView = {
    alerts: state === 'empty' || state === 'demo' ? [] : state === 'told' ? manyAlerts() : ALERTS,
    tellWhenFree: state === 'told' ? ['cad-main/adskflex/87084ACD_2019_0F/0', 'eng/MLM/GONE/0'] : [],
    commandProblem: state === 'errors' ? COMMAND_PROBLEM : null,
  }
  return {
    'alerts.list': () => view,
    'alerts.tell': ({ key, wanted }: { key: string; wanted: boolean }) => {
      const others = view.tellWhenFree.filter((one) => one !== key)
      view = { ...view, tellWhenFree: wanted ? [...others, key] : others }
      changed(view)
      return view
    },
    'alerts.test': () =>
      state === 'errors' ? failure('cannot-write', '/opt/site/alert-mail cannot be run: there is no such file.') : null,
    'health.get': () =>
      state === 'failing' ? failure('internal', 'Seatlog is starting; try in a minute.') : healthOf(servers(), state),
    'health.report': () => ({ text: 'lmutil v11.19.5\n 12: Users of WAVE_VIEW:  (Uncounted, node-locked to host1)\n' }),
  }
}

const ALERTS: AlertsView['alerts'] = [
  {
    id: 3,
    at: CANNED_AT - 31 * 60,
    kind: 'down',
    over: false,
    tag: 'eda-lab',
    feature: null,
    title: 'eda-lab does not answer',
    text: 'No complete answer since 07:41.',
    place: '#/seats',
  },
  {
    id: 2,
    at: CANNED_AT - 3 * 3600,
    kind: 'low',
    over: true,
    tag: 'cad-main',
    feature: '87676ACD_2023_0F',
    title: 'AutoCAD 2023: 4 of 120 free',
    text: 'There are free seats again.',
    place: '#/feature/cad-main/87676ACD_2023_0F',
  },
  {
    id: 1,
    at: CANNED_AT - 20 * 3600,
    kind: 'expiring',
    over: false,
    tag: 'cad-main',
    feature: '87088ACAD_E_2019_0F',
    title: 'AutoCAD Electrical 2019: 12 of 12 seats expire on 31 October',
    text: 'They expire in 19 days.',
    place: '#/capacity',
  },
]

/** Of every kind, over three weeks. */
function manyAlerts(): AlertsView['alerts'] {
  return Array.from({ length: 60 }, (_, index) => {
    const kind = ALERT_KINDS[(index * 5) % ALERT_KINDS.length] ?? 'low'
    const over = kind !== 'expiring' && index % 4 === 0
    const [title, text] = TOLD[kind]
    return {
      id: 60 - index,
      at: CANNED_AT - 1800 - 30_000 * index,
      kind: index % 23 === 5 ? 'free' : kind,
      over: index % 23 === 5 ? false : over,
      tag: index % 3 === 0 ? 'eng' : 'cad-main',
      feature: null,
      title: index % 23 === 5 ? 'AutoCAD 2019: 1 of 60 free' : over ? `${title}: over` : title,
      text,
      place: index % 2 === 0 ? '#/seats' : '#/denials?span=24h&tags=cad-main&kinds=no-seat',
    }
  })
}

const TOLD: Readonly<Record<AlertKind, readonly [title: string, text: string]>> = {
  low: ['AutoCAD 2023: 4 of 120 free', 'On cad-main, for 15 min, at or below 5.'],
  down: ['MLM on eng is down', 'lmstat says that this vendor daemon is down.'],
  expiring: ['20 of 25 seats of AutoCAD Mechanical 2019 expire on 11 November', 'On cad-main, in 30 days.'],
  held: ['Maya 2019: held for 26 h', 'By ehartmann on WS-1241, on cad-main.'],
  queued: ['AutoCAD 2019: 2 people wait', 'On cad-main, for 15 min, none of 60 free.'],
  denials: ['AutoCAD 2019: 14 denials within an hour', 'On cad-main, because no seat was free.'],
  unreadable: ['eng: 2 lines of lmstat are not understood', 'A new lmutil may word them otherwise.'],
}

const USERS_FILES = Array.from({ length: 40 }, (_, index) => ({
  path: `/srv/licenses/seatlog/2026-10-12 FEATURE_${String(index).padStart(2, '0')} users.csv`,
  bytes: 1200 + 811 * index,
  writtenAt: CANNED_AT - 12,
}))

const healthOf = (servers: readonly ServerSeats[], look: string): HealthView => ({
  version: '0.1.0',
  node: '24.21.0',
  electron: '45.4.1',
  system: 'Linux 6.1 x64',
  startedAt: CANNED_AT - 3 * 86_400,
  servers: servers.map(({ tag, role, loggedBy, state, unrecognized, features }) => ({
    tag,
    role,
    loggedBy,
    polls: Array.from({ length: role === 'viewer' ? 0 : 20 }, (_, index) => ({
      at: CANNED_AT - 60 * index,
      milliseconds: state === 'down' ? 30_000 : index === 6 ? 2480 : 840 + ((index * 37) % 200),
      complete: state !== 'down',
      problem: state === 'down' ? 'No answer within 30 s.' : null,
      features: state === 'down' ? 0 : features.length,
      checkouts: state === 'down' ? 0 : features.reduce((sum, { held }) => sum + held, 0),
    })),
    unrecognized,
  })),
  spool:
    look === 'told'
      ? { rows: 1240, bytes: 96_000, problem: 'The data folder is away: 1,240 rows wait on this computer.' }
      : { rows: 0, bytes: 0, problem: null },
  filesToday: [
    { path: '/srv/licenses/seatlog/2026-10-12 features.csv', bytes: 182_400, writtenAt: CANNED_AT - 40 },
    { path: '/srv/licenses/seatlog/checkouts/cad-main/2026.10.12.chk', bytes: 20_112, writtenAt: CANNED_AT - 90 },
    ...(look === 'told' ? USERS_FILES : []),
  ],
  dataFolder: '/srv/licenses/seatlog',
  freeBytes: look === 'told' ? 412_300_000 : 412_300_000_000,
  memoryBytes: 148_000_000,
  logFile: '/home/admin/.local/state/Seatlog/seatlog.log',
})
