/**
 * How many seats were taken over a span of time: from `times[i]` to the next, or to `to`, it was `levels[i]`. Ascending,
 * never twice the same level in a row.
 */
export interface Curve {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly times: Float64Array
  readonly levels: Float64Array
}

const SEATS = 2 ** 32

/**
 * Gathers checkouts of a span and draws the curve of their sum. Each counts from its checkout until its checkin: at the
 * second of its checkin no longer, so that a seat that changes hands counts once; one that ends in the second it began
 * takes none.
 */
export class CurveMaker {
  /** Seconds since `from` and seats, in one number, which sorts by time. */
  #outs: Float64Array = new Float64Array(256)
  #ins: Float64Array = new Float64Array(256)
  /** Of what is nobody's checkout: idle reservations. */
  #idleOuts: Float64Array = new Float64Array(16)
  #count = 0
  #inCount = 0
  #idleCount = 0
  #before = 0
  #from = 0
  #to = 0
  #times = new Float64Array(512)
  #levels = new Float64Array(512)

  /** Forgets what was gathered; `from` and `to` are epoch seconds, at most 24 days apart: then a number still holds both. */
  begin(from: number, to: number): void {
    this.#from = from
    this.#to = to
    this.#count = 0
    this.#inCount = 0
    this.#idleCount = 0
    this.#before = 0
  }

