import { posix, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findLmutil, type LmutilSearch, searchHere } from '../../../main/poller/find-lmutil.ts'

/** A computer that holds these programs and nothing else. */
function computer(
  platform: NodeJS.Platform,
  programs: readonly string[],
  env: LmutilSearch['env'] = {},
): LmutilSearch & { readonly asked: string[] } {
  const asked: string[] = []
  const path = platform === 'win32' ? win32 : posix
  const folders = programs.flatMap((program) => ancestors(program, path))
  return {
    asked,
    platform,
    env,
    isProgram: async (file) => {
      asked.push(file)
      return programs.includes(file)
    },
    namesIn: async (folder) => [
      ...new Set(
        folders.filter((one) => path.relative(path.dirname(one), folder) === '').map((one) => path.basename(one)),
      ),
    ],
  }
}

function ancestors(file: string, path: typeof posix): string[] {
  const folder = path.dirname(file)
  return folder === file ? [] : [file, ...ancestors(folder, path)]
}

describe('finding lmutil', () => {
  it('takes what the settings say, there or not', async () => {
    const search = computer('linux', ['/usr/bin/lmutil'], { PATH: '/usr/bin' })
    expect(await findLmutil('/opt/wrong/lmutil', search)).toBe('/opt/wrong/lmutil')
    expect(search.asked).toEqual([])
  })

  it('looks through PATH before the usual folders, but not in relative ones', async () => {
    const programs = ['/opt/flexlm/lmutil', '/home/ann/bin/lmutil', 'bin/lmutil']
    const search = computer('linux', programs, { PATH: 'bin::/usr/bin:/home/ann/bin' })
    expect(await findLmutil('', search)).toBe('/home/ann/bin/lmutil')
    expect(search.asked).toEqual(['/usr/bin/lmutil', '/home/ann/bin/lmutil'])
  })

  it('reads Windows’ Path with its quotes and its own capitals', async () => {
    const search = computer('win32', ['D:\\my tools\\lmutil.exe'], { Path: 'C:\\Windows;"D:\\my tools"' })
    expect(await findLmutil('', search)).toBe('D:\\my tools\\lmutil.exe')
  })

  it.each([
    ['linux', '/opt/flexnetserver/lmutil'],
    ['linux', '/usr/local/flexlm/lmutil'],
    ['linux', '/usr/local/MATLAB/R2023b/etc/glnxa64/lmutil'],
    ['darwin', '/Applications/MATLAB_R2024a.app/etc/maca64/lmutil'],
    ['win32', 'C:\\Autodesk\\Network License Manager\\lmutil.exe'],
    ['win32', 'C:\\Program Files (x86)\\ArcGIS\\License10.5\\bin\\lmutil.exe'],
    ['win32', 'C:\\Program Files\\MATLAB\\R2024a\\etc\\win64\\lmutil.exe'],
    ['freebsd', '/opt/flexlm/bin/lmutil'],
  ] as const)('knows on %s %s', async (platform, program) => {
    const env = { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }
    expect(await findLmutil('', computer(platform, [program], env))).toBe(program)
  })

  it('takes the newest of several versions', async () => {
    const programs = ['9', '2018.06', '2025.03'].map((version) => `/opt/synopsys/scl/${version}/linux64/bin/lmutil`)
    expect(await findLmutil('', computer('linux', programs))).toBe(programs[2])
  })

  it('leaves out places whose variable is not set, and finds nothing where nothing is', async () => {
    const search = computer('win32', [])
    expect(await findLmutil('', search)).toBeNull()
    expect(search.asked.length).toBeGreaterThan(2)
    for (const file of search.asked) expect(file).toMatch(/^C:\\[^%]+\\lmutil\.exe$/)
  })

  it('takes for a program what is a file and may be run', async () => {
    const here = searchHere()
    expect(await here.isProgram(process.execPath)).toBe(true)
    expect(await here.isProgram(import.meta.dirname)).toBe(false)
    if (process.platform !== 'win32') expect(await here.isProgram(import.meta.filename)).toBe(false)
    expect(await here.namesIn(import.meta.dirname)).toContain('find-lmutil.test.ts')
    expect(await here.namesIn(import.meta.filename)).toEqual([])
  })
})
