import type { Equation } from '../market/disclosure/linked-audit.ts'
import { suppressLinked } from '../market/disclosure/linked-suppression.ts'
import { DISCLOSURE_LIMITS, type Disclosure, discloseFigure } from '../market/disclosure/thresholds.ts'
import { type Db, type Pool, withTransaction } from '../storage/database.ts'
import {
  type CellVerdict,
  listProtectedSources,
  type ProtectedCell,
  type ProtectedSource,
  readProtectedCells,
  replaceVerdicts,
} from '../storage/disclosure.ts'
import { newestIngest } from '../storage/read-observation.ts'

export interface DisclosureReport {
  readonly sources: number
  readonly cells: number
  readonly primary: number
  readonly secondary: number
  readonly caution: number
}

/**
 * Decides what may be shown of the protected sources: one verdict a cell, for all formats, routes and vintages.
 *
 * A cell is primary when too few respondents stand behind any vintage of it, or when it is too imprecise. Further cells are
 * suppressed so that none follows from sums over sexes, sections, occupations, areas (also across the change of territories)
 * and quarters. Figures that are no counts are never shown: a rate gives its numerator away.
 */
export async function auditDisclosure(pool: Pool): Promise<DisclosureReport> {
  return withTransaction(pool, async (tx) => {
    // Taken before the cells are read: what is stored meanwhile stays hidden.
    const ingest = await newestIngest(tx)
    const sources = new Map((await listProtectedSources(tx)).map((source) => [source.sourceId, source]))
    const cells = await readProtectedCells(tx)
    const verdicts = judge(cells, sources)
    await replaceVerdicts(tx, verdicts, ingest, DISCLOSURE_LIMITS.version)
    const count = (verdict: CellVerdict['verdict']) => verdicts.filter((v) => v.verdict === verdict).length
    return {
      sources: sources.size,
      cells: cells.length,
      primary: count('primary'),
      secondary: count('secondary'),
      caution: count('caution'),
    }
  })
}

const nameOf = ({ seriesNo, periodStart }: Pick<ProtectedCell, 'seriesNo' | 'periodStart'>): string =>
  `${seriesNo} ${periodStart}`

function judge(cells: readonly ProtectedCell[], sources: ReadonlyMap<string, ProtectedSource>): CellVerdict[] {
  const judged = cells.map((cell) => ({ cell, disclosure: discloseCell(cell, sources.get(cell.sourceId)!) }))
  const counts = judged.filter(({ cell }) => cell.unit === 'PS').map(({ cell }) => cell)
  const primary = new Set(
    judged.flatMap(({ cell, disclosure: d }) => (d.obsStatus === 'Q' && cell.unit === 'PS' ? [nameOf(cell)] : [])),
  )
  const values = new Map(counts.map((cell) => [nameOf(cell), cell.value]))
  const hidden = suppressLinked(values, equationsOf(counts), primary)
  return judged.flatMap(({ cell, disclosure }): CellVerdict[] => {
    const at = { series_no: cell.seriesNo, period_start: cell.periodStart }
    if (disclosure.obsStatus === 'Q') return [{ ...at, verdict: 'primary', reasons: disclosure.reasons }]
    if (hidden.has(nameOf(cell))) return [{ ...at, verdict: 'secondary', reasons: [] }]
    return disclosure.obsStatus === 'U' ? [{ ...at, verdict: 'caution', reasons: disclosure.reasons }] : []
  })
}

function discloseCell(cell: ProtectedCell, { personsPerRespondent, designEffect }: ProtectedSource): Disclosure {
  if (cell.unit !== 'PS') return { obsStatus: 'Q', confStatus: 'N', reasons: ['rse'] }
  // Nobody in it: there is nobody to protect, and hiding it would hide nothing.
  if (cell.value === 0 && cell.least === 0) return { obsStatus: 'A', confStatus: 'F', reasons: [] }
  const respondents = cell.least / personsPerRespondent
  return discloseFigure({
    respondents,
    weighted: cell.least,
    rsePercent: 100 * Math.sqrt(designEffect / Math.max(respondents, 1e-9)),
  })
}

