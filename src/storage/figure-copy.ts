import { finished } from 'node:stream/promises'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import type { Transaction } from './database.ts'

const COPY = `copy observation (series_no, period_start, vintage, value, obs_status, is_break, note, ingest_id, line)
  from stdin (format binary)`
const SIGNATURE = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
const END = Buffer.from([0xff, 0xff])
const FIELDS = 9
/** Bytes of a row without its note. */
const ROW_BYTES = 2 + FIELDS * 4 + 4 + 4 + 4 + 8 + 1 + 1 + 8 + 4
const CHUNK_BYTES = 256 * 1024
/** Chunks on their way to the server while the next are made: enough to keep both busy, few enough to stay small. */
const IN_FLIGHT = 6
/** 2000-01-01, where PostgreSQL counts its days from, in days since 1970. */
const EPOCH_DAYS = 10_957

/** A figure on its way straight into `observation`. Days are counted from 1970-01-01. */
export interface DirectFigure {
  day: number
  value: number | null
  note: Uint8Array | null
  line: number
}

/** What many figures have in common. */
export interface DirectContext {
  readonly track: { readonly series: { readonly seriesNo: number }; readonly vintageDay: number }
  readonly status: string
  readonly isBreak: boolean
}

/**
 * Writes figures into `observation` by COPY in its binary form, in their order. While it is open the connection takes no
 * other statement; `close` it first. A figure that is there already fails with SQLSTATE 23505.
 */
export class FigureCopy {
  private readonly tx: Transaction
  private readonly ingestId: bigint
  private stream: CopyStreamQuery | null = null
  private ended: Promise<void> | null = null
  private failure: unknown = null
  private chunk = Buffer.allocUnsafe(CHUNK_BYTES)
  private length = 0
  private sent: Promise<void> = Promise.resolve()
  private underway = 0

  constructor(tx: Transaction, ingestId: number) {
    this.tx = tx
    this.ingestId = BigInt(ingestId)
  }

  /** Adds a row; call `drain` when it says true. */
  add({ track, status, isBreak }: DirectContext, figure: DirectFigure): boolean {
    const { note } = figure
    const needed = ROW_BYTES + (note?.length ?? 0)
    if (this.length + needed > this.chunk.length) this.enlarge(needed)
    const { chunk } = this
    let at = chunk.writeInt16BE(FIELDS, this.length)
    at = chunk.writeInt32BE(track.series.seriesNo, chunk.writeInt32BE(4, at))
    at = chunk.writeInt32BE(figure.day - EPOCH_DAYS, chunk.writeInt32BE(4, at))
    at = chunk.writeInt32BE(track.vintageDay - EPOCH_DAYS, chunk.writeInt32BE(4, at))
    if (figure.value === null) at = chunk.writeInt32BE(-1, at)
    else at = chunk.writeDoubleBE(figure.value, chunk.writeInt32BE(8, at))
    at = chunk.writeUInt8(status.charCodeAt(0), chunk.writeInt32BE(1, at))
    at = chunk.writeUInt8(isBreak ? 1 : 0, chunk.writeInt32BE(1, at))
    if (note === null) at = chunk.writeInt32BE(-1, at)
    else {
      at = chunk.writeInt32BE(note.length, at)
      chunk.set(note, at)
      at += note.length
    }
    at = chunk.writeBigInt64BE(this.ingestId, chunk.writeInt32BE(8, at))
    this.length = chunk.writeInt32BE(figure.line, chunk.writeInt32BE(4, at))
    return this.length > CHUNK_BYTES - 4096
  }

  /** Hands the rows so far to the server, waiting while it is behind. */
  async drain(): Promise<void> {
    if (this.length === 0) return
    if (!this.stream) {
      this.stream = this.tx.client.query(copyFrom(COPY))
      this.ended = finished(this.stream)
      this.ended.catch((error: unknown) => {
        this.failure = error
      })
      const { stream } = this
      this.sent = this.send(stream, SIGNATURE)
      this.underway += 1
    }
    const chunk = this.chunk.subarray(0, this.length)
    this.chunk = Buffer.allocUnsafe(CHUNK_BYTES)
    this.length = 0
    const { stream } = this
    this.underway += 1
    // One write at a time: the library sends several at once even after the server has refused the first.
    this.sent = this.sent.then(() => this.send(stream, chunk))
    if (this.underway > IN_FLIGHT) await this.sent
    if (this.failure) throw this.failure
  }

  private async send(stream: CopyStreamQuery, chunk: Buffer): Promise<void> {
    if (!this.failure) {
      const written = new Promise<void>((done) => stream.write(chunk, () => done()))
      await Promise.race([written, this.ended!.catch(() => {})])
    }
    this.underway -= 1
  }

  /** Ends the statement; the connection is free afterwards. */
  async close(): Promise<void> {
    await this.drain()
    if (!this.stream) return
    await this.sent
    if (this.failure) throw this.failure
    this.stream.end(END)
    await this.ended
    this.stream = null
  }

  /** Gives up the statement after a failure elsewhere, so that the connection can roll back. */
  async abandon(reason: Error): Promise<void> {
    this.stream?.destroy(reason)
    await this.ended?.catch(() => {})
    this.stream = null
  }

  private enlarge(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.chunk.length * 2, this.length + needed))
    this.chunk.copy(larger, 0, 0, this.length)
    this.chunk = larger
  }
}
