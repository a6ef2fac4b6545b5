import type { UsedFigureMapping } from '../../contracts/figure-mapping.ts'
import type { StagedRow } from '../../contracts/ingest.ts'
import type { Transaction } from '../../storage/database.ts'
import type { KnownCodes } from '../../storage/known-codes.ts'
import { keepPublished } from '../../storage/published.ts'
import { createCheck, isRefusal } from '../checks.ts'
import { READ_LIMITS, type ReadItem } from '../formats/reader.ts'
import { compileFigureMapping, type MapFigure } from './map-figure.ts'
import { PublishedLists } from './published.ts'

export interface FigureStager {
  /** What the figures bring that only their source knows. */
  readonly published: PublishedLists
  /** Places so far without a figure, which the mapping calls nothing. */
  nil: number
  /** null: nil. */
  stage(item: ReadItem, number: number): StagedRow | null
}

/** Turns what a reader found into staged rows. A figure is known by its number in the document, its place stands in the raw text. */
export function createFigureStager({ figures, vintage, rest }: UsedFigureMapping, codes: KnownCodes): FigureStager {
  const published = new PublishedLists()
  const mapOwn = compileFigureMapping(figures, vintage, codes, published)
  const mapRest = rest && compileFigureMapping(rest, vintage, codes, published)
  const map: MapFigure = (figure) => {
    const mapped = mapOwn(figure)
    return mapped === 'nil' && figure.value !== null && mapRest ? mapRest(figure) : mapped
  }
  const check = createCheck(codes, true)
  return {
    published,
    nil: 0,
    stage(item, number) {
      if (item.kind === 'fault') {
        const { place, text, reason, figure } = item.fault
        const { place: _, text: __, ...rest } = figure ?? {}
        const raw = JSON.stringify({ place, text, ...(figure ? { figure: rest } : {}) })
        return refuse(number, raw, place.column, reason)
      }
      const { figure } = item
      const mapped = map(figure)
      if (mapped === 'nil') {
        this.nil += 1
        return null
      }
      const said = isRefusal(mapped) ? mapped : check(mapped.mapped)
      if (isRefusal(said)) {
        return refuse(number, JSON.stringify(figure), said.column, said.reason)
      }
      const isWithdrawn = !isRefusal(mapped) && mapped.withdraws
      const raw = JSON.stringify(figure)
      return { line: number, raw, figure: isWithdrawn ? { ...said, isWithdrawn } : said, refusal: null }
    },
  }
}

const refuse = (line: number, raw: string, column: string | null, reason: string): StagedRow => {
  return { line, raw: raw.slice(0, READ_LIMITS.maxFieldLength), figure: null, refusal: { column, reason } }
}

/** Keeps the datasets that stay as published with their lists of codes. */
export async function keepLists(
  tx: Transaction,
  published: PublishedLists,
  { figures, format, vintage }: UsedFigureMapping,
  ingestId: number,
): Promise<void> {
  if (published.datasets.size === 0) return
  await keepPublished(tx, {
    source: figures.source,
    format,
    vintage,
    ingestId,
    datasets: [...published.datasets],
    codes: [...published.codes()],
  })
}
