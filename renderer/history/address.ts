import type { DenialKind } from '../../preload/contract/history.ts'
import { isSettingsSection, type SettingsSection } from '../settings/section-names.ts'
import { readWish, type Wish, wishText } from './wish.ts'

/** What most views of history are restricted to. */
export interface Looked {
  readonly span: Wish
  /** Only the working hours of each server's calendar. */
  readonly working: boolean
}

interface OfFeature extends Looked {
  /** At least one. */
  readonly tags: readonly string[]
  readonly feature: string
}

/** Where the window is: every view with what it shows. */
export type Address =
  | { readonly view: 'seats' }
  | { readonly view: 'codes' }
  | (OfFeature & { readonly view: 'feature' })
  /** `seats`: the number that is tried; null: as many as there are. */
  | (OfFeature & { readonly view: 'how-many'; readonly seats: number | null })
  | (Looked & { readonly view: 'features' })
  | { readonly view: 'users'; readonly text: string }
  | (Looked & { readonly view: 'person'; readonly kind: 'user' | 'host'; readonly name: string })
  | {
      readonly view: 'denials'
      readonly span: Wish
      /** Empty: all. */
      readonly tags: readonly string[]
      readonly feature: string | null
      readonly user: string | null
      readonly kinds: readonly DenialKind[]
    }
  | { readonly view: 'capacity' }
  | { readonly view: 'alerts' }
  /** `tag`: the server that is meant; null: all. */
  | { readonly view: 'health'; readonly tag: string | null }
  | { readonly view: 'settings'; readonly section: SettingsSection }
  /** Setting up the first servers. */
  | { readonly view: 'first-run' }

export type View = Address['view']

/** What a view is restricted to unless told otherwise. */
export const USUAL: Looked = { span: '30d', working: false }

/** The denials that are meant unless told otherwise: those a seat more would have spared. */
export const USUAL_KINDS: readonly DenialKind[] = ['no-seat', 'unknown']

const KINDS: readonly DenialKind[] = ['no-seat', 'rule', 'not-served', 'unknown']
const SEATS: Address = { view: 'seats' }

/** The address in a page's fragment, `#/feature/EDA+CAD/MATLAB?span=7d&working=1`; the seats for all that cannot be read. */
export function parseAddress(hash: string): Address {
  if (!hash.startsWith('#/')) return SEATS
  const [path = '', query = ''] = hash.slice(2).split(/\?(.*)/s)
  const asked = new URLSearchParams(query)
  const looked: Looked = { span: readWish(asked.get('span')) ?? USUAL.span, working: asked.get('working') === '1' }
  const [view, ...encoded] = path.split('/')
  const parts = encoded.map(decode)
  const [first, second] = parts
  if (parts.includes(null)) return SEATS
  switch (view) {
    case 'feature':
    case 'how-many': {
      const tags = tagsIn(first)
      if (tags.length === 0 || !second || parts.length !== 2) return SEATS
      const of = { tags, feature: second, ...looked }
      return view === 'feature' ? { view, ...of } : { view, ...of, seats: seatsIn(asked.get('seats')) }
    }
    case 'user':
    case 'host':
      return first && parts.length === 1 ? { view: 'person', kind: view, name: first, ...looked } : SEATS
    case 'features':
      return { view, ...looked }
    case 'users':
      return { view, text: asked.get('q') ?? '' }
    case 'denials': {
      const kinds = asked.get('kinds')?.split(' ') ?? USUAL_KINDS
      return {
        view,
        span: looked.span,
        tags: tagsIn(asked.get('tags')?.replaceAll(' ', '+')),
        feature: asked.get('feature') || null,
        user: asked.get('user') || null,
        kinds: KINDS.filter((kind) => kinds.includes(kind)),
      }
    }
    case 'settings':
      return { view, section: isSettingsSection(first) ? first : 'servers' }
    case 'health':
      return { view, tag: tagsIn(first)[0] ?? null }
    case 'codes':
    case 'capacity':
    case 'alerts':
    case 'first-run':
      return { view }
    default:
      return SEATS
  }
}

/** The fragment of an address, `#` included; what is usual is left out. */
export function hashOf(address: Address): string {
  switch (address.view) {
    case 'feature':
      return `#/feature/${ofFeature(address)}${query(looked(address))}`
    case 'how-many':
      return `#/how-many/${ofFeature(address)}${query([...looked(address), ['seats', String(address.seats ?? '')]])}`
    case 'person':
      return `#/${address.kind}/${escaped(address.name)}${query(looked(address))}`
    case 'features':
      return `#/features${query(looked(address))}`
    case 'users':
      return `#/users${query([['q', address.text]])}`
    case 'denials':
      return `#/denials${query([
        ...looked({ span: address.span, working: false }),
        ['tags', address.tags.join('+')],
        ['feature', address.feature ?? ''],
        ['user', address.user ?? ''],
        ['kinds', String(address.kinds) === String(USUAL_KINDS) ? '' : address.kinds.join('+')],
      ])}`
    case 'health':
      return address.tag === null ? '#/health' : `#/health/${address.tag}`
    case 'settings':
      return `#/settings/${address.section}`
    default:
      return `#/${address.view}`
  }
}

const ofFeature = ({ tags, feature }: OfFeature): string => `${tags.join('+')}/${escaped(feature)}`

/** Half a character, which a name from JSON may hold, is none in an address. */
const escaped = (name: string): string => encodeURIComponent(name.toWellFormed())

type Pair = readonly [name: string, value: string]

function looked({ span, working }: Looked): readonly Pair[] {
  return [
    ['span', span === USUAL.span ? '' : wishText(span)],
    ['working', working ? '1' : ''],
  ]
}

/** Without what is empty; `+` and `:` stay readable. */
function query(pairs: readonly Pair[]): string {
  const told = pairs.filter(([, value]) => value !== '')
  const encode = ([name, value]: Pair) =>
    `${name}=${name === 'kinds' || name === 'tags' ? value : escaped(value).replaceAll('%3A', ':')}`
  return told.length === 0 ? '' : `?${told.map(encode).join('&')}`
}

const tagsIn = (text: string | null | undefined): readonly string[] => [
  ...new Set((text ?? '').split('+').filter((tag) => /^[A-Za-z0-9][\w-]*$/.test(tag))),
]

/** No more digits than a number of seats has. */
const seatsIn = (text: string | null): number | null => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : null)

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
