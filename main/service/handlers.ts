import type { Channel, RequestOf, ResponseOf } from '../../preload/contract/api.ts'
import { failure, type Result } from '../../preload/contract/result.ts'
import { checkedRequest } from './payloads.ts'

/** What answers each request of the contract. */
export type Handlers = {
  readonly [C in Channel]: (request: RequestOf<C>) => Promise<Result<ResponseOf<C>>>
}

/** Checks a request and has it answered. A bug becomes an answer, too: the window says so, the logger goes on. */
export async function handled<C extends Channel>(
  handlers: Handlers,
  channel: C,
  request: unknown,
): Promise<Result<ResponseOf<C>>> {
  const checked = checkedRequest(channel, request)
  if (!checked.ok) return checked
  try {
    return await handlers[channel](checked.value)
  } catch (error) {
    console.error(error)
    return failure(
      'internal',
      `Seatlog failed at ${channel}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
