import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { AppError } from '../../domain/errors.ts'

export interface ReadOptions {
  readonly signal?: AbortSignal
  /** Told the share of the file's bytes that have been read. */
  readonly onShare?: (share: number) => void
}

/** Records of a CSV file, the heading first; `.gz` is read as gzip. */
export interface CsvFile {
  readonly records: AsyncIterable<readonly string[]>
  /** SHA-256 of the file's bytes; known once all records have been read. */
  readonly sha256: () => string
}

/** @throws AppError FILE_NOT_READABLE, at once or while the records are read */
export async function openCsv(file: string, { signal, onShare }: ReadOptions = {}): Promise<CsvFile> {
  const { size } = await stat(file).catch((cause) => {
    throw new AppError('FILE_NOT_READABLE', `Cannot read ${file}: ${(cause as Error).message}`, { file }, { cause })
  })
  const hash = createHash('sha256')
  async function* records(): AsyncGenerator<readonly string[]> {
    const source = createReadStream(file, { highWaterMark: 1 << 18, signal })
    source.on('data', (bytes) => {
      hash.update(bytes)
      onShare?.(source.bytesRead / Math.max(1, size))
    })
    const parser = parse({ bom: true, skip_empty_lines: true, trim: true })
    const bytes = file.endsWith('.gz') ? source.pipe(createGunzip()) : source
    for (const stream of [source, bytes]) stream.on('error', (error: Error) => parser.destroy(error))
    bytes.pipe(parser)
    try {
      for await (const record of parser) yield record
    } catch (cause) {
      if (cause instanceof AppError) throw cause
      signal?.throwIfAborted()
      throw new AppError(
        'FILE_NOT_READABLE',
        `${file} is not a readable CSV file: ${(cause as Error).message}`,
        { file },
        { cause },
      )
    } finally {
      source.destroy()
    }
  }
  return { records: records(), sha256: () => hash.digest('hex') }
}

/** Line the n-th record (0 is the heading) begins on. Records may span lines, so the file is read again: on errors only. */
export async function lineOfRecord(file: string, n: number): Promise<number> {
  const source = createReadStream(file)
  const parser = parse({ bom: true, skip_empty_lines: true, trim: true, info: true })
  const bytes = file.endsWith('.gz') ? source.pipe(createGunzip()) : source
  let seen = 0
  try {
    for await (const { info } of bytes.pipe(parser)) if (seen++ === n) return info.lines
    return seen
  } finally {
    source.destroy()
  }
}

/** @returns for each layout's columns their places in the heading; null where no layout fits */
export function findLayout(head: readonly string[], layouts: readonly (readonly string[])[]): readonly number[] | null {
  const fitting = layouts.find((columns) => columns.every((c) => head.includes(c)))
  return fitting ? fitting.map((c) => head.indexOf(c)) : null
}
