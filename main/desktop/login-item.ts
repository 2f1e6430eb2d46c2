import { systemCode } from '../../preload/contract/system-code.ts'
import type { Service } from '../service/host.ts'

/** What starts Seatlog on login, in the system's own keeping. */
export interface LoginItem {
  /** For sentences. */
  readonly name: string
  /** The user has switched it off in the system's settings, where it is still listed. */
  isSwitchedOff(): boolean
  /** Throws where the system does not take it. */
  set(on: boolean): void
}

const ID = 'start-on-login'

/**
 * Follows the setting. Every change is written. At the start the entry is written anew where the setting is on, because
 * the program may have been moved; but not where the user has switched it off in the system's settings: that counts, and
 * is told.
 */
export async function followLoginSetting(service: Service, item: LoginItem): Promise<void> {
  const settings = await service.call('settings.get', null)
  let wanted = settings.ok && settings.value.startOnLogin
  const tryTo = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      const why = systemCode(error) ?? (error instanceof Error ? error.message : String(error))
      const message = `Start on login could not be switched ${wanted ? 'on' : 'off'} in ${item.name} (${why}): allow Seatlog to write there, then change the setting again.`
      service.note(ID, { kind: 'warning', message })
    }
  }

  if (wanted) {
    tryTo(() => {
      if (!item.isSwitchedOff()) item.set(true)
      else service.note(ID, { kind: 'info', message: SWITCHED_OFF })
    })
  }
  service.on('settings.changed', ({ startOnLogin }) => {
    if (startOnLogin === wanted) return
    wanted = startOnLogin
    service.note(ID, null)
    tryTo(() => item.set(wanted))
  })
}

const SWITCHED_OFF =
  'Seatlog does not start on login: the setting is on, but it was switched off in the settings of the system. Switch it on there, or off here.'
