import type { Holder, PoolSeats, Waiting } from '../../preload/contract/seats.ts'
import { TellToggle } from '../alerts/tell-toggle.tsx'
import { formats } from '../formats.ts'
import { USUAL } from '../history/address.ts'
import { AddressLink } from '../history/address-link.tsx'
import { Icon } from '../icons.tsx'
import { counted, heldForText, lingerText } from '../wording.ts'
import { Marked } from './marked.tsx'
import type { DetailPart, DetailRow } from './rows.ts'
import { notHeldWords } from './seat-words.ts'

/** What stands over the columns of each part; the first place is the part's own heading. */
const COLUMNS: Readonly<Record<DetailPart, readonly string[]>> = {
  pools: ['Type', 'Vendor string', 'Not held', 'Held', 'Expires'],
  holders: ['Host', 'Display', 'Version', 'Seats', 'Since', 'Held for'],
  lingering: ['Host', 'Display', 'Version', 'Seats', 'Since', 'Linger'],
  reserved: ['For'],
  queue: ['Host', 'Display', 'Version', 'Seats'],
}

/** The inside of one line of an opened feature. */
export function DetailCells({ row, words }: { row: DetailRow; words: readonly string[] }) {
  switch (row.kind) {
    case 'note':
      return (
        <p className={`note ${row.tone}`}>
          {row.tone !== 'plain' && <Icon name={row.tone} />}
          {row.text}
          {row.feature !== undefined && (
            <>
              <span className="history-link">
                <AddressLink to={{ view: 'feature', tags: [row.feature.tag], feature: row.feature.name, ...USUAL }}>
                  History
                </AddressLink>
              </span>
              <TellToggle feature={row.feature} />
            </>
          )}
        </p>
      )
    case 'heading':
      return (
        <>
          <span className="part">{row.text}</span>
          {COLUMNS[row.of].map((title) => (
            <span key={title} className={`c-${title.toLowerCase().replace(' ', '-')}`}>
              {title}
            </span>
          ))}
        </>
      )
    case 'pool':
      return <PoolCells pool={row.pool} />
    case 'holder':
      return <HolderCells holder={row.holder} words={words} />
    case 'reservation':
      return (
        <>
          <span>{counted(row.count, 'seat', 'seats', formats)}</span>
          <span>
            <span className="muted">{row.kindOf}</span> {row.name}
          </span>
        </>
      )
    case 'waiting':
      return <WaitingCells waiting={row.waiting} words={words} />
  }
}

function PoolCells({ pool }: { pool: PoolSeats }) {
  const expires = pool.expires === null || pool.expires === 'permanent' ? pool.expires : formats.date(pool.expires)
  return (
    <>
      <span className="mono">{pool.version === '' ? '' : `v${pool.version}`}</span>
      <span className="c-type">{pool.nodeLocked ? 'node-locked' : pool.type}</span>
      <span className="c-vendor-string mono" title={pool.vendorString ?? undefined}>
        {pool.vendorString}
      </span>
      <span className="c-not-held">{notHeldWords(pool, formats)}</span>
      <span className="c-held">{formats.count(pool.held)}</span>
      <span className="c-expires">{pool.expired ? `expired ${expires}` : expires}</span>
    </>
  )
}

function HolderCells({ holder, words }: { holder: Holder; words: readonly string[] }) {
  if (holder.uncertain) {
    return (
      <>
        <span
          className="raw mono"
          title="This line could be read in more than one way: it stands here as lmstat printed it."
        >
          <Icon name="unknown" />
          <Marked text={holder.raw} words={words} />
        </span>
        <HolderFigures holder={holder} />
      </>
    )
  }
  return (
    <>
      <span className="c-user">
        <Marked text={holder.user} words={words} />
      </span>
      <span className="c-host">
        <Marked text={holder.host ?? ''} words={words} />
      </span>
      <span className="c-display">
        <Marked text={holder.display ?? ''} words={words} />
      </span>
      <HolderFigures holder={holder} />
    </>
  )
}

function HolderFigures({ holder }: { holder: Holder }) {
  const since = holder.since === null ? '' : formats.localTime(holder.since, Date.now() / 1000)
  const held = holder.linger === null ? heldForText(holder.heldFor, formats) : lingerText(holder.linger, formats)
  return (
    <>
      <span className="c-version mono">{holder.version === null ? '' : `v${holder.version}`}</span>
      <span className={`c-seats ${holder.seats === 1 ? 'muted' : ''}`}>{formats.count(holder.seats)}</span>
      <span className="c-since" title={since}>
        {since}
      </span>
      <span className="c-held-for" title={held}>
        {held}
      </span>
    </>
  )
}

function WaitingCells({ waiting, words }: { waiting: Waiting; words: readonly string[] }) {
  return (
    <>
      <span className="c-user">
        <Marked text={waiting.user} words={words} />
      </span>
      <span className="c-host">
        <Marked text={waiting.host ?? ''} words={words} />
      </span>
      <span className="c-display">{waiting.display}</span>
      <span className="c-version mono">{waiting.version === null ? '' : `v${waiting.version}`}</span>
      <span className={`c-seats ${waiting.seats === 1 ? 'muted' : ''}`}>{formats.count(waiting.seats)}</span>
    </>
  )
}
