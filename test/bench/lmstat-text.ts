/**
 * A large `lmstat -a` text, the same for the same numbers: one server, `features` features, `rows` holder rows of about
 * 90 characters. Most rows are plain; some have seats, linger, a PID, a name with a blank, or no display, as real ones do.
 */
export function largeLmstatText(rows: number, features: number): string {
  const random = randomNumbers(20260917)
  const pick = (below: number): number => Math.floor(random() * below)
  const lines = [
    'lmutil - Copyright (c) 1989-2024 Flexera. All Rights Reserved.',
    'Flexible License Manager status on Thu 9/17/2026 16:05',
    '',
    'License server status: 27000@seats.birch.example',
    '    License file(s) on seats.birch.example: /opt/licenses/birch.lic:',
    '',
    'seats.birch.example: license server UP (MASTER) v11.19.6',
    '',
    'Vendor daemon status (on seats.birch.example):',
    '',
    '   birchlmd: UP v11.19.6',
    'Feature usage info:',
    '',
  ]
  const perFeature = Math.ceil(rows / features)
  for (let made = 0, feature = 0; made < rows; feature++) {
    const count = Math.min(perFeature, rows - made)
    const holders: string[] = []
    let used = 0
    for (let row = 0; row < count; row++, made++) {
      const seats = pick(10) === 0 ? 2 + pick(30) : 1
      used += seats
      holders.push(holder(pick, seats))
    }
    lines.push(
      `Users of BIRCH_${feature}:  (Total of ${used + 40} licenses issued;  Total of ${used} licenses in use)`,
      '',
      `  "BIRCH_${feature}" v2026.0, vendor: birchlmd, expiry: 31-dec-2027`,
      '  vendor_string: commercial:extendable',
      '  floating license',
      '',
      ...holders,
      '',
    )
  }
  lines.push('')
  return lines.join('\n')
}

function holder(pick: (below: number) => number, seats: number): string {
  const user = pick(100) === 0 ? `Ada Novak${pick(900)}` : `user${1000 + pick(3000)}`
  const host = `ws-${10000 + pick(4000)}`
  const display = pick(50) === 0 ? '' : [` ${host}`, ` /dev/pts/${pick(40)}`, ` ${host}:0.0`][pick(3)]
  const day = 10 + pick(8)
  const weekday = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed', 'Thu'][day - 10]
  const start = `start ${weekday} 9/${day} ${day === 17 ? pick(16) : pick(24)}:${String(pick(60)).padStart(2, '0')}`
  const tail =
    (seats > 1 ? `, ${seats} licenses` : '') +
    (pick(40) === 0 ? ` (linger: ${3600 * (1 + pick(400))})` : '') +
    (pick(20) === 0 ? `, PID: ${1000 + pick(60000)}` : '')
  return `    ${user} ${host}${display} (v2026.0) (seats.birch.example/27000 ${101 + pick(60000)}), ${start}${tail}`
}

/** Numbers from 0 to 1 by a linear congruence: enough to vary lines, and the same on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
