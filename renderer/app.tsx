import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { AlertsView } from './alerts/alerts-view.tsx'
import { CodesView } from './codes/codes-view.tsx'
import { RawDialog } from './dialogs/raw-dialog.tsx'
import { Footer } from './header/footer.tsx'
import { Problems } from './header/problems.tsx'
import { ServerStrip } from './header/server-strip.tsx'
import { TitleBar } from './header/title-bar.tsx'
import { lookedAt } from './header/views.ts'
import { HealthView } from './health/health-view.tsx'
import { useAddress } from './history/use-address.ts'
import { useModel, useWindow } from './model.ts'
import { addressOf, type Goal } from './palette/goal.ts'
import { Palette } from './palette/palette.tsx'
import { usePaletteKeys } from './palette/use-palette-keys.ts'
import { type Revealed, SeatsView } from './seats/seats-view.tsx'

/** With the library that draws charts: loaded when history is first looked at. */
const HistoryViews = lazy(async () => ({ default: (await import('./history/history-views.tsx')).HistoryViews }))

/** The forms of the settings and of the first run: loaded behind the seats, too. */
const SettingsView = lazy(async () => ({ default: (await import('./settings/settings-view.tsx')).SettingsView }))
const FirstRun = lazy(async () => ({ default: (await import('./settings/first-run.tsx')).FirstRun }))

/** The window: header, the view of the address, and what lies over them. */
export function App() {
  const model = useModel()
  const theme = useWindow((state) => state.settings?.theme ?? 'system')
  const nothingSetUp = useWindow((state) => state.servers?.length === 0)
  const [address, go] = useAddress()
  const view = address.view === 'seats' && nothingSetUp ? 'first-run' : address.view
  const [lookup, setLookup] = useState('')
  const [revealed, setRevealed] = useState<Revealed | null>(null)
  const [rawTag, setRawTag] = useState<string | null>(null)
  const [palette, setPalette] = useState(false)
  usePaletteKeys(useCallback(() => setPalette((open) => !open), []))

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever led elsewhere, a notification too
  useEffect(() => setPalette(false), [address])

  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])

  function reveal(key: string, text = ''): void {
    const feature = model.store
      .get()
      .servers?.flatMap((server) => server.features)
      .find((one) => one.key === key)
    if (feature === undefined) return
    model.open(key, feature.tag)
    setRevealed({ key, text })
    go({ view: 'seats' })
  }

  function lookUp(text: string): void {
    setLookup(text)
    go({ view: 'codes' })
  }

  function goTo(goal: Goal): void {
    if (goal.kind === 'feature') reveal(goal.key)
    else if (goal.kind === 'holder') reveal(goal.key, goal.text)
    else if (goal.kind === 'code') lookUp(goal.code)
    else go(addressOf(goal, lookedAt(address)))
  }

  return (
    <div className="window">
      <header>
        <TitleBar address={address} onGo={go} onPalette={() => setPalette(true)} />
        <ServerStrip onRaw={setRawTag} />
        <Problems onRaw={setRawTag} />
      </header>
      <main>
        <SeatsView
          hidden={view !== 'seats'}
          revealed={revealed}
          onSetup={() => go({ view: 'settings', section: 'servers' })}
          onLookUp={lookUp}
        />
        <CodesView hidden={address.view !== 'codes'} text={lookup} onText={setLookup} onReveal={reveal} />
        {address.view === 'alerts' && <AlertsView />}
        {address.view === 'health' && <HealthView tag={address.tag} onRaw={setRawTag} />}
        <Suspense>
          <HistoryViews address={address} />
        </Suspense>
        <Suspense>
          <SettingsView section={address.view === 'settings' ? address.section : null} />
        </Suspense>
        {view === 'first-run' && (
          <Suspense>
            <FirstRun onStay={() => go({ view: 'first-run' }, 'replace')} onSeats={() => go({ view: 'seats' })} />
          </Suspense>
        )}
      </main>
      <Footer />
      {palette && <Palette onGo={goTo} onClose={() => setPalette(false)} />}
      {rawTag !== null && <RawDialog tag={rawTag} onClose={() => setRawTag(null)} />}
    </div>
  )
}
