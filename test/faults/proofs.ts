import { crash } from './crash/proof.ts'
import { disk } from './disk/proof.ts'
import { door } from './door/proof.ts'
import { lmutil } from './lmutil/proof.ts'
import { load } from './load/proof.ts'
import type { Proof } from './proof.ts'
import { text } from './text/proof.ts'

/** In the order in which they are run. */
export const PROOFS: readonly Proof[] = [crash, disk, lmutil, door, text, load]
