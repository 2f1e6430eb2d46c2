import { resolve } from 'node:path'
import { InvalidArgumentError } from 'commander'
import Conf from 'conf'
import type { SettingsSource } from '../service/settings-source.ts'

/** What tells where the settings are and what counts over them. */
export interface SettingsOptions {
  readonly data?: string
  readonly server?: readonly ServerOption[]
  readonly lmutil?: string
  readonly config?: string
  readonly machine?: boolean
}

export interface GlobalOptions extends SettingsOptions {
  readonly once?: boolean
  readonly port?: string
  readonly summary?: boolean
  readonly tag?: string
  readonly zone?: string
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly anyway?: boolean
}

interface ServerOption {
  readonly tag: string
  readonly address: string
}

/** A blank folder, as from a variable that is not set, would mean the folder one happens to be in. */
export function dataOption(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It needs the path of a folder.')
  return resolve(text)
}

/** `TAG=ADDRESS`, one more of them. Whether tag and address are good the settings' schema says. */
export function serverOption(text: string, before: readonly ServerOption[] | undefined): readonly ServerOption[] {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write it as TAG=ADDRESS, such as main=27000@lic1.')
  return [...(before ?? []), { tag: text.slice(0, at), address: text.slice(at + 1) }]
}

/** The settings a command goes by: the saved ones, under what its options say. */
export function settingsSource(options: SettingsOptions, watch: boolean): SettingsSource {
  const overrides = {
    ...(options.data === undefined ? {} : { dataFolder: options.data }),
    ...(options.server === undefined ? {} : { servers: options.server }),
    ...(options.lmutil === undefined ? {} : { lmutil: asPath(options.lmutil) }),
  }
  return {
    openFile: (file) => new Conf(file),
    ...(options.config === undefined ? {} : { config: resolve(options.config) }),
    ...(options.machine === undefined ? {} : { machineWide: options.machine }),
    ...(Object.keys(overrides).length === 0 ? {} : { overrides }),
    watch,
  }
}

/** A bare name is for the search in PATH; anything else must mean the same file wherever it is run from. */
const asPath = (text: string): string => (/[\\/]/.test(text) ? resolve(text) : text)
