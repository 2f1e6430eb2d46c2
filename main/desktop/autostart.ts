import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { systemCode } from '../../preload/contract/system-code.ts'
import type { LoginItem } from './login-item.ts'

/**
 * Start on login where a desktop goes by the XDG autostart specification: an entry in `autostart` of the user's
 * configuration folder, which runs the command (full path and arguments).
 */
export function autostart(configFolder: string, command: readonly string[]): LoginItem {
  const file = path.join(configFolder, 'autostart', 'seatlog.desktop')
  return {
    name: file,
    isSwitchedOff: () => isSwitchedOff(read(file)),
    set(on) {
      if (!on) {
        rmSync(file, { force: true })
        return
      }
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, autostartEntry(command))
    },
  }
}

/** The entry's text. Without its program it is passed over, so that one left behind does no harm. */
export function autostartEntry(command: readonly string[]): string {
  const [program = ''] = command
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Seatlog',
    'Comment=Shows who holds which FlexLM license seat',
    `TryExec=${stringValue(program)}`,
    `Exec=${stringValue(command.map(execArgument).join(' '))}`,
    'Icon=seatlog',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Whether the user has switched the entry off in the desktop's own settings, which write that into the file. */
export function isSwitchedOff(entry: string): boolean {
  return /^Hidden\s*=\s*true\s*$|^X-GNOME-Autostart-enabled\s*=\s*false\s*$/m.test(entry)
}

/** Quoted as the Desktop Entry Specification wants arguments of `Exec`, in which `%` begins a field code. */
function execArgument(argument: string): string {
  const text = argument.replaceAll('%', '%%')
  return /^[\w@%+:,./-]+$/.test(text) ? text : `"${text.replace(/["`$\\]/g, '\\$&')}"`
}

/** Escaped as every value of the type string, over whatever else is. */
function stringValue(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}

/** Empty where there is none. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return ''
    throw error
  }
}
