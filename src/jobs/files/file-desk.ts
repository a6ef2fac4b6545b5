import { join } from 'node:path'
import type { FigureMapping, Writing } from '../../contracts/figure-mapping.ts'
import { MAX_UPLOAD_BYTES, type MappingRow, type PreviewRequest } from '../../contracts/files.ts'
import type { IngestReport } from '../../contracts/ingest.ts'
import { AppError } from '../../domain/errors.ts'
import { listMappings } from '../../ingest/figures/known-mappings.ts'
import { placeText } from '../../ingest/figures/preview.ts'
import { readPackMappings } from '../../ingest/figures/read-mappings.ts'
import { type Mending, mendRow, readMendable } from '../../ingest/mend-row.ts'
import { nearest } from '../../ingest/nearest.ts'
import { retryQuarantine } from '../../ingest/quarantine.ts'
import type { Said } from '../../ingest/retry-refused-file.ts'
import { type Pool, withTransaction } from '../../storage/database.ts'
import { readKnownCodes } from '../../storage/known-codes.ts'
import { SILENT } from '../../storage/log.ts'
import { listRefusedFiles } from '../../storage/refused-file.ts'
import { keepSourceMapping } from '../../storage/source-mapping.ts'
import { findUploadedFile } from '../../storage/uploaded-file.ts'
import { ASIDE_LIMITS, type AsideLimits, runAside } from './aside.ts'
import type { FileResults, FileTask } from './file-task.ts'
import { keepFile } from './keep-file.ts'

export interface FileDeskDeps {
  readonly pool: Pool
  /** Of the database, for the threads. */
  readonly url: string
  /** Folder of the bodies. */
  readonly folder: string
  /** Folder of the data pack. */
  readonly pack: string
  readonly limits?: AsideLimits
}

/** Tasks that wait while one runs; more are turned away. */
const MOST_WAITING = 4

/** What the API does with files people bring: keep, inspect, try a mapping, keep the mapping, load. */
export function createFileDesk({ pool, url, folder, pack, limits = ASIDE_LIMITS }: FileDeskDeps) {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  /** One task at a time: a thread may take most of the memory there is. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= MOST_WAITING)
      throw new AppError('NOT_READY', `${waiting} files are being read already. Try again in a moment.`)
    waiting += 1
    const turn = last.then(work)
    last = turn.catch(() => {}).finally(() => (waiting -= 1))
    return turn
  }

  type Order<K extends Exclude<FileTask['kind'], 'retry'>> = Omit<Extract<FileTask, { kind: K }>, 'file' | 'name'>
  async function run<K extends Exclude<FileTask['kind'], 'retry'>>(
    id: string,
    order: Order<K>,
  ): Promise<FileResults[K]> {
    const kept = await findUploadedFile(pool, id)
    if (!kept) throw new AppError('NOT_FOUND', `There is no file ${id}; /v1/files lists those there are.`, { id })
    const task = { ...order, file: join(folder, ...kept.storedAs.split('/')), name: kept.name }
    return inTurn(() => runAside<K>({ url, pack, task: task as Extract<FileTask, { kind: K }> }, limits))
  }

  return {
    keep: (name: string, bytes: AsyncIterable<Uint8Array>) =>
      keepFile(pool, folder, { name, bytes, maxBytes: MAX_UPLOAD_BYTES }),
    async inspect(id: string, options: { readonly format?: string; readonly writing?: Writing }) {
      const found = await run(id, { kind: 'inspect', ...options } as Order<'inspect'>)
      return { ...found, sample: found.sample.map(shown) }
    },
    preview: (id: string, request: PreviewRequest) => run(id, { kind: 'preview', ...request } as Order<'preview'>),
    async ingest(id: string, request: PreviewRequest) {
      await checkMapping(pool, pack, request.mapping)
      return run(id, { kind: 'ingest', ...request } as Order<'ingest'>)
    },
    async saveMapping(mapping: FigureMapping): Promise<number> {
      await checkMapping(pool, pack, mapping)
      return withTransaction(pool, (tx) => keepSourceMapping(tx, mapping.id, mapping))
    },
    async mappings(): Promise<MappingRow[]> {
      const known = await listMappings(pool, pack)
      return known.map(({ version, isShipped, mapping: { id, title, source, dataset } }) => {
        return { id, title, source, dataset, version, isShipped }
      })
    },
    async mapping(id: string): Promise<{ readonly version: number | null; readonly mapping: FigureMapping }> {
      const found = (await listMappings(pool, pack)).find(({ mapping }) => mapping.id === id)
      if (!found)
        throw new AppError('NOT_FOUND', `There is no mapping ${id}; /v1/mappings lists those there are.`, { id })
      return { version: found.version, mapping: found.mapping }
    },
    mendable: (id: number) => readMendable(pool, id),
    mend: (id: number, mending: Mending) => inTurn(() => mendRow({ pool, log: SILENT }, id, mending)),
    async retryFile(id: number, said: Said): Promise<IngestReport> {
      const [refused] = await listRefusedFiles(pool, { id })
      const name = refused?.file ?? String(id)
      return inTurn(() => runAside<'retry'>({ url, pack, task: { kind: 'retry', id, name, said } }, limits))
    },
    retry: (ingest: number) => inTurn(() => retryQuarantine({ pool, log: SILENT }, ingest)),
  }
}
export type FileDesk = ReturnType<typeof createFileDesk>

/** @throws AppError MAPPING_INVALID for a source nobody knows, or the name of a mapping that ships with the pack */
async function checkMapping(pool: Pool, pack: string, mapping: FigureMapping): Promise<void> {
  const { sources } = await readKnownCodes(pool)
  if (!mapping.proposed && !sources.some(({ code }) => code === mapping.source)) {
    const near = nearest(mapping.source, sources).join(', ')
    const hint = near ? ` Nearest: ${near}.` : ''
    const message = `There is no source "${mapping.source}".${hint} Choose one of /v1/sources, or add a new one first.`
    throw new AppError('MAPPING_INVALID', message, { source: mapping.source })
  }
  const shipped = (await readPackMappings(pack)).find(({ id }) => id === mapping.id)
  if (shipped && JSON.stringify(shipped) !== JSON.stringify(mapping)) {
    const message = `The mapping ${mapping.id} ships with the data pack and stays as it is. Give yours another id.`
    throw new AppError('MAPPING_INVALID', message, { id: mapping.id })
  }
}

/** A figure of the sample as people read it. */
const shown = ({ place, dimensions, period, text, value, attributes }: FileResults['inspect']['sample'][number]) => ({
  place: placeText(place),
  dimensions: Object.fromEntries(
    Object.entries(dimensions).map(([id, { code, label }]) => [id, [code, label].filter(Boolean).join(' ')]),
  ),
  period,
  text,
  value,
  unit: attributes['UNIT'] ?? null,
})
