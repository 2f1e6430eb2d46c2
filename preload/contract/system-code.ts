/** Node's code (`ENOENT`) of an error that a system call met; null for every other error, which is then a bug. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
