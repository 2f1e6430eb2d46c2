import { failure, ok, type Result } from '../../preload/contract/result.ts'
import type { SeatsView, ServerSeats } from '../../preload/contract/seats.ts'
import { realFiles } from '../datafiles/file-access.ts'
import { guardFiles } from '../datafiles/guarded-files.ts'
import { type AnswerTable, number, text, time } from './answer-tables/table.ts'
import { stampsIn } from './answer-tables/words.ts'
import { createBoard } from './board.ts'
import { featureCodes } from './look-up.ts'
import { readBoard } from './read-board.ts'
import type { Reported } from './report.ts'
import { featureMeant, tagsMeant } from './report-feature.ts'
import { viewedBoard } from './server-board.ts'
import { type SettingsSource, settingsOf } from './settings-source.ts'

export interface SeatsWish {
  readonly feature: string | undefined
  /** Empty: all. */
  readonly tags: readonly string[]
  /** Epoch seconds. */
  readonly now: number
}

/** The seats of the configured servers as their loggers wrote them last; nothing is polled. `not-found`: nobody wrote any. */
export async function seatsNow(source: SettingsSource, { feature, tags, now }: SeatsWish): Promise<Result<Reported>> {
  const opened = settingsOf(source)
  if (!opened.ok) return opened
  const store = opened.value
  store.close()
  const { servers, dataFolder } = store.current()
  if (servers.length === 0)
    return failure('not-found', 'No license server is configured: name one with --server TAG=port@host.')
  const wanted = tagsMeant(
    tags,
    servers.map(({ tag }) => tag),
  )
  if (!wanted.ok) return wanted
  const files = guardFiles(realFiles)
  const shown = servers.filter(({ tag }) => wanted.value.length === 0 || wanted.value.includes(tag))
  const board = createBoard(featureCodes(store).productsOf)
  board.clear(shown.map(({ tag }) => tag))
  const notes = [...store.problems()]
  for (const { tag, address } of shown) {
    const read = await readBoard(files, dataFolder, tag)
    if (!read.ok) {
      notes.push(read.message)
      continue
    }
    const { live, writer, writtenAt, intervalSeconds } = read.value
    const about = { tag, address, role: 'viewer', paused: false, nextPollAt: null, intervalSeconds } as const
    board.set(viewedBoard(live, about, writer.host, now - writtenAt))
  }
  const view = board.view(now, false)
  if (view.servers.length === 0) return failure('not-found', notes.join(' '))
  const found = feature === undefined ? ok(null) : featureMeant(feature, wanted.value, featuresOf(view))
  if (!found.ok) return found
  const answer = { ...view, servers: view.servers.map((server) => onlyOf(server, found.value?.feature ?? null)) }
  const zone = shown[0]?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return ok({ tables: [seatsTable(answer, zone)], answer, notes })
}

const featuresOf = ({ servers }: SeatsView) =>
  servers.flatMap(({ features }) => features.map(({ tag, name }) => ({ tag, feature: name })))

const onlyOf = (server: ServerSeats, feature: string | null): ServerSeats =>
  feature === null ? server : { ...server, features: server.features.filter(({ name }) => name === feature) }

/** A row a feature and vendor daemon. Figures that are no longer known are empty; `as of` says when they were. */
export function seatsTable({ at, servers }: SeatsView, zone: string): AnswerTable {
  const stamp = stampsIn(zone)
  return {
    title: 'Seats now',
    about: [
      ['at', stamp(at)],
      ['zone', zone],
      ...servers.map(
        ({ tag, state, loggedBy, problem }) =>
          [tag, `${state}, logged by ${loggedBy}${problem === null ? '' : `. ${problem.message}`}`] as const,
      ),
    ],
    columns: [
      text('server'),
      text('daemon'),
      text('feature'),
      text('product'),
      number('issued'),
      number('used'),
      number('held'),
      number('reserved'),
      number('free'),
      number('queued'),
      number('users'),
      time('as of'),
    ],
    rows: servers.flatMap(({ features }) =>
      features.map((row) => {
        const known = <Value>(value: Value): Value | null => (row.known && row.kind !== 'error' ? value : null)
        return [
          row.tag,
          row.daemon,
          row.name,
          row.products.join(', '),
          known(row.noLimit ? 'no limit' : row.issued),
          known(row.used),
          known(row.held),
          known(row.reserved),
          known(row.free),
          known(row.queued),
          known(row.users),
          stamp(row.asOf),
        ]
      }),
    ),
  }
}
