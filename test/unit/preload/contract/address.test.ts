import { describe, expect, it } from 'vitest'
import { addressProblem } from '../../../../preload/contract/address.ts'

describe('a license server’s address', () => {
  it.each([
    '',
    '27000@lic01',
    '27000@lic01.example.com',
    '27000@192.0.2.17',
    '27000@[2001:db8::17]',
    '27000@lizenz_server',
    '1@lizenzen-münchen',
    '@lic01',
    '27000@lic01,27000@lic02,27000@lic03',
    '/opt/flexlm/license files/acme.lic',
    'C:\\Program Files\\FlexLM\\acme.lic',
    'c:/flexlm/acme.dat',
    '\\\\files01\\licenses\\acme.lic',
  ])('may be %j', (address) => {
    expect(addressProblem(address)).toBeNull()
  })

  it.each([
    ['lic01:27000', 'write 27000@lic01.'],
    ['lic01', 'for example 27000@lic01)'],
    ['-h', 'is no address'],
    ['acme.lic', 'is not a full path'],
    ['licenses\\acme.lic', 'is not a full path'],
    ['0@lic01', 'from 1 to 65535'],
    ['65536@lic01', 'from 1 to 65535'],
    ['port@lic01', '"port" in "port@lic01" is no port'],
    ['27000@', 'is no host name'],
    ['27000@-h', 'is no host name'],
    ['27000@lic01@lic02', 'more than one @'],
    ['27000@lic01,27000@lic02', 'has three members, "27000@lic01,27000@lic02" has 2'],
    ['27000@lic01, 27000@lic02, 27000@lic03', 'holds a blank'],
    [' 27000@lic01', 'begin or end with a blank'],
    ['27000@lic01:27000@lic02', 'list of several license servers'],
    ['27000@lic01;C:\\acme.lic', 'list of several license servers'],
    ['/opt/a.lic:/opt/b.lic', 'list of several license servers'],
    ['C:\\a.lic;C:\\b.lic', 'list of several license servers'],
    ['27000@lic01\n', 'control characters'],
    ['\\files01acme\u0084.lic', 'control characters'],
  ])('is not %j, which is said in one sentence', (address, words) => {
    expect(addressProblem(address)).toContain(words)
    expect(addressProblem(address)).toMatch(/^[A-Z"].*\.$/)
  })

  it('is judged at once even when it is hostile', () => {
    for (const odd of ['[', '[:', '@', '.a', ',']) expect(addressProblem(`27000@${odd.repeat(300_000)}`)).not.toBeNull()
  })
})
