import { random } from '../../../main/demo/random.ts'
import type { Proof } from '../proof.ts'
import { tryDesktop } from './desktop.ts'
import { type Size, tryConnections, tryPipelining, trySlow, tryStreams, UNHURRIED } from './floods.ts'
import { tryForms, tryPayloads } from './outside.ts'
import { tryPage } from './page.ts'
import { tryRights } from './rights.ts'
import { serve } from './served.ts'

const FULL: Size = {
  waves: 5,
  perWave: 2000,
  hasty: 8,
  streams: 4000,
  events: 2000,
  patience: { open: 1000, new: 5000 },
}
/** With the tests other work goes on, so that no time is judged there. */
const SHORT: Size = { waves: 1, perWave: 1000, hasty: 4, streams: 300, events: 40, patience: UNHURRIED }

/** The doors of a running Seatlog: the browser host and the window of the desktop app, tried from outside. */
export const door: Proof = {
  name: 'door',
  title: 'Locked door',
  async run({ seed, isShort, folder, tell }) {
    const size = isShort ? SHORT : FULL
    const draw = random(seed, 83)
    /** A fourth in short, others with another seed. */
    const some = <T>(all: readonly T[]): readonly T[] => (isShort ? all.filter(() => draw() < 0.25) : all)
    const served = await serve(folder)
    try {
      const [slow, desktop] = await Promise.all([trySlow(served), tryDesktop(folder, some)])
      tell('requests that do not get on, and the desktop app')
      const page = await tryPage()
      tell('the page in a browser')
      const forms = await tryForms(served, seed, some)
      const payloads = await tryPayloads(served, some)
      tell('forms and payloads')
      const connections = await tryConnections(served, size)
      tell('connections')
      const pipelining = await tryPipelining(served, size)
      const streams = await tryStreams(served, size)
      tell('requests over a connection, and event streams')
      const rights = await tryRights(served)
      return [...forms, payloads, slow, connections, pipelining, streams, ...desktop, page, rights]
    } finally {
      await served.stop()
    }
  },
}
