import type { ForecastDependencies } from '../../forecast/engine.ts'
import type { Db } from '../../storage/database.ts'
import { readFigures } from '../../storage/figures.ts'
import { provinceIds } from '../../storage/read-area.ts'
import { hanoiLabourForce, labourForceBreaks } from '../publish/hanoi-labour-force.ts'
import { bridgesBySection, farmingBridge, HANOI, type PublishInputs } from '../publish/inputs.ts'
import { nationalAccounts } from '../publish/national.ts'
import { employmentPanel, labourForcePanel } from '../publish/panel.ts'
import { RUN_QUANTILES } from '../publish/publish.ts'
import { nationalOrigins, nationalRound, type RoundContext } from './national-round.ts'
import { endsAt, type ProvinceHistory, provinceHistory, provinceOrigins, provinceRound } from './province-round.ts'
import { replacementCases } from './replacement.ts'
import type { Tracked } from './tracked.ts'

/** One round, ready to run. */
export interface PlannedRound {
  readonly id: string
  readonly origin: number
  /** Day up to which publications were read; null: the newest vintage, cut at the origin. */
  readonly knownOn: string | null
  readonly run: (deps: ForecastDependencies) => Promise<Tracked[]>
}

/** Every round the stored history allows: the country at each origin, the provinces at each origin, replacement once. */
export async function planRounds(db: Db, inputs: PublishInputs, seed: number): Promise<PlannedRound[]> {
  const context = roundContext(inputs, seed)
  const national = nationalOrigins(context).map((origin): PlannedRound => {
    const run = (deps: ForecastDependencies) => nationalRound(context, origin, deps)
    return { id: `national-${origin}`, origin, knownOn: null, run }
  })
  const replaced = replacementCases(inputs)
  const origins = [...new Set(replaced.map((one) => one.case.origin))]
  const replacement = origins.map((origin): PlannedRound => {
    const own = replaced.filter((one) => one.case.origin === origin)
    return { id: `replacement-${origin}`, origin, knownOn: null, run: async () => own }
  })
  return [...national, ...(await provinceRounds(db, inputs.asOf, context)), ...replacement]
}

/** Rounds of the provinces: with the vintage of the time where one was stored that ends at the origin. */
async function provinceRounds(db: Db, asOf: string, context: RoundContext): Promise<PlannedRound[]> {
  const areas = await provinceIds(db)
  const newest = provinceHistory(await readFigures(db, areas, asOf))
  const rounds: PlannedRound[] = []
  for (const origin of provinceOrigins(newest)) {
    const day = `${origin + 1}-12-31`
    const then = day < asOf ? provinceHistory(await readFigures(db, areas, day)) : new Map()
    const isVintage = endsAt(then, origin)
    const known: ProvinceHistory = isVintage ? then : newest
    rounds.push({
      id: `province-${origin}`,
      origin,
      knownOn: isVintage ? day : null,
      run: (deps) => provinceRound(known, newest, origin, context, deps),
    })
  }
  return rounds
}

/** The panel of the country exactly as publishing builds it. */
function roundContext(inputs: PublishInputs, seed: number): RoundContext {
  const bridge = farmingBridge(inputs)
  const accounts = nationalAccounts(inputs.figures, bridge.ratio)
  const employment = employmentPanel(accounts, bridgesBySection(inputs.breaks))
  const hanoi = {
    area: HANOI,
    labourForce: hanoiLabourForce(inputs.figures),
    breaks: labourForceBreaks(inputs.breaks, HANOI),
  }
  return {
    inputs,
    accounts,
    targets: [...employment.targets, ...labourForcePanel(accounts, hanoi, [bridge.id])],
    hierarchy: employment.hierarchy,
    quantiles: RUN_QUANTILES,
    seed,
  }
}
