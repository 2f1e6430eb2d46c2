/** Who asks for seats, in the spelling in which different sources agree: users without case, hosts by their short name. */
export const requesterOf = ({ user, host }: { readonly user: string; readonly host: string }): string =>
  `${user.toLowerCase()}\n${shortName(host.toLowerCase())}`

/** A host without its domain; an IPv4 address has none. */
const shortName = (host: string): string => (/^[\d.]+$/.test(host) ? host : host.replace(/\..*/s, ''))
