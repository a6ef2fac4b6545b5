import type { Writing } from '../../contracts/figure-mapping.ts'

/**
 * The shape all readers share: bytes in, figures with their place out. A reader knows a format, never what the figures mean;
 * meaning is given by a mapping afterwards (`ingest/mapping.ts`), so that an analyst can change it without touching code.
 */

/** Where a figure stands in its file, for people who look it up. */
export interface Place {
  /** Sheet, table or member of an archive; null where a file has one part. */
  readonly part: string | null
  /** Line or row, from 1. */
  readonly row: number
  /** Column heading, cell address or dimension path; null where the row says it all. */
  readonly column: string | null
}

/** A coordinate as published: code, label, or both. */
export interface Coordinate {
  readonly code: string | null
  /** In the document's main language, NFC. */
  readonly label: string | null
}

/** One figure as published. Nothing is scaled, joined or repaired. */
export interface RawFigure {
  readonly place: Place
  /** Dimension id -> coordinate, the time dimension left out. */
  readonly dimensions: Readonly<Record<string, Coordinate>>
  /** Period as published: `2024`, `2024Q3`, `Sơ bộ 2021`, `2020-2021`. */
  readonly period: string
  /** The figure's text as published; the row is kept under it when it is refused. */
  readonly text: string
  /** Parsed by the rules of the format; null when the source says missing. */
  readonly value: number | null
  /** Flags as published (`p`, `B`, `Sơ bộ`), split where the format packs several. */
  readonly flags: readonly string[]
  /** Unit, multiplier, source, notes: name as published -> text. */
  readonly attributes: Readonly<Record<string, string>>
}

/** A place that could not be read; counted and kept, never dropped. */
export interface ReadFault {
  readonly place: Place
  readonly text: string
  /** What is wrong and what to do. */
  readonly reason: string
  /** The figure that was to stand there, all but its value, where that alone could not be read. */
  readonly figure?: Omit<RawFigure, 'value'>
}

export type ReadItem =
  | { readonly kind: 'figure'; readonly figure: RawFigure }
  | { readonly kind: 'fault'; readonly fault: ReadFault }

/** What a document says about itself before its figures. */
export interface DocumentHead {
  /** Format id, e.g. `sdmx-csv-2`, `px`, `jsonstat-2`, `xlsx-yearbook`. */
  readonly format: string
  readonly title: string | null
  /** The publisher's own id of the table, where the document states one: `PR0101B3`, `EXR`. */
  readonly dataset?: string | null
  readonly publisher: string | null
  /** Day of publication as the document states it, `YYYY-MM-DD`; null when it does not. */
  readonly published: string | null
  /** Dimension id -> label, in order; the time dimension has id `TIME_PERIOD`. */
  readonly dimensions: readonly { readonly id: string; readonly label: string | null }[]
  readonly notes: readonly string[]
}

/** Limits that keep a file from exhausting the machine. */
export interface ReadLimits {
  readonly maxBytes: number
  readonly maxCells: number
  readonly maxFieldLength: number
  /** Depth of nesting of JSON and XML. */
  readonly maxDepth: number
}
export const READ_LIMITS: ReadLimits = {
  maxBytes: 2 * 1024 ** 3,
  maxCells: 50_000_000,
  maxFieldLength: 65_536,
  maxDepth: 64,
}

/** Bytes to read. `stream` may be called once more for a second pass. */
export interface ByteSource {
  /** File name, for messages and for telling formats apart. */
  readonly name: string
  readonly size: number
  stream(): AsyncIterable<Uint8Array>
}

export interface Reader {
  readonly format: string
  /** One sentence on what it reads, for `nhanluc inspect`. */
  readonly describes: { readonly vi: string; readonly en: string }
  /**
   * Whether the first bytes look like this format: 0 no, 1 certain. Never throws.
   * @param first up to 64 KiB of the file
   */
  recognises(first: Uint8Array, name: string): number
  /**
   * Opens a document.
   * @param writing  what a mapping declares where the file leaves a doubt; formats that say it themselves take no notice
   * @throws AppError SOURCE_SCHEMA_CHANGED, TOO_LARGE, INVALID_INPUT saying file, place and what to do
   */
  open(
    source: ByteSource,
    limits: ReadLimits,
    writing?: Writing,
  ): Promise<{ readonly head: DocumentHead; readonly items: AsyncIterable<ReadItem> }>
}
