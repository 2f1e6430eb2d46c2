import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAsk, isCut, type Question } from '../../../main/poller/ask.ts'

const programs = join(import.meta.dirname, '../../../fixtures/programs')
const question: Question = {
  lmutil: '',
  address: '27000@lic01',
  table: false,
  timeoutSeconds: 10,
  maxBytes: 1_000_000,
}
const ask = createAsk()
const askProgram = (name: string, changes: Partial<Question> = {}, signal?: AbortSignal) =>
  ask({ ...question, lmutil: join(programs, name), ...changes }, signal)

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // What was killed stays as a zombie until its parent, here perhaps one that does not care, takes note.
    return process.platform !== 'linux' || !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && isAlive(pid); tries++) await wait(20)
  return !isAlive(pid)
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatlog ask '))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('asking lmutil', () => {
  it('gives the arguments as they are, in the C locale, with no input', async () => {
    const blanks = join(folder, 'my lmutil.mjs')
    copyFileSync(join(programs, 'prints-its-arguments.mjs'), blanks)
    const address = '/opt/license files/$HOME && `id`.lic'
    const reply = await ask({ ...question, lmutil: blanks, address, table: true, timeoutSeconds: 30 })
    expect(reply).toMatchObject({ ended: 'exited', exitCode: 0, message: null })
    expect(JSON.parse(reply.text)).toEqual({
      args: ['lmstat', '-a', '-i', '-c', address, '-t', '10'],
      lang: 'C',
      lcAll: 'C',
    })
    expect(reply.command).toBe(`"${blanks}" lmstat -a -i -c "${address}" -t 10`)
    expect(isCut(reply)).toBe(false)
  })

  it('leaves the search to lmutil when there is no address', async () => {
    const reply = await askProgram('prints-its-arguments.mjs', { address: '' })
    expect(JSON.parse(reply.text).args).toEqual(['lmstat', '-a', '-t', '3'])
  })

  it.skipIf(process.platform === 'win32')('says no command word to the program’s other name, lmstat', async () => {
    const lmstat = join(folder, 'lmstat')
    copyFileSync(join(programs, 'prints-its-arguments.mjs'), `${lmstat}.mjs`)
    writeFileSync(lmstat, `#!/bin/sh\nexec "${process.execPath}" "$0.mjs" "$@"\n`, { mode: 0o755 })
    const reply = await ask({ ...question, lmutil: lmstat })
    expect(JSON.parse(reply.text).args).toEqual(['-a', '-c', '27000@lic01', '-t', '3'])
  })

  it('keeps a text in a program’s error output, and its exit code', async () => {
    const reply = await askProgram('exits-at-once.mjs')
    expect(reply).toMatchObject({ ended: 'exited', exitCode: 241, message: null })
    expect(reply.text).toContain('(-15,570:111 "Connection refused")')
  })

  it('loses no row of an answer that is not UTF-8, and puts the error output on lines of its own', async () => {
    const reply = await askProgram('writes-latin1.mjs')
    const users = reply.text.split('\n').map((line) => line.trim().split(' ')[0])
    expect(users).toEqual(['zoé', 'jörg', 'ann', 'warning', ''])
  })

  it('does not take a half answer that ended well for a cut one', async () => {
    const reply = await askProgram('prints-half.mjs')
    expect(reply).toMatchObject({ ended: 'exited', exitCode: 0 })
    expect(isCut(reply)).toBe(false)
  })
})

