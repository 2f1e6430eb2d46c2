import { useEffect, useState } from 'react'
import type { ServerFound } from '../../preload/contract/settings.ts'
import { useModel } from '../model.ts'
import { LockNote, useLocked } from './field.tsx'
import { LmutilField } from './record-fields.tsx'
import { ServerCard } from './server-card.tsx'
import { filled, withServer } from './server-draft.ts'
import { ServersIntro } from './servers-section.tsx'
import { useSettingsForm } from './use-form.ts'

/** The servers that were found on this computer, each to be tried, kept or removed, and those one adds. */
export function FirstServers() {
  const model = useModel()
  const { draft, change } = useSettingsForm()
  const locked = useLocked('servers')
  const [found, setFound] = useState<readonly ServerFound[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    let current = true
    void model.ask('setup.find', null).then((answer) => {
      if (!current) return
      if (!answer.ok) setFailure(answer.message)
      const servers = answer.ok ? answer.value.servers : []
      setFound(servers)
      if (locked) return
      const known = new Set(filled(draft.servers).map(({ address }) => address.trim()))
      const fresh = servers.filter(({ address }) => !known.has(address))
      const all = fresh.reduce((before, { tag, address }) => withServer(before, { tag, address }), draft.servers)
      change({ servers: all.length === 0 ? withServer(all) : all })
    })
    return () => {
      current = false
    }
  }, [model])

  if (found === null) return <p className="muted">Looking for lmutil and license servers …</p>
  const sourceOf = (address: string) => found.find((one) => one.address === address.trim())?.source
  return (
    <>
      <p>
        {failure ??
          (found.length === 0
            ? 'Neither the environment nor the usual folders of this computer name a license server: add yours.'
            : found.length === 1
              ? 'One license server was found on this computer. Try it, remove what is not to be polled, add others.'
              : `${found.length} license servers were found on this computer. Try them, remove what is not to be polled, add others.`)}
      </p>
      <ServersIntro />
      <ul className="server-cards">
        {draft.servers.map((server) => (
          <ServerCard key={server.id} server={server} source={sourceOf(server.address)} bare />
        ))}
      </ul>
      {locked ? (
        <LockNote />
      ) : (
        <p className="actions">
          <button type="button" onClick={() => change({ servers: withServer(draft.servers) })}>
            Add a server
          </button>
        </p>
      )}
      <LmutilField />
    </>
  )
}
