import { describe, expect, it } from 'vitest'
import { type TrayInput, type TrayItem, type TrayModel, trayModel } from '../../../main/desktop/tray-model.ts'
import type { AlertRule } from '../../../preload/contract/alerts.ts'
import type { FeatureSeats, ServerSeats } from '../../../preload/contract/seats.ts'
import { feature, NOW, server, view } from './seats.ts'

const AUTOCAD = feature('87559ACD_2026_0F', { products: ['AutoCAD 2026'], issued: 25, used: 10 })
const REVIT = feature('86684RVT_2026_0F', { products: ['Revit 2026'], issued: 8, used: 8, queued: 2 })

function model(given: Partial<TrayInput> & Pick<TrayInput, 'view'>): TrayModel {
  return trayModel({
    pinned: [],
    rules: [],
    waiting: new Map(),
    tellWhenFree: [],
    pausedUntil: null,
    clockTime: (at) => new Date(at * 1000).toISOString().slice(11, 16),
    now: NOW,
    tooltipLength: 127,
    ...given,
  })
}

const labels = ({ menu }: TrayModel): readonly string[] => menu.map((item) => (item === 'separator' ? '-' : item.label))

const TELL = 'Tell me when a seat is free'

/** The items of a submenu. */
function within({ menu }: TrayModel, label: string): readonly TrayItem[] {
  const found = menu.find((item) => item !== 'separator' && item.label === label)
  if (found === undefined || found === 'separator' || !('items' in found)) throw new Error(`no submenu ${label}`)
  return found.items
}

const low = (given: Partial<AlertRule>): AlertRule => ({
  kind: 'low',
  on: true,
  limit: 1,
  minutes: 15,
  repeatMinutes: 60,
  of: [],
  ...given,
})

describe('the tooltip', () => {
  it('says in words what is free, the fullest first', () => {
    const { tooltip } = model({ view: view(server('CAD', { features: [AUTOCAD, REVIT] })) })
    expect(tooltip).toBe('Revit 2026: none free, 2 waiting; AutoCAD 2026: 15 of 25 free')
  })

  it('tells of a package once, and of its components where they are pinned', () => {
    const packaged = { ...AUTOCAD, free: 0, ownFree: 15, packages: [REVIT.name] }
    const given = view(server('CAD', { features: [packaged, REVIT] }))
    expect(model({ view: given }).tooltip).toBe('Revit 2026: none free, 2 waiting')
    expect(model({ view: given, pinned: [packaged.key] }).tooltip).toBe('AutoCAD 2026: none free')
  })

  it('names a server that does not answer before all else', () => {
    const down = server('EDA', { state: 'down', answeredAt: null })
    expect(model({ view: view(server('CAD', { features: [AUTOCAD] }), down) }).tooltip).toBe(
      'EDA: down; AutoCAD 2026: 15 of 25 free',
    )
  })

  it('is marked while the demo is shown, and while polling is paused', () => {
    const demo = { ...view(server('DEMO', { paused: true, features: [AUTOCAD] })), demo: true }
    expect(model({ view: demo }).tooltip).toBe('Demo; Paused until resumed; AutoCAD 2026: 15 of 25 free')
  })

  it('says until when a pause lasts', () => {
    const paused = view(server('CAD', { paused: true, features: [AUTOCAD] }))
    const pausedUntil = Date.UTC(2026, 4, 28, 14, 5) / 1000
    expect(model({ view: paused, pausedUntil }).tooltip).toBe('Paused until 14:05; AutoCAD 2026: 15 of 25 free')
  })

  it('never gets longer than the system shows, and counts what it leaves out', () => {
    const features = Array.from({ length: 8 }, (_, index) => feature(`MODULE_${index}`, { issued: 20, used: index }))
    const { tooltip } = model({ view: view(server('CAD', { features })) })
    expect(tooltip).toBe(
      'MODULE_7: 13 of 20 free; MODULE_6: 14 of 20 free; MODULE_5: 15 of 20 free; MODULE_4: 16 of 20 free; 4 more',
    )
  })

  it('is soon made of five thousand pinned features', () => {
    const features = Array.from({ length: 5000 }, (_, index) => feature(`MODULE_${index}`, { issued: 20 }))
    const { tooltip } = model({ view: view(server('CAD', { features })), pinned: features.map(({ key }) => key) })
    expect(tooltip).toMatch(/^MODULE_0: 20 of 20 free; .*; 499\d more$/)
  })

  it('does not cut a character in two', () => {
    const long = feature('LONG', { products: [`${'x'.repeat(60)}😀 2026`], issued: 20 })
    const servers = view(server('CAD', { features: [long] }))
    expect(model({ view: servers, tooltipLength: 62 }).tooltip).toBe(`${'x'.repeat(60)}…`)
    expect(model({ view: servers, tooltipLength: 63 }).tooltip).toBe(`${'x'.repeat(60)}😀…`)
  })

  it('says so when there is no server, and when a server has no features', () => {
    expect(model({ view: view() }).tooltip).toBe('Seatlog: no license server')
    expect(model({ view: view(server('CAD')) }).tooltip).toBe('Seatlog: no features')
  })
})

