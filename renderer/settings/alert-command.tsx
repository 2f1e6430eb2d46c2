import { useState } from 'react'
import { Icon } from '../icons.tsx'
import { useModel, useWindow } from '../model.ts'
import { Field } from './field.tsx'
import { useSettingsForm } from './use-form.ts'

/** A program that gets each alert, for mail and chat; a test alert shows whether it works. */
export function AlertCommand() {
  const { draft, change } = useSettingsForm()
  const { program, args } = draft.alertCommand
  const set = (part: Partial<typeof draft.alertCommand>) => change({ alertCommand: { ...draft.alertCommand, ...part } })
  return (
    <section className="group" aria-label="Command">
      <h3>Command</h3>
      <Field
        name="alertCommand"
        label="Program"
        hint="Full path. For each notification it gets one JSON object on its standard input, to send mail or post to a chat; no shell is involved. Empty: none."
      >
        {(wired) => (
          <input
            {...wired}
            className="mono"
            value={program}
            spellCheck={false}
            onChange={(event) => set({ program: event.target.value })}
          />
        )}
      </Field>
      {program.trim() !== '' && (
        <>
          <Field name="alertCommand.args" label="Its arguments" hint="One a line, handed over as they are.">
            {(wired) => (
              <textarea
                {...wired}
                className="mono"
                rows={Math.max(2, args.split('\n').length)}
                value={args}
                spellCheck={false}
                onChange={(event) => set({ args: event.target.value })}
              />
            )}
          </Field>
          <TestCommand />
        </>
      )}
    </section>
  )
}

interface Told {
  readonly good: boolean
  readonly text: string
}

function TestCommand() {
  const model = useModel()
  const { edited } = useSettingsForm()
  const [running, setRunning] = useState(false)
  const [tested, setTested] = useState<Told | null>(null)
  const problem = useWindow((state) => state.alerts?.commandProblem ?? null)
  const told = tested ?? (problem === null ? null : { good: false, text: `It failed last: ${problem}` })
  const unsaved = edited(['alertCommand'])

  async function test(): Promise<void> {
    setRunning(true)
    const answer = await model.ask('alerts.test', null)
    setRunning(false)
    setTested(
      answer.ok
        ? { good: true, text: 'It took the test alert and ended well.' }
        : { good: false, text: answer.message },
    )
  }

  return (
    <div className="log-try">
      <button type="button" onClick={() => void test()} disabled={running || unsaved}>
        {running ? 'Running …' : 'Send a test alert'}
      </button>{' '}
      {unsaved && <small>Save the command first.</small>}
      <p className="tried" role="status">
        {told !== null && !unsaved && (
          <>
            <span className={told.good ? 'state-up' : 'state-down'}>
              <Icon name={told.good ? 'up' : 'error'} />
            </span>{' '}
            {told.text}
          </>
        )}
      </p>
    </div>
  )
}
