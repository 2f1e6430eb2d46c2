import type { Channel, EventName } from './api.ts'

/** The names at run time; the records make the compiler refuse a missing or an unknown one. */
const channels: Record<Channel, true> = {
  'app.info': true,
  'seats.get': true,
  'seats.details': true,
  'seats.find': true,
  'servers.raw': true,
  'servers.poll': true,
  'servers.pause': true,
  'servers.try': true,
  'codes.lookup': true,
  'settings.get': true,
  'settings.save': true,
  'settings.check': true,
  'settings.export': true,
  'settings.import': true,
  'settings.codes': true,
  'settings.saveCodes': true,
  'setup.find': true,
  'setup.demo': true,
  'setup.folder': true,
  'setup.log': true,
  'alerts.list': true,
  'alerts.tell': true,
  'alerts.test': true,
  'health.get': true,
  'health.report': true,
  'history.usage': true,
  'history.levels': true,
  'history.heat': true,
  'history.users': true,
  'history.person': true,
  'history.denials': true,
  'history.features': true,
  'history.capacity': true,
  'history.how-many': true,
  'history.groups': true,
  'history.names': true,
  'history.status': true,
  'history.rebuild': true,
  'history.cancel': true,
  'history.csv': true,
}

const events: Record<EventName, true> = {
  'seats.server': true,
  'seats.reset': true,
  'app.changed': true,
  'settings.changed': true,
  'history.changed': true,
  'alerts.changed': true,
  'window.go': true,
}

export const CHANNELS = Object.keys(channels) as readonly Channel[]
export const EVENTS = Object.keys(events) as readonly EventName[]
export const isChannel = (name: unknown): name is Channel => typeof name === 'string' && Object.hasOwn(channels, name)
export const isEventName = (name: unknown): name is EventName => typeof name === 'string' && Object.hasOwn(events, name)
