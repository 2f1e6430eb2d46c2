import { expect, it, vi } from 'vitest'
import { importCommand } from '../../../main/cli/import.ts'

it('an import of a file without a name, as from a variable that is not set, is told in one sentence', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(await importCommand(['debug.log', ' '], { tag: 'cad' })).toBe(2)
  expect(said.mock.calls).toEqual([['One of the files has no name: give the path of each file or folder.']])
  said.mockRestore()
})
