import type { FeatureSeats } from '../../preload/contract/seats.ts'
import { TellToggle } from '../alerts/tell-toggle.tsx'
import type { Address } from './address.ts'
import { AddressLink } from './address-link.tsx'
import { SpanPicker } from './span-picker.tsx'
import { goTo } from './use-address.ts'

/** The two views of one feature. */
export type OfFeature = Extract<Address, { view: 'feature' | 'how-many' }>

/** What the views of one feature begin with: its names, the servers that are summed, the way to the other view, the span. */
export function FeatureHead({ address, live }: { address: OfFeature; live: readonly FeatureSeats[] }) {
  const { tags, feature, view } = address
  const meant = live.filter(({ tag }) => tags.includes(tag))
  const [product] = live.flatMap(({ products }) => products)
  const serving = [...new Set([...live.map(({ tag }) => tag), ...tags])]
  const of = { tags, feature, span: address.span, working: address.working }
  const other: OfFeature = view === 'feature' ? { view: 'how-many', ...of, seats: null } : { view: 'feature', ...of }

  function choose(tag: string, chosen: boolean): void {
    const wanted = serving.filter((one) => (one === tag ? chosen : tags.includes(one)))
    if (wanted.length > 0) goTo({ ...address, tags: wanted })
  }

  return (
    <div className="history-bar feature-head">
      <div className="names">
        <h2>{product ?? feature}</h2>
        <p>
          {product !== undefined && <span className="mono">{feature}</span>}
          {serving.length === 1 && <span>{tags[0]}</span>}
          <AddressLink to={other}>{view === 'feature' ? 'How many seats?' : 'Usage over time'}</AddressLink>
          {meant.map((one) => (
            <TellToggle key={one.key} feature={one} withServer={meant.length > 1} brief />
          ))}
        </p>
      </div>
      {serving.length > 1 && (
        <fieldset className="servers-summed">
          <legend>{tags.length > 1 ? 'Total of' : 'Server'}</legend>
          {serving.map((tag) => (
            <label key={tag}>
              <input
                type="checkbox"
                checked={tags.includes(tag)}
                onChange={(event) => choose(tag, event.target.checked)}
              />
              {tag}
            </label>
          ))}
        </fieldset>
      )}
      <SpanPicker looked={address} onLook={(looked) => goTo({ ...address, ...looked })} tags={tags} />
    </div>
  )
}
