import { createRequire } from 'node:module'
import { join } from 'node:path'
import { CAPACITY_COLUMNS, CHECKOUT_COLUMNS, columnType, DENIAL_COLUMNS, type SqlKind, type SqlRow } from './engine.ts'

/** What is used of `@duckdb/node-api`, which may not be installed. */
interface DuckApi {
  readonly DuckDBInstance: { create(file: string): Promise<DuckInstance> }
}

interface DuckInstance {
  connect(): Promise<DuckConnection>
  closeSync(): void
}

interface DuckConnection {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getRowObjects(): readonly Readonly<Record<string, unknown>>[] }>
  closeSync(): void
}

/** How to get it. */
export const INSTALL = 'npm install --prefix test/bench'

/** DuckDB, where it is installed; null where it is not. */
export function duckdb(): SqlKind | null {
  const api = installed()
  return api === null
    ? null
    : { name: 'DuckDB', load: (folder, file) => load(api, folder, file), open: (file) => open(api, file) }
}

function installed(): DuckApi | null {
  try {
    return createRequire(join(import.meta.dirname, '..', 'package.json'))('@duckdb/node-api') as DuckApi
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

async function load(api: DuckApi, folder: string, file: string): Promise<number> {
  const engine = await open(api, file)
  const read = (columns: readonly string[], files: string) => {
    const types = columns.map((column) => `'${column}': '${columnType(column, 'VARCHAR', 'BIGINT')}'`).join()
    const path = join(folder, files).replaceAll('\\', '/').replaceAll("'", "''")
    return `read_csv('${path}', delim='\t', header=false, comment='#', quote='', escape='', auto_detect=false, columns={${types}})`
  }
  await engine.run(`CREATE TABLE checkout AS SELECT * FROM ${read(CHECKOUT_COLUMNS, 'checkouts/*/*.chk')}`)
  await engine.run(`CREATE TABLE denial AS SELECT * FROM ${read(DENIAL_COLUMNS, 'checkouts/*/*.den')}`)
  await engine.run(`CREATE TABLE capacity AS SELECT * FROM ${read(CAPACITY_COLUMNS, 'capacity/*/*.cap')}`)
  const [row] = await engine.run('SELECT count(*) AS n FROM checkout')
  engine.close()
  return Number(row?.n)
}

async function open(api: DuckApi, file: string) {
  const instance = await api.DuckDBInstance.create(file)
  const connection = await instance.connect()
  return {
    name: 'DuckDB',
    async run(sql: string): Promise<readonly SqlRow[]> {
      const rows = (await connection.runAndReadAll(sql)).getRowObjects()
      return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])))
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

const plain = (value: unknown): number | string | null =>
  typeof value === 'bigint' ? Number(value) : (value as number | string | null)