describe.concurrent('a program that misbehaves', () => {
  it('is stopped at the time limit, and what it said is kept', async () => {
    const reply = await askProgram('hangs.mjs', { timeoutSeconds: 1.3 })
    expect(reply.ended).toBe('timed-out')
    expect(reply.text).toContain('Users of alpha')
    expect(reply.message).toContain('27000@lic01 within 1.3 s')
    expect(isCut(reply)).toBe(true)
  })

  it('is ended when it ignores the polite signal', async () => {
    const reply = await askProgram('ignores-sigterm.mjs', { timeoutSeconds: 1.3 })
    expect(reply.ended).toBe('timed-out')
    expect(await isGone(Number(reply.text))).toBe(true)
  })

  it('takes its children with it, even deaf ones', async () => {
    const reply = await askProgram('leaves-a-child.mjs', { timeoutSeconds: 1.5 })
    expect(reply.ended).toBe('timed-out')
    const child = Number(reply.text)
    expect(child).toBeGreaterThan(1)
    expect(await isGone(child)).toBe(true)
  })

  it('is not waited for when a descendant of its own accord holds its output', async () => {
    const wrapper = join(folder, 'wrapper.mjs')
    const descendant = "[process.execPath, ['-e', 'setTimeout(() => {}, 4000)'], { detached: true, stdio: 'inherit' }]"
    const spawn = `import { spawn } from 'node:child_process'\nspawn(...${descendant}).unref()\n`
    writeFileSync(wrapper, `${spawn}process.stdout.write('lmutil')\n`)
    const reply = await ask({ ...question, lmutil: wrapper, timeoutSeconds: 1 })
    expect(reply).toMatchObject({ ended: 'timed-out', text: 'lmutil' })
  }, 3500)

  it('is stopped when it prints without end, and the beginning is kept', async () => {
    const reply = await askProgram('floods.mjs', { maxBytes: 100_000 })
    expect(reply.ended).toBe('too-much-output')
    expect(reply.text.length).toBe(100_000)
    expect(isCut(reply)).toBe(true)
  })

  it('is stopped by the caller’s signal', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 300)
    const reply = await askProgram('hangs.mjs', {}, controller.signal)
    expect(reply.ended).toBe('stopped')
    expect((await askProgram('hangs.mjs', {}, controller.signal)).ended).toBe('stopped')
  })

  it.skipIf(process.platform === 'win32')('is told to have been ended by somebody else', async () => {
    const killed = join(folder, 'killed.mjs')
    writeFileSync(killed, "process.kill(process.pid, 'SIGKILL')\n")
    const reply = await ask({ ...question, lmutil: killed })
    expect(reply).toMatchObject({ ended: 'exited', exitCode: null })
    expect(reply.message).toContain('ended by SIGKILL')
    expect(isCut(reply)).toBe(true)
  })
})

describe('a program that cannot be started', () => {
  it('was not found anywhere', async () => {
    const reply = await ask(question)
    expect(reply).toMatchObject({ ended: 'not-started', exitCode: null, text: '' })
    expect(reply.message).toContain('No lmutil was found')
  })

  it('is not at the path that was set', async () => {
    const reply = await askProgram('no-such-lmutil')
    expect(reply.ended).toBe('not-started')
    expect(reply.message).toMatch(/^There is no lmutil at .*no-such-lmutil: give the full path/)
    expect((await askProgram('no-such-script.mjs')).message).toMatch(
      /^There is no lmutil at .*no-such-script\.mjs: give/,
    )
  })

  it('is not in PATH', async () => {
    const reply = await ask({ ...question, lmutil: 'no-such-lmutil' })
    expect(reply.message).toMatch(/^No program no-such-lmutil is in PATH/)
  })

  it('is a folder', async () => {
    const reply = await ask({ ...question, lmutil: folder })
    expect(reply.message).toBe(`${folder} is a folder: give the full path of lmutil in the settings, or with --lmutil.`)
  })

  it.skipIf(process.platform === 'win32')('is not executable', async () => {
    const plain = join(folder, 'plain')
    writeFileSync(plain, '#!/bin/sh\n')
    chmodSync(plain, 0o644)
    const reply = await ask({ ...question, lmutil: plain })
    expect(reply.ended).toBe('not-started')
    expect(reply.message).toContain('is not executable: allow it with chmod +x')
  })

  it.skipIf(process.platform === 'win32')('lacks what loads it', async () => {
    const orphan = join(folder, 'orphan')
    writeFileSync(orphan, '#!/no/such/interpreter\n', { mode: 0o755 })
    const reply = await ask({ ...question, lmutil: orphan })
    expect(reply.ended).toBe('not-started')
    expect(reply.message).toContain('what starts it is missing')
  })

  it.skipIf(process.platform !== 'linux')('was built for another system', async () => {
    const windows = join(folder, 'lmutil.exe')
    writeFileSync(windows, `MZ${'\0'.repeat(200)}`, { mode: 0o755 })
    const reply = await ask({ ...question, lmutil: windows })
    expect(reply.message).toContain('is a program for Windows, this computer is Linux')
  })

  it('is not asked with an address that lmutil would take for an option', async () => {
    const reply = await askProgram('prints-its-arguments.mjs', { address: '-h' })
    expect(reply).toMatchObject({ ended: 'not-started', text: '' })
    expect(reply.message).toContain('"-h" is no address')
  })
})
