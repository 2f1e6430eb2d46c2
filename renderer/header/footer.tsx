import type { Theme } from '../../preload/contract/api.ts'
import { formats } from '../formats.ts'
import { useModel, useWindow } from '../model.ts'
import { counted } from '../wording.ts'
import { recordSentence } from './server-words.ts'

const THEMES: Readonly<Record<Theme, string>> = {
  system: 'Colors of the system',
  light: 'Light colors',
  dark: 'Dark colors',
}

/** The line at the foot: what is shown, where it is recorded, how it looks. */
export function Footer() {
  const model = useModel()
  const info = useWindow((state) => state.info)
  const theme = useWindow((state) => state.settings?.theme)
  const servers = useWindow((state) => state.servers)
  const features = servers?.reduce((sum, server) => sum + server.features.length, 0)

  async function choose(chosen: Theme): Promise<void> {
    const answer = await model.save({ theme: chosen })
    if (!answer.ok) model.report(answer.message)
  }

  return (
    <footer>
      {info !== null && <span>Seatlog {info.version}</span>}
      {features !== undefined && <span>{counted(features, 'feature', 'features', formats)}</span>}
      {info !== null && servers !== null && (
        <span className="record" title={info.dataFolder ?? undefined}>
          {recordSentence(info.dataFolder, servers)}
        </span>
      )}
      {theme !== undefined && (
        <select aria-label="Colors" value={theme} onChange={(event) => void choose(event.target.value as Theme)}>
          {(Object.keys(THEMES) as Theme[]).map((name) => (
            <option key={name} value={name}>
              {THEMES[name]}
            </option>
          ))}
        </select>
      )}
    </footer>
  )
}
