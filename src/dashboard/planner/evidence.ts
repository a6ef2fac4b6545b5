import { type Accuracy, apiPath, type Forecast, getJson } from '../api.ts'
import { type Loaded, useLoad } from '../use-load.ts'
import { usePage } from './page.tsx'

/** The published series behind the chosen figure, and how its forecast did in the backtest. */
export interface Evidence {
  readonly accuracy: Loaded<Accuracy>
  readonly forecast: Loaded<Forecast>
  /** The chosen area has no such series; this is the one of the country, on which the estimate rests. */
  readonly isOfParent: boolean
}

const hasRows = (loaded: Loaded<Accuracy>): boolean => !loaded.busy && (loaded.data?.rows.length ?? 0) > 0
const isEmpty = (loaded: Loaded<Accuracy>): boolean => !loaded.busy && loaded.data?.rows.length === 0

/**
 * Asks first what was scored, since a list that is empty is an answer and a forecast that does not exist is an error.
 */
export function useEvidence(): Evidence {
  const { choice, parent } = usePage()
  const isSector = choice.subject.kind === 'sector'
  const query = { measure: 'employment', industry: choice.subject.id, sex: choice.sex }
  const own = useLoad<Accuracy>(isSector ? apiPath('accuracy', { area: choice.area, ...query }) : undefined, getJson)
  const fallback = isEmpty(own) ? parent?.id : undefined
  const national = useLoad<Accuracy>(fallback && apiPath('accuracy', { area: fallback, ...query }), getJson)
  const isOfParent = fallback !== undefined && hasRows(national)
  const area = hasRows(own) ? choice.area : isOfParent ? fallback : undefined
  const forecast = useLoad<Forecast>(area && apiPath('forecasts', { area, ...query }), getJson)
  return { accuracy: fallback === undefined ? own : national, forecast, isOfParent }
}
