/** Nobody has more of a feature at a time; a log may say so, and each IN would go through all of them. */
const MOST_SEARCHED = 500

/**
 * Gives seats back to checkouts that tell no handle (GRAMMAR B6): to the oldest of `open` of as many seats, else to the
 * oldest of more, of which `restOf` makes the checkout of the others, else to as many as it takes. Of several alike the
 * first that an earlier one of `preferred` accepts. Changes `open`; returns those that ended, and the seats nobody had.
 */
export function returnSeats<Out extends { readonly seats: number }>(
  open: Out[],
  seats: number,
  restOf: (out: Out, left: number) => Out,
  preferred: readonly ((out: Out) => boolean)[] = [],
): { readonly ended: readonly Out[]; readonly unmatched: number } {
  const ended: Out[] = []
  let left = seats
  const fitting = [(out: Out) => out.seats === left, (out: Out) => out.seats > left, () => true]
  const accepting = [...preferred, () => true]
  const choose = (): number => {
    const oldest = open.length > MOST_SEARCHED ? open.slice(0, MOST_SEARCHED) : open
    for (const fits of fitting) {
      for (const accepts of accepting) {
        const at = oldest.findIndex((out) => fits(out) && accepts(out))
        if (at >= 0) return at
      }
    }
    return 0
  }
  while (left > 0 && open.length > 0) {
    const at = choose()
    const [out] = open.splice(at, 1)
    if (out === undefined) break
    ended.push(out)
    if (out.seats > left) open.splice(at, 0, restOf(out, out.seats - left))
    left -= out.seats
  }
  return { ended, unmatched: Math.max(0, left) }
}
