import { door } from './door/proof.ts'
import type { Proof } from './proof.ts'

/** In the order in which they are run. */
export const PROOFS: readonly Proof[] = [door]
