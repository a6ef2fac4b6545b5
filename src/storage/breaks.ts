import type { Db } from './database.ts'

/** An entry of the break register, for one series it matches. */
export interface RegisteredBreak {
  readonly breakId: string
  readonly seriesId: string
  /** First day of the first period on the new footing. */
  readonly periodStart: string
  readonly treatment: 'level_shift' | 'overlap_ratio' | 'cut_window' | 'outlier' | 'withhold'
  /** overlap_ratio: new / old. */
  readonly parameter: number | null
  readonly reasonVi: string
  readonly reasonEn: string
  readonly reference: string
}

/** The breaks of some series, by series and day. Patterns of the register are SQL LIKE patterns on the series id. */
export async function readBreaks(db: Db, seriesIds: readonly string[]): Promise<RegisteredBreak[]> {
  const { rows } = await db.query<RegisteredBreak & Record<string, unknown>>(
    `select b.break_id as "breakId", s.id as "seriesId", b.period_start as "periodStart", b.treatment, b.parameter,
            b.reason_vi as "reasonVi", b.reason_en as "reasonEn", b.reference
       from unnest($1::text[]) as s (id) join series_break b on s.id like b.series_like
      order by s.id, b.period_start, b.break_id`,
    [seriesIds],
  )
  return rows
}
