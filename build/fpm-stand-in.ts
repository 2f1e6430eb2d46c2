#!/usr/bin/env node
// Understands electron-builder's call of fpm as far as a Debian package needs it, and makes the package with dpkg-deb.
// For machines that cannot download the fpm that electron-builder uses.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    s: { ...text, short: 's' },
    t: { ...text, short: 't' },
    force: { type: 'boolean' },
    d: { ...text, short: 'd', multiple: true },
    'deb-recommends': { ...text, multiple: true },
    'deb-compression': text,
    'deb-priority': text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
  },
})
if (values.t !== 'deb' || values.package === undefined) throw new Error('only packages of Debian can be made')

const tree = mkdtempSync(join(tmpdir(), 'seatlog-deb-'))
try {
  chmodSync(tree, 0o755)
  for (const mapping of positionals) {
    const [from = '', to = ''] = mapping.split('=')
    const target = join(tree, to)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(from, target, { recursive: true })
  }
  mkdirSync(join(tree, 'DEBIAN'))
  const scripts = { postinst: values['after-install'], postrm: values['after-remove'] }
  for (const [name, file] of Object.entries(scripts)) {
    if (file === undefined) continue
    cpSync(file, join(tree, 'DEBIAN', name))
    chmodSync(join(tree, 'DEBIAN', name), 0o755)
  }
  const fields = {
    Package: values.name,
    Version: values.version,
    License: values.license,
    Vendor: values.vendor,
    Architecture: values.architecture,
    Maintainer: values.maintainer,
    Depends: values.d?.join(', '),
    Recommends: values['deb-recommends']?.join(', '),
    Section: values.category ?? 'utils',
    Priority: values['deb-priority'],
    Homepage: values.url,
    Description: values.description?.trim(),
  }
  const lines = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\n`]))
  writeFileSync(join(tree, 'DEBIAN', 'control'), lines.join(''))
  execFileSync(
    'dpkg-deb',
    ['--root-owner-group', `-Z${values['deb-compression'] ?? 'xz'}`, '--build', tree, values.package],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
} finally {
  rmSync(tree, { recursive: true })
}