describe('the icon', () => {
  const iconOf = (...features: FeatureSeats[]) => model({ view: view(server('CAD', { features })) }).icon

  it('tells the worst of the features shown', () => {
    expect(iconOf(AUTOCAD)).toBe('ok')
    expect(iconOf(AUTOCAD, feature('LOW', { issued: 30, used: 27 }))).toBe('low')
    expect(iconOf(AUTOCAD, feature('LAST', { issued: 4, used: 3 }))).toBe('low')
    expect(iconOf(AUTOCAD, REVIT)).toBe('none')
    expect(iconOf(feature('SINGLE', { issued: 1, used: 0 }))).toBe('ok')
  })

  it('takes for low what an alert in use takes for low', () => {
    const servers = view(server('CAD', { features: [AUTOCAD] }))
    const iconBy = (...rules: AlertRule[]) => model({ view: servers, rules }).icon
    expect(iconBy(low({ limit: 14 }))).toBe('ok')
    expect(iconBy(low({ limit: 15 }))).toBe('low')
    expect(iconBy(low({ limit: 15, of: [AUTOCAD.key] }))).toBe('low')
    expect(iconBy(low({ limit: 15, of: [REVIT.key] }))).toBe('ok')
    expect(iconBy(low({ limit: 15, on: false }))).toBe('ok')
    expect(iconBy(low({ kind: 'queued', limit: 15 }))).toBe('ok')
    expect(iconBy(low({ limit: 2, of: [AUTOCAD.key] }), low({ limit: 15 }))).toBe('low')
  })

  it('takes a tenth or the last seat for low where the alert tells only that none is free', () => {
    const last = feature('LAST', { issued: 4, used: 3 })
    const servers = view(server('CAD', { features: [last] }))
    expect(model({ view: servers, rules: [low({ limit: 0 })] }).icon).toBe('low')
  })

  it('never takes a feature for low of which all seats are free', () => {
    const servers = view(server('CAD', { features: [feature('FEW', { issued: 3, used: 0 })] }))
    expect(model({ view: servers, rules: [low({ limit: 5 })] }).icon).toBe('ok')
  })

  it('shows a feature that is not known as unknown, never as none free', () => {
    expect(iconOf({ ...REVIT, known: false })).toBe('unknown')
  })

  it('is unknown while a server does not answer, unless seats are known to be missing', () => {
    const down = server('EDA', { state: 'down' })
    expect(model({ view: view(server('CAD', { features: [AUTOCAD] }), down) }).icon).toBe('unknown')
    expect(model({ view: view(server('CAD', { features: [REVIT] }), down) }).icon).toBe('none')
    expect(model({ view: view() }).icon).toBe('unknown')
  })

  it('is paused only when every server is', () => {
    const paused = server('CAD', { paused: true, features: [REVIT] })
    expect(model({ view: view(paused) }).icon).toBe('paused')
    expect(model({ view: view(paused, server('EDA')) }).icon).toBe('none')
  })

  it('speaks about the pinned features alone', () => {
    const servers = view(server('CAD', { features: [AUTOCAD, REVIT] }))
    expect(model({ view: servers, pinned: [AUTOCAD.key] }).icon).toBe('ok')
    expect(model({ view: servers, pinned: ['CAD/adskflex/GONE/0'] }).icon).toBe('none')
  })

  it('is the worst of several servers’ pinned features, and of no other server', () => {
    const matlab = feature('MATLAB', { tag: 'EDA', issued: 30, used: 28 })
    const simulink = feature('SIMULINK', { tag: 'SIM', known: false })
    const servers = view(
      server('CAD', { features: [AUTOCAD] }),
      server('EDA', { features: [matlab] }),
      server('SIM', { state: 'unknown', features: [simulink] }),
    )
    const iconOf = (...pins: FeatureSeats[]) => model({ view: servers, pinned: pins.map(({ key }) => key) }).icon
    expect(iconOf(AUTOCAD)).toBe('ok')
    expect(iconOf(AUTOCAD, matlab)).toBe('low')
    expect(iconOf(AUTOCAD, matlab, simulink)).toBe('unknown')
    expect(model({ view: servers, pinned: [AUTOCAD.key] }).tooltip).toBe('AutoCAD 2026: 15 of 25 free')
  })

  it('is unknown while the server of a pinned feature has not answered yet', () => {
    const silent = server('EDA', { state: 'unknown', answeredAt: null })
    const servers = view(server('CAD', { features: [REVIT] }), silent)
    const pinned = model({ view: servers, pinned: ['EDA/MLM/MATLAB/0'] })
    expect(pinned.icon).toBe('unknown')
    expect(pinned.tooltip).toBe('EDA: unknown')
  })
})

