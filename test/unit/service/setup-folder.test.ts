import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { guardFiles } from '../../../main/datafiles/guarded-files.ts'
import { checkFolder } from '../../../main/service/setup-folder.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seatlog-folder-'))
})
afterEach(() => {
  chmodSync(root, 0o700)
  rmSync(root, { recursive: true, force: true })
})

const isRoot = process.getuid?.() === 0

describe('a data folder that is tried', () => {
  it('can be written, has room, and nothing of the trial is left', async () => {
    const found = await checkFolder(` "${root}" `, realFiles)
    expect(found).toEqual({ problem: null, free: expect.any(Number), tags: [] })
    expect(found.free).toBeGreaterThan(0)
    expect(readdirSync(root)).toEqual([])
  })

  it('need not be there when the folder above it is, and is not made', async () => {
    const found = await checkFolder(join(root, 'Seatlog'), realFiles)
    expect(found).toEqual({ problem: null, isNew: true, free: expect.any(Number), tags: [] })
    expect(readdirSync(root)).toEqual([])
  })

  it('tells the tags of the record it holds', async () => {
    for (const folder of ['state', 'events/cad', 'checkouts/CAD', 'capacity/eda', 'checkouts/not a tag']) {
      mkdirSync(join(root, folder), { recursive: true })
    }
    writeFileSync(join(root, 'state', 'root.json'), '{"format":1,"tag":"main"}')
    writeFileSync(join(root, 'events', 'README'), '')
    const { problem, tags } = await checkFolder(root, realFiles)
    expect(problem).toBeNull()
    expect(tags.map((tag) => tag.toLowerCase())).toEqual(['cad', 'eda', 'main'])
  })

  it('must have a folder above it', async () => {
    expect(await checkFolder(join(root, 'a', 'b'), realFiles)).toEqual({
      problem: `Neither ${join(root, 'a', 'b')} nor ${join(root, 'a')} is there: make ${join(root, 'a')} first, or connect its drive.`,
      free: null,
      tags: [],
    })
  })

  it('must be no file, and a full path of this system', async () => {
    writeFileSync(join(root, 'file'), '')
    const file = join(root, 'file')
    expect((await checkFolder(file, realFiles)).problem).toBe(
      `${file} is, or lies below, a file: choose another data folder.`,
    )
    expect((await checkFolder(join(file, 'below'), realFiles)).problem).toBe(
      `${join(file, 'below')} is, or lies below, a file: choose another data folder.`,
    )
    expect((await checkFolder('data', realFiles)).problem).toBe('The data folder must be a full path.')
    if (process.platform !== 'win32') {
      expect((await checkFolder('C:\\data', realFiles)).problem).toMatch(/^C:\\data is no full path on this computer/)
    }
  })

  it.skipIf(process.platform === 'win32' || isRoot)(
    'that may not be written says so, there or to be made',
    async () => {
      chmodSync(root, 0o500)
      const sentence = (folder: string) => `${folder} cannot be written (EACCES): give this user the right to write it.`
      expect((await checkFolder(root, realFiles)).problem).toBe(sentence(root))
      expect((await checkFolder(join(root, 'new'), realFiles)).problem).toBe(sentence(join(root, 'new')))
    },
  )

  it('that refuses a file is told in one sentence', async () => {
    const refusing = {
      ...realFiles,
      create: async (path: string) => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write', path })
      },
    }
    expect(await checkFolder(root, refusing)).toEqual({
      problem: `${root} is full (ENOSPC): make room there.`,
      free: null,
      tags: [],
    })
  })

  it('that does not answer is not waited for', async () => {
    const hanging = { ...realFiles, hasFolder: () => new Promise<boolean>(() => undefined) }
    const { problem } = await checkFolder(root, guardFiles(hanging, 20))
    expect(problem).toBe(`${root} cannot be reached (ETIMEDOUT): check its drive or the network.`)
  })

  it.skipIf(process.platform === 'win32')('is no pipe, whose writer nobody waits for', async () => {
    const pipe = join(root, 'pipe')
    execFileSync('mkfifo', [pipe])
    const { problem } = await checkFolder(pipe, guardFiles(realFiles, 1000))
    expect(problem).toBe(`${pipe} is, or lies below, a file: choose another data folder.`)
  })
})
