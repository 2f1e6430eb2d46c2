import type { KeepDays, NamesMode, SettingsPatch, SettingsView, Theme } from '../../preload/contract/settings.ts'
import { type DraftRule, draftOfRule, ruleOf } from './rule-draft.ts'
import { type DraftServer, draftOfServer, filled, serverOf } from './server-draft.ts'
import { linesOf, namesOf, numberOf } from './typed.ts'

/** Kinds of files that may be deleted some day, in the order they are shown. */
export const KEPT = ['features', 'users', 'checkouts', 'denials', 'events'] as const satisfies (keyof KeepDays)[]

/** The settings as they are being typed: numbers as text, lists of paths and names one a line. */
export interface Draft {
  readonly servers: readonly DraftServer[]
  readonly lmutil: string
  readonly intervalSeconds: string
  readonly timeoutSeconds: string
  readonly dataFolder: string
  readonly recordIntervalSeconds: string
  readonly capacityIntervalSeconds: string
  readonly names: NamesMode
  /** Days; empty: for ever. */
  readonly keepDays: Readonly<Record<keyof KeepDays, string>>
  readonly archiveFolders: string
  /** Null: those Seatlog begins with. */
  readonly alerts: readonly DraftRule[] | null
  /** Arguments one a line, as they are handed over. */
  readonly alertCommand: { readonly program: string; readonly args: string }
  /** A group a line, its names with blanks between. */
  readonly equivalentFeatures: string
  readonly denialWindowSeconds: string
  readonly theme: Theme
  readonly startOnLogin: boolean
}

/** A form filled with the settings. */
export function draftOf(settings: SettingsView): Draft {
  const [program = '', ...args] = settings.alertCommand
  return {
    servers: settings.servers.map(draftOfServer),
    lmutil: settings.lmutil,
    intervalSeconds: String(settings.intervalSeconds),
    timeoutSeconds: String(settings.timeoutSeconds),
    dataFolder: settings.dataFolder,
    recordIntervalSeconds: String(settings.recordIntervalSeconds),
    capacityIntervalSeconds: String(settings.capacityIntervalSeconds),
    names: settings.names,
    keepDays: {
      features: String(settings.keepDays.features ?? ''),
      users: String(settings.keepDays.users ?? ''),
      checkouts: String(settings.keepDays.checkouts ?? ''),
      denials: String(settings.keepDays.denials ?? ''),
      events: String(settings.keepDays.events ?? ''),
    },
    archiveFolders: settings.archiveFolders.join('\n'),
    alerts: settings.alertsInUse.map(draftOfRule),
    alertCommand: { program, args: args.join('\n') },
    equivalentFeatures: settings.equivalentFeatures.map((group) => group.join(' ')).join('\n'),
    denialWindowSeconds: String(settings.denialWindowSeconds),
    theme: settings.theme,
    startOnLogin: settings.startOnLogin,
  }
}

/** What a form differs in from the settings: what there is to save. Whether it can be right is for main to say. */
export function changesOf(draft: Draft, settings: SettingsView): SettingsPatch {
  const before = valuesOf(draftOf(settings), settings)
  const after = valuesOf(draft, settings)
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Draft]),
  )
  return Object.fromEntries(changed)
}

/** Those of some settings only. */
export function restrictedTo(changes: SettingsPatch, keys: readonly (keyof Draft)[]): SettingsPatch {
  return Object.fromEntries(Object.entries(changes).filter(([key]) => keys.some((one) => one === key)))
}

type Values = { readonly [K in keyof Draft]: NonNullable<SettingsPatch[K]> | null }

function valuesOf(draft: Draft, settings: SettingsView): Values {
  const program = draft.alertCommand.program.trim()
  return {
    servers: filled(draft.servers).map((server) => serverOf(server, settings.servers)),
    lmutil: draft.lmutil.trim(),
    intervalSeconds: numberOf(draft.intervalSeconds),
    timeoutSeconds: numberOf(draft.timeoutSeconds),
    dataFolder: draft.dataFolder.trim(),
    recordIntervalSeconds: numberOf(draft.recordIntervalSeconds),
    capacityIntervalSeconds: numberOf(draft.capacityIntervalSeconds),
    names: draft.names,
    keepDays: Object.fromEntries(
      KEPT.filter((kind) => draft.keepDays[kind].trim() !== '').map((kind) => [kind, numberOf(draft.keepDays[kind])]),
    ),
    archiveFolders: linesOf(draft.archiveFolders),
    alerts: draft.alerts?.map(ruleOf) ?? null,
    alertCommand: program === '' ? [] : [program, ...linesOf(draft.alertCommand.args)],
    equivalentFeatures: linesOf(draft.equivalentFeatures).map(namesOf),
    denialWindowSeconds: numberOf(draft.denialWindowSeconds),
    theme: draft.theme,
    startOnLogin: draft.startOnLogin,
  }
}
