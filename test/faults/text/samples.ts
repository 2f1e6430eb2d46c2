import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { debugLogText } from '../../../main/demo/debug-log.ts'
import { lmstatText } from '../../../main/demo/lmstat-text.ts'
import { createSite } from '../../../main/demo/site.ts'
import { decodeText } from '../../../main/poller/decode.ts'

const ROOT = join(import.meta.dirname, '../../..')
const AT = Date.UTC(2026, 2, 3, 10, 5) / 1000
const site = createSite({ seed: 5, zone: 'Europe/Berlin' })

/** What lmstat prints: our samples, those of the developers where they are there, and the simulated server's. */
export function lmstatSamples(): readonly string[] {
  const modes = (['a', 'i', 'ai', 'vd', 'A'] as const).map((mode) =>
    lmstatText(site, { at: AT, address: '', mode, windows: mode === 'i' }),
  )
  return [...modes, ...textsIn('lmstat')]
}

/** Debug logs, likewise; of the simulated server an hour each. */
export function debugLogSamples(): readonly string[] {
  const hours = site.servers.map((server) => debugLogText(site, { server, from: AT - 3600, to: AT }))
  return [...hours, ...textsIn('debuglog')]
}

function textsIn(kind: 'lmstat' | 'debuglog'): readonly string[] {
  return [join(ROOT, 'fixtures', kind), join(ROOT, '../shared/fixtures', kind)].flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /\.(?:txt|log)$/.test(name))
          .map((name) => decodeText(readFileSync(join(folder, name)).subarray(0, 60_000)))
      : [],
  )
}
