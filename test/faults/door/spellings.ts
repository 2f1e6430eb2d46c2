/** Like the token, but not it. */
export function wrongTokens(token: string, random: () => number): readonly string[] {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const letter = (): string => letters[Math.floor(random() * letters.length)] ?? ''
  const other = (was: string): string => (was === 'A' ? 'B' : 'A')
  return [
    ...['', ' ', '0', 'null', 'undefined', 'true', '*', '%', '""', '[]', '{}', 'A'.repeat(43), 'A'.repeat(8000)],
    ...[`${token}A`, `A${token}`, token.slice(1), token.slice(0, -1), token + token, `${token}, ${token}`],
    ...[`${token}\u0001`, encodeURIComponent(`${token} `), token.split('').reverse().join(''), swapCase(token)],
    ...[
      Buffer.from(token).toString('base64'),
      Buffer.from(token).toString('hex'),
      token.replaceAll(/[-_]/g, '+'),
    ].filter((wrong) => wrong !== token),
    // Right but for one letter, at each place.
    ...[...token].map((was, at) => token.slice(0, at) + other(was) + token.slice(at + 1)),
    ...Array.from({ length: 100 }, () => Array.from({ length: 43 }, letter).join('')),
  ]
}

const swapCase = (text: string): string =>
  [...text].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join('')

/** Names under which a page of another site may have reached this port (DNS rebinding), and ones that only look own. */
export function foreignHosts(port: number): readonly string[] {
  return [
    ...['site.example', 'localhost', '127.0.0.1', 'localhost.', `LOCALHOST:${port}`, `Localhost:${port}`],
    ...[`site.example:${port}`, `127.0.0.1:1`, `127.0.0.1:${port + 1}`, `127.0.0.1.:${port}`, `localhost.:${port}`],
    ...[
      `[::1]:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      `[::ffff:7f00:1]:${port}`,
      '[::1]',
      `::1:${port}`,
      `[::]:${port}`,
    ],
    ...[`0.0.0.0:${port}`, `127.1:${port}`, `127.0.1:${port}`, `2130706433:${port}`, `0x7f000001:${port}`],
    ...[`0177.0.0.1:${port}`, `127.0.0.2:${port}`, `127.0.0.1:0${port}`, `127.0.0.1:${port}0`, `127.0.0.1: ${port}`],
    ...[`127.0.0.1:${port}.site.example`, `127.0.0.1.site.example:${port}`, `localhost.site.example:${port}`],
    ...[`site.example@127.0.0.1:${port}`, `127.0.0.1:${port}@site.example`, `127.0.0.1:${port}, site.example`],
    ...[`http://127.0.0.1:${port}`, `127.0.0.1:${port}/`, `127.0.0.1:${port}#`, `127.0.0.1:${port}?`, ''],
    ...[
      `127.0.0.1%00:${port}`,
      `127.0.0.1\u00a0:${port}`,
      `１２７.0.0.1:${port}`,
      `seatlog.local:${port}`,
      '..',
      '[',
      ':',
    ],
  ]
}

/** Origins that are not the window's, however like it. */
export function foreignOrigins(port: number): readonly string[] {
  return [
    ...['null', 'https://site.example', `https://127.0.0.1:${port}`, `http://localhost:${port}`, 'http://127.0.0.1'],
    ...[
      `http://127.0.0.1:${port + 1}`,
      `http://127.0.0.1:${port}/`,
      `HTTP://127.0.0.1:${port}`,
      'file://',
      'about:blank',
    ],
    ...[`http://127.0.0.1:${port}.site.example`, `http://127.0.0.1:${port}@site.example`, 'chrome-extension://abcdef'],
    ...[`http://127.0.0.1:${port}, https://site.example`, `http://127.0.0.1:${port} https://site.example`, 'undefined'],
    ...[`http://[::1]:${port}`, 'seatlog://app', 'http://localhost:3000', `ws://127.0.0.1:${port}`, 'data:text/html,x'],
  ]
}
