import { mkdirSync } from 'node:fs'
import type { Worker } from 'node:worker_threads'
import type { AnswerOf, AskedOf, HistoryProgress, HistoryStatus, Question } from '../../preload/contract/history.ts'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import type { FromRebuild, FromWorker, GroupsTold, IndexPlace, ToWorker } from './messages.ts'
import { workerOf } from './worker-of.ts'

/** The history of a data folder: answers from an index that worker threads keep; nobody here waits for a disk. */
export interface History {
  ask<Q extends Question>(question: Q, asked: AskedOf<Q>): Promise<Result<AnswerOf<Q>>>
  status(): HistoryStatus
  /** Rows of one's own poll of a server are in the files: they are read at once. */
  read(tag: string): void
  /** Reads all that is new; resolves when answers have it, after a rebuild where one is needed. */
  readAll(): Promise<Result<null>>
  /** Builds the index anew; fails where files are gone that were read once, unless `anyway`. Resolves when it is in place. */
  rebuild(anyway: boolean): Promise<Result<null>>
  /** Ends a rebuild under way; the old index stays. */
  cancel(): void
  on(listener: (status: HistoryStatus) => void): () => void
  stop(): Promise<void>
}

export interface HistoryParts {
  readonly place: IndexPlace
  /** Read for each question about groups. */
  readonly groups: () => Promise<GroupsTold>
}

const NOTHING: HistoryStatus = {
  state: 'empty',
  progress: null,
  problem: null,
  record: null,
  checkouts: 0,
  denials: 0,
  skipped: { lines: 0, told: [] },
  missing: [],
  servers: [],
}

const CANCELLED = 'The rebuild was cancelled: the history is as it was.'

const NOT_BUILT = 'Building the history was cancelled: there is none until it is built.'

const ELSEWHERE = 'Another Seatlog of this user keeps the history of this data folder: rebuild it there.'

interface Waiting {
  readonly resolve: (result: Result<never>) => void
}

/** Starts reading; fails with a sentence where the local disk cannot be written. */
export function openHistory({ place, groups }: HistoryParts): Result<History> {
  try {
    mkdirSync(place.folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    return failure(
      'cannot-write',
      `The history needs the folder ${place.folder}, which cannot be made (${sentence(error)}).`,
    )
  }
  const worker = workerOf('worker', place)
  const listeners = new Set<(status: HistoryStatus) => void>()
  const waiting = new Map<number, Waiting>()
  let next = 0
  let told: HistoryStatus = NOTHING
  let rebuilding: {
    readonly worker: Worker
    progress: HistoryProgress | null
    readonly end: (result: Result<null>) => void
  } | null = null
  let rebuilt: Promise<Result<null>> | null = null
  let notRebuilt: string | null = null
  let canWrite = false
  const { promise: known, resolve: isKnown } = Promise.withResolvers<void>()
  let stopped = false
  /** Why nobody answers any more. */
  let broken: string | null = null

  function send(message: ToWorker): void {
    if (!stopped) worker.postMessage(message)
  }

  /** Posts a message that is answered. */
  function request<T>(make: (id: number) => ToWorker): Promise<Result<T>> {
    const id = next++
    return new Promise((resolve) => {
      if (stopped || broken !== null) {
        resolve(failure('internal', broken ?? 'The history is closed.'))
        return
      }
      waiting.set(id, { resolve: resolve as Waiting['resolve'] })
      send(make(id))
    })
  }

  function answered(id: number, result: Result<unknown>): void {
    waiting.get(id)?.resolve(result as Result<never>)
    waiting.delete(id)
  }

  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'answer') answered(message.id, ok(message.answer))
    else if (message.kind === 'done') answered(message.id, ok(null))
    else if (message.kind === 'failed') answered(message.id, failure(message.code, message.message))
    else {
      told = message.status
      canWrite = message.canWrite
      isKnown()
      // A rebuild that failed is not tried again and again.
      if (message.wantsRebuild && rebuilding === null && notRebuilt === null) void rebuild(false)
      tell()
    }
  })
  worker.on('error', (error) => {
    broken = `The history cannot be used (${sentence(error)}): start Seatlog anew.`
    notRebuilt = broken
    told = { ...told, state: 'off' }
    isKnown()
    for (const id of [...waiting.keys()]) answered(id, failure('internal', broken))
    tell()
  })

  function status(): HistoryStatus {
    const problem = told.problem ?? notRebuilt
    if (rebuilding === null) return { ...told, problem }
    return { ...told, state: 'rebuilding', progress: rebuilding.progress, problem }
  }

  function tell(): void {
    const now = status()
    for (const listener of listeners) listener(now)
  }

  function rebuild(anyway: boolean): Promise<Result<null>> {
    if (rebuilding !== null && rebuilt !== null) return rebuilt
    if (!canWrite) return Promise.resolve(failure('viewer-only', ELSEWHERE))
    notRebuilt = null
    rebuilt = new Promise<Result<null>>((resolve) => {
      const builder = workerOf('rebuild-worker', { place, anyway })
      const end = (result: Result<null>): void => {
        if (rebuilding?.worker !== builder) return
        rebuilding = null
        if (!result.ok) notRebuilt = result.message
        resolve(result)
        tell()
      }
      rebuilding = { worker: builder, progress: null, end }
      builder.on('message', (message: FromRebuild) => {
        if (message.kind === 'progress') {
          if (rebuilding?.worker === builder) rebuilding.progress = message.progress
          tell()
        } else if (message.kind === 'rebuilt') {
          send({ kind: 'reopen' })
          void request<null>((id) => ({ kind: 'read', id, wanted: 'recent' })).then(() => end(ok(null)))
        } else if (message.kind === 'missing') end(failure('not-found', missingSentence(message.files)))
        else end(failure('cannot-read', `The history could not be built (${message.message}).`))
      })
      builder.on('error', (error) => end(failure('internal', `The history could not be built (${sentence(error)}).`)))
    })
    tell()
    return rebuilt
  }

  return ok({
    async ask(question, asked) {
      const told = question === 'groups' ? await groups() : { groups: [], problem: null }
      return request((id) => ({ kind: 'ask', id, question, asked, groups: told }))
    },
    status,
    read: (tag) => void request((id) => ({ kind: 'read', id, wanted: [tag] })),
    async readAll() {
      const read = await request<null>((id) => ({ kind: 'read', id, wanted: 'all' }))
      return rebuilding === null || rebuilt === null ? read : rebuilt
    },
    async rebuild(anyway) {
      // Only then it is told whether another process keeps the index.
      await known
      return rebuild(anyway)
    },
    cancel() {
      const running = rebuilding
      if (running === null) return
      void running.worker.terminate()
      running.end(failure('bad-request', told.record === null ? NOT_BUILT : CANCELLED))
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      if (stopped) return
      const running = rebuilding
      rebuilding = null
      send({ kind: 'stop' })
      stopped = true
      for (const id of [...waiting.keys()]) answered(id, failure('internal', 'The history is closed.'))
      const ended = broken === null ? new Promise((resolve) => worker.once('exit', resolve)) : worker.terminate()
      await Promise.all([running?.worker.terminate(), ended])
    },
  })
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function missingSentence(files: readonly string[]): string {
  const [first = ''] = files
  const others = files.length === 1 ? '' : ` and ${files.length - 1} more`
  return `${first}${others}, which the history has read, cannot be found: a rebuild would lose what they tell. Bring them back, name their archive folder in the settings, or rebuild anyway.`
}
