const BUILT_IN = { Object, Array, Function, String, Number, Promise, Map, Set }

/** Stands for an object or a function in a line: the same number for the same one. */
const numbers = new WeakMap<object, number>()
let last = 0

/**
 * What objects of this thread are born with: a line for each property of the built-in prototypes and of their constructors,
 * which differs as soon as the property holds something else, be it alike. Texts of one thread are compared with ===.
 */
export function bornWith(): string {
  const owners = Object.entries(BUILT_IN).flatMap(([name, born]) => [
    [name, born] as const,
    [`${name}.prototype`, born.prototype] as const,
  ])
  return owners
    .flatMap(([name, owner]) => [
      `${name} is ${marked(Reflect.getPrototypeOf(owner))}`,
      ...Reflect.ownKeys(owner).map((key) => line(name, owner, key)),
    ])
    .join('\n')
}

/** The lines of `bornWith()` that came or went since `before`. */
export function changedSince(before: string): readonly string[] {
  const were = new Set(before.split('\n'))
  const are = new Set(bornWith().split('\n'))
  return [...[...are].filter((line) => !were.has(line)), ...[...were].filter((line) => !are.has(line))]
}

function line(name: string, owner: object, key: PropertyKey): string {
  const { value, get, set, ...rights } = Reflect.getOwnPropertyDescriptor(owner, key) ?? {}
  return `${name}.${String(key)} ${[value, get, set].map(marked).join(' ')} ${Object.values(rights).join(' ')}`
}

function marked(value: unknown): string {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return JSON.stringify(String(value))
  const number = numbers.get(value) ?? ++last
  numbers.set(value, number)
  return `#${number}`
}
