import type { BridgedQuery, BridgedRow } from '../contracts/bridged.ts'
import type { LabelText } from '../contracts/common.ts'
import type { ObservationRow } from '../contracts/observations.ts'
import { type BridgeLink, bridgeCounts } from '../domain/bridge.ts'
import { AppError } from '../domain/errors.ts'
import type { Db } from './database.ts'
import { type ObservationKey, readObservations } from './read-observation.ts'

interface Link extends BridgeLink {
  readonly method: string
  readonly label: LabelText
}

const PAGE = 2000

/**
 * Published counts in the codes of another version of their classification, through its weighted bridge: what splits is shared
 * out by the weights, what merges is added, the total stays.
 *
 * @throws AppError NOT_FOUND when the two schemes have no bridge
 */
export async function readBridgedCounts(
  db: Db,
  query: Omit<BridgedQuery, 'asOf' | 'lang' | 'format' | 'period'> & {
    readonly fromDay?: string
    readonly beforeDay?: string
  },
  asOf: string,
  lastIngest: number,
): Promise<BridgedRow[]> {
  const links = await readLinks(db, query.from, query.to)
  const rows: BridgedRow[] = []
  for (const group of await groupsOf(db, query, asOf, lastIngest)) rows.push(...bridge(group, links, query))
  return rows
}

async function readLinks(db: Db, from: string, to: string): Promise<Link[]> {
  const { rows } = await db.query<
    Record<'from' | 'to' | 'method' | 'name_vi' | 'name_en', string> & { weight: number }
  >(
    `select from_scheme || ':' || from_code as "from", to_scheme || ':' || to_code as "to", weight, method, c.name_vi, c.name_en
       from classification_bridge b join classification_code c on (c.scheme, c.code) = (b.to_scheme, b.to_code)
      where from_scheme = $1 and to_scheme = $2 order by c.sort, from_code`,
    [from, to],
  )
  if (rows.length > 0) return rows.map(({ name_vi: vi, name_en: en, ...link }) => ({ ...link, label: { vi, en } }))
  const known = await db.query<{ pair: string }>(
    `select distinct from_scheme || ' to ' || to_scheme as pair from classification_bridge order by 1`,
  )
  const message = `There is no bridge from ${from} to ${to}. There are: ${known.rows.map(({ pair }) => pair).join(', ')}.`
  throw new AppError('NOT_FOUND', message, { parameter: 'to' })
}

/** Figures that belong together: one area, period, sex, basis and source. A code with its scheme is the key, never a name. */
async function groupsOf(
  db: Db,
  { area, measure, source, from, fromDay, beforeDay }: Parameters<typeof readBridgedCounts>[1],
  asOf: string,
  lastIngest: number,
): Promise<readonly ObservationRow[][]> {
  const groups = new Map<string, ObservationRow[]>()
  const filter = { area, measure, source, fromDay, beforeDay, asOf, lastIngest, includeHistory: false }
  for (let after: ObservationKey | undefined; ; ) {
    const { rows, last } = await readObservations(db, filter, PAGE, after)
    for (const row of rows) {
      if (!row.industry.startsWith(`${from}:`) || row.occupation !== '_T' || row.age !== '_T') continue
      const key = [row.frequency, row.period, row.sex, row.concept, row.source].join(' ')
      const group = groups.get(key)
      if (group) group.push(row)
      else groups.set(key, [row])
    }
    if (rows.length < PAGE) break
    after = last
  }
  return [...groups.values()]
}

function bridge(
  group: readonly ObservationRow[],
  all: readonly Link[],
  {
    area,
    measure,
    relativeStandardError,
  }: { area: string; measure: BridgedRow['measure']; relativeStandardError?: number | undefined },
): BridgedRow[] {
  const published = new Map(group.map((row) => [row.industry, row]))
  // Codes of a lower level of the scheme have no links: sections are bridged.
  const linked = new Set(all.map(({ from }) => from))
  const share = (relativeStandardError ?? 0) / 100
  const counts = new Map(
    group
      .filter(({ industry, value }) => linked.has(industry) && value !== null)
      .map(({ industry, value }) => [industry, { count: value!, variance: (share * value!) ** 2 }]),
  )
  const bridged = bridgeCounts(counts, all)
  const [{ period, sex, concept, source }] = group as readonly [ObservationRow]
  const targets = new Map<string, Link[]>()
  for (const link of all) {
    if (!published.has(link.from)) continue
    targets.set(link.to, [...(targets.get(link.to) ?? []), link])
  }
  return [...targets].map(([code, links]) => {
    const parts = links.map(({ from, weight, method }) => ({
      code: from,
      weight,
      value: published.get(from)!.value,
      method,
    }))
    const found = parts.every(({ value }) => value !== null) ? bridged.get(code)! : null
    const isSplit = links.some(({ weight }) => weight < 1)
    const status = links
      .map(({ from }) => published.get(from)!.obsStatus)
      .sort()
      .at(-1)!
    return {
      area,
      measure,
      period,
      sex,
      concept,
      source,
      code,
      label: links[0]!.label,
      value: found?.count ?? null,
      standardError: found && relativeStandardError !== undefined ? Math.sqrt(found.variance) : null,
      obsStatus: found === null ? ('O' as const) : isSplit ? ('E' as const) : status,
      parts,
    }
  })
}
