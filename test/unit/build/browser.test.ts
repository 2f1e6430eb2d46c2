import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { browserCandidates } from '../../../build/browser.ts'

describe('a browser is looked for', () => {
  it('on Linux along PATH, the headless shell first, then where Playwright downloads to', () => {
    const found = browserCandidates('linux', { PATH: '/usr/local/bin:/usr/bin' }, '/home/kim')
    expect(found.slice(0, 2)).toEqual(['/usr/local/bin/chromium-headless-shell', '/usr/bin/chromium-headless-shell'])
    expect(found).toContain('/usr/bin/google-chrome')
    expect(found).toContain('/usr/bin/microsoft-edge')
    expect(found.at(-1)).toContain('/home/kim/.cache/ms-playwright/chromium_headless_shell-*')
  })

  it('on macOS among the applications of computer and user', () => {
    const found = browserCandidates('darwin', { PATH: '/usr/bin' }, '/Users/kim')
    expect(found).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
    expect(found).toContain('/Users/kim/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge')
  })

  it('on Windows in the program folders', () => {
    const env = { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' }
    const found = browserCandidates('win32', env, 'C:\\Users\\kim')
    expect(found).toContain(path.join('C:\\Program Files', 'Google\\Chrome\\Application\\chrome.exe'))
    expect(found).toContain(path.join('C:\\Program Files (x86)', 'Microsoft\\Edge\\Application\\msedge.exe'))
  })
})
