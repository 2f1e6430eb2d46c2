import type { Channel, EventName, Events, ResponseOf } from '../../preload/contract/api.ts'
import type { Result } from '../../preload/contract/result.ts'

/** What a host (desktop or browser) has of the application: the window's requests and events, and the end. */
export interface Service {
  /** Checks the payload by the channel's schema, then does the work. Never rejects for an expected failure. */
  call<C extends Channel>(channel: C, request: unknown): Promise<Result<ResponseOf<C>>>
  /** Returns the function that ends the subscription. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void
  /** Whether it logs a server, once no other Seatlog does. */
  takesOver(tag: string): boolean
  /** Ends polls, releases leases, drains what can be drained within 2 s. */
  stop(): Promise<void>
}
