import { describe, expect, it } from 'vitest'
import { licenseTexts } from '../../../build/licenses.ts'

const CHART = { name: 'chart', version: '1.0.0', identifier: 'MIT', text: 'Copyright Ada\r\n\r\nMay be used.\n' }
const COLOR = { name: '@kind/color', version: '0.3.4', identifier: 'ISC', text: 'Copyright Ben' }

describe('the licenses of what is bundled', () => {
  it('stand in one text, each package once', () => {
    const line = '-'.repeat(80)
    expect(licenseTexts([CHART, COLOR, CHART])).toMatch(
      new RegExp(
        `\\n\\n${line}\\n@kind/color 0\\.3\\.4 \\(ISC\\)\\n\\nCopyright Ben\\n\\n${line}\\nchart 1\\.0\\.0 \\(MIT\\)\\n\\nCopyright Ada\\n\\nMay be used\\.\\n$`,
      ),
    )
  })

  it.each([[{ ...CHART, text: undefined }], [{ ...CHART, identifier: undefined }]])('must be there', (one) => {
    expect(() => licenseTexts([one])).toThrow(/^The package chart 1\.0\.0 is bundled, but has no license/)
  })
})
