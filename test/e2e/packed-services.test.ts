import { readFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { ensureBrowser } from '../../build/browser.ts'
import { ROOT, run, works } from './packed.ts'

const SOURCES = path.join(ROOT, 'build', 'logger')
const hasSystemd = await works('systemd-analyze', '--version')

describe('the logger starts with the computer', () => {
  it.skipIf(!hasSystemd)('by a unit in which systemd finds nothing wrong', async () => {
    const unit = path.join(SOURCES, 'seatlog.service')
    expect(await run(['systemd-analyze', 'verify', '--man=no', unit])).toBe('')
    expect(readFileSync(unit, 'utf8')).toMatch(/^ExecStart=.*seatlog\.mjs poll --machine$[\s\S]*^Restart=on-failure$/m)
  })

  it('by a task of Windows that is never ended, runs once, and is started again after a failure', async () => {
    const xml = readFileSync(path.join(SOURCES, 'seatlog-task.xml'), 'utf8')
    // Without an encoding Windows takes it from a file as from a text in memory.
    expect(xml).toMatch(/^<\?xml version="1\.0"\?>\n/)
    expect(/^[\t\n -~]*$/.test(xml)).toBe(true)
    const browser = await chromium.launch({ executablePath: await ensureBrowser() })
    const task = await browser
      .newPage()
      .then((page) => page.evaluate(readTask, xml))
      .finally(() => browser.close())
    expect(task).toEqual({
      error: null,
      namespace: 'http://schemas.microsoft.com/windows/2004/02/mit/task',
      parts: ['RegistrationInfo', 'Triggers', 'Principals', 'Settings', 'Actions'],
      trigger: [
        ['Enabled', 'true'],
        ['Repetition', 'PT5M'],
      ],
      principal: { id: 'Logger', user: 'S-1-5-18' },
      settings: {
        MultipleInstancesPolicy: 'IgnoreNew',
        DisallowStartIfOnBatteries: 'false',
        StopIfGoingOnBatteries: 'false',
        StartWhenAvailable: 'true',
        ExecutionTimeLimit: 'PT0S',
        RestartOnFailure: 'Interval=PT1M Count=255',
      },
      context: 'Logger',
      command: '%ProgramFiles%\\nodejs\\node.exe',
      arguments: '"%ProgramFiles%\\Seatlog Logger\\node_modules\\seatlog-logger\\seatlog.mjs" poll --machine',
    })
  })
})

/** Runs in a page, whose parser of XML takes nothing that is not well-formed. */
function readTask(xml: string) {
  const found = new DOMParser().parseFromString(xml, 'application/xml')
  const one = (selector: string) => found.querySelector(selector)
  const words = (selector: string) => one(selector)?.textContent.trim() ?? null
  const below = (selector: string) => [...(one(selector)?.children ?? [])]
  const value = (element: Element): string =>
    element.localName === 'RestartOnFailure'
      ? [...element.children].map((child) => `${child.localName}=${child.textContent}`).join(' ')
      : element.textContent.trim()
  return {
    error: words('parsererror'),
    namespace: one('Task')?.namespaceURI ?? null,
    parts: below('Task').map((element) => element.localName),
    trigger: below('Triggers > BootTrigger').map((element) => [element.localName, value(element)]),
    principal: { id: one('Principal')?.getAttribute('id') ?? null, user: words('Principal > UserId') },
    settings: Object.fromEntries(below('Settings').map((element) => [element.localName, value(element)])),
    context: one('Actions')?.getAttribute('Context') ?? null,
    command: words('Exec > Command'),
    arguments: words('Exec > Arguments'),
  }
}
