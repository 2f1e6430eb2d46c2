import { useState } from 'react'
import type { HealthView } from '../../preload/contract/health.ts'
import { formats } from '../formats.ts'
import { sizeText } from '../settings/words.ts'
import { counted } from '../wording.ts'
import { Facts } from './facts.tsx'
import { pathWithin } from './health-words.ts'

/** Files that stand there at once. */
const SHOWN = 6

/** Where the record is written, what of it waits, and what was written today. */
export function DataHealth({ health }: { health: HealthView }) {
  const { dataFolder, freeBytes, spool, filesToday } = health
  const waiting =
    spool.rows === 0 ? 'nothing' : `${counted(spool.rows, 'row', 'rows', formats)}, ${sizeText(spool.bytes, formats)}`
  return (
    <section className="panel" aria-labelledby="health-data">
      <h3 id="health-data">Data folder</h3>
      <Facts
        facts={[
          dataFolder === '' ? ['Folder', 'none: nothing is recorded'] : ['Folder', dataFolder, 'mono'],
          ['Free room', freeBytes === null ? 'not known' : sizeText(freeBytes, formats)],
          ['Not written yet', waiting],
        ]}
      />
      {filesToday.length === 0 ? (
        <p className="muted">Nothing was written today.</p>
      ) : (
        <Files folder={dataFolder} files={filesToday} />
      )}
    </section>
  )
}

function Files({ folder, files }: { folder: string; files: HealthView['filesToday'] }) {
  const [all, setAll] = useState(false)
  const sorted = files.toSorted((a, b) => b.writtenAt - a.writtenAt || (a.path < b.path ? -1 : 1))
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return (
    <div className="files">
      <table aria-label="Files written today">
        <thead>
          <tr>
            <th scope="col">Written today</th>
            <th scope="col" className="number">
              Size
            </th>
            <th scope="col" className="number">
              Last at
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, all ? sorted.length : SHOWN).map(({ path, bytes: size, writtenAt }) => (
            <tr key={path}>
              <td className="mono">{pathWithin(folder, path)}</td>
              <td className="number">{sizeText(size, formats)}</td>
              <td className="number">{formats.clock(writtenAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">
        {counted(files.length, 'file', 'files', formats)}, {sizeText(bytes, formats)} in all.{' '}
        {sorted.length > SHOWN && (
          <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : 'Show all'}
          </button>
        )}
      </p>
    </div>
  )
}
