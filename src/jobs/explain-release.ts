import type { Explanation } from '../contracts/explanation.ts'
import type { ForecastQuery } from '../contracts/forecasts.ts'
import { COMBINATION, NETWORK } from '../forecast/ladder.ts'
import type { Db } from '../storage/database.ts'
import { readAccuracy, readForecast } from '../storage/read-forecast.ts'
import { judge } from './explain.ts'

/** What a published forecast was made of, as far as its release holds it. @throws AppError SERIES_NOT_FOUND */
export async function explainPublished(
  db: Db,
  releaseId: string,
  target: Pick<ForecastQuery, 'area' | 'measure' | 'industry' | 'sex'>,
): Promise<Explanation> {
  const { target: series, method } = await readForecast(db, releaseId, target)
  const rows = await readAccuracy(db, releaseId, target)
  const [from, to] = method.trainedOn.split('..')
  return {
    series,
    published: method.published ?? COMBINATION,
    window: { from: from ?? '', to: to ?? '' },
    breaks: method.breaks.map((b) => `${b.id}: ${b.reason.vi} / ${b.reason.en}`),
    notes: [],
    weights: method.weights,
    thirds: [],
    networkShare: method.weights[NETWORK] ?? 0,
    ...judge(rows.map(({ sCRPS, ...row }) => ({ ...row, scrps: sCRPS }))),
    stretch: null,
    calibration: method.calibration,
  }
}