describe('the menu', () => {
  it('lists features, servers with the age of their answers, and what can be done', () => {
    const servers = view(
      server('CAD', { features: [AUTOCAD, REVIT], answeredAt: NOW - 59 }),
      server('EDA', { state: 'down', answeredAt: NOW - 7200 }),
      server('SIM', { state: 'unknown', answeredAt: null }),
    )
    expect(labels(model({ view: servers }))).toEqual([
      'Revit 2026: none free, 2 waiting',
      'AutoCAD 2026: 15 of 25 free',
      TELL,
      '-',
      'CAD: up, answered just now',
      'EDA: down, answered 2 h ago',
      'SIM: unknown, no answer yet',
      '-',
      'Open Seatlog',
      'Poll now',
      'Pause polling for 1 hour',
      'Pause polling until resumed',
      'Settings',
      '-',
      'Quit Seatlog',
    ])
  })

  it('opens a feature’s own place from its line', () => {
    const { menu } = model({ view: view(server('CAD', { features: [AUTOCAD] })) })
    expect(menu[0]).toMatchObject({ action: { type: 'feature', key: AUTOCAD.key } })
  })

  it('names who waits, the first three of many', () => {
    const lines = (names: readonly string[]) =>
      model({ view: view(server('CAD', { features: [REVIT] })), waiting: new Map([[REVIT.key, names]]) })
    expect(labels(lines(['mara', 'jonas']))[0]).toBe('Revit 2026: none free, 2 waiting: mara, jonas')
    expect(labels(lines(['a1', 'b2', 'c3', 'd4', 'e5']))[0]).toBe(
      'Revit 2026: none free, 2 waiting: a1, b2, c3, 2 more',
    )
    expect(lines(['mara', 'jonas']).tooltip).toBe('Revit 2026: none free, 2 waiting')
  })

  it('is marked while the demo is shown', () => {
    const demo = model({ view: { ...view(server('DEMO')), demo: true } })
    expect(demo.menu[0]).toEqual({ label: 'Demo: a simulated license server', action: null })
  })

  it('offers to resume when polling is paused', () => {
    const paused = model({ view: view(server('CAD', { paused: true })) })
    expect(labels(paused)).toContain('Resume polling')
    expect(labels(paused).filter((label) => label.startsWith('Pause '))).toHaveLength(0)
  })

  it('says until when a pause lasts', () => {
    const pausedUntil = Date.UTC(2026, 4, 28, 14, 5) / 1000
    const menuOf = (until: number | null) =>
      model({ view: view(server('CAD', { paused: true })), pausedUntil: until }).menu
    expect(menuOf(pausedUntil)).toContainEqual({ label: 'Paused until 14:05', action: null })
    expect(menuOf(null)).toContainEqual({ label: 'Paused until resumed', action: null })
  })

  it('offers no poll where this Seatlog polls nothing, and says who does', () => {
    const polling = (...servers: ServerSeats[]) =>
      labels(model({ view: view(...servers) })).filter((label) => /poll/i.test(label))
    expect(polling()).toEqual([])
    expect(polling(server('CAD', { role: 'viewer', loggedBy: 'CADLOG01' }))).toEqual(['Polled by another Seatlog'])
    expect(polling(server('CAD', { role: 'viewer' }), server('EDA'))).toContain('Poll now')
  })

  it('offers no pause to a viewer, and a logger’s pause where only it polls', () => {
    const viewer = server('EDA', { role: 'viewer' })
    expect(labels(model({ view: view(viewer) })).filter((label) => /^(Pause|Resume)/.test(label))).toHaveLength(0)
    const both = model({ view: view(viewer, server('CAD', { paused: true })) })
    expect(labels(both)).toContain('Resume polling')
    expect(both.icon).toBe('ok')
  })

  it('shows the pinned features in the order of the pins', () => {
    const servers = view(server('CAD', { features: [REVIT, AUTOCAD] }))
    const pinned = model({ view: servers, pinned: [AUTOCAD.key, REVIT.key] })
    expect(labels(pinned).slice(0, 2)).toEqual(['AutoCAD 2026: 15 of 25 free', 'Revit 2026: none free, 2 waiting'])
  })

  it('shows at most eight features, and only those of which seats can run out', () => {
    const features = Array.from({ length: 12 }, (_, index) => feature(`F${index}`, { used: 5 }))
    const uncounted = feature('UNCOUNTED', { kind: 'uncounted', issued: null, used: null, held: 3 })
    const shown = labels(model({ view: view(server('CAD', { features: [uncounted, ...features] })) }))
    expect(shown.filter((label) => label.endsWith('5 of 10 free'))).toHaveLength(8)
    expect(shown.some((label) => label.includes('UNCOUNTED'))).toBe(false)
  })

  it('has words for seats that are over, without limit, not counted, and not known', () => {
    const features = [
      feature('OVER', { issued: 4, used: 6 }),
      feature('NOLIMIT', { issued: 9999, used: 12, noLimit: true, free: null }),
      feature('UNCOUNTED', { kind: 'uncounted', issued: null, used: null, held: 3 }),
      feature('OLD', { known: false }),
    ]
    const pinned = features.map(({ key }) => key)
    expect(labels(model({ view: view(server('CAD', { features })), pinned })).slice(0, 4)).toEqual([
      'OVER: over by 2',
      'NOLIMIT: 12 in use, no limit',
      'UNCOUNTED: 3 in use',
      'OLD: unknown',
    ])
  })

  it('tells equal products of two servers apart by tag, of one server by code', () => {
    const there = { ...AUTOCAD, tag: 'SITE2', key: 'SITE2/adskflex/87559ACD_2026_0F/0' }
    const older = { ...AUTOCAD, name: '87545ACD_2026_0F', key: 'CAD/adskflex/87545ACD_2026_0F/0' }
    const twoServers = view(server('CAD', { features: [AUTOCAD] }), server('SITE2', { features: [there] }))
    expect(labels(model({ view: twoServers })).slice(0, 2)).toEqual([
      'AutoCAD 2026 (CAD): 15 of 25 free',
      'AutoCAD 2026 (SITE2): 15 of 25 free',
    ])
    expect(labels(model({ view: view(server('CAD', { features: [AUTOCAD, older] })) })).slice(0, 2)).toEqual([
      'AutoCAD 2026 (87545ACD_2026_0F): 15 of 25 free',
      'AutoCAD 2026 (87559ACD_2026_0F): 15 of 25 free',
    ])
  })

  it('has a check mark for each feature whose next free seat may be told', () => {
    const unlimited = feature('NOLIMIT', { issued: 9999, used: 12, noLimit: true, free: null })
    const maya = feature('85788MAYA_2026_0F', { products: ['Maya 2026'], issued: 4, used: 4 })
    const features = [AUTOCAD, REVIT, unlimited, maya]
    const shown = model({
      view: view(server('CAD', { features })),
      pinned: [AUTOCAD.key, REVIT.key, unlimited.key],
      tellWhenFree: [maya.key],
    })
    expect(within(shown, TELL)).toEqual([
      // There is nothing to wait for.
      { label: 'AutoCAD 2026: 15 of 25 free', action: null, checked: false },
      { label: 'Revit 2026: none free', action: { type: 'tell', key: REVIT.key, wanted: true }, checked: false },
      { label: 'Maya 2026: none free', action: { type: 'tell', key: maya.key, wanted: false }, checked: true },
    ])
    expect(labels(model({ view: view(server('CAD', { features: [unlimited] })) }))).not.toContain(TELL)
  })

  it('stays the same while an answer grows no older than a minute', () => {
    const servers = view(server('CAD', { features: [AUTOCAD] }))
    expect(model({ view: servers, now: NOW + 60 })).toEqual(model({ view: servers }))
  })
})
