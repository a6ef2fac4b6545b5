import type { Lang } from '../contracts/common.ts'
import type { GapQuery } from '../contracts/gaps.ts'
import type { Release } from '../contracts/releases.ts'
import { AppError } from '../domain/errors.ts'
import { buildGapReport } from '../reports/gap-report.ts'
import { findArea } from '../storage/read-area.ts'
import { readGaps } from '../storage/read-gap.ts'
import { listCitations } from '../storage/read-source.ts'
import { readTrackScores } from '../storage/read-track-record.ts'
import type { Context } from './context.ts'

export interface ReportQuestion {
  readonly area: string
  readonly year: number
  readonly lang: Lang
}

const MOST_ROWS = 5000
/** What narrows a list of gaps and would leave holes in a report. */
const NARROWING = ['kind', 'sector', 'lens', 'occupation', 'sex', 'from', 'to', 'limit', 'cursor'] as const

/**
 * The area and year that a query asks a report of.
 * @throws AppError INVALID_INPUT without a year, or where the query asks for part of the area
 */
export function reportQuestion(query: Omit<GapQuery, 'format'>): ReportQuestion {
  const narrower = NARROWING.find((name) => query[name] !== undefined)
  if (narrower)
    throw new AppError(
      'INVALID_INPUT',
      `A PDF is a report on all of an area in one year; leave out ${narrower}, or ask for csv or xlsx.`,
      { parameter: narrower },
    )
  const { area, year, lang } = query
  if (year === undefined)
    throw new AppError('INVALID_INPUT', 'A PDF is a report on one year; add it, e.g. year=2030.', { parameter: 'year' })
  return { area, year, lang }
}

/** The report on an area's gaps in a year, with the sources and the track record of the release. */
export async function gapReport(
  { pool, clock }: Context,
  release: Release,
  { area, year, lang }: ReportQuestion,
): Promise<Uint8Array> {
  const [place, gaps, citations, record] = await Promise.all([
    findArea(pool, area),
    readGaps(pool, release, { area, from: year, to: year }, MOST_ROWS),
    listCitations(pool),
    Promise.all(
      ['published', 'naive'].map((contender) =>
        readTrackScores(pool, release.id, { area: 'VN', contender }, MOST_ROWS),
      ),
    ),
  ])
  return buildGapReport({
    release,
    area: place,
    year,
    gaps,
    sources: citations.map((c) => c.citation),
    lang,
    generatedAt: clock(),
    record: record.flat(),
  })
}