/** Sums that hold to within rounding, whoever published them; what does not add up says nothing. */
export function equationsOf(cells: readonly ProtectedCell[]): Equation[] {
  const families: readonly ((cell: ProtectedCell) => readonly (readonly [family: string, role: 'total' | 'part'])[])[] =
    [
      (c) => [['sex', c.sex === 'T' ? 'total' : 'part']],
      (c) =>
        c.industry === '_T'
          ? totals(INDUSTRY_SCHEMES)
          : part(`industry ${schemeOf(c.industry)}`, c.industryParent === null),
      (c) => [
        [`industry below ${c.industry}`, 'total'],
        [`industry below ${c.industryParent}`, 'part'],
      ],
      (c) =>
        c.occupation === '_T'
          ? totals(OCCUPATION_SCHEMES)
          : part(`occupation ${schemeOf(c.occupation)}`, /:\d$/.test(c.occupation)),
      (c) => [
        [`area below ${c.area}`, 'total'],
        [`area below ${c.parent}`, 'part'],
      ],
      (c) => [
        [`area before ${c.area}`, 'total'],
        ...(c.successor === null ? [] : ([[`area before ${c.successor}`, 'part']] as const)),
      ],
    ]
  const varying: readonly (readonly (keyof ProtectedCell)[])[] = [
    ['sex'],
    ['industry'],
    ['industry'],
    ['occupation'],
    ['area'],
    ['area'],
  ]
  const sums = families.flatMap((rolesOf, n) => {
    const groups = new Map<string, { total: ProtectedCell[]; part: ProtectedCell[] }>()
    for (const cell of cells)
      for (const [family, role] of rolesOf(cell)) {
        const key = `${family} ${identity(cell, varying[n]!)} ${cell.periodStart}`
        const group = groups.get(key) ?? { total: [], part: [] }
        group[role].push(cell)
        groups.set(key, group)
      }
    return [...groups.values()].flatMap(({ total: [total], part: parts }) =>
      total && parts.length > 0 ? sumOf(total, parts, 1) : [],
    )
  })
  return [...sums, ...quarterSums(cells)]
}

const INDUSTRY_SCHEMES = ['industry VSIC2018', 'industry VSIC2025', 'industry ILOSTAT']
const OCCUPATION_SCHEMES = ['occupation VSCO2020', 'occupation ISCO08']
const totals = (families: readonly string[]) => families.map((family) => [family, 'total'] as const)
const part = (family: string, isPart: boolean) => (isPart ? [[family, 'part'] as const] : [])
const schemeOf = (code: string): string => code.split(':')[0]!

const IDENTITY = [
  'sourceId',
  'frequency',
  'area',
  'measure',
  'sex',
  'industry',
  'occupation',
  'age',
  'concept',
] as const
const identity = (cell: ProtectedCell, without: readonly string[]): string =>
  IDENTITY.map((key) => (without.includes(key) ? '*' : cell[key])).join(' ')

/** Four quarters average to the year. */
function quarterSums(cells: readonly ProtectedCell[]): Equation[] {
  const groups = new Map<string, ProtectedCell[]>()
  for (const cell of cells)
    if (cell.frequency === 'A' || cell.frequency === 'Q') {
      const key = `${identity(cell, ['frequency'])} ${cell.periodStart.slice(0, 4)}`
      groups.set(key, [...(groups.get(key) ?? []), cell])
    }
  return [...groups.values()].flatMap((group) => {
    const year = group.find((cell) => cell.frequency === 'A')
    const quarters = group.filter((cell) => cell.frequency === 'Q')
    return year && quarters.length === 4 ? sumOf(year, quarters, 4) : []
  })
}

/** Rounding of every part by up to half a thousand may keep a true sum from adding up. */
const ROUNDING_PERSONS = 0.5 * 1000

function sumOf(total: ProtectedCell, parts: readonly ProtectedCell[], weight: number): Equation[] {
  const sum = parts.reduce((all, cell) => all + cell.value, 0)
  if (Math.abs(sum - weight * total.value) > ROUNDING_PERSONS * (parts.length + weight)) return []
  return [[...parts.map((cell) => ({ cell: nameOf(cell), weight: 1 })), { cell: nameOf(total), weight: -weight }]]
}

/** Protected sources with their audits, as the command line prints them. */
export const protectedSources = (db: Db): Promise<ProtectedSource[]> => listProtectedSources(db)
