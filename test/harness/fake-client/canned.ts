import type { CodeFound } from '../../../preload/contract/api.ts'
import type {
  ClockOffset,
  FeatureDetails,
  FeatureSeats,
  Holder,
  PoolSeats,
  ServerSeats,
} from '../../../preload/contract/seats.ts'

/** Monday, 12 October 2026, 08:12:00 in Berlin: when all canned figures were asked for. */
export const CANNED_AT = Date.UTC(2026, 9, 12, 6, 12) / 1000

const PRODUCTS: readonly (readonly [code: string, product: string, issued: number])[] = [
  ['87084ACD_2019_0F', 'Autodesk AutoCAD 2019', 60],
  ['87676ACD_2023_0F', 'Autodesk AutoCAD 2023', 120],
  ['87089AMECH_PP_2019_0F', 'Autodesk AutoCAD Mechanical 2019', 25],
  ['87088ACAD_E_2019_0F', 'Autodesk AutoCAD Electrical 2019', 12],
  ['87091MAP_2019_0F', 'Autodesk AutoCAD Map 3D 2019', 8],
  ['87090BLDSYS_2019_0F', 'Autodesk AutoCAD MEP 2019', 10],
  ['87153PLNT3D_2019_0F', 'Autodesk AutoCAD Plant 3D 2019', 15],
  ['87086ARDES_2019_0F', 'Autodesk AutoCAD Raster Design 2019', 5],
  ['87140CIV3D_2019_0F', 'Autodesk Civil 3D 2019', 20],
  ['87556CIV3D_2022_0F', 'Autodesk Civil 3D 2022', 30],
  ['876933DSMAX_2023_0F', 'Autodesk 3ds Max 2023', 6],
  ['87072MAYA_2019_0F', 'Autodesk Maya 2019', 6],
  ['87663MAYA_2023_0F', 'Autodesk Maya 2023', 10],
  ['87696NAVMAN_2023_0F', 'Autodesk Navisworks Manage 2023', 14],
  ['87674INVPROSA_2023_0F', 'Autodesk Inventor Professional 2023', 45],
  ['87067INVNTOR_2019_0F', 'Autodesk Inventor 2019', 10],
  ['87688RVT_2023_0F', 'Autodesk Revit 2023', 80],
  ['87561RVT_2022_0F', 'Autodesk Revit 2022', 40],
  ['87079ALAUST_2019_0F', 'Autodesk Alias AutoStudio 2019', 4],
  ['87202SCDSE_2019_0F', 'Autodesk CFD Design Study Environment 2019', 3],
  ['87207IETODEV_2019_0F', 'Autodesk Inventor Engineer-to-Order 2019 - Developer', 2],
  ['87105FCAMU_2019_0F', 'Autodesk FeatureCAM Ultimate 2019', 5],
  ['87142BDSPRM_2019_0F', 'Autodesk Building Design Suite Premium 2019', 18],
]

const PLAIN = [
  'MATLAB',
  'SIMULINK',
  'Signal_Toolbox',
  'Statistics_Toolbox',
  'Optimization_Toolbox',
  'Compiler',
] as const
const EDA = ['VERILOG_SIM', 'LAYOUT_XL', 'SYNTH_BASE', 'STA_PRIME', 'FORMAL_VERIFY', 'DRC_RUN', 'WAVE_VIEW'] as const

const USERS =
  'aberger bkuhn cnowak dfischer ehartmann fmoreau gsilva hlind ijansen jweber kpetrov lschmid mrossi'.split(' ')

/** A stable number below `below` from a seed, so that every run shows the same. */
const pick = (seed: number, below: number): number => ((seed * 2654435761) >>> 8) % below

function feature(tag: string, daemon: string, name: string, own: Partial<FeatureSeats>): FeatureSeats {
  const { issued = null, held = 0, reserved = 0 } = own
  const used = issued === null ? null : held + reserved
  return {
    key: [tag, daemon, name, '0'].map(encodeURIComponent).join('/'),
    tag,
    daemon,
    name,
    products: [],
    kind: 'counted',
    error: null,
    known: true,
    asOf: CANNED_AT,
    issued,
    noLimit: false,
    used,
    held,
    reserved,
    queued: 0,
    lingering: 0,
    free: issued === null || used === null ? null : Math.max(0, issued - used),
    ownFree: null,
    packages: [],
    over: issued === null || used === null ? 0 : Math.max(0, used - issued),
    nodeLocked: false,
    users: Math.ceil(held * 0.9),
    expires: null,
    ...own,
  }
}

