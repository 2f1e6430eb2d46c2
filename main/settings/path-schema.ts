import * as v from 'valibot'

/** Text a user typed or pasted as a path: Windows copies paths with quotes around them. */
export const path = v.pipe(
  v.string('must be a text'),
  v.trim(),
  v.transform((text) => text.replace(/^"(.*)"$/, '$1')),
  v.check((text) => !text.includes('\0'), 'must not hold control characters'),
)

export const isFullPath = (text: string): boolean => /^(?:\/|[a-z]:[\\/]|\\\\[^\\]+\\)/i.test(text)

/** Each more makes many more names to be compared. */
export const isLogPath = (text: string): boolean => text.split(/@(?:LATEST|DATE)@/).length <= 4
export const LOG_PATH = 'holds @LATEST@ and @DATE@ more than three times'

/** A relative path would mean another place in every host. */
export const fullPath = v.pipe(path, v.check(isFullPath, 'must be a full path'))
