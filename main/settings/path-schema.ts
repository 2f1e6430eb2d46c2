import * as v from 'valibot'

/** Text a user typed or pasted as a path: Windows copies paths with quotes around them. */
export const path = v.pipe(
  v.string('must be a text'),
  v.trim(),
  v.transform((text) => text.replace(/^"(.*)"$/, '$1')),
  v.check((text) => !text.includes('\0'), 'must not hold control characters'),
)

export const isFullPath = (text: string): boolean => /^(?:\/|[a-z]:[\\/]|\\\\[^\\]+\\)/i.test(text)

/** A relative path would mean another place in every host. */
export const fullPath = v.pipe(path, v.check(isFullPath, 'must be a full path'))
