/**
 * The market accounts on a second country: the United States, from tables of the American Community Survey (see
 * `united-states/README.md`). First as a test, from 2012 to 2014 to the outcomes of 2017, against the benchmarks of the track record;
 * then from 2017 ten years on, with the five largest gaps and what they are made of.
 *
 *     node --experimental-strip-types bench/second-country.ts [--seed 20260101] [--draws 1000]
 */
import { parseArgs } from 'node:util'
import type { MarketDraws } from '../src/market/gaps/draws.ts'
import { skillGapFigures } from '../src/market/skills/balance.ts'
import { decomposeChange } from '../src/market/staffing/change-decomposition.ts'
import { crps } from '../src/market/track-record/intervals.ts'
import { fixedShare, type KnownHistory, OWN_PAST } from '../src/market/track-record/ladder.ts'
import { scoreCases, type TrackedCase } from '../src/market/track-record/score-cases.ts'
import { verdictOf } from '../src/market/track-record/verdict.ts'
import { runChain } from './united-states/chain.ts'
import {
  FIRST_STAFFING_YEAR,
  INDUSTRIES,
  LAST_STAFFING_YEAR,
  OCCUPATIONS,
  openTables,
  skillWeights,
} from './united-states/tables.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '20260101' }, draws: { type: 'string', default: '1000' } },
})
const [seed, draws] = [Number(values.seed), Number(values.draws)]
const codes = Object.keys(OCCUPATIONS)
const tablesTo = openTables()
const people = (value: number): string => Math.round(value).toLocaleString('en').padStart(11)

const all = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const ORIGINS = [2012, 2013, 2014]
const LAST = LAST_STAFFING_YEAR
const began = performance.now()
await pastRounds()
await outlook()
console.log(`${((performance.now() - began) / 1000).toFixed(1)} s in all`)

/** Each origin's forecast of 2018, scored as the track record is. */
async function pastRounds(): Promise<void> {
  const truth = tablesTo(LAST)
  const last = truth.occupations.at(-1)!
  const actual = last.F.map((women, o) => women + last.M[o]!)
  const cases: Record<'occupations' | 'industries', TrackedCase[]> = { occupations: [], industries: [] }
  for (const origin of ORIGINS) {
    const known = tablesTo(origin)
    const horizon = LAST - origin
    const chain = await runChain(known, horizon, seed, draws)
    const years = known.occupations.map((_, k) => FIRST_STAFFING_YEAR + k)
    const drifted = all(
      codes.map((_, o) =>
        OWN_PAST['drift']!({ years, values: known.occupations.map((year) => year.F[o]! + year.M[o]!) }, LAST),
      ),
    )
    codes.forEach((code, o) => {
      const { p10, p50, p90 } = chain.occupationFigures(o).at(-1)!.demand
      const history = { years, values: known.occupations.map((year) => year.F[o]! + year.M[o]!) }
      const shares = chain.lastShares.map((row) => row[o]!)
      const share = fixedShare(shares, chain.industries.at(-1)!)
      // Drift tells the level of all occupations as well; scaled to the total of the industries it is judged on what it says of them.
      const driftToTotal = (OWN_PAST['drift']!(history, LAST) * all(chain.industries.at(-1)!)) / drifted
      cases.occupations.push(caseOf(code, history, p50, { p10, p90 }, actual[o]!, { fixedShare: share, driftToTotal }))
    })
    Object.keys(INDUSTRIES).forEach((code, i) => {
      const band = chain.industryFigures.find((one) => one.code === code && one.year === LAST)!.demand
      const history = {
        years: known.employment.map((_, k) => known.firstYear + k),
        values: known.employment.map((row) => row[i]!),
      }
      cases.industries.push(caseOf(code, history, chain.industries.at(-1)![i]!, band, truth.employment.at(-1)![i]!))
    })
    const force = (statistics: typeof truth): number =>
      statistics.labourForce.at(-1)!.F.reduce((a, b) => a + b, 0) +
      statistics.labourForce.at(-1)!.M.reduce((a, b) => a + b, 0)
    console.log(
      `labour supply from ${origin} to ${LAST}: ${people(chain.labourForce.at(-1)!)}, was ${people(force(truth))} (${((100 * chain.labourForce.at(-1)!) / force(truth) - 100).toFixed(1)} %; unchanged since ${origin}: ${((100 * force(known)) / force(truth) - 100).toFixed(1)} %)`,
    )
  }
  for (const [kind, all] of Object.entries(cases)) {
    for (const origin of ORIGINS) {
      const scores = scoreCases(all.filter((one) => one.origin === origin)).filter((one) => one.horizon === null)
      console.log(
        `\norigin ${origin}, ${kind} -> ${LAST}`.padEnd(34),
        'WAPE  skill  dissim.  direction  relative growth  rank',
      )
      for (const s of scores.filter(({ contender }) => contender !== 'blend'))
        console.log(
          `  ${s.contender.padEnd(30)}${s.wape.toFixed(2).padStart(6)} ${(s.skill ?? Number.NaN).toFixed(2).padStart(6)} ${(s.dissimilarity ?? Number.NaN).toFixed(2).padStart(7)} ${(s.directionHits ?? Number.NaN).toFixed(2).padStart(9)} ${(s.relativeGrowthHits ?? Number.NaN).toFixed(2).padStart(13)} ${(s.spearman ?? Number.NaN).toFixed(2).padStart(9)}`,
        )
      const { intervals } = scores[0]!
      if (intervals)
        console.log(`  80 per cent bands held ${(100 * intervals.coverage).toFixed(0)} % of ${intervals.n}`)
    }
    const { best, obeys } = verdictOf(all, 'blend')
    console.log(`${kind}: best ${best}; ${obeys ? 'the model is published' : 'the benchmark is published'}`)
  }
}

