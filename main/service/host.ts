import type { Channel, EventName, Events, Notice, ResponseOf } from '../../preload/contract/api.ts'
import type { Result } from '../../preload/contract/result.ts'

/** What a host (desktop or browser) has of the application: the window's requests and events, and the end. */
export interface Service {
  /** Checks the payload by the channel's schema, then does the work. Never rejects for an expected failure. */
  call<C extends Channel>(channel: C, request: unknown): Promise<Result<ResponseOf<C>>>
  /** Returns the function that ends the subscription. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void
  /** Whether it logs a server, once no other Seatlog does. */
  takesOver(tag: string): boolean
  /** Puts a notice of the host's own into `app.info`, in the place of its last one with the id; null takes that out. */
  note(id: string, notice: Omit<Notice, 'id'> | null): void
  /** The computer goes to sleep: polls that are running are stopped, and none begins before `wake`. */
  suspend(): void
  wake(): void
  /** Ends polls, releases leases, drains what can be drained within 2 s. */
  stop(): Promise<void>
}
