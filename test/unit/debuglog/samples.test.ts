import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { outline, readText, sampleText } from './read-text.ts'

interface Sample {
  /** Lines, events, undated, unreadable. */
  readonly numbers: readonly number[]
  readonly events: readonly string[]
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  'damaged.log': {
    numbers: [12, 5, 1, 9],
    events: [
      '2028-02-28T10:00:00 lmgrd START lic-old',
      '- oldlmd OUT RELIC gus@ws-9 1',
      '2028-02-28T10:00:07 oldlmd START lic-old',
      '2028-02-28T10:00:08 lmgrd TIMESTAMP',
      '2028-02-28T10:00:09 oldlmd IN RELIC gus@ws-9 1',
    ],
  },
  'iso-and-clock-crlf-bom.log': {
    numbers: [7, 5, 0, 0],
    events: [
      '2026-05-03T23:58:00 acorn OUT NUT ivy@ws-1 1',
      '2026-05-04T00:00:30 acorn IN NUT ivy@ws-1 1',
      '2026-05-04T00:01:00 +02:00 acorn OUT NUT kim@ws-2 1',
      '2026-05-04T00:02:00 acorn IN NUT kim@ws-2 1',
      '2026-05-04T00:03:00 Z acorn DENIED NUT lou@ws-3 1 User/host on EXCLUDE list for feature. -38,349',
    ],
  },
  'no-date.log': {
    numbers: [2, 2, 2, 0],
    events: ['23:00:00 elmlmd OUT BARK ned@ws-7 1', '01:00:00 elmlmd IN BARK ned@ws-7 1'],
  },
  'requests.log': {
    numbers: [20, 16, 0, 3],
    events: [
      '2026-03-02T08:00:00 lmgrd TIMESTAMP',
      '2026-03-02T08:00:01 fernlmd OUT LEAF ada@ws-1 48',
      '2026-03-02T08:00:02 fernlmd OUT TOKENS bo.ek@ws-2 13 [TOKENS:Mesher]',
      '2026-03-02T08:00:04 fernlmd IN TOKENS bo.ek@ws-2 5 [TOKENS:Mesher]',
      '2026-03-02T08:00:05 fernlmd DENIED LEAF cy@ws-3 1 Licensed number of users already reached. -4,342',
      '2026-03-02T08:00:06 fernlmd DENIED LEAF cy@ws-3 3',
      '2026-03-02T08:00:07 fernlmd QUEUED LEAF cy@ws-3 2',
      '2026-03-02T08:00:08 fernlmd DEQUEUED LEAF cy@ws-3 1',
      '2026-03-02T08:00:09 fernlmd UNSUPPORTED MOSS di@ws-4 1 No such feature exists. -5,346',
      '2026-03-02T08:00:10 fernlmd UNSUPPORTED MOSS Di Vos (guest)@ws-4 1 No such feature exists. -5,346',
      '2026-03-02T08:00:11 fernlmd OUT LEAF Eva Holm@ws-5 3 [alder]',
      '2026-03-02T08:00:12 fernlmd OUT LEAF finn@fern.example jr@ws-6 1',
      '2026-03-02T08:00:15 fernlmd IN LEAF ada@ws-1 48 SHUTDOWN',
      '2026-03-02T08:00:16 fernlmd STOP EXITING DUE TO SIGNAL 15 Exit reason 4',
      '2026-03-02T08:00:16 fernlmd STOP fernlmd exited with status 15 (Exited on lmdown)',
      '2026-03-02T08:00:17 lmgrd STOP SHUTDOWN request from root at node lic-fern',
    ],
  },
  'restart.log': {
    numbers: [31, 16, 0, 0],
    events: [
      '2026-04-06T08:00:00 lmgrd START lic-rush',
      '2026-04-06T08:00:02 rushlmd START lic-rush',
      '2026-04-06T08:10:00 rushlmd OUT REED pia@ws-11 1',
      '2026-04-06T08:10:05 rushlmd OUT SEDGE quin@ws-12 2',
      '2026-04-06T08:10:09 rushlmd DENIED SEDGE rob@ws-13 4 All licenses are reserved for others. -101,147',
      '2026-04-06T08:10:09 rushlmd DENIED REED rob@ws-13 1 User/host not on INCLUDE list for feature. -39,147',
      '2026-04-06T08:12:00 rushlmd OUT REED sol@ws-14 1',
      '2026-04-06T10:00:00 lmgrd STOP SHUTDOWN request from root at node lic-rush',
      '2026-04-06T10:00:00 lmgrd STOP lmgrd will now shut down all the vendor daemons',
      '2026-04-06T10:00:01 rushlmd STOP EXITING DUE TO SIGNAL 15 Exit reason 4',
      '2026-04-06T10:00:01 rushlmd IN REED pia@ws-11 1 SHUTDOWN',
      '2026-04-06T10:00:01 rushlmd IN SEDGE quin@ws-12 2 SHUTDOWN',
      '2026-04-06T10:00:02 rushlmd STOP rushlmd exited with status 25 (Invalid host)',
      '2026-04-06T10:05:00 lmgrd START lic-rush',
      '2026-04-06T10:05:03 rushlmd START lic-rush',
      '2026-04-06T10:05:10 rushlmd OUT REED PIA@WS-11.rush.example 1',
    ],
  },
  'start-and-packages.log': {
    numbers: [31, 11, 0, 0],
    events: [
      '2026-12-31T06:00:00 lmgrd START lic-birch',
      '2026-12-31T06:00:02 birchlmd START lic-birch',
      '2026-12-31T06:00:02 birchlmd PACKAGE SUITE_F SKETCH_2027_0F,SKETCH_2026_0F,SKETCH_2025_0F',
      '2026-12-31T06:00:02 birchlmd PACKAGE SOLO_F 3D/MESH+',
      '2026-12-31T06:00:02 birchlmd EXPIRED OLDTOOL',
      '2026-12-31T08:12:09 birchlmd OUT SUITE_F j.lindqvist@ws-aspen 1',
      '2026-12-31T08:12:09 birchlmd OUT SKETCH_2026_0F j.lindqvist@ws-aspen 1',
      '2026-12-31T09:40:00 birchlmd IN SUITE_F j.lindqvist@ws-aspen 1 INACTIVE',
      '2026-12-31T12:00:00 lmgrd TIMESTAMP',
      '2026-12-31T23:59:58 birchlmd OUT VIEWER Márta Szőke@ws-rowan.birch.example 1',
      '2027-01-01T00:00:03 birchlmd IN VIEWER Márta Szőke@ws-rowan.birch.example 1',
    ],
  },
  'summer-ends.log': {
    numbers: [8, 7, 0, 0],
    events: [
      '2026-10-25T01:50:00 lmgrd TIMESTAMP',
      '2026-10-25T02:59:00 elmlmd OUT BARK ned@ws-7 1',
      '2026-10-25T02:00:30 elmlmd IN BARK ned@ws-7 1',
      '2026-10-25T02:40:00 elmlmd OUT BARK uma@ws-8 1',
      '2026-10-25T03:10:00 elmlmd IN BARK uma@ws-8 1',
      '2026-10-25T15:00:00 elmlmd OUT BARK uma@ws-8 1',
      '2026-10-26T14:30:00 elmlmd IN BARK uma@ws-8 1',
    ],
  },
}

test('every sample is known here', () => {
  const names = readdirSync(new URL('../../../fixtures/debuglog', import.meta.url)).filter((name) =>
    name.endsWith('.log'),
  )
  expect(names.toSorted()).toEqual(Object.keys(SAMPLES).toSorted())
})

test.each(Object.entries(SAMPLES))('%s gives its events, in order and dated', (name, { numbers, events }) => {
  const read = readText(sampleText(name))
  const { lines, undated, unreadable } = read.summary
  expect([lines, read.events.length, undated, unreadable]).toEqual(numbers)
  expect(read.events.map(outline)).toEqual(events)
})
