import { describe, expect, test } from 'vitest'
import type { ServerSeats } from '../../../../preload/contract/seats.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import {
  clockSentence,
  daemonState,
  freshness,
  isPaused,
  pollSentence,
  recordSentence,
  roleSentence,
  shownState,
} from '../../../../renderer/header/server-words.ts'
import { NOW, serverOf } from '../features.ts'

const english = createFormats('en-GB', 'Europe/Berlin')

describe('how fresh a server is', () => {
  test('an answering one tells the age of its answer, a silent one that of its last', () => {
    expect(freshness(serverOf(), NOW + 12, english)).toBe('answered 12 s ago')
    expect(freshness(serverOf({ state: 'down' }), NOW + 1860, english)).toBe('last answer 31 min ago')
  })

  test('one that never answered does not look like one that just did', () => {
    expect(freshness(serverOf({ state: 'unknown', answeredAt: null }), NOW, english)).toBe('no answer yet')
    expect(freshness(serverOf({ state: 'unknown', answeredAt: null, askedAt: null }), NOW, english)).toBe(
      'not asked yet',
    )
  })
})

test('a viewer names the machine that keeps the record', () => {
  expect(roleSentence(serverOf({ role: 'viewer', loggedBy: 'CADLOG01' }))).toMatch(/^CADLOG01 polls the server/)
})

test('a paused server has no next poll', () => {
  expect(pollSentence(serverOf({ paused: true }), english)).toBe('Polling is paused.')
  expect(pollSentence(serverOf(), english)).toBe('Polled every 1 min, next at 08:13:00.')
  expect(pollSentence(serverOf({ intervalSeconds: 30, nextPollAt: null }), english)).toBe('Polled every 30 s.')
})

test('a pause is told when everything that is polled here is paused, and never by a viewer', () => {
  const paused = serverOf({ paused: true })
  expect(isPaused([paused, serverOf({ role: 'viewer' })])).toBe(true)
  expect(isPaused([paused, serverOf()])).toBe(false)
  expect(isPaused([serverOf({ role: 'viewer', paused: true })])).toBe(false)
  expect(isPaused([])).toBe(false)
})

test('a record is told only where there is one, with the machine that keeps it', () => {
  const folder = '/srv/seatlog'
  const viewer = serverOf({ role: 'viewer', loggedBy: 'CADLOG01' })
  expect(recordSentence(folder, [serverOf(), viewer])).toBe('Recorded in /srv/seatlog')
  expect(recordSentence(folder, [viewer, viewer])).toBe('Recorded by CADLOG01 in /srv/seatlog')
  expect(recordSentence(folder, [{ ...viewer, loggedBy: null }])).toBe('Recorded by another Seatlog in /srv/seatlog')
  expect(recordSentence(folder, [serverOf({ role: 'window' })])).toBe('Nothing is recorded')
  expect(recordSentence(folder, [])).toBe('Nothing is recorded')
  expect(recordSentence(null, [serverOf()])).toBe('Nothing is recorded')
})

test('a daemon that said UP is unknown once the last poll brought nothing complete of it', () => {
  const daemon = { name: 'adskflex', state: 'up', version: null, error: null, completeAt: NOW } as const
  expect(daemonState(daemon, serverOf({ askedAt: NOW }))).toBe('up')
  expect(daemonState(daemon, serverOf({ askedAt: NOW + 60 }))).toBe('unknown')
  expect(daemonState({ ...daemon, completeAt: null }, serverOf())).toBe('unknown')
  expect(daemonState({ ...daemon, state: 'down' }, serverOf())).toBe('down')
  expect(daemonState(daemon, serverOf({ askedAt: NOW, state: 'unknown' }))).toBe('unknown')
})

test('a paused server is shown as paused, unless there is worse to say of it', () => {
  expect(shownState(serverOf())).toBe('up')
  expect(shownState(serverOf({ paused: true }))).toBe('paused')
  expect(shownState(serverOf({ paused: true, state: 'unknown' }))).toBe('paused')
  expect(shownState(serverOf({ paused: true, state: 'down' }))).toBe('down')
})

describe('times of a server that are off', () => {
  const said = (offset: number, fitting: number | null, own: Partial<ServerSeats> = {}) =>
    clockSentence(serverOf({ clock: { daemon: 'MLM', offset, zone: 'Europe/Berlin', fitting }, ...own }), english)

  test('are told with the time zone that would put them right', () => {
    expect(said(7200, 10_800)).toBe(
      'Times of MLM are 2 h ahead of the time zone taken for cad (Europe/Berlin). A zone at UTC+3 would fit: choose it as the time zone of this server in the settings.',
    )
    expect(said(-3600, 0)).toMatch(/^Times of MLM are 1 h behind the time zone .* A zone at UTC would fit/)
    expect(said(16_200, 19_800)).toMatch(/4 h 30 min ahead of .* at UTC\+5:30 would/)
    expect(said(-37_800, -34_200)).toMatch(/10 h 30 min behind .* at UTC−9:30 would/)
  })

  test('because a clock is wrong are told by that of the computer that polls', () => {
    expect(said(250, null)).toBe('The clock of the license server of cad runs about 4 min ahead of this computer’s.')
    expect(said(-86_400, null)).toMatch(/about 1 d behind this computer’s\.$/)
    expect(said(250, null, { role: 'viewer', loggedBy: 'CADLOG01' })).toMatch(/ahead of that of CADLOG01\.$/)
  })

  test('are nothing to tell of where they are right', () => {
    expect(clockSentence(serverOf(), english)).toBeNull()
  })
})
