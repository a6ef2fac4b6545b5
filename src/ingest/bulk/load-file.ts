import type { Refusal } from '../../contracts/ingest.ts'
import { AppError } from '../../domain/errors.ts'
import { type Frequency, periodIndex, periodStart } from '../../domain/period.ts'
import type { Transaction } from '../../storage/database.ts'
import { type DirectFigure, FigureCopy } from '../../storage/figure-copy.ts'
import type { StoredMapping } from '../../storage/ingest-release.ts'
import { insertQuarantine, type RefusedRow } from '../../storage/quarantine.ts'
import { insertVintages, numberSeries } from '../../storage/series-number.ts'
import { type Check, isRefusal } from '../checks.ts'
import { compileMapping } from '../mapping.ts'
import type { Fingerprint, Limits } from '../open-text.ts'
import { readRecords } from '../read-csv.ts'
import { type BulkColumns, bulkColumns } from './columns.ts'
import { type Context, dayNumber, Ledger, type Track } from './ledger.ts'
import { lineChunks } from './lines.ts'
import { NeedsComparison } from './period-set.ts'
import { LineScanner, type LineSink } from './scan.ts'

export interface BulkRequest {
  readonly file: string
  readonly sourceName: string
  readonly print: Fingerprint
  readonly mapping: StoredMapping
  readonly limits: Limits
  readonly ingestId: number
  readonly check: Check
  /** Whether the register of corrections has an entry for a series: its lines are all read as text. */
  readonly isCorrected: (seriesId: string) => boolean
  /** Area -> first day on which it no longer exists, days since 1970. */
  readonly endDays: ReadonlyMap<string, number>
  readonly onProgress: (share: number, rows: number) => void
  readonly signal?: AbortSignal | undefined
}

export interface BulkResult {
  readonly ledger: Ledger
  readonly read: number
  readonly stored: number
  readonly unchanged: number
  readonly quarantined: number
  /** Vintages the store has with other figures, or of which it knows no digest: their rows have to be compared. */
  readonly toCompare: ReadonlySet<Track>
}

interface Row extends DirectFigure {
  context: Context
  index: number
}

const REFUSED_AT_ONCE = 5000
const ROWS_BETWEEN_QUESTIONS = 50_000

/**
 * Reads a tidy file straight into `observation`: figures of vintages the store does not have go in as they come, those of
 * vintages it has are only summed up and compared by their digest. Runs in a transaction; nothing holds before its commit.
 *
 * @returns null when the mapping cannot be read in bytes
 * @throws NeedsComparison, or the driver's 23505, when figures repeat: roll back and compare row by row
 */
export async function loadInBytes(tx: Transaction, request: BulkRequest): Promise<BulkResult | null> {
  const columns = bulkColumns(request.mapping)
  if (!columns) return null
  const load = new BulkLoad(tx, request, columns)
  try {
    return await load.run()
  } catch (error) {
    await load.abandon(error as Error)
    throw error
  }
}

class BulkLoad implements LineSink {
  private readonly tx: Transaction
  private readonly request: BulkRequest
  private readonly ledger: Ledger
  private readonly scanner: LineScanner
  private readonly copy: FigureCopy
  private readonly readRow: ReturnType<typeof compileMapping>
  private rows: Row[] = []
  private count = 0
  private refused: RefusedRow[] = []
  private readonly totals = { read: 0, stored: 0, quarantined: 0 }

  constructor(tx: Transaction, request: BulkRequest, columns: BulkColumns) {
    this.tx = tx
    this.request = request
    this.ledger = new Ledger(request.endDays)
    this.copy = new FigureCopy(tx, request.ingestId)
    this.readRow = compileMapping(request.mapping, request.mapping.headings)
    this.scanner = new LineScanner(columns, this.ledger, this, readPeriod, request.limits, 1)
  }

  async run(): Promise<BulkResult> {
    const { file, mapping, print, limits, onProgress, signal } = this.request
    let left = 0
    let isHeading = true
    const onBytes = (bytes: number) => onProgress(bytes / Math.max(1, print.bytes), this.totals.read)
    for await (const { bytes, isLast } of lineChunks(file, mapping.encoding, print, limits, () => left, onBytes)) {
      if (signal?.aborted) throw new AppError('INTERRUPTED', `Reading ${file} was stopped; nothing of it was stored.`)
      let at = 0
      if (isHeading) {
        at = this.skipHeading(bytes, isLast)
        isHeading = at === 0
      }
      if (!isHeading) {
        // A NUL and a last line without a break are read as text.
        if (!isLast && !bytes.includes(0)) at = this.scanner.scan(bytes, at, bytes.length)
        if (at < bytes.length) at += this.readAsText(bytes.subarray(at), isLast)
        // Asking for new series interrupts the COPY: rows are collected first.
        if (isLast || this.ledger.pending.length === 0 || this.isFull) await this.flush()
      }
      left = bytes.length - at
      if (this.totals.read + this.count > limits.maxRows) {
        throw new AppError('TOO_LARGE', `${file} has more than ${limits.maxRows} rows. Split it.`, { file })
      }
    }
    return this.finish()
  }

  async abandon(reason: Error): Promise<void> {
    await this.copy.abandon(reason)
  }

