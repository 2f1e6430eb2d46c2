import type { Alert } from '../../../../preload/contract/alerts.ts'
import { NOW } from '../features.ts'

/** An alert of few free seats, told now, unless told otherwise. */
export const alertOf = (own: Partial<Alert> = {}): Alert => ({
  id: 1,
  at: NOW,
  kind: 'low',
  over: false,
  tag: 'cad',
  feature: '87084ACD_2019_0F',
  title: 'AutoCAD 2019: 1 of 25 free',
  text: 'On cad, for 15 min.',
  place: '#/feature/cad/87084ACD_2019_0F',
  ...own,
})
