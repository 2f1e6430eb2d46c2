import { lazy, Suspense, useEffect, useState } from 'react'
import { CodesView } from './codes/codes-view.tsx'
import { RawDialog } from './dialogs/raw-dialog.tsx'
import { SetupDialog } from './dialogs/setup-dialog.tsx'
import type { Draft } from './dialogs/setup-draft.ts'
import { Footer } from './header/footer.tsx'
import { Problems } from './header/problems.tsx'
import { ServerStrip } from './header/server-strip.tsx'
import { TitleBar } from './header/title-bar.tsx'
import { useAddress } from './history/use-address.ts'
import { useModel, useWindow } from './model.ts'
import { SeatsView } from './seats/seats-view.tsx'

/** With the library that draws charts: loaded when history is first looked at. */
const HistoryViews = lazy(async () => ({ default: (await import('./history/history-views.tsx')).HistoryViews }))

/** The window: header, the view of the address, and what lies over them. */
export function App() {
  const model = useModel()
  const theme = useWindow((state) => state.settings?.theme ?? 'system')
  const [address, go] = useAddress()
  const [lookup, setLookup] = useState('')
  const [revealed, setRevealed] = useState<{ readonly key: string } | null>(null)
  const [setup, setSetup] = useState(false)
  const [kept, setKept] = useState<Draft | null>(null)
  const [rawTag, setRawTag] = useState<string | null>(null)

  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])

  function reveal(key: string): void {
    const feature = model.store
      .get()
      .servers?.flatMap((server) => server.features)
      .find((one) => one.key === key)
    if (feature === undefined) return
    model.open(key, feature.tag)
    setRevealed({ key })
    go({ view: 'seats' })
  }

  function lookUp(text: string): void {
    setLookup(text)
    go({ view: 'codes' })
  }

  return (
    <div className="window">
      <header>
        <TitleBar address={address} onGo={go} onSetup={() => setSetup(true)} />
        <ServerStrip onRaw={setRawTag} />
        <Problems onRaw={setRawTag} />
      </header>
      <main>
        <SeatsView
          hidden={address.view !== 'seats'}
          revealed={revealed}
          onSetup={() => setSetup(true)}
          onLookUp={lookUp}
        />
        <CodesView hidden={address.view !== 'codes'} text={lookup} onText={setLookup} onReveal={reveal} />
        <Suspense>
          <HistoryViews address={address} />
        </Suspense>
      </main>
      <Footer />
      {setup && (
        <SetupDialog
          kept={kept}
          onClose={(draft) => {
            setKept(draft)
            setSetup(false)
          }}
        />
      )}
      {rawTag !== null && <RawDialog tag={rawTag} onClose={() => setRawTag(null)} />}
    </div>
  )
}
