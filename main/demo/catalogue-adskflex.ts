import type { DaemonSpec, FeatureSpec, PoolSpec } from './specification.ts'

const pool = (seats: number, renewal: PoolSpec['renewal'] = 'year'): PoolSpec => ({
  version: '1.000',
  seats,
  renewal,
  vendorString: 'commercial:extendable',
})

/** A release of a product: never started by itself, taken together with the package it belongs to. */
const release = (name: string): FeatureSpec => ({ name, pools: [], people: 0, presence: 0 })

/** Autodesk products by their published feature codes: packages and the releases they consist of. */
export const ADSKFLEX: DaemonSpec = {
  name: 'adskflex',
  version: 'v11.16.2',
  tcpPort: 2080,
  optionsFile: 'C:\\Program Files\\License Manager\\Licenses\\adskflex.opt',
  desks: 'windows',
  services: ['svc-publish'],
  lingerStyle: 'pair',
  permanentText: 'permanent(no expiration date)',
  printsPid: false,
  features: [
    {
      name: '86829PDCOLL_T_F',
      pools: [pool(22, 'quarter')],
      people: 34,
      presence: 0.72,
      parts: ['87674INVPROSA_2023_0F', '87674INVPROSA_2023_0F', '87676ACD_2023_0F', '87696NAVMAN_2023_0F'],
      long: { slots: 3, borrowed: true },
    },
    {
      name: '64300ACD_F',
      pools: [pool(30)],
      people: 46,
      presence: 0.7,
      parts: ['87676ACD_2023_0F', '87676ACD_2023_0F', '87545ACD_2022_0F'],
      reserved: { kind: 'GROUP', name: 'site_office', seats: 4, people: 5 },
      rule: -39,
      long: { slots: 2, borrowed: true },
    },
    {
      name: '85950RVT_F',
      pools: [pool(18)],
      people: 27,
      presence: 0.86,
      parts: ['87688RVT_2023_0F', '87561RVT_2022_0F'],
    },
    {
      name: '64900CIV3D_F',
      pools: [pool(8, 'month')],
      people: 9,
      presence: 0.6,
      parts: ['87556CIV3D_2022_0F', '87445CIV3D_2021_0F'],
      rule: -38,
    },
    {
      name: '662003DSMAX_F',
      pools: [pool(6)],
      people: 7,
      presence: 0.55,
      parts: ['876933DSMAX_2023_0F'],
      batch: { jobs: 2, seats: [1] },
    },
    { name: '85527MAYA_F', pools: [pool(3)], people: 6, presence: 0.75, parts: ['87663MAYA_2023_0F'] },
    { name: '67600NAVMAN_F', pools: [pool(5)], people: 5, presence: 0.5, parts: ['87696NAVMAN_2023_0F'] },
    { name: '84700ACDLT_F', pools: [pool(12), pool(4, 'loan')], people: 14, presence: 0.7 },
    { name: '86312VRDPRO_F', pools: [pool(2), pool(2, 'lapsed')], people: 2, presence: 0.4 },
    { name: '72400VLTM_F', pools: [pool(40, 'permanent')], people: 38, presence: 0.5 },
    { name: '85788BDSADV_F', kind: 'error', pools: [pool(4)], people: 0, presence: 0 },
    release('87674INVPROSA_2023_0F'),
    release('87676ACD_2023_0F'),
    release('87545ACD_2022_0F'),
    release('87688RVT_2023_0F'),
    release('87561RVT_2022_0F'),
    release('87696NAVMAN_2023_0F'),
    release('87556CIV3D_2022_0F'),
    release('87445CIV3D_2021_0F'),
    release('876933DSMAX_2023_0F'),
    release('87663MAYA_2023_0F'),
  ],
}
