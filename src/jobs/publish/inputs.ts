import { createHash } from 'node:crypto'
import { AppError } from '../../domain/errors.ts'
import type { Assumption } from '../../storage/assumption.ts'
import { readAssumptions } from '../../storage/assumption.ts'
import { type RegisteredBreak, readBreaks } from '../../storage/breaks.ts'
import type { Db } from '../../storage/database.ts'
import { type Figure, newestVintage, readFigures } from '../../storage/figures.ts'
import {
  type LensWeights,
  readInputFiles,
  readLensWeights,
  readSkillWeights,
  type SkillWeight,
} from '../../storage/read-weights.ts'

export const HANOI = 'VN-HN'
/** Assumptions that enter a published figure. */
const ASSUMPTION_KINDS = [
  'exit_rate',
  'exit_rate_net_cohort',
  'transfer_rate',
  'staffing_prior',
  'rural_bound',
  'urban_share',
  'ipf_log_sd',
  'hanoi_trained_odds_ratio',
  'women_share',
  ...['Y15-24', 'Y25-34', 'Y35-44', 'Y45-54', 'Y55-64', 'Y_GE65'].map((band) => `age_share.${band}`),
  ...['ADV', 'INT', 'BAS', 'LTB'].map((level) => `education_share.${level}`),
  'insured_share',
  'retirement_hazard',
  'exit_sd',
  'entrant_share_sd',
  'women_supply_sd',
  'graduate_inflow',
  'short_term_unemployed_share',
  'demand_supply_correlation',
  'sector_macro_correlation',
]
/** Hanoi as it was, with Hà Tây: their sum is today's territory. */
export const HANOI_BEFORE_2008 = ['VN-P01.1991', 'VN-P28.1991']
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
  if (!vintage)
    throw new AppError(
      'NOT_AVAILABLE',
      `The store holds no figure published by ${asOf}. Run \`nhanluc ingest\`, or choose a later day.`,
    )
  const figures = await readFigures(db, ['VN', HANOI, ...HANOI_BEFORE_2008], vintage)
  const [breaks, assumptions, lenses, skills, files] = await Promise.all([
    readBreaks(db, [...new Set(figures.map((f) => f.seriesId))]),
    Promise.all(ASSUMPTION_KINDS.map((kind) => readAssumptions(db, kind))).then((kinds) => kinds.flat()),
    readLensWeights(db),
    readSkillWeights(db, OCCUPATION_SCHEME),
    readInputFiles(db),
  ])
  const hash = createHash('sha256')
    .update(JSON.stringify([vintage, figures, breaks, assumptions, lenses, skills]))
    .digest('hex')
  return { asOf: vintage, figures, breaks, assumptions, lenses, skills, files, hash }
}

/** Register entry that bridges section A from the 13th to the 19th ICLS footing. @throws AppError INSUFFICIENT_HISTORY without the table */
export function farmingBridge({ breaks, figures, asOf }: Pick<PublishInputs, 'breaks' | 'figures' | 'asOf'>): {
  id: string
  ratio: number
} {
  if (!figures.some((f) => f.measure === 'employment' && f.industry === 'VSIC2018:A' && f.area === 'VN'))
    throw new AppError(
      'INSUFFICIENT_HISTORY',
      `Employment of Viet Nam by section is not known as of ${asOf}: the table of ILOSTAT in the data pack is dated 2025-10-07. Choose that day or a later one, or load the table with its earlier publication day.`,
    )
  const entry = breaks.find(
    (b) => b.treatment === 'overlap_ratio' && b.seriesId.includes('.VSIC2018:A.') && b.parameter !== null,
  )
  if (!entry) {
    throw new AppError(
      'BREAK_IN_SERIES',
      'The break register has no overlap ratio for farming (VSIC2018:A) at the change to the 19th ICLS; without it the series cannot be joined. Add it to data/reference/series_break.csv.',
    )
  }
  return { id: entry.breakId, ratio: entry.parameter! }
}

/** Register entries that join the two footings, by section; a ratio of 1 is an assumption too and is named beside the figure. */
export function bridgesBySection(breaks: readonly RegisteredBreak[]): Map<string, string[]> {
  const bridges = new Map<string, string[]>()
  for (const { breakId, seriesId, treatment } of breaks) {
    const industry = /\.employment\.T\.([^.]+)\._T\./.exec(seriesId)?.[1]
    if (treatment !== 'overlap_ratio' || !seriesId.startsWith('A.VN.') || !industry) continue
    bridges.set(industry, [...new Set([...(bridges.get(industry) ?? []), breakId])])
  }
  return bridges
}

/**
 * One assumption of a kind: the one of this industry and area, else of all industries (`_T`) or areas.
 * @throws AppError NOT_AVAILABLE naming what is missing
 */
export function assumption(
  all: readonly Assumption[],
  kind: string,
  where: { area?: string; industry?: string } = {},
): Assumption {
  const isGeneral = (code: string | null) => code === null || code === '_T'
  const own = (a: Assumption) => Number(!isGeneral(a.industry)) + Number(!isGeneral(a.area))
  const fits = all.filter(
    (a) =>
      a.kind === kind &&
      (isGeneral(a.area) || a.area === where.area) &&
      (isGeneral(a.industry) || a.industry === where.industry),
  )
  const best = fits.sort((a, b) => own(b) - own(a))[0]
  if (best) return best
  const place = `${where.industry ?? 'all sectors'}, ${where.area ?? 'all areas'}`
  throw new AppError(
    'NOT_AVAILABLE',
    `No assumption of kind ${kind} for ${place}; add it to data/reference/assumption.csv.`,
  )
}
