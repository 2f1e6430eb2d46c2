/**
 * The members (lower case) of each group of an options file (License Administration Guide, "GROUP"): `GROUP name user user
 * …`, where a line that ends in `\` goes on in the next, `#` begins a comment, several lines of one group add up, keywords are
 * written in any case, and groups of other groups do not exist.
 */
export function groupsOf(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>()
  const lines = text
    .replace(/^\ufeff/, '')
    .replace(/\\[ \t]*\r?\n/g, ' ')
    .split(/\r?\n/)
  for (const line of lines) {
    const [keyword = '', name, ...members] = line.replace(/#.*/, '').trim().split(/\s+/)
    if (keyword.toUpperCase() !== 'GROUP' || name === undefined) continue
    const known = groups.get(name) ?? new Set()
    groups.set(name, known)
    for (const member of members) known.add(member.toLowerCase())
  }
  return groups
}
