import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { faultyFiles, systemError } from '../datafiles/workshop.ts'
import { logged } from './people.ts'

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
