import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '../../../main/demo/random.ts'
import { CHANNELS } from '../../../preload/contract/channels.ts'
import type { Finding } from '../proof.ts'
import { type Forms, refusedForms } from './forms.ts'
import { STRANGE_JSON } from './payloads.ts'
import { OUT, type Served, type Some } from './served.ts'
import { inTurns, type Said, say } from './wire.ts'

/** So many connections at a time: more say nothing new, but take turns anyway. */
const WIDTH = 24
/** Milliseconds for an answer, which on a busy machine may take its time. */
const PATIENCE = 30_000

/** Asks what must be refused, in every form. */
export async function tryForms(served: Served, seed: number, some: Some): Promise<readonly Finding[]> {
  const page = windowFiles()
  const findings: Finding[] = []
  for (const forms of refusedForms(served.port, served.token, random(seed))) {
    const requests = forms.requests.length > 1000 ? some(forms.requests) : forms.requests
    const wrong: string[] = []
    await inTurns(requests, WIDTH, async (sent) => {
      const broken = notRefused(forms, await say(served.port, sent), served.token, page)
      if (broken !== null) wrong.push(`${broken} at ${JSON.stringify(String(sent).slice(0, 200))}`)
    })
    if (!(await isOpen(served))) wrong.push('afterwards its own window is not answered')
    findings.push({ what: forms.what, times: requests.length, figures: '', wrong })
  }
  return findings
}

/** What is wrong with what came back; null: it was refused. */
function notRefused({ mayShowPage }: Forms, { text, statuses, closed }: Said, token: string, page: Set<string>) {
  if (!closed) return `no end after ${statuses.join(', ') || 'no answer'}`
  if (text.includes(token)) return 'the token came back'
  if (/^access-control-/im.test(text)) return 'another site is let in'
  if (/"ok":true/.test(text)) return 'it was answered'
  if (mayShowPage && statuses.every((status) => status === 200) && page.has(bodyOf(text))) return null
  const other = statuses.find((status) => status !== 100 && (status < 400 || status >= 500))
  return other === undefined ? null : `status ${other}`
}

const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4)

/** What the window consists of, as it comes over the wire. */
function windowFiles(): Set<string> {
  const folder = join(OUT, 'renderer')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Set(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')))
}

/** Whether its own window is still answered. */
export async function isOpen({ port, token }: Served): Promise<boolean> {
  const { value } = await call({ port, token }, 'app.info', 'null')
  return value?.ok === true
}

interface Answer {
  readonly status: number
  readonly value: { readonly ok?: unknown; readonly message?: unknown } | null
}

/** A request as the window makes it, with any text in the place of its JSON. Status 0: no answer, or none of JSON. */
export async function call(
  { port, token }: Pick<Served, 'port' | 'token'>,
  channel: string,
  body: string,
): Promise<Answer> {
  const headers = { 'X-Seatlog-Token': token, 'Content-Type': 'application/json', Connection: 'close' }
  const signal = AbortSignal.timeout(PATIENCE)
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/${channel}`, { method: 'POST', headers, body, signal })
    const value: unknown = await answer.json()
    return { status: answer.status, value: typeof value === 'object' ? value : null }
  } catch {
    return { status: 0, value: null }
  }
}

/** Sends what is no request of the contract to each of its channels, with the token. */
export async function tryPayloads(served: Served, some: Some): Promise<Finding> {
  const asked = some(CHANNELS.flatMap((channel) => STRANGE_JSON.map((body) => ({ channel, body }))))
  const wrong: string[] = []
  await inTurns(asked, WIDTH, async ({ channel, body }) => {
    const { status, value } = await call(served, channel, body)
    const isBug = /^Seatlog failed/.test(String(value?.message))
    const isAnswer = [200, 400].includes(status) && typeof value?.ok === 'boolean' && !isBug
    if (!isAnswer) wrong.push(`${channel} answered ${status} ${JSON.stringify(value)} to ${body.slice(0, 60)}`)
  })
  const { polluted } = await served.vitals()
  if (polluted.length > 0) wrong.push(`what objects are born with was changed: ${polluted.join(', ')}`)
  if (!(await isOpen(served))) wrong.push('afterwards its own window is not answered')
  return { what: 'payload that is no request', times: asked.length, figures: '', wrong }
}
