import { createHash } from 'node:crypto'
import { AppError } from '../../domain/errors.ts'
import type { Assumption } from '../../storage/assumption.ts'
import { readAssumptions } from '../../storage/assumption.ts'
import { readBreaks, type RegisteredBreak } from '../../storage/breaks.ts'
import type { Db } from '../../storage/database.ts'
import { type Figure, newestVintage, readFigures } from '../../storage/figures.ts'
import { type LensWeights, readInputFiles, readLensWeights, readSkillWeights, type SkillWeight } from '../../storage/read-weights.ts'

export const HANOI = 'VN-HN'
/** Hanoi as it was, with Hà Tây: their sum is today's territory. */
const HANOI_BEFORE_2008 = ['VN-P01.1991', 'VN-P28.1991']
export const OCCUPATION_SCHEME = 'VSCO2020'

/** Everything a release is computed from, as known on one day. */
export interface PublishInputs {
  readonly asOf: string
  readonly figures: readonly Figure[]
  readonly breaks: readonly RegisteredBreak[]
  readonly assumptions: readonly Assumption[]
  readonly lenses: readonly LensWeights[]
  readonly skills: readonly SkillWeight[]
  readonly files: readonly { readonly file: string; readonly sha256: string }[]
  /** SHA-256 over all of the above but the file names: equal inputs, equal hash. */
  readonly hash: string
}

/**
 * Reads the inputs of a release.
 * @param asOf day up to which publications count; the data vintage is the newest publication by then
 * @throws AppError NOT_AVAILABLE when nothing had been published by then
 */
export async function readInputs(db: Db, asOf: string): Promise<PublishInputs> {
  const vintage = await newestVintage(db, asOf)
  if (!vintage) throw new AppError('NOT_AVAILABLE', `The store holds no figure published by ${asOf}. Run \`nhanluc ingest\`, or choose a later day.`)
  const [figures, breaks, assumptions, lenses, skills, files] = await Promise.all([
    readFigures(db, ['VN', HANOI, ...HANOI_BEFORE_2008], vintage),
    readBreaks(db),
    readAssumptions(db),
    readLensWeights(db),
    readSkillWeights(db, OCCUPATION_SCHEME),
    readInputFiles(db),
  ])
  const hash = createHash('sha256').update(JSON.stringify([vintage, figures, breaks, assumptions, lenses, skills])).digest('hex')
  return { asOf: vintage, figures, breaks, assumptions, lenses, skills, files, hash }
}

/** Register entry that bridges section A from the 13th to the 19th ICLS footing. */
export function farmingBridge(breaks: readonly RegisteredBreak[]): { id: string; ratio: number } {
  const entry = breaks.find((b) => b.treatment === 'overlap_ratio' && b.seriesLike.includes('VSIC2018:A') && b.parameter !== null)
  if (!entry) {
    throw new AppError('BREAK_IN_SERIES', 'The break register has no overlap ratio for farming (VSIC2018:A) at the change to the 19th ICLS; without it the series cannot be joined. Add it to data/reference/series_break.csv.')
  }
  return { id: entry.id, ratio: entry.parameter! }
}

/** One assumption of a kind, the most specific that fits. @throws AppError NOT_AVAILABLE naming what is missing */
export function assumption(all: readonly Assumption[], kind: string, where: { area?: string; industry?: string } = {}): Assumption {
  const fits = all.filter(
    (a) => a.kind === kind && (a.area === null || a.area === where.area) && (a.industry === null || a.industry === where.industry),
  )
  const best = fits.sort((a, b) => Number(b.industry !== null) - Number(a.industry !== null) || Number(b.area !== null) - Number(a.area !== null))[0]
  if (!best) throw new AppError('NOT_AVAILABLE', `No assumption of kind ${kind} for ${where.industry ?? 'all sectors'} in ${where.area ?? 'all areas'}; add it to data/reference/assumption.csv.`)
  return best
}
