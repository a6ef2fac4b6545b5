import { AppError } from '../domain/errors.ts'
import type { ForecastTask, SharedTask } from './types.ts'

/** @throws AppError INVALID_INPUT saying which field contradicts the contract and what would do */
export function checkTask(task: ForecastTask): void {
  if (task.panel.length === 0) fail('The panel holds no series; a forecast needs at least one.')
  checkShared(task)
  const seen = new Set<string>()
  for (const { id } of task.panel) {
    if (seen.has(id)) fail(`Series ${id} stands in the panel twice.`, { series: id })
    seen.add(id)
  }
}

/** The part of `checkTask` that needs no series. @throws AppError INVALID_INPUT */
export function checkShared(task: SharedTask): void {
  if (!Number.isInteger(task.horizon) || task.horizon < 1)
    fail(`The horizon is ${task.horizon}; it must be a whole number of periods, at least 1.`)
  if (task.quantiles.length === 0) fail('No quantile was asked for; ask for at least one, such as 0.5.')
  task.quantiles.forEach((q, i) => {
    if (!(q > 0 && q < 1)) fail(`Quantile ${q} is not between 0 and 1.`)
    if (i > 0 && !(q > task.quantiles[i - 1]!)) fail(`Quantiles must ascend; ${q} follows ${task.quantiles[i - 1]}.`)
  })
}

function fail(message: string, detail: Record<string, unknown> = {}): never {
  throw new AppError('INVALID_INPUT', message, detail)
}
