import { formats } from '../formats.ts'
import { useWindow } from '../model.ts'
import { counted } from '../wording.ts'
import { recordSentence } from './server-words.ts'

/** The line at the foot: what is shown, and where it is recorded. */
export function Footer() {
  const info = useWindow((state) => state.info)
  const servers = useWindow((state) => state.servers)
  const features = servers?.reduce((sum, server) => sum + server.features.length, 0)

  return (
    <footer>
      {info !== null && <span>Seatlog {info.version}</span>}
      {features !== undefined && <span>{counted(features, 'feature', 'features', formats)}</span>}
      {info !== null && servers !== null && (
        <span className="record" title={info.dataFolder ?? undefined}>
          {recordSentence(info.dataFolder, servers)}
        </span>
      )}
    </footer>
  )
}
