/** Names and texts that mean something to a browser, a spreadsheet, a file system, a terminal or JavaScript itself. */

export const HTML: readonly string[] = [
  '<img src=x onerror="window.pwned=1">',
  '<script>window.pwned=1</script>',
  '"><b class=pwned>bold</b>',
  "' onmouseover='window.pwned=1",
  '<svg/onload=window.pwned=1>',
  'javascript:window.pwned=1',
  '&lt;b&gt;&#60;b&#62;',
  '</title></td></table><iframe srcdoc="<script>parent.pwned=1</script>">',
]

/** What a spreadsheet runs when a cell begins with it. */
export const FORMULAS: readonly string[] = [
  '=1+1',
  '=HYPERLINK("http://x.invalid","y")',
  '+1+1',
  '-2+3',
  '@SUM(1)',
  "=cmd|' /C calc'!A0",
  '\t=1+1',
  '\r=1+1',
  '\uff1d1+1',
]

export const PATHS: readonly string[] = [
  '..',
  '../../../etc/passwd',
  '..\\..\\windows\\system32',
  'CON',
  'nul',
  'COM1.txt',
  'LPT9',
  'name.',
  'name ',
  ' name',
  'C:\\Windows',
  'a:b',
  'a/b',
  'a\\b',
  'a\0b',
  '\\\\?\\C:\\x',
  '//server/share',
  '%2e%2e%2f',
  '%00',
  'x'.repeat(300),
  'ß'.repeat(300),
  '\u{1f600}'.repeat(100),
  '/'.repeat(300),
  '.',
  '~',
  '-rf',
  '$(id)',
  '`id`',
  '; rm -rf ~ |',
  'a*?"<>|b',
]

/** Marks and letters that turn the order of what stands beside them. */
export const BIDI: readonly string[] = [
  '\u202egnp.exe',
  '\u2067x\u202e',
  '\u2069\u2069y',
  '\u200f!',
  '\u05d0\u05d1\u05d2',
  '\u0645\u0631\u062d\u0628\u0627',
]

export const CONTROLS: readonly string[] = [
  '\u001b[31mred\u001b[2J',
  '\u0007\u0008\u007f',
  '\u0085next',
  '\u2028line\u2029',
  '\ufeffmark',
  '\u200b\u00ad',
  'a\u000b\u000cb',
  `e${'\u0301'.repeat(60)}`,
]

export const SURROGATES: readonly string[] = ['\ud800', '\udc00x', 'a\ud83d', '\udfff\ud800']

export const OBJECT_WORDS: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'then',
  'toJSON',
  'length',
]

/** What means something in the files themselves. */
export const FILE_WORDS: readonly string[] = [
  '--',
  '"',
  '""',
  '","',
  ',;,',
  '#',
  'r:USER x',
  'setCapacity',
  '999999999999999',
  '1e999',
  '-1',
  'NaN',
  '2026-02-30 25:61:61',
]

export const NAMES: readonly string[] = [
  ...HTML,
  ...FORMULAS,
  ...PATHS,
  ...BIDI,
  ...CONTROLS,
  ...SURROGATES,
  ...OBJECT_WORDS,
  ...FILE_WORDS,
]
