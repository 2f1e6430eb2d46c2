import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { ALERT_KINDS, type Alert } from '../../preload/contract/alerts.ts'
import { systemCode } from '../../preload/contract/system-code.ts'
import type { Memory, Remembered } from '../alerts/memory.ts'
import { realFiles } from '../datafiles/file-access.ts'

/** What is kept over restarts. */
export interface Kept {
  /** Newest first. */
  readonly alerts: readonly Alert[]
  readonly memory: Memory
}

const DAY = 86_400

const kind = v.picklist([...ALERT_KINDS, 'free'])
const alert = v.strictObject({
  id: v.number(),
  at: v.number(),
  kind,
  over: v.boolean(),
  tag: v.string(),
  feature: v.nullable(v.string()),
  title: v.string(),
  text: v.string(),
  place: v.string(),
})
const remembered = v.strictObject({
  id: v.string(),
  rule: v.string(),
  kind,
  scope: v.nullable(v.string()),
  lasting: v.boolean(),
  told: v.boolean(),
  since: v.number(),
  seenAt: v.number(),
  watched: v.number(),
  quietUntil: v.number(),
})
const kept = v.strictObject({ alerts: v.array(alert), remembered: v.array(remembered) })

/** On local disk, for this user of this computer alone. */
export const alertFile = (localStateFolder: string): string => join(localStateFolder, 'alerts.json')

/** What was kept in the folder; nothing where the file is missing or damaged: then some alerts are told once more. */
export function readKept(localStateFolder: string): Kept {
  let read: unknown
  try {
    read = JSON.parse(readFileSync(alertFile(localStateFolder), 'utf8'))
  } catch {
    read = null
  }
  const parsed = v.safeParse(kept, read)
  if (!parsed.success) return { alerts: [], memory: new Map() }
  const { alerts, remembered: all } = parsed.output
  return { alerts, memory: new Map(all.map((one) => [one.id, one])) }
}

/**
 * The file's text, which names no user: who holds a seat for long is left out. What was not told yet begins anew after a
 * restart; times that change with every look are kept by the day, so that the file is not written with each of them.
 */
export function keptText({ alerts, memory }: Kept): string {
  const told = [...memory.values()].filter((one) => one.told || one.quietUntil > one.seenAt)
  return JSON.stringify({
    alerts: alerts.map((one) => (one.kind === 'held' ? { ...one, text: 'By whom is not kept over a restart.' } : one)),
    remembered: told.map((one): Remembered => ({ ...one, watched: 0, seenAt: one.seenAt - (one.seenAt % DAY) })),
  })
}

/** Puts the text in the place of the file, readable for its owner alone. Why it could not, as one sentence; else null. */
export async function writeKept(localStateFolder: string, text: string): Promise<string | null> {
  const file = alertFile(localStateFolder)
  try {
    await mkdir(localStateFolder, { recursive: true })
    await realFiles.replace(file, text, 0o600)
    return null
  } catch (error) {
    const code = systemCode(error)
    if (code === null) throw error
    return `What was told cannot be kept in ${file} (${code}): after a restart some of it is told again.`
  }
}
