/** The object, but any use of a member it lacks fails by its name, rather than being undefined. */
export function strict<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, member) {
      if (member in target) return Reflect.get(target, member)
      // Asked for by await, by JSON and by the inspection of errors.
      if (typeof member === 'symbol' || member === 'then' || member === 'toJSON') return undefined
      throw new Error(`the Electron double has no ${name}.${member}: add it in test/harness/double`)
    },
  })
}
