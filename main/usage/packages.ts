/** A package (an Autodesk collection or suite) and its components: who checks one of these out takes a seat of the package as well. */
export interface Package {
  readonly package: string
  readonly components: readonly string[]
}

/**
 * The PACKAGE lines of a license file (License Administration Guide, "PACKAGE Lines"): `PACKAGE name vendor [version]
 * COMPONENTS="feature[:version[:seats]] …" …`, where a line that ends in `\` goes on in the next and `#` begins a comment line.
 */
export function packagesOfLicense(text: string): readonly Package[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .replace(/\\[ \t]*\r?\n/g, ' ')
    .split(/\r?\n/)
  const found = lines.flatMap((line) => {
    const name = /^\s*PACKAGE\s+(\S+)/i.exec(line)?.[1]
    const list = /\sCOMPONENTS\s*=\s*(?:"([^"]*)"|(\S+))/i.exec(line)
    if (name === undefined || list === null) return []
    const words = (list[1] ?? list[2] ?? '').split(/\s+/).filter(Boolean)
    return [{ package: name, components: [...new Set(words.map((word) => word.replace(/:.*/, '')))] }]
  })
  return joinedPackages(found)
}

/** One of each package, whose name is compared without case: the first that tells of it counts, of equal ones of one list all. */
export function joinedPackages(...lists: readonly (readonly Package[])[]): readonly Package[] {
  const all = new Map<string, { readonly package: string; readonly components: Set<string> }>()
  for (const list of lists) {
    const known = new Set(all.keys())
    for (const one of list) {
      const key = one.package.toLowerCase()
      if (known.has(key)) continue
      const joined = all.get(key) ?? { package: one.package, components: new Set() }
      all.set(key, joined)
      for (const component of one.components) joined.components.add(component)
    }
  }
  const packages = [...all.values()].map((one) => ({ ...one, components: [...one.components] }))
  return packages.sort((a, b) => (a.package < b.package ? -1 : 1))
}

/** The packages each feature (lower case) is a component of, with their names as told. A package in itself is none. */
export function packagesByComponent(packages: readonly Package[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { package: name, components } of packages) {
    for (const component of new Set(components.map((one) => one.toLowerCase()))) {
      if (component === name.toLowerCase()) continue
      const its = found.get(component)
      if (its === undefined) found.set(component, [name])
      else its.push(name)
    }
  }
  return found
}
