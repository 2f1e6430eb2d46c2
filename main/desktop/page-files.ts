import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** The scheme of the window's page. */
export const SCHEME = 'seatlog'

/** The only origin that ipc answers. */
export const ORIGIN = `${SCHEME}://app`

/** The address of the window's page. */
export const PAGE = `${ORIGIN}/index.html`

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** One file of the folder with the content security policy; 404 for all else. */
export async function serve(folder: string, address: string): Promise<Response> {
  const file = fileOf(folder, address)
  const type = file === null ? undefined : TYPES[path.extname(file)]
  const body = file === null || type === undefined ? null : await readFile(file).catch(() => null)
  if (body === null || type === undefined) return new Response('not found', { status: 404 })
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': type,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
    },
  })
}

function fileOf(folder: string, address: string): string | null {
  const { host, pathname } = new URL(address)
  if (`${SCHEME}://${host}` !== ORIGIN) return null
  try {
    const file = path.join(folder, decodeURIComponent(pathname))
    return file.startsWith(folder + path.sep) && !file.includes('\0') ? file : null
  } catch {
    return null
  }
}
