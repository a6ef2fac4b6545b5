/** What a pathway needs to know of an occupation. What is not known is null and never counts as favourable. */
export interface PathwayOccupation {
  readonly code: string
  /** [K] weights of skills, in an order common to all. */
  readonly skills: readonly number[]
  /** 1 little preparation .. 5 extensive, as O*NET's job zones. */
  readonly jobZone: number | null
  /** Monthly earnings, any one unit common to all. */
  readonly pay: number | null
  /** Probabilities from the gap simulation, 0 to 1. */
  readonly pShortage: number
  readonly pSurplus: number
  /** P50 of the gap, persons; above 0 there is room for movers. */
  readonly gap: number
  /** Share of tasks that existing machines can take over, 0 to 1; enters the filter. */
  readonly automationRisk: number | null
  /** Exposure to AI, 0 to 1: says that work will change, not that jobs will go. Shown, and used in nothing. */
  readonly aiExposure: number | null
  /** Whether the law asks for a licence or degree, and whether there is a way to it for those who work already. */
  readonly credential: 'none' | 'requiredWithRoute' | 'requiredNoRoute'
}

export const SEX_CODES = ['F', 'M'] as const

/** People of an occupation who could move, counted where they are. */
export interface PoolCell {
  readonly occupation: string
  readonly sex: (typeof SEX_CODES)[number]
  /** `Y15-24`. */
  readonly age: string
  readonly area: string
  /** In informal employment: without contract or insurance, so reached by other means than through their employer. */
  readonly informal: boolean
  readonly people: number
}

/** A group of people as shown beside a pathway. */
export interface PoolSummary {
  readonly people: number
  readonly women: number
  readonly informal: number
  /** Age group -> people; area -> people. */
  readonly byAge: Readonly<Record<string, number>>
  readonly byArea: Readonly<Record<string, number>>
}

/** Sums of the cells of one occupation; all 0 when nobody is counted in it. */
export function poolOf(cells: readonly PoolCell[], occupation: string): PoolSummary {
  return summarisePool(cells.filter((cell) => cell.occupation === occupation))
}

export function summarisePool(cells: readonly PoolCell[]): PoolSummary {
  const sum = (chosen: readonly PoolCell[]): number => chosen.reduce((total, { people }) => total + people, 0)
  const by = (key: (cell: PoolCell) => string): Record<string, number> => {
    const sums: Record<string, number> = {}
    for (const cell of cells) sums[key(cell)] = (sums[key(cell)] ?? 0) + cell.people
    return sums
  }
  return {
    people: sum(cells),
    women: sum(cells.filter((cell) => cell.sex === 'F')),
    informal: sum(cells.filter((cell) => cell.informal)),
    byAge: by((cell) => cell.age),
    byArea: by((cell) => cell.area),
  }
}