  /** `isIdle`: seats are taken by it, but no checkout began. */
  add(out: number, checkin: number, seats: number, isIdle = false): void {
    if (checkin <= this.#from || out >= this.#to || checkin <= out) return
    if (out < this.#from) this.#before += seats
    else if (isIdle) {
      if (this.#idleCount === this.#idleOuts.length) this.#idleOuts = doubled(this.#idleOuts)
      this.#idleOuts[this.#idleCount++] = (out - this.#from) * SEATS + seats
    } else {
      if (this.#count === this.#outs.length) this.#outs = doubled(this.#outs)
      this.#outs[this.#count++] = (out - this.#from) * SEATS + seats
    }
    if (checkin >= this.#to) return
    if (this.#inCount === this.#ins.length) this.#ins = doubled(this.#ins)
    this.#ins[this.#inCount++] = (checkin - this.#from) * SEATS + seats
  }

  /**
   * Valid until the next `begin`. `reached` is told of each checkout that began in the span how many seats were taken
   * then, its own included; those of one second in the order of their seats, behind what is idle.
   */
  curve(reached?: LevelSeconds): Curve {
    const outs = sorted(this.#outs, this.#count)
    const ins = sorted(this.#ins, this.#inCount)
    const idleOuts = sorted(this.#idleOuts, this.#idleCount)
    const edges = this.#count + this.#inCount + this.#idleCount
    if (this.#times.length <= edges) {
      this.#times = new Float64Array(2 * edges + 1)
      this.#levels = new Float64Array(this.#times.length)
    }
    const times = this.#times
    const levels = this.#levels
    let level = this.#before
    let count = 1
    times[0] = this.#from
    levels[0] = level
    let out = 0
    let checkin = 0
    let idle = 0
    while (out < this.#count || checkin < this.#inCount || idle < this.#idleCount) {
      const nextOut = out < this.#count ? Math.floor((outs[out] ?? 0) / SEATS) : Number.POSITIVE_INFINITY
      const nextIn = checkin < this.#inCount ? Math.floor((ins[checkin] ?? 0) / SEATS) : Number.POSITIVE_INFINITY
      const nextIdle = idle < this.#idleCount ? Math.floor((idleOuts[idle] ?? 0) / SEATS) : Number.POSITIVE_INFINITY
      const at = Math.min(nextOut, nextIn, nextIdle)
      for (; checkin < this.#inCount; checkin++) {
        const edge = ins[checkin] ?? 0
        if (edge >= (at + 1) * SEATS) break
        level -= edge - at * SEATS
      }
      for (; idle < this.#idleCount; idle++) {
        const edge = idleOuts[idle] ?? 0
        if (edge >= (at + 1) * SEATS) break
        level += edge - at * SEATS
      }
      for (; out < this.#count; out++) {
        const edge = outs[out] ?? 0
        if (edge >= (at + 1) * SEATS) break
        level += edge - at * SEATS
        reached?.add(level, 1)
      }
      if (at === 0) levels[0] = level
      if (level === levels[count - 1]) continue
      times[count] = at + this.#from
      levels[count++] = level
    }
    return { from: this.#from, to: this.#to, count, times, levels }
  }
}

function sorted(values: Float64Array, count: number): Float64Array {
  const part = values.subarray(0, count)
  for (let at = 1; at < count; at++) if ((part[at] ?? 0) < (part[at - 1] ?? 0)) return part.sort()
  return part
}

function doubled(values: Float64Array): Float64Array {
  const made = new Float64Array(values.length * 2)
  made.set(values)
  return made
}

/** The curve with nothing taken in the gaps (ascending), of which nothing is known. */
export function masked(curve: Curve, gaps: readonly { readonly from: number; readonly to: number }[]): Curve {
  const inside = gaps.filter(({ from, to }) => from < curve.to && to > curve.from && to > from)
  if (inside.length === 0) return curve
  const room = curve.count + 2 * inside.length
  const times = new Float64Array(room)
  const levels = new Float64Array(room)
  let count = 0
  const put = (at: number, level: number): void => {
    if (count > 0 && levels[count - 1] === level) return
    if (count > 0 && times[count - 1] === at) count--
    times[count] = at
    levels[count++] = level
  }
  let gap = 0
  for (let step = 0; step < curve.count; step++) {
    const ends = step + 1 < curve.count ? (curve.times[step + 1] ?? curve.to) : curve.to
    let at = curve.times[step] ?? curve.from
    const level = curve.levels[step] ?? 0
    while (at < ends) {
      while ((inside[gap]?.to ?? Number.POSITIVE_INFINITY) <= at) gap++
      const { from, to } = inside[gap] ?? { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY }
      if (from > at) {
        put(at, level)
        at = Math.min(ends, from)
      } else {
        put(at, 0)
        at = Math.min(ends, to)
      }
    }
  }
  return { from: curve.from, to: curve.to, count, times, levels }
}

/** For each part between two of `starts` (ascending, of which the last only ends): the highest level, and seat-seconds. */
export interface Parts {
  readonly peaks: Uint32Array
  readonly seatSeconds: Float64Array
}

export function partsOf(curve: Curve, starts: readonly number[]): Parts {
  const count = Math.max(0, starts.length - 1)
  const peaks = new Uint32Array(count)
  const seatSeconds = new Float64Array(count)
  let step = 0
  for (let part = 0; part < count; part++) {
    const from = starts[part] ?? 0
    const to = starts[part + 1] ?? from
    while (step + 1 < curve.count && (curve.times[step + 1] ?? 0) <= from) step++
    let peak = 0
    let sum = 0
    for (let at = step; at < curve.count; at++) {
      const begins = Math.max(from, curve.times[at] ?? 0)
      if (begins >= to) break
      const ends = Math.min(to, at + 1 < curve.count ? (curve.times[at + 1] ?? to) : curve.to)
      const level = curve.levels[at] ?? 0
      if (ends <= begins) continue
      if (level > peak) peak = level
      sum += level * (ends - begins)
    }
    peaks[part] = peak
    seatSeconds[part] = sum
  }
  return { peaks, seatSeconds }
}

/** Adds the seconds at each level above 0 within [from, to) to `seconds`. */
export function addLevels(curve: Curve, from: number, to: number, seconds: LevelSeconds): void {
  for (let step = 0; step < curve.count; step++) {
    const begins = Math.max(from, curve.times[step] ?? 0)
    if (begins >= to) break
    const ends = Math.min(to, step + 1 < curve.count ? (curve.times[step + 1] ?? to) : curve.to)
    if (ends > begins) seconds.add(curve.levels[step] ?? 0, ends - begins)
  }
}

/** Seconds at each number of seats above 0. */
export class LevelSeconds {
  /** By level, as far as levels are small, which nearly all are. */
  #low = new Float64Array(256)
  #highest = 0
  readonly #high = new Map<number, number>()

  add(level: number, seconds: number): void {
    if (level <= 0 || seconds <= 0) return
    if (level >= LOW) {
      this.#high.set(level, (this.#high.get(level) ?? 0) + seconds)
      return
    }
    if (level >= this.#low.length) {
      const more = new Float64Array(Math.min(LOW, level * 2))
      more.set(this.#low)
      this.#low = more
    }
    this.#low[level] = (this.#low[level] ?? 0) + seconds
    if (level > this.#highest) this.#highest = level
  }

  /** Level and its seconds in turn. */
  addAll(pairs: Uint32Array): void {
    for (let at = 0; at < pairs.length; at += 2) this.add(pairs[at] ?? 0, pairs[at + 1] ?? 0)
  }

  /** Level and its seconds in turn, ascending by level; forgets them. */
  take(): Uint32Array {
    let count = this.#high.size
    for (let level = 1; level <= this.#highest; level++) if ((this.#low[level] ?? 0) > 0) count++
    const found = new Uint32Array(2 * count)
    let at = 0
    for (let level = 1; level <= this.#highest; level++) {
      const seconds = this.#low[level] ?? 0
      if (seconds === 0) continue
      found[at++] = level
      found[at++] = seconds
    }
    if (this.#high.size > 0) found.set([...this.#high].sort(([a], [b]) => a - b).flat(), at)
    this.#low.fill(0, 0, this.#highest + 1)
    this.#highest = 0
    this.#high.clear()
    return found
  }
}

const LOW = 65_536
