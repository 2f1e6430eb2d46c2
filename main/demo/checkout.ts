import type { Desk } from './people.ts'

/** One holder row over its life. Features and pools are numbers within their daemon. */
export interface Checkout extends Desk {
  readonly feature: number
  readonly pool: number
  readonly version: string
  readonly seats: number
  /** Stable while it is held; used again by later ones. */
  readonly handle: number
  readonly pid?: number
  /** Taken together with the package it is a part of. */
  readonly part: boolean
  /** Epoch seconds; held while checkoutAt <= t < checkinAt. */
  readonly checkoutAt: number
  readonly checkinAt: number
  /** Seconds it is borrowed for, from its checkout on. */
  readonly linger?: number
  /** Uses up reserved seats. */
  readonly reserved: boolean
  /** Taken back after a time without activity. */
  readonly inactive: boolean
}

/** Whether a checkout or a waiting request exists at a time. */
export const heldAt = (checkout: Checkout, epoch: number): boolean =>
  checkout.checkoutAt <= epoch && epoch < checkout.checkinAt
