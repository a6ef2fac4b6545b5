import type { preValidationAsyncHookHandler } from 'fastify'
import type { GapQuery } from '../contracts/gaps.ts'
import type { Release } from '../contracts/releases.ts'
import { AppError } from '../domain/errors.ts'
import type { Db } from '../storage/database.ts'
import { findArea } from '../storage/read-area.ts'
import { findCode, listLenses } from '../storage/read-classification.ts'
import type { GapFilter } from '../storage/read-gap.ts'

/** What of a query names gaps; language and format do not. */
type GapQuestion = Pick<GapQuery, 'area' | 'kind' | 'sector' | 'lens' | 'year' | 'from' | 'to' | 'sex'> &
  Partial<Pick<GapQuery, 'occupation'>>

const SCHEME = 'VSIC2018'
const OCCUPATIONS = 'VSCO2020'
const TOTAL = '_T'

/** Several lenses in one request are a sum waiting to happen. */
export const refuseSums: preValidationAsyncHookHandler = async (request) => {
  const { lens } = request.query as { lens?: unknown }
  if (!Array.isArray(lens) && !(typeof lens === 'string' && /[,+]/.test(lens))) return
  throw new AppError(
    'NOT_ADDITIVE',
    'Lenses overlap: the same person can be in several, so their gaps are never added. Ask for one lens at a time, or for kind=lens to see them side by side.',
    { parameter: 'lens' },
  )
}

/**
 * What a gap query means in a release.
 * @throws AppError NOT_FOUND (area), NOT_AVAILABLE (area or years without gaps), HORIZON_TOO_SHORT, UNKNOWN_CLASSIFICATION,
 *   NOT_COMPARABLE (a code of another scheme), INVALID_INPUT (parameters that contradict each other)
 */
export async function resolveGapFilter(db: Db, release: Release, query: GapQuestion): Promise<GapFilter> {
  if (query.sector !== undefined && query.lens !== undefined) {
    throw new AppError('INVALID_INPUT', 'Ask for a sector or for a lens, not for both.', { parameter: 'lens' })
  }
  if (query.occupation !== undefined && (query.sector !== undefined || query.lens !== undefined)) {
    throw new AppError(
      'INVALID_INPUT',
      'Gaps of an occupation group are published over all sectors: ask for an occupation, or for a sector or lens. GET /v1/gaps/{id}/skills shows the occupations a sector is short of.',
      { parameter: 'occupation' },
    )
  }
  await checkArea(db, release, query.area)
  const years = resolveYears(release, query)
  const { sex } = query
  if (query.occupation !== undefined) {
    const occupation = await resolveOccupation(db, query.occupation)
    return { area: query.area, kind: checkedKind(query, 'occupation'), occupation, sex, ...years }
  }
  if (query.lens !== undefined) {
    await checkLens(db, query.lens)
    return { area: query.area, kind: checkedKind(query, 'lens'), sector: query.lens, sex, ...years }
  }
  if (query.sector === undefined) return { area: query.area, kind: query.kind, sex, ...years }
  const sector = await resolveSector(db, query.sector)
  return { area: query.area, kind: checkedKind(query, sector === TOTAL ? 'total' : 'section'), sector, sex, ...years }
}

async function checkArea(db: Db, release: Release, areaId: string): Promise<void> {
  if (release.manifest.areas.includes(areaId)) return
  const area = await findArea(db, areaId)
  throw new AppError(
    'NOT_AVAILABLE',
    `Release ${release.id} publishes no gaps for ${area.name.en} (${areaId}); it covers ${release.manifest.areas.join(', ')}. GET /v1/areas gives the reason for every area.`,
    { parameter: 'area' },
  )
}

function resolveYears({ id, manifest }: Release, query: GapQuestion): { from?: number; to?: number } {
  if (query.year !== undefined && (query.from !== undefined || query.to !== undefined)) {
    throw new AppError('INVALID_INPUT', 'Ask for a year or for from and to, not for both.', { parameter: 'year' })
  }
  const from = query.year ?? query.from
  const to = query.year ?? query.to
  const fromName = query.year === undefined ? 'from' : 'year'
  if (from !== undefined && to !== undefined && from > to) {
    throw new AppError('INVALID_INPUT', `from=${from} lies after to=${to}.`, { parameter: 'from' })
  }
  if (from !== undefined && from > manifest.lastYear) {
    throw new AppError('HORIZON_TOO_SHORT', `Release ${id} ends in ${manifest.lastYear}; ${from} lies beyond it.`, {
      parameter: fromName,
    })
  }
  if (to !== undefined && to <= manifest.baseYear) {
    throw new AppError(
      'NOT_AVAILABLE',
      `Gaps begin after the base year ${manifest.baseYear} of release ${id}; for ${to} and before see /v1/observations.`,
      { parameter: query.year === undefined ? 'to' : 'year' },
    )
  }
  return { from, to }
}

async function resolveSector(db: Db, text: string): Promise<string> {
  if (text === TOTAL) return TOTAL
  const sector = text.includes(':') ? text : `${SCHEME}:${text}`
  const isKnown = (await findCode(db, sector)) !== null
  if (!isKnown) {
    throw new AppError(
      'UNKNOWN_CLASSIFICATION',
      `There is no sector "${text}". GET /v1/sectors lists the codes, e.g. ${SCHEME}:C.`,
      {
        parameter: 'sector',
      },
    )
  }
  if (!sector.startsWith(`${SCHEME}:`)) {
    throw new AppError(
      'NOT_COMPARABLE',
      `Gaps are published by ${SCHEME}; "${text}" belongs to another scheme, and a letter means another industry there.`,
      { parameter: 'sector' },
    )
  }
  return sector
}

/** @throws AppError UNKNOWN_CLASSIFICATION for a code that is no major group of the scheme */
export async function resolveOccupation(db: Db, text: string): Promise<string> {
  const occupation = text.includes(':') ? text : `${OCCUPATIONS}:${text}`
  const isKnown = occupation.startsWith(`${OCCUPATIONS}:`) && (await findCode(db, occupation)) !== null
  if (isKnown && occupation.length === OCCUPATIONS.length + 2) return occupation
  throw new AppError(
    'UNKNOWN_CLASSIFICATION',
    `There is no occupation group "${text}" in ${OCCUPATIONS}. Major groups are 1 to 9 and 0, e.g. ${OCCUPATIONS}:2.`,
    { parameter: 'occupation' },
  )
}

async function checkLens(db: Db, lensId: string): Promise<void> {
  const ids = (await listLenses(db)).map((lens) => lens.id)
  if (ids.includes(lensId)) return
  throw new AppError('UNKNOWN_CLASSIFICATION', `There is no lens "${lensId}". There are ${ids.join(', ')}.`, {
    parameter: 'lens',
  })
}

function checkedKind(query: GapQuestion, implied: NonNullable<GapQuery['kind']>): NonNullable<GapQuery['kind']> {
  if (query.kind === undefined || query.kind === implied) return implied
  throw new AppError('INVALID_INPUT', `kind=${query.kind} does not fit: what you name is a ${implied}.`, {
    parameter: 'kind',
  })
}
