import { pick, type Random, random, whole } from './random.ts'
import type { DaemonSpec } from './specification.ts'

/** Somebody of the invented company, with the places they work at. */
export interface Person {
  readonly user: string
  readonly pc: string
  /** Some displays repeat the PC's name in other case. */
  readonly display: string
  /** 0 works with the newest version; 1 with the one before, where there is one. */
  readonly behind: number
}

/** Where one checkout comes from. */
export interface Desk {
  readonly user: string
  readonly host: string
  readonly display?: string
}

const FIRST =
  'Anna Amara Bela Bruno Chidi Clara Dmitri Daria Elif Emil Farid Freya Goran Greta Hana Hugo Ines Ivan Jonas Jana Kofi Keiko Lars Lucia Mei Mats Nadia Noor Olga Omar Petra Priya Quentin Rosa Rafael Sven Sofia Tariq Thandi Ulla Umberto Vera Viktor Wen Wanda Xenia Yusuf Yara Zoe Zoran'
const LAST =
  'Abara Andersson Baptiste Bergman Castell Cerny Chandra Dahl Dubrovsky Eklund Esposito Farkas Ferreira Fontaine Gallo Grigor Haddad Hoffer Ibarra Iversen Jankow Jimoh Kalnins Kowalczyk Laurent Lindqvist Macari Moreno Nakano Novotny Okafor Olsen Petrov Pires Quist Rao Rossetti Sandoval Schiller Tanaka Torvund Ueda Urbina Varga Vasquez Weiss Wolanski Xu Yamada Yilmaz Zapata Zeller'

/** The people of the site; accounts are unique whatever their case. */
export function people(seed: number, count: number): readonly Person[] {
  const draw = random(seed, 1)
  const firsts = FIRST.split(' ')
  const lasts = LAST.split(' ')
  const taken = new Map<string, number>()
  return Array.from({ length: count }, (_, index) => {
    const base = account(draw, pick(draw, firsts), pick(draw, lasts))
    const same = taken.get(base.toLowerCase()) ?? 0
    taken.set(base.toLowerCase(), same + 1)
    const user = same === 0 ? base : `${base}${same + 1}`
    const pc = `${draw() < 0.6 ? 'WS' : 'NB'}-${String(1000 + index).padStart(5, '0')}`
    return { user, pc, display: draw() < 0.3 ? pc.toLowerCase() : pc, behind: draw() < 0.25 ? 1 : 0 }
  })
}

function account(draw: Random, first: string, last: string): string {
  const chance = draw()
  if (chance < 0.55) return `${first.charAt(0)}${last}`.toLowerCase()
  if (chance < 0.8) return `${first.charAt(0)}.${last}`.toLowerCase()
  if (chance < 0.93) return `${first}.${last}`.toLowerCase()
  return chance < 0.97 ? `${first.charAt(0)}${last}`.toUpperCase() : `${first} ${last}`
}

/** Where a person sits today. */
export function deskOf(person: Person, desks: DaemonSpec['desks'], draw: Random): Desk {
  if (desks === 'windows' || (desks === 'both' && draw() < 0.7)) {
    return { user: person.user, host: person.pc, display: person.display }
  }
  const host = `eda-${String(whole(draw, 1, 12)).padStart(2, '0')}`
  return {
    user: person.user,
    host,
    display: draw() < 0.5 ? `/dev/pts/${whole(draw, 0, 60)}` : `:${whole(draw, 1, 40)}`,
  }
}

/** Where a batch job runs; it has no display. */
export function batchDesk(services: readonly string[], draw: Random): Desk {
  return { user: pick(draw, services), host: `farm-${String(whole(draw, 1, 240)).padStart(3, '0')}` }
}
