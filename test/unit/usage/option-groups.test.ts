import { describe, expect, it } from 'vitest'
import { groupsOf } from '../../../main/usage/option-groups.ts'

describe('groups of an options file', () => {
  it('are its GROUP lines, of any case, continued and added up, members without case', () => {
    const text = `# seats of the design office
MAX 4 solver GROUP designers
GROUP designers MLindqvist kpetrov \\
  hroth # until June
group testers jweber\tkpetrov
GROUP designers sabel
GROUPCASEINSENSITIVE ON
`
    expect([...groupsOf(text)].map(([group, members]) => [group, [...members]])).toEqual([
      ['designers', ['mlindqvist', 'kpetrov', 'hroth', 'sabel']],
      ['testers', ['jweber', 'kpetrov']],
    ])
  })

  it('are none in a file without any', () => {
    expect(groupsOf('REPORTLOG +/var/log/report\nGROUP\n').size).toBe(0)
  })
})
