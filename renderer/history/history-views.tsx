import { type Address, hashOf } from './address.ts'
import { AllFeaturesView } from './all-features-view.tsx'
import { CapacityView } from './capacity-view.tsx'
import { DenialsView } from './denials-view.tsx'
import { FeatureView } from './feature-view.tsx'
import { HowManyView } from './how-many-view.tsx'
import { IndexStatus } from './index-status.tsx'
import { PersonView } from './person-view.tsx'
import { useArrival } from './use-arrival.ts'
import { UsersView } from './users-view.tsx'

/** The view of history at an address, below what concerns the index itself; nothing at the addresses of other views. */
export function HistoryViews({ address }: { address: Address }) {
  const subject = subjectOf(address)
  const place = useArrival<HTMLDivElement>(subject)
  const view = viewOf(address)
  if (view === null) return null
  return (
    <div key={subject} ref={place} className="history-place" tabIndex={-1}>
      <IndexStatus />
      {view}
    </div>
  )
}

/** What a view is about: it stays the same view whatever span is looked at and whichever servers are summed. */
const subjectOf = (address: Address): string =>
  hashOf('tags' in address ? { ...address, tags: [] } : address).replace(/\?.*/s, '')

function viewOf(address: Address) {
  switch (address.view) {
    case 'feature':
      return <FeatureView address={address} />
    case 'how-many':
      return <HowManyView address={address} />
    case 'features':
      return <AllFeaturesView looked={address} />
    case 'users':
      return <UsersView text={address.text} />
    case 'person':
      return <PersonView address={address} />
    case 'denials':
      return <DenialsView address={address} />
    case 'capacity':
      return <CapacityView />
    case 'seats':
    case 'codes':
    case 'alerts':
    case 'health':
    case 'settings':
    case 'first-run':
      return null
  }
}
