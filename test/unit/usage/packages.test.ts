import { describe, expect, it } from 'vitest'
import { joinedPackages, packagesByComponent, packagesOfLicense } from '../../../main/usage/packages.ts'

const LICENSE = `SERVER lic-01 001122334455 27000
USE_SERVER
VENDOR adskflex port=2080
PACKAGE 64300ACD_F adskflex 1.000 COMPONENTS="57000ACD_2013_0F \\
	54600ACD_2012_0F:1.000 \\
	51200ACD_2011_0F:1.000:30" OPTIONS=SUITE SUPERSEDE ISSUED=14-mar-2026 \\
	SIGN="00A1 00B2"
INCREMENT 64300ACD_F adskflex 1.000 permanent 30 VENDOR_STRING=commercial:permanent
# PACKAGE OLD_F adskflex COMPONENTS="GONE_1"
  package SOLO_F adskflex COMPONENTS=MESH OPTIONS=SUITE
PACKAGE EMPTY_F adskflex 1.000 OPTIONS=SUITE
`

describe('packages', () => {
  it('are read from the PACKAGE lines of a license file, with lines that go on', () => {
    expect(packagesOfLicense(LICENSE)).toEqual([
      { package: '64300ACD_F', components: ['57000ACD_2013_0F', '54600ACD_2012_0F', '51200ACD_2011_0F'] },
      { package: 'SOLO_F', components: ['MESH'] },
    ])
  })

  it('are read from a file written on Windows, and of two lines of one package both', () => {
    const text = '\ufeffPACKAGE A v COMPONENTS="x \\\r\n y"\r\nPACKAGE a v 2.0 COMPONENTS="y z"\r\n'
    expect(packagesOfLicense(text)).toEqual([{ package: 'A', components: ['x', 'y', 'z'] }])
  })

  it('are read at once from a hostile file of many lines of one package, and of one component', () => {
    const many = 50_000
    const lines = Array.from({ length: many }, (_, index) => [
      `PACKAGE A v COMPONENTS=x${index}`,
      `PACKAGE B${index} v COMPONENTS=y`,
    ])
    const packages = packagesOfLicense(lines.flat().join('\n'))
    expect(packages).toHaveLength(many + 1)
    const joined = joinedPackages(packages)
    expect(joined).toHaveLength(many + 1)
    expect(joined[0]?.components).toHaveLength(many)
    expect(packagesByComponent(joined).get('y')).toHaveLength(many)
  })

  it('are none in other text', () => {
    expect(packagesOfLicense('')).toEqual([])
    expect(packagesOfLicense('INCREMENT A v 1.0 permanent 5 NOTICE="see PACKAGE B COMPONENTS=x"')).toEqual([])
  })

  it('are taken from the first list that tells of them', () => {
    const own = [{ package: 'suite_f', components: ['a'] }]
    const license = [
      { package: 'SUITE_F', components: ['b'] },
      { package: 'BOX_F', components: ['c'] },
    ]
    expect(joinedPackages(own, license)).toEqual([
      { package: 'BOX_F', components: ['c'] },
      { package: 'suite_f', components: ['a'] },
    ])
  })

  it('are told of each component, without regard to case, and never of themselves', () => {
    const found = packagesByComponent([
      { package: 'P', components: ['A', 'a', 'P', 'b'] },
      { package: 'Q', components: ['B'] },
    ])
    expect([...found]).toEqual([
      ['a', ['P']],
      ['b', ['P', 'Q']],
    ])
  })
})
