import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/** Which packages are in a bundle, with their licenses: see build/licenses.ts. */
const license = { fileName: 'licenses.json' }

/** Everything but electron and Node's own modules is bundled: the packed app ships no node_modules. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      license,
      externalizeDeps: false,
      rollupOptions: {
        input: {
          desktop: 'main/desktop/main.ts',
          cli: 'main/cli/main.ts',
          'history-worker': 'main/history/worker.ts',
          'history-rebuild-worker': 'main/history/rebuild-worker.ts',
          'history-sheets-worker': 'main/history/sheets-worker.ts',
        },
        external: ['electron'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      license,
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'preload/preload.ts' },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: { outDir: 'out/renderer', license, rollupOptions: { input: 'renderer/index.html' } },
  },
})
