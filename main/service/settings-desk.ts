import { failure, ok, type Result } from '../../preload/contract/result.ts'
import type { SettingsView } from '../../preload/contract/settings.ts'
import { rulesInUse } from '../alerts/rules.ts'
import { realFiles } from '../datafiles/file-access.ts'
import { guardFiles } from '../datafiles/guarded-files.ts'
import { findLmutil, searchHere } from '../poller/find-lmutil.ts'
import { thisMachine } from '../settings/places.ts'
import type { SettingsStore } from '../settings/store.ts'
import type { Handlers } from './handlers.ts'
import { createOwnTable, ownCodesFile } from './own-table.ts'
import { findServers } from './setup-find.ts'
import { checkFolder } from './setup-folder.ts'
import { serverSearchHere } from './setup-here.ts'
import { tryLog } from './setup-log.ts'

/** Everything the window does with settings. */
export interface SettingsDesk {
  readonly handlers: Pick<
    Handlers,
    | 'settings.get'
    | 'settings.save'
    | 'settings.check'
    | 'settings.export'
    | 'settings.import'
    | 'settings.codes'
    | 'settings.saveCodes'
    | 'setup.find'
    | 'setup.folder'
    | 'setup.log'
  >
  view(): SettingsView
}

export interface SettingsDeskParts {
  readonly store: SettingsStore
  readonly lmutilFound: () => string | null
  /** This Seatlog logs a server. */
  readonly logs: () => boolean
  /** When what was saved is in effect. */
  readonly applied: () => Promise<void>
  /** The user's own table of feature codes has changed. */
  readonly codesChanged: () => void
}

export function createSettingsDesk(parts: SettingsDeskParts): SettingsDesk {
  const { store, applied } = parts
  const table = createOwnTable(ownCodesFile(store))
  // What is tried while it is typed must not be asked again and again where a share hangs.
  const files = guardFiles(realFiles, 10_000)

  function view(): SettingsView {
    const { pseudonymKey: _key, tellWhenFree: _tell, ...shown } = store.current()
    return {
      ...shown,
      lmutilFound: parts.lmutilFound(),
      alertsInUse: rulesInUse(shown.alerts, parts.logs()),
      locked: store.locked(),
    }
  }

  async function inEffect(saved: Result<unknown>): Promise<Result<SettingsView>> {
    if (!saved.ok) return saved
    await applied()
    return ok(view())
  }

  return {
    view,
    handlers: {
      'settings.get': async () => ok(view()),
      'settings.save': (patch) => inEffect(store.save(patch)),
      'settings.check': async (patch) => ok({ problems: store.check(patch) }),
      'settings.export': async () =>
        ok({ fileName: 'seatlog-settings.json', text: `${JSON.stringify(store.own(), null, 2)}\n` }),
      async 'settings.import'({ text }) {
        const values = parsed(text)
        return values === null ? NO_SETTINGS : inEffect(store.replace(values))
      },
      'settings.codes': () => table.read(),
      async 'settings.saveCodes'({ codes }) {
        const saved = await table.save(codes)
        if (saved.ok) parts.codesChanged()
        return saved
      },
      async 'setup.find'() {
        const [lmutil, servers] = await Promise.all([
          findLmutil('', searchHere()),
          findServers(serverSearchHere(thisMachine()), store.current().servers),
        ])
        return ok({ lmutil, servers })
      },
      'setup.folder': async ({ folder }) => ok(await checkFolder(folder, files)),
      'setup.log': async ({ path }) => ok(await tryLog(path)),
    },
  }
}

const NO_SETTINGS = failure(
  'bad-settings',
  'This is no file of settings: choose one that Seatlog has exported, named seatlog-settings.json.',
)

function parsed(text: string): object | null {
  try {
    const values: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof values === 'object' && values !== null && !Array.isArray(values) ? values : null
  } catch {
    return null
  }
}
