import { checkedRequest } from '../../../main/service/payloads.ts'
import type { Channel, RequestOf } from '../../../preload/contract/api.ts'
import { CHANNELS, isChannel, isEventName } from '../../../preload/contract/channels.ts'
import { hold, kindOf, type Reader } from './reader.ts'

/** What a window sends over IPC, or a browser in the body of a request: `[channel, request]`. */
export const requests = (): Reader => ({
  name: 'requests of IPC and the browser',
  samples: [...GOOD].map((entry) => JSON.stringify(entry)),
  isJson: true,
  read(text) {
    let sent: unknown
    try {
      sent = JSON.parse(text)
    } catch {
      return 'no JSON'
    }
    const [channel, request]: readonly unknown[] = Array.isArray(sent) ? sent : [sent]
    isEventName(channel)
    if (!isChannel(channel)) return 'no channel'
    const checked = checkedRequest(channel, request)
    if (!checked.ok) return `${channel} ${kindOf(checked.message)}`
    if (!UNCHECKED.includes(channel)) holdKeys(checked.value, GOOD.get(channel))
    return `${channel} taken`
  },
})

/** Their values are checked by the schema of settings. */
const UNCHECKED: readonly Channel[] = ['settings.save', 'settings.check']

/** What handlers get has no more than the good request may have. */
function holdKeys(value: unknown, good: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const known = Object.keys(good ?? {})
  for (const key of Reflect.ownKeys(value)) hold(known.includes(String(key)), 'a request with more names is taken')
  hold(Object.getPrototypeOf(value) === Object.prototype, 'a request brings another prototype')
}

const span = { from: 1772434800, to: 1772521200 }
const asked = { ...span, working: false }
const feature = { ...asked, tags: ['cad'], feature: 'F1' }

const WITH_VALUES: { readonly [C in Channel]?: RequestOf<C> } = {
  'seats.details': { key: 'cad/adskflex/F1/0' },
  'seats.find': { text: 'ada' },
  'servers.raw': { tag: 'cad' },
  'servers.poll': { tag: 'cad' },
  'servers.pause': { paused: true, minutes: 30 },
  'servers.try': { address: '27000@lic', lmutil: '/usr/bin/lmutil' },
  'codes.lookup': { text: 'AutoCAD' },
  'history.usage': feature,
  'history.levels': feature,
  'history.heat': feature,
  'history.users': feature,
  'history.person': { ...asked, kind: 'user', name: 'ada' },
  'history.denials': { ...span, tags: [], feature: null, user: null, kinds: ['no-seat'] },
  'history.features': asked,
  'history.how-many': feature,
  'history.groups': feature,
  'history.names': { text: 'ada' },
  'history.rebuild': { anyway: false },
  'history.csv': { question: 'usage', asked: feature },
  'settings.save': { intervalSeconds: 60 },
  'settings.check': { intervalSeconds: 60 },
  'settings.import': { text: '{}' },
  'settings.saveCodes': { codes: [{ code: 'F1', product: 'P', release: '' }] },
  'setup.folder': { folder: '/srv/seatlog' },
  'setup.log': { path: '/var/log/adskflex.log' },
  'alerts.tell': { key: 'cad/adskflex/F1/0', wanted: true },
  'health.report': { tag: 'cad' },
}
/** A good request of each channel. */
const GOOD: ReadonlyMap<Channel, unknown> = new Map(CHANNELS.map((channel) => [channel, WITH_VALUES[channel] ?? null]))
