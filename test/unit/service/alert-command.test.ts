import { expect, it } from 'vitest'
import { runAlertCommand, testInput } from '../../../main/service/alert-command.ts'

const run = (script: string) =>
  runAlertCommand([process.execPath, '-e', script], testInput(0), new AbortController().signal)

it('a command is not waited for when it leaves a program behind that holds its output', async () => {
  const descendant = "[process.execPath, ['-e', 'setTimeout(() => {}, 4000)'], { detached: true, stdio: 'inherit' }]"
  expect(await run(`require('node:child_process').spawn(...${descendant}).unref()`)).toBeNull()
}, 3500)

it('a command that has much to say and reads nothing ends with the last of its words', async () => {
  const said = await run("process.stderr.write('x'.repeat(3_000_000) + '\\n', () => process.exit(3))")
  expect(said).toMatch(/, which is run for alerts, ended with 3: “x{200}”\.$/)
})
