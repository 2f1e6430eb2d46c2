import { addressProblem } from '../../preload/contract/address.ts'
import type { RequestOf, TryResult } from '../../preload/contract/api.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import { parseLmstat } from '../lmstat/parse.ts'
import { createAsk, DEFAULT_MAX_BYTES, isCut } from '../poller/ask.ts'
import { findLmutil, searchHere } from '../poller/find-lmutil.ts'
import { answerProblem } from '../poller/problem.ts'

/** Asks a license server that is not saved yet, once: the answer, or the reason there is none. */
export async function tryServer(
  { address, lmutil }: RequestOf<'servers.try'>,
  timeoutSeconds: number,
): Promise<Result<TryResult>> {
  const wrong = addressProblem(address.trim())
  if (wrong !== null) return ok({ answered: false, message: wrong })
  const program = (await findLmutil(lmutil.trim(), searchHere())) ?? ''
  const question = {
    lmutil: program,
    address: address.trim(),
    table: false,
    timeoutSeconds,
    maxBytes: DEFAULT_MAX_BYTES,
  }
  const reply = await createAsk()(question)
  const answer = parseLmstat(reply.text, { cut: isCut(reply) })
  const problem = answerProblem(reply, answer, address.trim())
  if (problem !== null) return ok({ answered: false, message: problem })
  const daemons = answer.servers.flatMap((server) => server.daemons)
  const features = daemons.flatMap((daemon) => daemon.features)
  return ok({
    answered: true,
    features: features.length,
    daemons: daemons.map(({ name }) => name),
    used: features.reduce((sum, { used }) => sum + (used ?? 0), 0),
  })
}
