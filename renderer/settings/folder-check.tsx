import { useEffect, useState } from 'react'
import type { Result } from '../../preload/contract/result.ts'
import type { FolderChecked } from '../../preload/contract/settings.ts'
import { formats } from '../formats.ts'
import { Icon } from '../icons.tsx'
import { useModel } from '../model.ts'
import { messageAt } from './field-of.ts'
import { useSettingsForm } from './use-form.ts'
import { folderSentence } from './words.ts'

/** Milliseconds without typing before a folder is looked at. */
const PAUSE = 600

/** Below the data folder: whether it can be written, how much room it has, and whose record is there already. */
export function FolderCheck() {
  const model = useModel()
  const { draft, problems } = useSettingsForm()
  const folder = draft.dataFolder.trim()
  const [checked, setChecked] = useState<{ readonly folder: string; readonly answer: Result<FolderChecked> }>()

  useEffect(() => {
    if (folder === '') return
    let current = true
    const timer = setTimeout(async () => {
      const answer = await model.ask('setup.folder', { folder })
      if (current) setChecked({ folder, answer })
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [folder, model])

  const wrong = messageAt('dataFolder', problems) !== null // which says more
  const answer = wrong || checked?.folder !== folder ? undefined : checked.answer
  const cannot = answer === undefined ? null : answer.ok ? answer.value.problem : answer.message
  return (
    <p className="tried" role="status">
      {answer === undefined ? (
        folder !== '' && !wrong && <span className="muted">Looking at the folder …</span>
      ) : cannot !== null ? (
        <>
          <span className="state-degraded">
            <Icon name="warning" />
          </span>{' '}
          {cannot}
        </>
      ) : (
        answer.ok && (
          <>
            <span className="state-up">
              <Icon name="up" />
            </span>{' '}
            {folderSentence(answer.value, formats)}
          </>
        )
      )}
    </p>
  )
}
