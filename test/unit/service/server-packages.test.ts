import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServerPackages } from '../../../main/service/server-packages.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatlog-packages-'))
  file = join(folder, 'adskflex.lic')
})
afterEach(() => rmSync(folder, { recursive: true }))

const server = (more: object) => ({ tag: 'cad', address: '27000@lic-01', role: 'auto', ...more }) as const
const TOLD = [{ package: 'BOX_F', components: ['LID', 'HINGE'] }]

describe('the packages of a server', () => {
  it('come from its license file, whose path may be its address, and are read again when that changed', async () => {
    writeFileSync(file, 'PACKAGE BOX_F v COMPONENTS="LID HINGE"\n')
    const packages = createServerPackages(server({ address: file }))
    expect(await packages.read()).toEqual(TOLD)
    writeFileSync(file, 'PACKAGE BOX_F v COMPONENTS="LID"\n')
    utimesSync(file, 2000, 2000)
    expect(await packages.read()).toEqual([{ package: 'BOX_F', components: ['LID'] }])
    rmSync(file)
    expect(await packages.read()).toEqual([{ package: 'BOX_F', components: ['LID'] }])
    expect(packages.problem()).toBeNull()
  })

  it('are those of the table of the settings where it tells of them', async () => {
    writeFileSync(file, 'PACKAGE BOX_F v COMPONENTS="LID"\nPACKAGE BAG_F v COMPONENTS="ZIP"\n')
    const packages = createServerPackages(server({ licenseFile: file, packages: { BOX_F: ['LID', 'HINGE'] } }))
    expect(await packages.read()).toEqual([{ package: 'BAG_F', components: ['ZIP'] }, ...TOLD])
  })

  it('say in one sentence that the license file of the settings cannot be read', async () => {
    const packages = createServerPackages(server({ licenseFile: join(folder, 'gone.lic') }))
    expect(await packages.read()).toEqual([])
    expect(packages.problem()).toContain('gone.lic cannot be read for its packages (ENOENT): check the licenseFile')
    const ofFolder = createServerPackages(server({ licenseFile: folder }))
    expect(await ofFolder.read()).toEqual([])
    expect(ofFolder.problem()).toContain('it is no license file')
  })

  it('need nothing but an address', async () => {
    expect(await createServerPackages(server({})).read()).toEqual([])
  })
})
