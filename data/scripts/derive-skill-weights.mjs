// Derives data/reference/skill_weight.csv from the O*NET database; nothing here runs at start or at ingest.
//
//   node data/scripts/derive-skill-weights.mjs --onet DIR --out DIR
//
// DIR of --onet holds skills_knowledge.csv.gz (columns onetsoc_code, element_id, importance, level, level_not_relevant) and
// soc2018_isco08.csv (soc2018, isco08, n_isco_for_soc). Steps, each an unweighted choice because no Vietnamese weights exist:
//   1. w[occupation, k] = (IM - 1) / 4 * LV / 7, both factors in [0, 1]; LV counts as 0 where O*NET says it is not relevant.
//      Ratings O*NET recommends to suppress (low precision) are kept: an average over many occupations needs no single one.
//   2. O*NET-SOC occupations are averaged within their 6-digit SOC 2018 code.
//   3. A SOC code counts 1/n in each of the n ISCO-08 unit groups it maps to; the unit group is the weighted mean.
//   4. Unit groups are averaged with equal weights into sub-major groups (ISCO08, 2 digits) and major groups (VSCO2020, 1 digit,
//      identical to ISCO-08 at that level). Armed forces (0) are left out: O*NET does not rate them.
//   5. specificity[k] = ln(G / n[k]), n[k] = sum_g w[g, k] / max_g w[g, k], over the G groups of the same level: 0 when all groups
//      need the skill alike, ln G when one group alone does. It is an inverse document frequency with soft membership.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'

const { values: args } = parseArgs({ options: { onet: { type: 'string' }, out: { type: 'string' } } })
if (!args.onet || !args.out) {
  console.error('Usage: node data/scripts/derive-skill-weights.mjs --onet DIR --out DIR')
  process.exit(2)
}

const rows = (bytes) => parse(bytes, { columns: true, bom: true })
const ratings = rows(gunzipSync(readFileSync(join(args.onet, 'skills_knowledge.csv.gz'))))
const crosswalk = rows(readFileSync(join(args.onet, 'soc2018_isco08.csv')))

/** Running weighted mean per (group, element): group -> element -> [sum of weights, weighted sum]. */
function createMeans() {
  const table = new Map()
  return {
    add(group, element, weight, value) {
      if (!table.has(group)) table.set(group, new Map())
      const cells = table.get(group)
      const [n, sum] = cells.get(element) ?? [0, 0]
      cells.set(element, [n + weight, sum + weight * value])
    },
    *entries() {
      for (const [group, cells] of table) for (const [element, [n, sum]] of cells) yield [group, element, sum / n]
    },
  }
}

const bySoc = createMeans()
for (const r of ratings) {
  const level = r.level_not_relevant === 'Y' ? 0 : Number(r.level)
  bySoc.add(r.onetsoc_code.slice(0, 7), r.element_id, 1, ((Number(r.importance) - 1) / 4) * (level / 7))
}
const unitGroupsOf = new Map()
for (const r of crosswalk) unitGroupsOf.set(r.soc2018, [...(unitGroupsOf.get(r.soc2018) ?? []), r])
const byUnitGroup = createMeans()
for (const [soc, element, w] of bySoc.entries()) {
  for (const r of unitGroupsOf.get(soc) ?? []) byUnitGroup.add(r.isco08, element, 1 / Number(r.n_isco_for_soc), w)
}

const levels = { VSCO2020: 1, ISCO08: 2 }
const lines = ['occupation_scheme,occupation_code,skill_code,weight,specificity']
for (const [scheme, digits] of Object.entries(levels)) {
  const means = createMeans()
  for (const [unit, element, w] of byUnitGroup.entries()) {
    if (!unit.startsWith('0')) means.add(unit.slice(0, digits), element, 1, w)
  }
  const cells = [...means.entries()].sort((a, b) => (a[0] + a[1] < b[0] + b[1] ? -1 : 1))
  const groups = new Set(cells.map(([group]) => group)).size
  const sum = new Map()
  const max = new Map()
  for (const [, element, w] of cells) {
    sum.set(element, (sum.get(element) ?? 0) + w)
    max.set(element, Math.max(max.get(element) ?? 0, w))
  }
  for (const [group, element, w] of cells) {
    const specificity = Math.log((groups * max.get(element)) / sum.get(element))
    lines.push([scheme, group, element, w.toFixed(5), specificity.toFixed(5)].join(','))
  }
  console.error(`${scheme}: ${groups} groups, ${cells.length} weights`)
}
writeFileSync(join(args.out, 'skill_weight.csv'), `${lines.join('\n')}\n`)
