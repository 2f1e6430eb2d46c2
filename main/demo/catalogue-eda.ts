import type { DaemonSpec } from './specification.ts'

/** Design entry, simulation and layout: token features with many seats a row, long runs, queues. */
export const CDSLMD: DaemonSpec = {
  name: 'cdslmd',
  version: 'v11.19.0',
  tcpPort: 5281,
  optionsFile: '/opt/flexlm/licenses/cdslmd.opt',
  desks: 'terminals',
  services: ['svc-regress', 'nightly'],
  lingerStyle: 'total',
  permanentText: '1-jan-0',
  printsPid: false,
  features: [
    {
      name: 'Virtuoso_Schematic_Editor_XL',
      pools: [{ version: '23.10', seats: 24, renewal: 'year' }],
      people: 30,
      presence: 0.75,
      long: { slots: 2, borrowed: true },
    },
    {
      name: 'Virtuoso_Layout_Suite_GXL',
      pools: [{ version: '23.10', seats: 12, renewal: 'year' }],
      people: 17,
      presence: 0.85,
      queues: true,
      reserved: { kind: 'GROUP', name: 'layout_leads', seats: 2, people: 3 },
    },
    {
      name: 'MMSIM_Tokens',
      pools: [
        { version: '23.10', seats: 96, renewal: 'quarter' },
        { version: '21.10', seats: 32, renewal: 'permanent' },
      ],
      people: 28,
      presence: 0.8,
      seats: [2, 4, 4, 8, 16],
      queues: true,
      batch: { jobs: 9, seats: [8, 16, 31] },
      long: { slots: 3, borrowed: false },
    },
    {
      name: 'Xcelium_Single_Core',
      pools: [{ version: '24.03', seats: 16, renewal: 'year' }],
      people: 12,
      presence: 0.7,
      batch: { jobs: 8, seats: [1] },
    },
    {
      name: 'Innovus_Impl_System',
      pools: [{ version: '23.10', seats: 4, renewal: 'month' }],
      people: 4,
      presence: 0.6,
      long: { slots: 1, borrowed: false },
    },
  ],
}

/** Synthesis, verification and timing. */
export const SNPSLMD: DaemonSpec = {
  name: 'snpslmd',
  version: 'v11.19.1',
  tcpPort: 5282,
  optionsFile: '/opt/flexlm/licenses/snpslmd.opt',
  desks: 'terminals',
  services: ['svc-regress', 'nightly'],
  lingerStyle: 'total',
  permanentText: '31-dec-0000',
  printsPid: false,
  features: [
    {
      name: 'VCSRuntime_Net',
      pools: [{ version: '2024.09', seats: 40, renewal: 'year' }],
      people: 22,
      presence: 0.8,
      seats: [1, 1, 2],
      queues: true,
      batch: { jobs: 16, seats: [1, 2, 4] },
      reserved: { kind: 'HOST', name: 'farm-001', seats: 2, people: 0 },
    },
    { name: 'VCSCompiler_Net', pools: [{ version: '2024.09', seats: 8, renewal: 'year' }], people: 9, presence: 0.5 },
    { name: 'Verdi', pools: [{ version: '2024.09', seats: 14, renewal: 'year' }], people: 16, presence: 0.7 },
    {
      name: 'Design-Compiler',
      pools: [{ version: '2023.12', seats: 5, renewal: 'year' }],
      people: 7,
      presence: 0.75,
      overdraft: 2,
    },
    {
      name: 'PrimeTime',
      pools: [{ version: '2023.12', seats: 6, renewal: 'month' }],
      people: 6,
      presence: 0.6,
      long: { slots: 2, borrowed: false },
    },
    { name: 'Formality', pools: [{ version: '2023.12', seats: 2, renewal: 'permanent' }], people: 3, presence: 0.4 },
    {
      name: 'ESP/CV',
      pools: [{ version: '2022.06', seats: 1, renewal: 'permanent', lockedTo: 'ID=0050569a4c1e' }],
      people: 1,
      presence: 0.6,
    },
  ],
}
