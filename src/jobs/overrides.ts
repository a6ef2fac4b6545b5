import type { OverrideRequest, OverrideRow } from '../contracts/overrides.ts'
import { AppError } from '../domain/errors.ts'
import { checkOverride, scoreOverride } from '../market/scenario/override.ts'
import type { Db } from '../storage/database.ts'
import { insertOverride, listOverrides, readModelFigure } from '../storage/override.ts'
import { resolveRelease } from '../storage/read-release.ts'

/**
 * Stores a person's figure in place of the model's: shown beside it while it counts, scored against it later, and never an
 * input of a model.
 * @param day `YYYY-MM-DD` it is made on
 * @throws AppError INVALID_INPUT without reason, author or an expiry after `day`; NOT_FOUND for a figure the release has not
 */
export async function addOverride(db: Db, request: OverrideRequest, day: string): Promise<OverrideRow> {
  const release = await resolveRelease(db, request.release)
  const { kind, figure, year, value, reason, author, expiresOn } = request
  checkOverride({ id: 'new', figure, value, reason, author, createdOn: day, expiresOn })
  const unOverridden = await readModelFigure(db, release.id, request)
  if (unOverridden === null)
    throw new AppError(
      'NOT_FOUND',
      `Release ${release.id} has no ${kind} "${figure}" for ${year}. GET /v1/${kind}s names them: a forecast by its target, a gap by its id.`,
      { parameter: 'figure' },
    )
  const id = await insertOverride(db, request, { releaseId: release.id, unOverridden, createdOn: day })
  return (await scoredOverrides(db, day, { figure })).find((row) => row.id === id)!
}

/** Overrides with their score where the outcome is known, newest first. */
export async function scoredOverrides(
  db: Db,
  day: string,
  filter: { readonly figure?: string; readonly active?: boolean } = {},
): Promise<OverrideRow[]> {
  return (await listOverrides(db, day, filter)).map(({ actual, ...row }) => ({
    ...row,
    score:
      actual === null
        ? null
        : {
            actual,
            ...scoreOverride(
              { figure: row.figure, value: row.value, unOverridden: row.unOverridden, override: null },
              actual,
            ),
          },
  }))
}
