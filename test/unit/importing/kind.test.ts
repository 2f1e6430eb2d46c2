import { expect, it } from 'vitest'
import { sourceKind } from '../../../main/importing/kind.ts'

const CHK = 'old\tsolver\t\tmwenger\tWS-0417\t4201\t:0.0\t2.0\t1\t0\t0\t1773486000\t1773489600\n'
const DEN = '1773486000\told\tsolver\t\ttpark\tWS-0102\t1\n'
const CAP = 'setCapacity\told\tsolver\t25\t1773486000\n'
const FEATURES = 'stamp,feature_code,feature_version,vendor,license_type,issued,used,users\n'
const USERS =
  'feature_code,userid,host,display,feature_version,server_host,server_port,license_handle,checkout_datetime,update_time\n'
const LOG = '15:49:07 (lmgrd) pid 5372\n15:49:10 (lmgrd) Done rereading\n'
const LMSTAT = `lmutil - Copyright (c) 1989-2018 Flexera. All Rights Reserved.
Flexible License Manager status on Thu 11/23/2017 15:08
12:59:48 (mgcld) TCP_NODELAY NOT enabled
Users of solver:  (Total of 5 licenses issued;  Total of 0 licenses in use)
`

it.each([
  ['a .chk file', '2026.03.14.chk', CHK, 'checkouts'],
  ['a .chk file under any name', 'monday.txt', `# as it was\n${CHK}`, 'checkouts'],
  ['a .den file', '2026.03.14.den', DEN, 'denials'],
  ['capacity lines, whatever the file is called', 'setup.vars', `# capacities\n\n${CAP}`, 'capacity'],
  ['a features file that only begins', '2026-03-14 features.csv', FEATURES, 'features'],
  ['a features file without its header', 'part.csv', '2026-03-14 08:05:00,solver,--,--,--,5,0,0\n', 'features'],
  ['a users file nobody is in', '2026-03-14 solver users.csv', USERS, 'users'],
  ['a debug log without any event', 'output', LOG, 'debug-log'],
  ['a debug log with a byte order mark', 'MLM.log', `\ufeff${LOG}`, 'debug-log'],
  ['a debug log with ISO stamps', 'acme.log', '2026-09-01T07:55:00Z (lmgrd) TIMESTAMP 9/1/2026\n', 'debug-log'],
  ['an empty file of known name', '2026.03.14.den', '', 'denials'],
  ['a .chk file with more bad rows than good ones', '2026.03.14.chk', `a\nb\nc\n${CHK}`, 'checkouts'],
] as const)('knows %s', (_what, name, text, kind) => {
  expect(sourceKind(name, text)).toBe(kind)
})

it.each([
  ['the output of lmstat, though a line of a log stands in it', 'lmstat.log', LMSTAT],
  ['an empty file', 'notes.txt', '\n'],
  ['a text', 'README.md', '# Licenses\n\nAsk Ines.\n'],
  ['a table of something else', 'people.csv', 'user,phone\nmwenger,417\n'],
] as const)('takes %s for none of them', (_what, name, text) => {
  expect(sourceKind(name, text)).toBeNull()
})
