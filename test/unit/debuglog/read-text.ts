import { readFileSync } from 'node:fs'
import type { LogEvent } from '../../../main/debuglog/event.ts'
import { createLogReader } from '../../../main/debuglog/read-log.ts'
import type { LogSummary } from '../../../main/debuglog/summary.ts'

export interface ReadText {
  readonly events: readonly LogEvent[]
  readonly summary: LogSummary
}

/** A whole log, pushed in pieces of so many characters. */
export function readText(text: string, pieceLength = 65_536): ReadText {
  const reader = createLogReader()
  const events: LogEvent[] = []
  for (let at = 0; at < text.length; at += pieceLength) events.push(...reader.push(text.slice(at, at + pieceLength)))
  events.push(...reader.end())
  return { events, summary: reader.summary() }
}

/** `time daemon TYPE feature user@host seats` and the rest, as far as they are there. */
export function outline(event: LogEvent): string {
  const { time, offset, daemon, type, feature, user, host, seats, data, reason, code, components } = event
  const who = user === undefined ? host : `${user}@${host}`
  const parts = [time ?? '-', offset, daemon, type, feature, who, seats, data && `[${data}]`, reason, code, components]
  return parts.filter((part) => part !== undefined).join(' ')
}

export const sampleText = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/debuglog/${name}`, import.meta.url), 'utf8')
