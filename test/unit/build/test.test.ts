import { describe, expect, it } from 'vitest'
import { onlyUnitTests } from '../../../build/test.ts'

describe('the test command', () => {
  it('needs neither bundle nor browser when only unit tests are chosen', () => {
    expect(onlyUnitTests(['--project', 'unit'])).toBe(true)
    expect(onlyUnitTests(['--project=unit', '-t', 'tray'])).toBe(true)
    expect(onlyUnitTests(['test/unit/lmstat', 'test/unit/usage'])).toBe(true)
  })

  it('needs them for all tests, and as soon as one other is chosen', () => {
    expect(onlyUnitTests([])).toBe(false)
    expect(onlyUnitTests(['--bail=1'])).toBe(false)
    expect(onlyUnitTests(['test/unit/lmstat', 'test/e2e/desktop.test.ts'])).toBe(false)
  })
})
