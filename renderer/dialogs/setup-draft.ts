import type { NamesMode, SettingsPatch, SettingsView } from '../../preload/contract/api.ts'

/** The set-up form as it is being typed. `id` keeps a server's row apart from its neighbors. */
export interface Draft {
  readonly servers: readonly DraftServer[]
  readonly lmutil: string
  readonly dataFolder: string
  readonly names: NamesMode
  readonly interval: string
}

export interface DraftServer {
  readonly id: number
  readonly tag: string
  readonly address: string
}

/** A form filled with the settings, and with one empty server where there is none. */
export function draftOf(settings: SettingsView): Draft {
  const servers = settings.servers.map(({ tag, address }, id) => ({ id, tag, address }))
  return {
    servers: servers.length === 0 ? [{ id: 0, tag: '', address: '' }] : servers,
    lmutil: settings.lmutil,
    dataFolder: settings.dataFolder,
    names: settings.names,
    interval: String(settings.intervalSeconds),
  }
}

/** What is saved: without blanks around, without rows left empty. Whether it can be right is for main to say. */
export function patchOf(draft: Draft): SettingsPatch {
  return {
    servers: draft.servers
      .map(({ tag, address }) => ({ tag: tag.trim(), address: address.trim() }))
      .filter(({ tag, address }) => tag !== '' || address !== ''),
    lmutil: draft.lmutil.trim(),
    dataFolder: draft.dataFolder.trim(),
    names: draft.names,
    intervalSeconds: Number(draft.interval),
  }
}
