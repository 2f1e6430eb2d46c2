/** Addresses within the window, as its own parser reads them (renderer/history/address.ts). */
export const ALERTS_PLACE = '#/alerts'
export const CAPACITY_PLACE = '#/capacity'

export const healthPlace = (tag: string): string => `#/health/${tag}`

export const featurePlace = (tag: string, feature: string): string =>
  `#/feature/${tag}/${encodeURIComponent(feature.toWellFormed())}`

/** Denials of class no seat of the last day. */
export const denialsPlace = (tag: string, feature: string): string =>
  `#/denials?span=24h&tags=${tag}&feature=${encodeURIComponent(feature.toWellFormed())}&kinds=no-seat`
