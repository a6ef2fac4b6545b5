import type { GapRow } from '../api.ts'

/** What the sentence under the title says; every part of it is a row of the release. */
export interface HeadlineFacts {
  /** Section with the largest median shortage in persons; undefined when no median is above zero. */
  readonly shortage: GapRow | undefined
  /** Section with the largest median surplus in persons; undefined when no median is below zero. */
  readonly surplus: GapRow | undefined
  /** Section most likely to be short, named when there is no median shortage. */
  readonly likeliest: GapRow
  /** Sections with P(shortage above the threshold) of one half or more, of how many. */
  readonly likely: number
  readonly sections: number
}

/** @returns undefined when the release has no section rows for that year */
export function headlineFacts(rows: readonly GapRow[], year: number): HeadlineFacts | undefined {
  const sections = rows.filter((row) => row.kind === 'section' && row.year === year && row.sex === 'T')
  const [first] = sections
  if (!first) return undefined
  const most = (better: (a: GapRow, b: GapRow) => boolean) => sections.reduce((a, b) => (better(b, a) ? b : a), first)
  const short = most((a, b) => a.gap.p50 > b.gap.p50)
  const long = most((a, b) => a.gap.p50 < b.gap.p50)
  return {
    shortage: short.gap.p50 > 0 ? short : undefined,
    surplus: long.gap.p50 < 0 ? long : undefined,
    likeliest: most((a, b) => a.pShortage > b.pShortage),
    likely: sections.filter((row) => row.pShortage >= 0.5).length,
    sections: sections.length,
  }
}
