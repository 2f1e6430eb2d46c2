import { addressProblem } from '../../preload/contract/address.ts'
import type { NamesMode, SettingsPatch, SettingsView } from '../../preload/contract/api.ts'
import { tagProblem } from '../../preload/contract/tag.ts'

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

/** A field that can be wrong; of servers' fields, which one's, by the `id` of its row. */
export type Field = 'lmutil' | 'dataFolder' | 'interval' | `tag ${number}` | `address ${number}`

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

/** Whether something was typed that is not saved. */
export const isEdited = (draft: Draft, settings: SettingsView): boolean =>
  JSON.stringify(patchOf(draft)) !== JSON.stringify(patchOf(draftOf(settings)))

/** What an empty address does, told of a row that has a tag; null where there is nothing to tell. */
export function emptyAddressNote({ tag, address }: DraftServer): string | null {
  return tag.trim() === '' || address.trim() !== '' ? null : 'Empty: lmutil’s own search (LM_LICENSE_FILE).'
}

/** Why a form is not even sent: saving no server would leave the demo as it is, and look like success. */
export function refusal(patch: SettingsPatch, demo: boolean): string | null {
  return demo && patch.servers?.length === 0 ? 'Add a server, or cancel to keep the demo.' : null
}

/** The field that the sentence of a failed save speaks of; null where it cannot be told. */
export function fieldOf(message: string, draft: Draft): Field | null {
  const [, named] = /^(?:Not saved: )?(?:the )?(path of lmutil|data folder|interval|server)/i.exec(message) ?? []
  switch (named?.toLowerCase()) {
    case 'path of lmutil':
      return 'lmutil'
    case 'data folder':
      return 'dataFolder'
    case 'interval':
      return 'interval'
    case 'server':
      return wrongServerField(draft)
    default:
      return null
  }
}

function wrongServerField({ servers }: Draft): Field | null {
  const filled = servers
    .map(({ id, tag, address }) => ({ id, tag: tag.trim(), address: address.trim() }))
    .filter(({ tag, address }) => tag !== '' || address !== '')
  const tags = filled.map(({ tag }) => tag)
  for (const [index, { id, tag, address }] of filled.entries()) {
    if (tagProblem(tag, tags.slice(0, index)) !== null) return `tag ${id}`
    if (addressProblem(address) !== null) return `address ${id}`
  }
  return null
}
