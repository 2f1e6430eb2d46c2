import { describe, expect, it } from 'vitest'
import { dependencyTable, withTable } from '../../../build/dependency-table.ts'

const OWN = {
  dependencies: { chart: '1.0.0' },
  optionalDependencies: { 'node-linux': '24.0.0' },
  devDependencies: { lint: '3.0.0' },
}
const LOCK = {
  packages: {
    '': { version: '0.1.0', license: 'MIT' },
    'node_modules/chart': { version: '1.0.2', license: 'MIT' },
    'node_modules/chart/node_modules/@kind/color': { version: '0.3.4', license: 'ISC' },
    'node_modules/@kind/color': { version: '0.3.4', license: 'ISC' },
    'node_modules/@kind/color-mac': { version: '0.3.4', license: 'ISC', optional: true },
    'node_modules/node-linux': { version: '24.1.0', license: 'MIT', optional: true },
    'node_modules/lint': { version: '3.0.1', license: 'Apache-2.0', dev: true },
    'node_modules/lint-core': { version: '9.0.1', license: 'MIT', dev: true },
    'node_modules/types': { version: '7.0.0', license: 'Apache-2.0', devOptional: true },
  },
}

describe('the table of dependencies', () => {
  it('names what is in the program, what comes with it, and the tools that were chosen', () => {
    expect(dependencyTable(LOCK, OWN)).toBe(`
| package | version | license | part of |
|---|---|---|---|
| chart | 1.0.2 | MIT | the program |
| @kind/color | 0.3.4 | ISC | the program, by another |
| lint | 3.0.1 | Apache-2.0 | building and testing |
| node-linux | 24.1.0 | MIT | building and testing |
`)
  })

  it('has no package without a license', () => {
    const lock = { packages: { 'node_modules/chart': { version: '1.0.2' } } }
    expect(() => dependencyTable(lock, OWN)).toThrow('chart has no version or no license')
  })

  it('takes the place of the one before', () => {
    const text = 'Why each of them.\n\n<!-- From here on by build/dependency-table.ts. -->\n\nold\n'
    const after = withTable(text, '\nnew\n')
    expect(after).toBe(text.replace('old', 'new'))
    expect(withTable(after, '\nnew\n')).toBe(after)
    expect(() => withTable('Why each of them.\n', '')).toThrow(/lacks the line/)
  })
})
