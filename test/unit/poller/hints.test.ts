import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../main/lmstat/answer.ts'
import { learnDaemons, noHints } from '../../../main/poller/hints.ts'
import { learnHosts } from '../../at-once.ts'

const answerOf = (raws: readonly string[]): Answer => ({
  complete: true,
  servers: [
    {
      address: ['27000@lic01'],
      licenseFiles: [],
      hosts: [],
      daemons: [
        {
          name: 'acmed',
          state: 'up',
          complete: true,
          features: [
            {
              name: 'alpha',
              kind: 'counted',
              pools: [],
              reservations: [],
              queued: [],
              checkouts: raws.map((raw) => ({ user: 'u', host: raw.split(' ')[1] ?? '', seats: 1, raw })),
            },
          ],
        },
      ],
    },
  ],
  licenseTable: [],
  errors: [],
  unrecognized: [],
})

const row = (feature: string, vendor: string) => ({ feature, version: '1.0', count: 1, vendor, expires: 'permanent' })

describe('hints', () => {
  it('take hosts only from rows of three words', () => {
    const hints = noHints()
    learnHosts(hints, answerOf(['ann ws-1 ws-1', 'jane doe ws-2 ws-2', 'bob ws-3']))
    expect([...hints.hosts]).toEqual(['ws-1'])
  })

  it('forget the hosts not seen for longest', () => {
    const hints = noHints()
    learnHosts(hints, answerOf(['ann ws-1 :0', 'ann ws-2 :0']), 3)
    learnHosts(hints, answerOf(['ann ws-1 :0', 'ann ws-3 :0', 'ann ws-4 :0']), 3)
    expect([...hints.hosts]).toEqual(['ws-1', 'ws-3', 'ws-4'])
  })

  it('name a feature’s daemon unless several vendors have it', () => {
    const hints = noHints()
    learnDaemons(hints, [row('alpha', 'acmed'), row('alpha', 'acmed'), row('beta', 'acmed'), row('beta', 'otherd')])
    expect([...hints.daemonOf]).toEqual([['alpha', 'acmed']])
  })
})