  figure(context: Context, index: number, day: number, value: number, note: Uint8Array | null, line: number): void {
    this.push(context, index, day, value, note, line)
  }

  text(line: number, raw: string, fields: readonly string[], problem: string | null = null): number {
    const refuse = ({ column, reason }: Refusal): number => {
      this.refused.push({ line, raw, column, reason })
      return -1
    }
    if (problem !== null) return refuse({ column: null, reason: problem })
    const mapped = this.readRow(fields)
    if (isRefusal(mapped)) return refuse(mapped)
    const figure = this.request.check(mapped)
    if (isRefusal(figure)) {
      const { columns } = this.request.mapping
      return refuse({ ...figure, column: columns[figure.column as keyof typeof columns] ?? figure.column })
    }
    const number = this.ledger.contextOf(figure, mapped.row.unitMult)
    const index = periodIndex(mapped.row.period, mapped.row.frequency)
    const note = figure.note === null ? null : Buffer.from(figure.note)
    this.push(this.ledger.contexts[number]!, index, dayNumber(figure.periodStart), figure.value, note, line)
    // What an empty value means (status O) is not what its key columns mean beside a figure.
    return figure.value === null || this.request.isCorrected(figure.seriesId) ? -1 : number
  }

  private push(
    context: Context,
    index: number,
    day: number,
    value: number | null,
    note: Uint8Array | null,
    line: number,
  ): void {
    const row = this.rows[this.count]
    if (row === undefined) this.rows.push({ context, index, day, value, note, line })
    else {
      row.context = context
      row.index = index
      row.day = day
      row.value = value
      row.note = note
      row.line = line
    }
    this.count += 1
  }

  private get isFull(): boolean {
    return this.count >= ROWS_BETWEEN_QUESTIONS || this.refused.length >= REFUSED_AT_ONCE
  }

  private get csv() {
    return { delimiter: this.request.mapping.delimiter, maxFieldLength: this.request.limits.maxFieldLength }
  }

  /** @returns bytes of the heading; 0 when it is not whole */
  private skipHeading(bytes: Buffer, isLast: boolean): number {
    const text = bytes.toString('utf8')
    const { end, line, records } = readRecords(text, 1, isLast, this.csv, 1)
    if (records.length === 0) return 0
    this.scanner.line = line
    return Buffer.byteLength(text.slice(0, end))
  }

  /** @returns bytes of the records that are whole */
  private readAsText(bytes: Buffer, isLast: boolean): number {
    const text = bytes.toString('utf8')
    const { records, end, line } = readRecords(text, this.scanner.line, isLast, this.csv)
    for (const record of records) this.text(record.line, record.raw, record.fields, record.problem)
    this.scanner.line = line
    return Buffer.byteLength(text.slice(0, end))
  }

  /** Sends the rows at hand on their way. */
  private async flush(): Promise<void> {
    await this.settle()
    const { copy, ledger } = this
    this.totals.read += this.count
    for (let i = 0; i < this.count; i += 1) {
      const row = this.rows[i]!
      const { context } = row
      if (!ledger.enter(context, row.index, row.day, row.value)) {
        throw new NeedsComparison(`line ${row.line} repeats a figure`)
      }
      if (context.track.stored !== null) continue
      this.totals.stored += 1
      if (copy.add(context, row)) await copy.drain()
    }
    this.count = 0
    if (this.refused.length >= REFUSED_AT_ONCE) await this.quarantine()
  }

  /** Asks the store for the series that are new in the file. */
  private async settle(): Promise<void> {
    const { ledger } = this
    if (ledger.pending.length === 0) return
    await this.copy.close()
    const numbered = await numberSeries(this.tx, ledger.pending)
    for (const entry of ledger.pending) {
      const { seriesNo, vintages } = numbered.get(entry.seriesId)!
      entry.seriesNo = seriesNo
      entry.known = vintages
    }
    ledger.pending = []
    ledger.findStored()
  }

  private async quarantine(): Promise<void> {
    const { ingestId, sourceName } = this.request
    this.totals.read += this.refused.length
    this.totals.quarantined += this.refused.length
    await this.copy.close()
    await insertQuarantine(this.tx, ingestId, sourceName, this.refused)
    this.refused = []
  }

  private async finish(): Promise<BulkResult> {
    await this.quarantine()
    const { tracks } = this.ledger
    const fresh = tracks.filter(({ stored }) => stored === null)
    await insertVintages(
      this.tx,
      this.request.ingestId,
      fresh.map(({ series, vintage, figures, missing, digest }) => {
        return { seriesNo: series.seriesNo, vintage, figures: figures + missing, ...digest }
      }),
    )
    let unchanged = 0
    const toCompare = new Set<Track>()
    for (const track of tracks) {
      if (track.stored === null) continue
      if (isSame(track)) unchanged += track.figures + track.missing
      else toCompare.add(track)
    }
    return { ledger: this.ledger, ...this.totals, unchanged, toCompare }
  }
}

const isSame = ({ stored, figures, missing, digest }: Track): boolean =>
  stored!.figures === figures + missing && stored!.a === digest.a && stored!.b === digest.b

function readPeriod(text: string, frequency: string): { index: number; day: string } | null {
  try {
    const index = periodIndex(text, frequency as Frequency)
    return { index, day: periodStart(index, frequency as Frequency) }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
