import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve } from '../../../main/desktop/page-files.ts'

let root = ''

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'seatlog-page-'))
  mkdirSync(path.join(root, 'renderer', 'assets'), { recursive: true })
  writeFileSync(path.join(root, 'renderer', 'index.html'), '<!doctype html><title>Seatlog</title>')
  writeFileSync(path.join(root, 'renderer', 'assets', 'index-1a2b.js'), 'export {}')
  writeFileSync(path.join(root, 'renderer', 'notes.txt'), 'not part of the page')
  writeFileSync(path.join(root, 'secret.js'), 'export const secret = 1')
  mkdirSync(path.join(root, 'renderer-old'))
  writeFileSync(path.join(root, 'renderer-old', 'index.html'), 'old')
})

afterAll(() => rmSync(root, { recursive: true }))

const get = (address: string): Promise<Response> => serve(path.join(root, 'renderer'), address)

describe('the files of the page', () => {
  it('come with their type and the content security policy', async () => {
    const page = await get('seatlog://app/index.html')
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>Seatlog</title>')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    const script = await get('seatlog://app/assets/index-1a2b.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    'seatlog://app/../secret.js',
    'seatlog://app/%2e%2e/secret.js',
    'seatlog://app/%2e%2e%2fsecret.js',
    'seatlog://app/..%5csecret.js',
    'seatlog://app/assets/..%2f..%2fsecret.js',
    'seatlog://app/%2e%2e%2frenderer-old%2findex.html',
    'seatlog://app/index.html%00.js',
    'seatlog://app/%ff.html',
    'seatlog://other/index.html',
    'seatlog://app/',
    'seatlog://app/assets',
    'seatlog://app/missing.html',
    'seatlog://app/notes.txt',
  ])('are all there is: %s', async (address) => {
    expect((await get(address)).status).toBe(404)
  })
})
