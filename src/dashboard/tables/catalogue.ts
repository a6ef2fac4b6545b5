/** Filters of the API that the builder offers. Each is a parameter of the same name. */
export type FilterName =
  | 'area'
  | 'measure'
  | 'kind'
  | 'sector'
  | 'lens'
  | 'occupation'
  | 'industry'
  | 'sex'
  | 'frequency'
  | 'definition'
  | 'horizon'
  | 'from'
  | 'to'
  | 'release'
  | 'asOf'
  | 'includeHistory'

/** One table of the API and what may be asked of it. */
export interface Table {
  /** Path below /v1. */
  readonly resource: string
  readonly filters: readonly FilterName[]
  /** What the table opens with. */
  readonly defaults: Readonly<Partial<Record<FilterName, string>>>
  /** Column whose values may stand across; absent: rows only. */
  readonly across?: string
  /** Columns that name a row when `across` stands across. */
  readonly keys: readonly string[]
  /** Columns with a number that may fill such a table, the first unless the reader chooses. */
  readonly figures: readonly string[]
  /** JSON-stat and SDMX-CSV too. */
  readonly statistical: boolean
  /** Takes `limit`, so that a preview need not load everything. */
  readonly pages: boolean
}

export const TABLE_IDS = ['gaps', 'forecasts', 'openings', 'observations', 'accuracy'] as const
export type TableId = (typeof TABLE_IDS)[number]

const BAND = (name: string): string[] => [`${name}.p50`, `${name}.p10`, `${name}.p90`]

export const TABLES: Readonly<Record<TableId, Table>> = {
  gaps: {
    resource: 'gaps',
    filters: ['area', 'kind', 'sector', 'lens', 'occupation', 'sex', 'from', 'to', 'release'],
    defaults: { area: 'VN-HN', kind: 'section' },
    across: 'year',
    keys: ['sector', 'occupation', 'label', 'sex'],
    figures: [
      ...BAND('gap'),
      ...BAND('gapPercent'),
      'pShortage',
      ...BAND('demand'),
      ...BAND('supply'),
      'normalisedGap',
      'rating',
    ],
    statistical: true,
    pages: true,
  },
  forecasts: {
    resource: 'forecasts',
    filters: ['area', 'measure', 'industry', 'sex', 'release'],
    defaults: { area: 'VN' },
    keys: ['period'],
    figures: ['quantiles.0.5', 'mean'],
    statistical: true,
    pages: false,
  },
  openings: {
    resource: 'openings',
    filters: ['definition', 'area', 'kind', 'sector', 'lens', 'from', 'to', 'release'],
    defaults: { area: 'VN-HN', kind: 'section', definition: 'permanent_exits' },
    across: 'year',
    keys: ['definitionId', 'sector', 'label'],
    figures: [...BAND('jobOpenings'), ...BAND('expansionDemand'), ...BAND('replacementDemand')],
    statistical: true,
    pages: false,
  },
  observations: {
    resource: 'observations',
    filters: ['area', 'measure', 'industry', 'sex', 'frequency', 'from', 'to', 'asOf', 'includeHistory'],
    defaults: { area: 'VN', measure: 'employment', frequency: 'A' },
    across: 'period',
    keys: ['series'],
    figures: ['value', 'obsStatus', 'vintage'],
    statistical: true,
    pages: true,
  },
  accuracy: {
    resource: 'accuracy',
    filters: ['area', 'measure', 'industry', 'sex', 'horizon', 'release'],
    defaults: { area: 'VN', industry: '_T' },
    across: 'horizon',
    keys: ['target', 'contender', 'published'],
    figures: ['wape', 'mase', 'sCRPS', 'cov80', 'cov95', 'mae', 'n'],
    statistical: false,
    pages: false,
  },
}
