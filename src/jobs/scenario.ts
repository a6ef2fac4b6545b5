import { createHash } from 'node:crypto'
import type { Scenario, ScenarioRequest } from '../contracts/scenarios.ts'
import { AppError } from '../domain/errors.ts'
import { type Pool, withTransaction } from '../storage/database.ts'
import { resolveRelease } from '../storage/read-release.ts'
import { insertScenario, readReleaseInput } from '../storage/scenario.ts'
import { drawAside } from './draws-aside.ts'
import type { SimulationInputs } from './scenario-cells.ts'

export interface ScenarioDeps {
  readonly pool: Pool
  /** `YYYY-MM-DD` */
  readonly today: () => string
}

/**
 * Computes a scenario on what its release was simulated on, with the same random numbers, and stores it. The id follows from
 * what the scenario says, so saying the same twice gives the same scenario.
 *
 * @returns the id, and whether it is new
 * @throws AppError RELEASE_NOT_FOUND, NOT_AVAILABLE for a release without its inputs, INVALID_INPUT for changes that cannot be
 */
export async function createScenario(
  { pool, today }: ScenarioDeps,
  request: ScenarioRequest,
): Promise<{ readonly id: string; readonly release: string; readonly created: boolean }> {
  const release = await resolveRelease(pool, request.release)
  const { name, note, owner, changes } = request
  const id = `s-${createHash('sha256')
    .update(JSON.stringify([release.id, name, note, owner, changes]))
    .digest('hex')
    .slice(0, 12)}`
  const known = await pool.query('select from scenario where release_id = $1 and scenario_id = $2', [release.id, id])
  if (known.rowCount === 1) return { id, release: release.id, created: false }
  const inputs = await readReleaseInput<SimulationInputs>(pool, release.id)
  if (!inputs)
    throw new AppError(
      'NOT_AVAILABLE',
      `Release ${release.id} was published without what it was simulated on. Publish again and name the new release.`,
    )
  const { cells } = await drawAside({ inputs, scenarios: [changes] })
  const scenario: Scenario = {
    id,
    release: release.id,
    name,
    note,
    owner,
    createdOn: today(),
    isShipped: false,
    changes,
  }
  const created = await withTransaction(pool, (tx) => insertScenario(tx, scenario, cells[0]!))
  return { id, release: release.id, created }
}
