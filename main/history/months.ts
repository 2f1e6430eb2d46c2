/** The month of an epoch second, UTC, counted from January 1970. */
export function monthOf(epoch: number): number {
  const day = Math.max(0, Math.floor(epoch / 86_400))
  const known = months[day]
  if (known !== undefined && known !== UNKNOWN) return known
  const date = new Date(epoch * 1000)
  const month = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
  months[day] = month
  return month
}

/** Its first epoch second. */
export const startOfMonth = (month: number): number => Date.UTC(1970, month) / 1000

const UNKNOWN = 0xffff
const months = new Uint16Array(65_536).fill(UNKNOWN)
