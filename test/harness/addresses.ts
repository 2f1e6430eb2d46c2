/** A stock browser cannot load the app's own scheme: its addresses stand under an https origin that exists nowhere.
 * `seatlog://app/x` is `https://app.seatlog.test/x`. */
export function toBrowser(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url)
  if (['https:', 'http:', 'file:', 'data:', 'about:'].includes(protocol)) return url
  return `https://${host}.${protocol.slice(0, -1)}.test${pathname}${search}${hash}`
}

/** The app's own address again; any other stays as it is. */
export function toApp(url: string): string {
  const match = /^https:\/\/([^./]+)\.([^./]+)\.test(\/.*)?$/.exec(url)
  return match ? `${match[2]}://${match[1]}${match[3] ?? '/'}` : url
}

/** True for an address under a scheme of the app's own. */
export const isOwn = (url: string): boolean => toApp(url) !== url