/** A forecast of one figure and the benchmarks of its own past, scored against what became of it. */
function caseOf(
  unit: string,
  history: KnownHistory,
  forecast: number,
  { p10, p90 }: { readonly p10: number; readonly p90: number },
  actual: number,
  others: Readonly<Record<string, number>> = {},
): TrackedCase {
  const own = Object.entries(OWN_PAST).map(([name, benchmark]) => [name, benchmark(history, LAST)] as const)
  return {
    unit,
    origin: history.years.at(-1)!,
    target: LAST,
    base: history.values.at(-1)!,
    scale: null,
    forecasts: { published: forecast, blend: forecast, ...Object.fromEntries(own), ...others },
    interval: { low: p10, high: p90, crps: crps([p10, forecast, p90], actual) },
    actual,
  }
}

/** [D] gap of the last year in every draw. */
function lastGaps({ demand, supply, draws, horizon }: MarketDraws): Float64Array {
  const at = (d: number): number => d * (horizon + 1) + horizon
  return Float64Array.from({ length: draws }, (_, d) => demand[at(d)]! - supply[at(d)]!)
}

/** Ten years from the last table. */
async function outlook(): Promise<void> {
  const known = tablesTo(LAST)
  const horizon = 10
  const year = LAST + horizon
  const chain = await runChain(known, horizon, seed, draws)
  const rows = codes.map((code, o) => ({ code, o, last: chain.occupationFigures(o).at(-1)! }))
  rows.sort((a, b) => b.last.normalisedGap - a.last.normalisedGap)
  console.log(
    `\nfrom ${LAST} to ${year}, persons: gap P10 | P50 | P90, P(gap > 5 %), per cent a year, class; women's part of the gap`,
  )
  for (const { code, o, last } of rows) {
    const women = chain.occupationFigures(o, [0]).at(-1)!.gap.p50
    console.log(
      `  ${OCCUPATIONS[code]![0].padEnd(44)}${people(last.gap.p10)} |${people(last.gap.p50)} |${people(last.gap.p90)}  ${last.pShortage.toFixed(2)}  ${last.normalisedGap.toFixed(2).padStart(5)}  ${last.rating.padEnd(10)} ${people(women)}`,
    )
  }
  console.log('\nthe five largest: expansion = industries + shares; leavers replaced; growth of supply')
  const { meanDemand, baseDemand } = chain.margins
  const staffed = (cells: Float64Array, o: number) =>
    Object.keys(INDUSTRIES).map((_, i) => {
      const own = Array.from(cells.subarray(i * codes.length, (i + 1) * codes.length))
      return { employment: all(own), share: own[o]! / all(own) }
    })
  for (const { code, o, last } of rows.slice(0, 5)) {
    const { industryEffect, shareEffect } = decomposeChange(staffed(baseDemand, o), staffed(meanDemand.at(-1)!, o))
    const [from, to] = [0, -1].map((at) => chain.occupationFigures(o).at(at)!.supply.p50)
    console.log(
      `  ${OCCUPATIONS[code]![0].padEnd(44)} expansion ${people(industryEffect + shareEffect)} (industries ${people(industryEffect)}, shares ${people(shareEffect)}), replacement ${people(last.replacementDemand.p50)}, supply ${people(from!)} -> ${people(to!)}`,
    )
  }
  const { skills, weights } = skillWeights()
  const figures = skillGapFigures(
    codes.map((_, o) => lastGaps(chain.occupationMarket(o))),
    { occupations: codes, skills, weights },
  )
  console.log('\nskills the gap is made of (O*NET elements, person-skill units), largest |median| x specificity first')
  for (const s of figures.sort((a, b) => a.rank - b.rank).slice(0, 8))
    console.log(
      `  ${s.skill.padEnd(10)} ${people(s.gap.p10)} |${people(s.gap.p50)} |${people(s.gap.p90)}  specificity ${s.specificity.toFixed(2)}`,
    )
}