function server(tag: string, address: string, daemon: string, features: readonly FeatureSeats[]): ServerSeats {
  return {
    tag,
    address,
    state: 'up',
    role: 'logger',
    paused: false,
    loggedBy: null,
    askedAt: CANNED_AT,
    answeredAt: CANNED_AT,
    nextPollAt: CANNED_AT + 60,
    intervalSeconds: 60,
    problem: null,
    clock: null,
    hosts: [{ host: address.replace(/^\d*@/, ''), state: 'up', master: true, version: 'v11.18.0', error: null }],
    daemons: [{ name: daemon, state: 'up', version: 'v11.18.0', error: null, completeAt: CANNED_AT }],
    features,
    unrecognized: 0,
  }
}

/** Three servers, 40 features, every kind of figure at least once; the third server stopped answering at 07:41. */
export function ordinaryServers(): readonly ServerSeats[] {
  const cad = PRODUCTS.map(([name, product, issued], index) => {
    const special: Partial<FeatureSeats>[] = [
      { held: 58, reserved: 2, queued: 2 },
      { held: 97, reserved: 5, lingering: 3, products: [product, 'Autodesk AutoCAD - including specialized toolsets'] },
      { held: 27 },
      { held: 9, expires: { date: '2026-10-31', seats: 12 } },
    ]
    const expires = index % 3 === 0 ? { date: '2027-05-31', seats: null } : null
    const base = { products: [product], issued, held: pick(index + 3, issued), expires }
    return feature('cad-main', 'adskflex', name, { ...base, ...special[index] })
  })
  const maths = [
    ...PLAIN.map((name, index) => feature('eng', 'MLM', name, { issued: 30 - 4 * index, held: pick(index + 40, 20) })),
    feature('eng', 'MLM', 'MATLAB_Report_Gen', {
      kind: 'error',
      error: 'No such feature exists. Feature: MATLAB_Report_Gen (-5,222)',
    }),
    feature('eng', 'lmnet', 'NetViewer', { kind: 'uncounted', held: 3 }),
    feature('eng', 'lmnet', 'NetRuntime', { issued: 9999, noLimit: true, held: 41, free: null }),
    feature('eng', 'lmnet', 'NetDongle', { issued: 2, held: 1, nodeLocked: true, free: null }),
  ]
  const eda = EDA.map((name, index) =>
    feature('eda-lab', 'edad', name, {
      issued: 25 + index,
      held: pick(index + 60, 25),
      known: false,
      asOf: CANNED_AT - 31 * 60,
    }),
  )
  return [
    server('cad-main', '27000@lic-cad', 'adskflex', cad),
    {
      ...server('eng', '27001@lic-a,27001@lic-b,27001@lic-c', 'MLM', maths),
      state: 'degraded',
      hosts: [
        { host: 'lic-a', state: 'up', master: true, version: 'v11.16.2', error: null },
        { host: 'lic-b', state: 'up', master: false, version: 'v11.16.2', error: null },
        {
          host: 'lic-c',
          state: 'down',
          master: false,
          version: null,
          error: 'Cannot connect to license server system. (-15,570)',
        },
      ],
      problem: {
        message: 'Member lic-c of the triad does not answer; start its license server again.',
        since: CANNED_AT - 7200,
      },
      unrecognized: 2,
    },
    {
      ...server('eda-lab', '5280@eda-lic', 'edad', eda),
      state: 'down',
      answeredAt: CANNED_AT - 31 * 60,
      problem: {
        message: 'No answer within 30 s since 07:41; is the license server on eda-lic running?',
        since: CANNED_AT - 31 * 60,
      },
      daemons: [{ name: 'edad', state: 'up', version: null, error: null, completeAt: CANNED_AT - 31 * 60 }],
    },
  ]
}

/** A time zone that is wrong for the first server, a clock that is wrong on the second. */
const CLOCKS: readonly ClockOffset[] = [
  { daemon: 'adskflex', offset: 7200, zone: 'Europe/Berlin', fitting: 14_400 },
  { daemon: 'MLM', offset: -250, zone: 'Europe/Berlin', fitting: null },
]

/** Servers in a state that shows one thing only, by name. */
export function serversIn(state: string): readonly ServerSeats[] {
  const ordinary = ordinaryServers()
  switch (state) {
    case 'empty':
    case 'nothing-found':
      return []
    case 'silent':
      return ordinary
        .slice(0, 1)
        .map((one) => ({ ...one, state: 'unknown', answeredAt: null, features: [], daemons: [] }))
    case 'nothing-served':
      return ordinary.slice(0, 1).map((one) => ({ ...one, features: [] }))
    case 'unknown':
      return ordinary.map((one) => ({
        ...one,
        state: 'unknown',
        answeredAt: CANNED_AT - 180,
        features: one.features.map((each) => ({ ...each, known: false, asOf: CANNED_AT - 180 })),
      }))
    case 'viewer':
      return ordinary.map((one) => ({ ...one, role: 'viewer', loggedBy: 'CADLOG01' }))
    case 'clock':
      return ordinary.slice(0, 2).map((one, index) => ({ ...one, problem: null, clock: CLOCKS[index] ?? null }))
    case 'demo':
      return ordinary.slice(0, 1).map((one) => ({
        ...one,
        tag: 'demo',
        role: 'window',
        features: one.features.map((each) => ({ ...each, tag: 'demo' })),
      }))
    case 'shared':
      return ordinary.map((one) =>
        one.tag === 'eda-lab'
          ? { ...one, features: [...one.features, feature('eda-lab', 'MLM', 'MATLAB', { issued: 12, held: 7 })] }
          : one,
      )
    case 'large':
      return [largeServer()]
    default:
      return ordinary
  }
}

