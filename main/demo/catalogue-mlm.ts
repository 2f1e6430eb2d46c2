import type { DaemonSpec, FeatureSpec } from './specification.ts'

/** A toolbox: taken by who has MATLAB open. */
const toolbox = (name: string, seats: number, renewal: 'year' | 'month' | 'quarter' = 'year'): FeatureSpec => ({
  name,
  pools: [{ version: '52', seats, renewal }],
  people: 0,
  presence: 0,
})

/** MATLAB with Simulink and toolboxes. */
export const MLM: DaemonSpec = {
  name: 'MLM',
  version: 'v11.19.6',
  tcpPort: 27005,
  optionsFile: '/usr/local/flexlm/licenses/MLM.opt',
  desks: 'both',
  services: ['svc-sim', 'BUILD07$'],
  lingerStyle: 'pair',
  permanentText: 'permanent(no expiration date)',
  printsPid: true,
  features: [
    {
      name: 'MATLAB',
      pools: [
        { version: '52', seats: 45, renewal: 'year' },
        { version: '46', seats: 15, renewal: 'permanent' },
      ],
      people: 72,
      presence: 0.75,
      companions: [
        'SIMULINK',
        'Signal_Toolbox',
        'Statistics_Toolbox',
        'Optimization_Toolbox',
        'Image_Toolbox',
        'Control_Toolbox',
        'Curve_Fitting_Toolbox',
      ],
      long: { slots: 3, borrowed: true },
      batch: { jobs: 4, seats: [1] },
    },
    toolbox('SIMULINK', 20),
    toolbox('Signal_Toolbox', 14),
    toolbox('Statistics_Toolbox', 16),
    toolbox('Optimization_Toolbox', 9, 'month'),
    toolbox('Image_Toolbox', 8),
    toolbox('Control_Toolbox', 6, 'quarter'),
    toolbox('Curve_Fitting_Toolbox', 12),
    { name: 'Compiler', pools: [{ version: '52', seats: 2, renewal: 'year' }], people: 6, presence: 0.5, rule: -87 },
    {
      name: 'MATLAB_Distrib_Comp_Engine',
      pools: [{ version: '52', seats: 9999, renewal: 'year' }],
      people: 3,
      presence: 0.4,
      seats: [8, 16, 32],
      batch: { jobs: 3, seats: [16, 32, 64] },
      long: { slots: 1, borrowed: false },
    },
    {
      name: 'RoadRunner',
      kind: 'uncounted',
      pools: [{ version: '52', seats: 0, renewal: 'year' }],
      people: 4,
      presence: 0.6,
    },
  ],
}
