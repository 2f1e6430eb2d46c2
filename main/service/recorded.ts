import { privateCheckout } from '../datafiles/checkouts-chk.ts'
import type { Names } from '../datafiles/names.ts'
import type { TrackerNews } from '../usage/tracker-news.ts'

/** A checkout as it was compared, as it may be written: without names only where nobody may be told apart. */
export const recordedCheckout = <Row extends Parameters<typeof privateCheckout>[0]>(row: Row, names: Names): Row =>
  names.mode === 'none' ? privateCheckout(row, names) : row

/** The same of news. */
export function recordedNews(news: TrackerNews, names: Names): TrackerNews {
  if (names.mode !== 'none') return news
  const hidden = <Person extends { user: string; host: string | null }>(person: Person): Person => ({
    ...person,
    user: names.user(person.user),
    host: names.host(person.host),
  })
  if (news.type === 'queued') return { ...news, waiting: news.waiting.map(hidden) }
  return news.type === 'linger' ? hidden(news) : news
}
