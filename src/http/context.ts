import type { z } from 'zod'
import type { Config } from '../config.ts'
import type { FigureMapping, Writing } from '../contracts/figure-mapping.ts'
import type { FileInspection, MappingRow, Preview, PreviewRequest, Refused } from '../contracts/files.ts'
import type { VacancyIndicators } from '../contracts/indicators.ts'
import type { IngestReport, QuarantinedRow } from '../contracts/ingest.ts'
import type { PublishRequest } from '../contracts/jobs.ts'
import type {
  MemoRow,
  Order,
  OrderChange,
  OrderClosing,
  OrderFilter,
  OrderRequest,
  OrderScores,
  OutcomeReport,
  OutcomeRequest,
} from '../contracts/orders.ts'
import type { OverrideRequest, OverrideRow } from '../contracts/overrides.ts'
import type { PathwayLimits, PathwayRow } from '../contracts/pathways.ts'
import type { ProgrammeSetReport, ProgrammeSetRequest } from '../contracts/programme-uploads.ts'
import type {
  AdviceBody,
  AdviceOverrides,
  CobwebBody,
  CobwebQuery,
  CoordinationBody,
  QuotaBody,
} from '../contracts/programmes.ts'
import type { Release } from '../contracts/releases.ts'
import type { ScenarioRequest } from '../contracts/scenarios.ts'
import { AppError } from '../domain/errors.ts'
import type { Db, Pool } from '../storage/database.ts'

/** Advice on programmes, fields and quota rules, as `jobs` gives it. */
export interface AdviceService {
  advise(db: Db, release: Release, id: string, overrides: AdviceOverrides, day: string): Promise<AdviceBody>
  checkQuota(db: Db, id: string, day: string): Promise<QuotaBody>
  coordinateField(
    db: Db,
    release: Release,
    field: { readonly code: string; readonly level?: string; readonly area: string },
    overrides: AdviceOverrides,
    day: string,
  ): Promise<CoordinationBody>
  cobweb(query: CobwebQuery): CobwebBody
}

/** Training orders, as `jobs` keeps them. */
export interface OrderService {
  place(pool: Pool, request: OrderRequest, day: string): Promise<{ readonly order: Order; readonly created: boolean }>
  change(pool: Pool, id: string, change: OrderChange): Promise<Order>
  close(pool: Pool, id: string, closing: OrderClosing, day: string): Promise<Order>
  report(pool: Pool, request: OutcomeRequest): Promise<OutcomeReport>
  score(db: Db, filter: OrderFilter, asOfYear: number): Promise<OrderScores>
  memo(db: Db, release: Release, area: string, year: number): Promise<MemoRow[]>
}

/** What a service hands over is not changed by the routes. */
export type Given<T> = T extends readonly (infer U)[]
  ? readonly Given<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Given<T[K]> }
    : T
/** A contract before the routes add the words in both languages. */
type Bare<T extends z.ZodType, K extends string> = Given<Omit<z.infer<T>, K>>

interface Fault {
  readonly place: string
  readonly reason: string
}

/** Files people bring, as `jobs` works on them. */
export interface FileDesk {
  keep(name: string, bytes: AsyncIterable<Uint8Array>): Promise<{ readonly id: string; readonly isNew: boolean }>
  inspect(
    id: string,
    options: { readonly format?: string; readonly writing?: Writing },
  ): Promise<Bare<typeof FileInspection, 'faults'> & { readonly faults: readonly Fault[] }>
  preview(
    id: string,
    request: PreviewRequest,
  ): Promise<Bare<typeof Preview, 'refusals'> & { readonly refusals: readonly Bare<typeof Refused, 'text'>[] }>
  ingest(id: string, request: PreviewRequest): Promise<IngestReport>
  saveMapping(mapping: FigureMapping): Promise<number>
  mappings(): Promise<MappingRow[]>
  mapping(id: string): Promise<{ readonly version: number | null; readonly mapping: FigureMapping }>
  /** A refused row with the fields it consists of. */
  mendable(id: number): Promise<{
    readonly row: QuarantinedRow
    readonly fields: readonly { readonly name: string; readonly text: string }[]
  }>
  /** Takes a refused row in as a person writes it. */
  mend(
    id: number,
    mending: { readonly edits: Readonly<Record<string, string>>; readonly reason: string },
  ): Promise<IngestReport>
  /** Reads a file that was refused whole again, with what a person says of it. */
  retryFile(
    id: number,
    said: {
      readonly vintage?: string | undefined
      readonly period?: string | undefined
      readonly format?: string | undefined
    },
  ): Promise<IngestReport>
  /** Reads the open refused rows of an ingest again. */
  retry(ingest: number): Promise<IngestReport>
}

/** What the routes are handed. */
export interface Context {
  readonly pool: Pool
  readonly config: Pick<Config, 'NHANLUC_API_KEY' | 'NHANLUC_RATE_LIMIT'>
  readonly clock: () => Date
  /** Version of the program: an answer of another version is another answer. */
  readonly version: string
  /** Puts a job on the queue and gives its number; absent where this process may not. */
  readonly enqueuePublish?: (request: PublishRequest) => Promise<number>
  /** Files people bring; absent where this process takes none. */
  readonly files?: FileDesk
  /** Enrolment advice; absent where this process gives none. */
  readonly advice?: AdviceService
  /** Takes in a set of institutions and programmes, as lists or as the bytes of a workbook; absent where this process may not. */
  readonly loadProgrammeSet?: (set: ProgrammeSetRequest | Uint8Array) => Promise<ProgrammeSetReport>
  /** Training orders; absent where this process keeps none. */
  readonly orders?: OrderService
  /** Keeps and scores expert overrides; absent where this process may not. */
  readonly overrides?: {
    add(request: OverrideRequest, day: string): Promise<OverrideRow>
    list(day: string, filter: { readonly figure?: string; readonly active?: boolean }): Promise<OverrideRow[]>
  }
  /** Computes and stores a scenario; absent where this process may not. */
  readonly createScenario?: (
    request: ScenarioRequest,
  ) => Promise<{ readonly id: string; readonly release: string; readonly created: boolean }>
  /** Tightness and fill rate by occupation, where vacancies are observed; absent where this process does not read them. */
  readonly vacancyIndicators?: (db: Db, area: string, asOf: string) => Promise<ReadonlyMap<string, VacancyIndicators>>
  /** Rounds a table and its margins so that it still adds up; absent where this process does not. */
  readonly roundTable?: (cells: readonly (readonly number[])[], base: number, seed: number) => RoundedTable
  /** Pathways of a release; absent where this process may not. */
  readonly findPathways?: (request: {
    readonly release: Release
    readonly area: string
    readonly year: number
    readonly from?: string
    readonly to?: string
    readonly willing: number
  }) => Promise<{ readonly rows: PathwayRow[]; readonly limits: PathwayLimits }>
  /** One sentence on what is being done before the first release, or null. */
  readonly activity?: () => string | null
}

/** A table whose cells and margins are multiples of a base. */
export interface RoundedTable {
  readonly cells: readonly (readonly number[])[]
  readonly rows: readonly number[]
  readonly total: number
}

/** @throws AppError NOT_READY where this process takes no files */
export function desk({ files }: Context): FileDesk {
  if (!files) throw new AppError('NOT_READY', 'This process takes no files: it has no folder for them.')
  return files
}

/** Today as `YYYY-MM-DD`, UTC. */
export const today = (context: Context): string => context.clock().toISOString().slice(0, 10)
