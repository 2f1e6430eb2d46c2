import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Hundreds of processes are started from the same few bundles. */
const compiled = join(import.meta.dirname, 'node_modules', '.cache', 'seatlog-compiled')

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line-reporter.ts'],
    env: { TZ: 'Europe/Berlin', LC_ALL: 'C.UTF-8', NODE_COMPILE_CACHE: compiled },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'e2e',
          globalSetup: ['test/e2e/window-folder.ts'],
          include: ['test/e2e/**/*.test.ts', 'test/fidelity/**/*.test.ts', 'test/faults/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
})
