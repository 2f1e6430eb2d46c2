import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { faultyFiles, systemError } from '../datafiles/workshop.ts'
import { bytesBelow, logged } from './people.ts'

it('a logger that slept while it renewed its lease goes on from what another one recorded meanwhile', async () => {
  let sleeps = false
  let taken = 0
  const files = faultyFiles(async (step, file, _bytes, go) => {
    if (sleeps && step === 'replace' && file.endsWith('cad.lease')) {
      sleeps = false
      // Ten minutes until the lease is stale, and as long until the checkout that ended is written.
      for (let minute = 0; minute < 30; minute++) await second.poll()
      taken = checkoutsOf('TOkafor')
    }
    return go()
  })
  const site = logged({}, files)
  const checkoutsOf = (user: string): number =>
    readFileSync(join(site.root, 'data/checkouts/cad/2026.03.02.chk'), 'utf8').split(`\t${user}\t`).length - 1
  const first = site.start()
  const second = site.start({}, 'other-pc', join(site.root, 'other-local'))
  await first.poll('okafor', 'schiller')
  await second.poll()
  sleeps = true
  await first.poll('schiller')
  expect(taken).toBe(1)
  for (let minute = 0; minute < 15; minute++) await first.poll()
  expect(checkoutsOf('TOkafor')).toBe(1)
  await second.stop()
  await first.stop()
}, 20_000)

it('a logger whose tag another one took over while it was cut off tells no more of what it met then', async () => {
  let isCutOff = false
  const site = logged(
    {},
    faultyFiles(async (_step, file, _bytes, go) => {
      if (isCutOff && file.includes('data')) throw systemError('EHOSTDOWN', file)
      return go()
    }),
  )
  const first = site.start()
  const second = site.start({}, 'other-pc', join(site.root, 'other-local'))
  await first.poll('okafor')
  isCutOff = true
  await first.poll('okafor')
  expect(first.problems()).toEqual([expect.stringContaining('cannot be reached')])
  isCutOff = false
  for (let minute = 0; minute < 15; minute++) await second.poll('okafor')
  await first.poll('okafor')
  expect(first.problems()).toEqual([])
  await second.stop()
  await first.stop()
})

/** Two computers that log a server without a debug log; one of them is cut off from the data folder. */
function twoLoggers(ahead = 0) {
  let cutOff = ''
  const files = (host: string) =>
    faultyFiles(async (_step, file, _bytes, go) => {
      if (cutOff === host && file.includes('data')) throw systemError('EHOSTDOWN', file)
      return go()
    })
  const site = logged({ servers: [{ tag: 'cad', address: '27000@lic1', zone: 'Europe/Berlin', role: 'auto' }] })
  return {
    first: site.start({}, 'first-pc', site.local, 0, files('first-pc')),
    second: site.start({}, 'second-pc', join(site.root, 'other-local'), ahead, files('second-pc')),
    cutOff(host: string) {
      cutOff = host
    },
    /** How many rows there are of somebody's checkouts. */
    rowsOf: (user: string): number =>
      [...bytesBelow(join(site.root, 'data'))]
        .filter(([path]) => path.endsWith('.chk'))
        .reduce((count, [, bytes]) => count + bytes.toString('utf8').split(`\t${user}\t`).length - 1, 0),
  }
}

it('a seat that was taken and given back while its logger was cut off is recorded, in whichever minute it was taken', async () => {
  const { first, second, cutOff, rowsOf } = twoLoggers()
  await first.poll('okafor')
  cutOff('first-pc')
  await first.poll('okafor', 'maki')
  await first.poll('okafor')
  for (let minute = 0; minute < 12; minute++) await second.poll('okafor')
  cutOff('')
  await first.poll('okafor')
  expect(rowsOf('rmaki')).toBe(1)
  await second.stop()
  await first.stop()
})

it.each([0, 3600, -3600])(
  'a seat that two loggers saw given back is recorded once, their clocks %i s apart',
  async (ahead) => {
    const { first, second, cutOff, rowsOf } = twoLoggers(ahead)
    for (let minute = 0; minute < 3; minute++) await first.poll('okafor', 'maki')
    cutOff('first-pc')
    for (let minute = 0; minute < 15; minute++) await second.poll('okafor', 'maki')
    cutOff('second-pc')
    await first.poll('okafor', 'maki')
    await second.poll('okafor')
    for (let minute = 0; minute < 15; minute++) await first.poll('okafor')
    cutOff('')
    await second.poll('okafor')
    expect(rowsOf('rmaki')).toBe(1)
    await second.stop()
    await first.stop()
  },
)
