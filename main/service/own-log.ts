import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { withoutQuotes } from '../usage/transitions.ts'

export type LogLevel = 'info' | 'warning' | 'error'

/** The log of Seatlog itself: one line an event, its time in UTC, its level and its text. */
export interface OwnLog {
  /** The file; null as long as it cannot be written. */
  file(): string | null
  write(level: LogLevel, text: string): void
}

export interface OwnLogOptions {
  /** Local disk; made with the first line. */
  readonly folder: string
  readonly now: () => Date
  /** Stands as `~` in the log: its name is the user's. */
  readonly home: string
  /** With the next line over it the file becomes `seatlog.1.log`, in the place of the one before. */
  readonly maxBytes: number
}

/**
 * Opens the log in a folder. It never fails, since nothing must stop for it. What is quoted is left out: it is other people's
 * text. Each line is written whole and at once, so that several Seatlogs of a user may write one file.
 */
export function openOwnLog({ folder, now, home, maxBytes }: OwnLogOptions): OwnLog {
  const file = join(folder, 'seatlog.log')
  const homeless = withoutHome(home)
  let isWritten = true

  function append(line: string): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    if (size > 0 && size + Buffer.byteLength(line) > maxBytes) turn(size)
    appendFileSync(file, line, { mode: 0o600 })
  }

  function turn(size: number): void {
    try {
      renameSync(file, join(folder, 'seatlog.1.log'))
    } catch (error) {
      // Another Seatlog has done it, or is writing: the next line tries again. It must not grow for ever.
      if (size > 2 * maxBytes) throw error
    }
  }

  return {
    file: () => (isWritten ? file : null),
    write(level, text) {
      // To the last mark: what is quoted may hold some itself.
      const told = homeless(withoutQuotes(text).replaceAll(/".*"/g, '“…”'))
      const lines = told
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter(Boolean)
      try {
        append(`${now().toISOString()} ${level} ${lines.join(' | ')}\n`)
        isWritten = true
      } catch {
        // There is no better place to tell it than the health view, which does.
        isWritten = false
      }
    },
  }
}

/** Traces name files by their addresses, with `/` and `%20`. */
function withoutHome(home: string): (text: string) => string {
  const slashed = home.replaceAll('\\', '/').toWellFormed()
  // Of a service it may be the root, or nothing.
  if (/^\/*$/.test(slashed)) return (text) => text
  const forms = [...new Set([home, slashed, encodeURI(slashed)])].map((form) =>
    form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  )
  const pattern = new RegExp(forms.join('|'), home.includes('\\') ? 'gi' : 'g')
  return (text) => text.replaceAll(pattern, '~')
}

/** The log of this user on this computer, of two files of 1 MB at most. */
export function ownLogIn(localStateFolder: string): OwnLog {
  return openOwnLog({
    folder: join(localStateFolder, 'logs'),
    now: () => new Date(),
    home: homedir(),
    maxBytes: 1_000_000,
  })
}
