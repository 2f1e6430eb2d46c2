import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeCheckout } from '../../../main/datafiles/checkouts-chk.ts'
import type { IndexPlace } from '../../../main/history/messages.ts'
import { differenceOf } from './compare.ts'
import { median, type SqlEngine } from './engine.ts'
import { usage } from './feature-questions.ts'
import { startIndexer } from './index-kind.ts'
import { FIRST_DAY, featureName, SERVERS, userName } from './make-year.ts'

const DAY = 86_400
const ROWS = 200
/** The day behind the weeks that the questions are about. */
const TODAY = { from: FIRST_DAY + 364 * DAY, to: FIRST_DAY + 365 * DAY }
const [{ tag: TAG }] = SERVERS

/** Milliseconds from a poll's rows in the file to an answer that has them, of each kind, and how an answer was another one; null: all were the same. */
export interface PollTimes {
  readonly index: number
  readonly engines: ReadonlyMap<string, number>
  readonly difference: string | null
}

/** Five times: one poll's rows come in, and the week of a feature that has some of them is asked for. Adds rows to all. */
export async function pollTimes(place: IndexPlace, engines: readonly SqlEngine[]): Promise<PollTimes> {
  const day = new Date(TODAY.from * 1000).toISOString().slice(0, 10).replaceAll('-', '.')
  const file = join(place.dataFolder, 'checkouts', TAG, `${day}.chk`)
  const question = usage('usage of a feature, last week', { from: TODAY.to - 7 * DAY, to: TODAY.to }, 'hour')
  const indexer = startIndexer(place, TODAY.to - 3600)
  const index: number[] = []
  const times = new Map(engines.map(({ name }): [string, number[]] => [name, []]))
  let difference: string | null = null
  for (let round = 0; round < 5; round++) {
    const rows = Array.from({ length: ROWS }, (_, which) => {
      const out = TODAY.from + 7200 * round + which * 7
      const [feature, user, host] = [featureName((which % 40) * SERVERS.length), userName(which), `wks${round}${which}`]
      const about = { account: '', handle: '', display: ':0.0', version: '1.0', seats: 1 + (which % 2), pid: 0 }
      return {
        tag: TAG,
        feature,
        user,
        host,
        ...about,
        requestAt: out,
        checkoutAt: out,
        checkinAt: out + 600 + 3 * which,
      }
    })
    appendFileSync(file, rows.map((row) => `${encodeCheckout(row)}\n`).join(''))
    const began = performance.now()
    await indexer.read('recent')
    const answer = indexer.ask('usage', question.asked as Parameters<typeof indexer.ask<'usage'>>[1], {
      groups: [],
      problem: null,
    })
    index.push(performance.now() - began)
    const values = rows.map(
      (row) =>
        `('${TAG}','${row.feature}','${row.user}','${row.host}',${row.seats},${row.checkoutAt},${row.checkinAt})`,
    )
    for (const engine of engines) {
      const from = performance.now()
      await engine.run(`INSERT INTO checkout(tag, feature, who, host, seats, begun, ended) VALUES ${values.join()}`)
      const told = await question.sql(engine.run)
      times.get(engine.name)?.push(performance.now() - from)
      difference ??= differenceOf(question.essence(answer), told)
    }
  }
  indexer.close()
  return { index: median(index), engines: new Map([...times].map(([name, list]) => [name, median(list)])), difference }
}
