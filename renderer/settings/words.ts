import type { FolderChecked } from '../../preload/contract/settings.ts'
import type { Formats } from '../formats.ts'
import { listed, spanText } from '../wording.ts'

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** So many bytes in the unit that needs the fewest figures: `412 GB`, `1.5 TB`. */
export function sizeText(bytes: number, formats: Formats): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  const rounded = value < 10 && power > 0 ? Math.round(value * 10) / 10 : Math.round(value)
  return `${formats.count(rounded)} ${UNITS[power]}`
}

/** What a data folder can do, in a sentence or two; what it cannot stands in `problem`. */
export function folderSentence({ free, tags }: FolderChecked, formats: Formats): string {
  const room = free === null ? '' : ` and has ${sizeText(free, formats)} free`
  const record = tags.length === 0 ? '' : ` It holds a record of ${listed(tags)}, which goes on.`
  return `It can be written${room}.${record}`
}

/** A typed length of time in its two largest units, without those that are 0: `5 min`, `1 h`, `1 d 2 h`. */
export const roundSpan = (seconds: number, formats: Formats): string =>
  spanText(seconds, formats).replace(' 00 min', '')