/** 5 000 features; `detailsOf` gives the first 20 000 holders. */
function largeServer(): ServerSeats {
  const features = Array.from({ length: 5000 }, (_, index) => {
    const name = `FEATURE_${String(index).padStart(4, '0')}`
    const issued = index === 0 ? 20_000 : 20 + pick(index, 80)
    const held = index === 0 ? 20_000 : pick(index + 7, issued)
    return feature('big', 'bigd', name, { issued, held, products: [`Product ${name.slice(8)} of the Large Suite`] })
  })
  return server('big', '27000@lic-big', 'bigd', features)
}

function holder(seed: number, own: Partial<Holder>): Holder {
  const user = `${USERS[seed % USERS.length]}${seed >= USERS.length ? Math.floor(seed / USERS.length) : ''}`
  const host = `WS-${1000 + pick(seed + 5, 900)}`
  const heldFor = pick(seed + 11, 14_000)
  const start = new Date((CANNED_AT + 7200 - heldFor) * 1000) // Berlin is two hours ahead of UTC then
  return {
    user,
    host,
    display: seed % 3 === 0 ? host : `${host}:0.0`,
    extra: null,
    version: '1.000',
    seats: 1,
    since: `${start.toISOString().slice(0, 16)}:00`,
    heldFor,
    linger: null,
    handle: String(100 + seed),
    pid: null,
    uncertain: false,
    raw: `${user} ${host} ${host}`,
    pool: 0,
    ...own,
  }
}

const EXPIRED_POOL: PoolSeats = {
  version: '0.900',
  vendorString: 'commercial:extendable',
  type: 'floating license',
  expires: '2025-12-31',
  issued: 30,
  held: 0,
  free: null,
  nodeLocked: false,
  expired: true,
}

/** The details that belong to a feature's figures; the first feature lists one seat fewer than are held. */
export function detailsOf(of: FeatureSeats): FeatureDetails {
  const count = of.name === '87084ACD_2019_0F' ? of.held - 1 : of.held
  const holders = Array.from({ length: of.kind === 'error' ? 0 : count }, (_, index) => holder(index, {}))
  for (let index = 0; index < of.lingering; index++) {
    holders[index] = holder(index, { linger: { remaining: 270_000, total: 1_296_000 }, heldFor: 1_026_000 })
  }
  if (of.name === '87676ACD_2023_0F') {
    holders[8] = holder(8, {
      uncertain: true,
      raw: 'v. d. Berg Messraum 3 /dev/tty',
      host: null,
      display: null,
      version: '2.000',
    })
    holders[9] = holder(9, { version: '2.000', seats: 2 })
  }
  const issued = of.issued
  return {
    key: of.key,
    pools:
      issued === null
        ? []
        : [
            {
              version: '1.000',
              vendorString: 'commercial:permanent',
              type: 'floating license',
              expires: of.expires?.date ?? 'permanent',
              issued,
              held: of.held,
              free: of.free,
              nodeLocked: of.nodeLocked,
              expired: false,
            },
            ...(of.name === '87676ACD_2023_0F' ? [EXPIRED_POOL] : []),
          ],
    holders,
    reservations: of.reserved === 0 ? [] : [{ count: of.reserved, kind: 'HOST_GROUP', name: 'TRAINING' }],
    queued: Array.from({ length: of.queued }, (_, index) => ({
      user: USERS[index + 9] ?? '',
      host: `WS-${1900 + index}`,
      display: `WS-${1900 + index}`,
      version: '1.000',
      seats: 1,
    })),
    listedSeats: of.kind === 'error' ? of.held : holders.reduce((sum, { seats }) => sum + seats, 0),
  }
}

/** A lookup over the canned products. */
export function lookupCodes(text: string): readonly CodeFound[] {
  const wanted = text.toLowerCase()
  return PRODUCTS.filter(([code, product]) => `${code} ${product}`.toLowerCase().includes(wanted)).map(
    ([code, product], index) => ({
      code,
      product,
      release: /\d{4}$/.exec(product)?.[0] ?? '',
      kind: 'product',
      vendor: 'Autodesk',
      seen: index % 3 === 2 ? [] : [['cad-main', 'adskflex', code, '0'].map(encodeURIComponent).join('/')],
    }),
  )
}
