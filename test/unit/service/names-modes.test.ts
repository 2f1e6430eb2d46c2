import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bytesBelow, logged, mentions, START, WORDS } from './people.ts'

/** Polls and a debug log with people in every place where there may be some, until nothing waits any more. */
async function record(names: 'names' | 'pseudonyms' | 'none') {
  const site = logged({ names })
  const seatlog = site.start()
  await seatlog.poll('lindqvist', 'okafor', 'berg', 'schiller', 'waiting')
  await seatlog.poll('okafor', 'schiller')
  for (let minute = 0; minute < 13; minute++) await seatlog.poll('okafor')
  const whileOpen = mentions(site.local, WORDS)
  const hashesWhileOpen = hashes(site.settings.dataFolder)
  await seatlog.stop()
  return { root: site.root, whileOpen, hashesWhileOpen }
}

/** What may stand for a person: a hash, or its key. */
const hashes = (folder: string): readonly string[] =>
  [...bytesBelow(folder)].flatMap(([path, bytes]) =>
    [...bytes.toString('latin1').matchAll(/\b[uh]-[a-z2-7]{12}|peopleKey":"[^"]/g)].map(([hash]) => `${path}: ${hash}`),
  )

const kinds = (folder: string): readonly string[] => [...bytesBelow(join(folder, 'data')).keys()]

it('with names every place holds people', { timeout: 20_000 }, async () => {
  const { root, whileOpen } = await record('names')
  expect(whileOpen.length).toBeGreaterThan(5)
  const found = mentions(join(root, 'data'), WORDS).map((mention) => mention.replace(/: .*/, ''))
  expect([...new Set(found)]).toEqual([
    '2026-03-02 87062ACD_2026_0F users.csv',
    'checkouts/cad/2026.03.02.chk',
    'checkouts/cad/2026.03.02.den',
    'events/cad/2026-03-02 events.jsonl',
    'state/cad.memory.json',
    'state/cad.now.json',
    'state/cad.open.jsonl',
  ])
  expect(mentions(join(root, 'local'), ['okafor'])).toHaveLength(1)
})

it.each(['pseudonyms', 'none'] as const)(
  'with %s no byte of the data folder and of the local disk tells who somebody is and where',
  { timeout: 20_000 },
  async (mode) => {
    const { root, whileOpen } = await record(mode)
    expect(whileOpen).toEqual([])
    expect(kinds(root)).toEqual([
      '2026-03-02 features.csv',
      'capacity/cad/2026.03.02.cap',
      'checkouts/cad/2026.03.02.chk',
      'checkouts/cad/2026.03.02.den',
      'events/cad/2026-03-02 events.jsonl',
      ...kinds(root).filter((path) => path.startsWith('state/')),
    ])
    expect(mentions(join(root, 'data'), WORDS)).toEqual([])
    expect(mentions(join(root, 'local'), WORDS)).toEqual([])
  },
)

it('with none no byte of the data folder stands for a person', { timeout: 20_000 }, async () => {
  const { root, hashesWhileOpen } = await record('none')
  expect(hashesWhileOpen).toEqual([])
  expect(hashes(join(root, 'data'))).toEqual([])
  // Until they are gone, people are told apart by what stays on this computer.
  expect(hashes(join(root, 'local')).length).toBeGreaterThan(0)
  expect(hashes(join((await record('pseudonyms')).root, 'data')).length).toBeGreaterThan(5)
})

it.each(['pseudonyms', 'none'] as const)(
  'what is open when names are to be hidden as %s goes on and is recorded without them',
  { timeout: 20_000 },
  async (names) => {
    const site = logged({ names: 'names' })
    const before = site.start()
    await before.poll('lindqvist', 'okafor', 'berg', 'waiting')
    await before.stop()
    const plain = mentions(join(site.root, 'data', 'checkouts'), WORDS)
    const after = site.start({ names })
    for (let minute = 0; minute < 3; minute++) await after.poll('lindqvist', 'okafor', 'berg', 'waiting')
    for (let minute = 0; minute < 13; minute++) await after.poll()
    await after.stop()
    expect(mentions(join(site.root, 'data', 'checkouts'), WORDS)).toEqual(plain)
    expect(mentions(join(site.root, 'data', 'state'), WORDS)).toEqual([])
    expect(mentions(site.local, WORDS)).toEqual([])
    const [, ...rows] = [...bytesBelow(join(site.root, 'data', 'checkouts'))]
      .filter(([path]) => path.endsWith('.chk'))
      .flatMap(([, bytes]) => bytes.toString().trimEnd().split('\n'))
    const starts = rows.map((row) => row.split('\t')).filter(([, , , user]) => !user?.startsWith('r:'))
    // The short one of the log, and each of the three that were open, from its OUT or start on.
    expect(starts.map((fields) => (Number(fields[11]) - START) / 60).sort((a, b) => a - b)).toEqual([
      -(29 + 5 / 6),
      -20,
      -15,
      -10,
    ])
  },
)
