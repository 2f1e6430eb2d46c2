import { access, constants, open, stat } from 'node:fs/promises'

const SET_PATH = 'give the full path of lmutil in the settings, or with --lmutil'

/** One sentence for a program the system refused to start; `code` is the system's (`ENOENT`, `EACCES`, …). */
export async function whyItDoesNotStart(path: string, code: string): Promise<string> {
  const isPath = /[\\/]/.test(path)
  const found = isPath ? await stat(path).catch(() => null) : null
  if (found === null && (isPath || code === 'ENOENT')) {
    return isPath ? `There is no lmutil at ${path}: ${SET_PATH}.` : `No program ${path} is in PATH: ${SET_PATH}.`
  }
  if (found?.isDirectory()) return `${path} is a folder: ${SET_PATH}.`
  if (process.platform !== 'win32' && isPath && !(await isExecutable(path))) {
    return `${path} is not executable: allow it with chmod +x, or ${SET_PATH}.`
  }
  const foreign = await foreignProgram(path)
  if (foreign !== null) return foreign
  if (code === 'ENOENT') {
    // The system names the program, but what is missing is what loads it. Most lmutils for Linux need the LSB loader.
    return `${path} is there, but what starts it is missing: install the loader it was built for (often ld-lsb-x86-64.so.3 of the package lsb or lsb-core), or the interpreter its first line names.`
  }
  return `${path} cannot be started (${code}): check by hand that it runs on this computer, or ${SET_PATH}.`
}

/** One sentence when a program that ended badly cannot be an lmutil of this system; null when nothing speaks for that. */
export async function whyItDoesNotRun(path: string, text: string, signal: string | null): Promise<string | null> {
  if (signal !== null) return `lmutil was ended by ${signal} in the middle of its work: try the same command by hand.`
  // Unix hands a program of another system to the shell, which runs and complains: its words would lead astray.
  if (/copyright|license|users of/i.test(text)) return null
  return foreignProgram(path)
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

async function foreignProgram(path: string): Promise<string | null> {
  const builtFor = systemOf(await firstBytes(path))
  if (builtFor === null || builtFor === systemHere()) return null
  if (builtFor === 'Linux x86' && systemHere() === 'Linux x64') {
    return `${path} is a 32-bit program and does not run here: install the 32-bit libraries, or take the 64-bit lmutil.`
  }
  return `${path} is a program for ${builtFor}, this computer is ${systemHere()}: ${SET_PATH} to one built for it.`
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path).catch(() => null)
  if (file === null) return Buffer.alloc(0)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(20), 0, 20, 0)
    return buffer.subarray(0, bytesRead)
  } catch {
    return Buffer.alloc(0)
  } finally {
    await file.close()
  }
}

/** `Linux x64`, `Windows`, `macOS`, … from a program file's first 20 bytes; null for scripts and what is not known. */
export function systemOf(bytes: Buffer): string | null {
  if (bytes.length < 20) return null
  const magic = bytes.readUInt32BE(0)
  if (magic === 0x7f454c46) {
    const machine = bytes[5] === 2 ? bytes.readUInt16BE(18) : bytes.readUInt16LE(18)
    const names: Record<number, string> = { 3: 'x86', 62: 'x64', 183: 'arm64', 20: 'PowerPC', 21: 'PowerPC 64' }
    return `Linux ${names[machine] ?? `processor ${machine}`}`
  }
  if (bytes.toString('latin1', 0, 2) === 'MZ') return 'Windows'
  return [0xcafebabe, 0xcffaedfe, 0xcefaedfe, 0xfeedface, 0xfeedfacf].includes(magic) ? 'macOS' : null
}

function systemHere(): string {
  if (process.platform === 'win32') return 'Windows'
  return process.platform === 'darwin' ? 'macOS' : `Linux ${process.arch === 'ia32' ? 'x86' : process.arch}`
}
