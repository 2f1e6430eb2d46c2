import { describe, expect, it } from 'vitest'
import { type TrayInput, type TrayModel, trayModel } from '../../../main/desktop/tray-model.ts'
import type { FeatureSeats } from '../../../preload/contract/seats.ts'
import { feature, NOW, server, view } from './seats.ts'

const AUTOCAD = feature('87559ACD_2026_0F', { products: ['AutoCAD 2026'], issued: 25, used: 10 })
const REVIT = feature('86684RVT_2026_0F', { products: ['Revit 2026'], issued: 8, used: 8, queued: 2 })

function model(given: Partial<TrayInput> & Pick<TrayInput, 'view'>): TrayModel {
  return trayModel({ pinned: [], now: NOW, tooltipLength: 127, ...given })
}

const labels = ({ menu }: TrayModel): readonly string[] => menu.map((item) => (item === 'separator' ? '-' : item.label))

describe('the tooltip', () => {
  it('says in words what is free, the fullest first', () => {
    const { tooltip } = model({ view: view(server('CAD', { features: [AUTOCAD, REVIT] })) })
    expect(tooltip).toBe('Revit 2026: none free, 2 waiting; AutoCAD 2026: 15 of 25 free')
  })

  it('names a server that does not answer before all else', () => {
    const down = server('EDA', { state: 'down', answeredAt: null })
    expect(model({ view: view(server('CAD', { features: [AUTOCAD] }), down) }).tooltip).toBe(
      'EDA: down; AutoCAD 2026: 15 of 25 free',
    )
  })

  it('is marked while the demo is shown, and while polling is paused', () => {
    const demo = { ...view(server('DEMO', { paused: true, features: [AUTOCAD] })), demo: true }
    expect(model({ view: demo }).tooltip).toBe('Demo; Paused; AutoCAD 2026: 15 of 25 free')
  })

  it('never gets longer than the system shows, and counts what it leaves out', () => {
    const features = Array.from({ length: 8 }, (_, index) => feature(`MODULE_${index}`, { issued: 20, used: index }))
    const { tooltip } = model({ view: view(server('CAD', { features })) })
    expect(tooltip).toBe(
      'MODULE_7: 13 of 20 free; MODULE_6: 14 of 20 free; MODULE_5: 15 of 20 free; MODULE_4: 16 of 20 free; 4 more',
    )
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
      '-',
      'CAD: up, answered just now',
      'EDA: down, answered 2 h ago',
      'SIM: unknown, no answer yet',
      '-',
      'Open Seatlog',
      'Poll now',
      'Pause polling',
      '-',
      'Quit Seatlog',
    ])
  })

  it('is marked while the demo is shown', () => {
    const demo = model({ view: { ...view(server('DEMO')), demo: true } })
    expect(demo.menu[0]).toEqual({ label: 'Demo: a simulated license server', action: null })
  })

  it('offers to resume when polling is paused', () => {
    const paused = model({ view: view(server('CAD', { paused: true })) })
    expect(labels(paused)).toContain('Resume polling')
    expect(labels(paused)).not.toContain('Pause polling')
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
    expect(shown.filter((label) => label.includes(' free'))).toHaveLength(8)
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

  it('stays the same while an answer grows no older than a minute', () => {
    const servers = view(server('CAD', { features: [AUTOCAD] }))
    expect(model({ view: servers, now: NOW + 60 })).toEqual(model({ view: servers }))
  })
})
