import { parseMoment, type StatusMoment } from './dates.ts'

/** Banner, status date, errors, and the lines that mean nothing (GRAMMAR A2). Lines as in feature-lines.ts. */

/** `lmutil` of `lmutil - Copyright (c) 1989-2018 Flexera. All Rights Reserved.` */
export function parseBanner(line: string): string | undefined {
  return /^(\S+) - copyright \(c\)/i.exec(line)?.[1]
}

/** The date of `Flexible License Manager status on Thu 11/23/2017 15:08`; `-vd` prints the date alone. */
export function parseStatusDate(line: string): StatusMoment | undefined {
  const date = /^(?:flexible license manager status on )?([a-z]{3,9} \S+ \S+)$/i.exec(line)?.[1]
  const moment = date === undefined ? undefined : parseMoment(date)
  return moment?.year === undefined ? undefined : { ...moment, year: moment.year }
}

/** `-15,570` of `(-15,570:115 "Operation now in progress")` and of `FlexNet Licensing error:-15,570`. */
export function errorCode(text: string): string | undefined {
  return /(?:\(|error: ?)(-\d{1,5},-?\d{1,9})(?!\d)/i.exec(text)?.[1]
}

/** Lines that say the server gave no answer, whatever their code. */
export function isErrorLine(key: string): boolean {
  return /^(?:error getting status|error:|lmgrd is not running)/.test(key)
}

/** `----------`, between servers or around the output. */
export function isSeparator(line: string): boolean {
  return /^[-=_*]{3,}$/.test(line)
}

/** The line under the headings of the `-i` table. */
export function isUnderline(line: string): boolean {
  return /^[-=_ ]{3,}$/.test(line)
}

/** `...`, where somebody cut the text by hand. */
export function isElision(line: string): boolean {
  return /^(?:\.{3,}|…|\[\.{3,}\])$/.test(line)
}

/** The note before the table of `-i`, three lines; it ends the usage part. */
export function isNote(key: string): boolean {
  return /^(?:note: lmstat -i|but only reads the license file|lmstat -a is recommended)/.test(key)
}

/** What lmutil, the shell or a license daemon in the same terminal say beside the answer; `key` is in lower case. */
export function isNoise(key: string): boolean {
  return (
    key.startsWith('[detecting ') ||
    // The version of `lmstat -v`.
    /^lmstat(?: v\d.*)?$/.test(key) ||
    /^flex(?:lm|net licensing|net publisher)? v\d/.test(key) ||
    // A daemon's log: `12:59:48 (mgcld) TCP_NODELAY NOT enabled`, or with a full date.
    /^(?:\d{1,2}:\d{2}:\d{2}|\d{4}-\d\d-\d\dt\S+) \(/.test(key) ||
    // The command that was typed.
    /(?:^|[ /\\>$%#"'])lm(?:util|stat)(?:\.exe)?["']? (?:lmstat\b|-[a-z])/.test(key)
  )
}
