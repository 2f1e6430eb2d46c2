import { basename } from 'node:path'
import { build } from 'vite'

/** Puts a program of ours with all that it imports into one file `<name>.js` of a folder: it starts five times as fast so. */
export async function bundle(program: string, folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: program,
      outDir: folder,
      emptyOutDir: false,
      target: 'node24',
      rollupOptions: { output: { entryFileNames: basename(program).replace(/\.ts$/, '.js'), format: 'es' } },
    },
  })
}
