import { bench as parse } from './parse.ts'
import { bench as tail } from './tail.ts'
import { bench as track } from './track.ts'

/** `npm run bench -- NAME`: one bench by its name, all of them without one. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = { parse, tail, track }

const [name, ...others] = process.argv.slice(2)
const names = name === undefined ? Object.keys(BENCHES) : [name]
if (others.length > 0 || names.some((known) => !Object.hasOwn(BENCHES, known))) {
  console.error(`usage: npm run bench -- [${Object.keys(BENCHES).join('|')}]`)
  process.exitCode = 2
} else {
  for (const known of names) {
    console.log(known)
    await BENCHES[known]?.()
  }
}
