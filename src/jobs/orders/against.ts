import type { LabelText } from '../../contracts/common.ts'
import type { Order, OrderRequest } from '../../contracts/orders.ts'
import type { Release } from '../../contracts/releases.ts'
import { AppError } from '../../domain/errors.ts'
import type { TrainingOrder } from '../../market/orders/order.ts'
import type { Db } from '../../storage/database.ts'
import { readLabels, readOccupationGaps } from '../../storage/pathway.ts'
import { findProgramme, readTargetMix } from '../../storage/programme.ts'

/** VSCO 2020 is ISCO-08 down to four digits: the first digit is the major group. */
const majorGroup = (occupation: string): string => `VSCO2020:${occupation.split(':')[1]![0]}`

/** Who trains whom: from the programme, else as the request says. */
export async function trainingOf(
  db: Db,
  { programme: id, provider, field, occupation }: OrderRequest,
): Promise<Pick<Order, 'provider' | 'programme' | 'field' | 'dataStatus'> & { readonly occupation: string }> {
  if (id === undefined) {
    if (provider === undefined || field === undefined || occupation === undefined)
      throw new AppError(
        'INVALID_INPUT',
        'An order names a programme, or else a provider, a field and an occupation group.',
      )
    return { provider, field, occupation, programme: null, dataStatus: 'user' }
  }
  const programme = await findProgramme(db, id)
  if (
    (provider ?? programme.institution.id) !== programme.institution.id ||
    (field ?? programme.field) !== programme.field
  )
    throw new AppError(
      'INVALID_INPUT',
      `Programme ${id} is of ${programme.institution.id}, field ${programme.field}; leave provider and field out.`,
    )
  const targets = await readTargetMix(db, programme.field, programme.level)
  const groups = new Map<string, number>()
  for (const { occupation: code, share } of targets)
    groups.set(majorGroup(code), (groups.get(majorGroup(code)) ?? 0) + share)
  const [most] = [...groups].sort((a, b) => b[1] - a[1])
  const chosen = occupation ?? most?.[0]
  if (chosen === undefined)
    throw new AppError(
      'INVALID_INPUT',
      `No target mix is stored for field ${programme.field}; name the occupation group the order is for.`,
    )
  return {
    provider: programme.institution.id,
    field: programme.field,
    occupation: chosen,
    programme: id,
    dataStatus: programme.status === 'synthetic' ? 'synthetic' : 'user',
  }
}

/** The gap an order is placed against, as the release has it. */
export async function gapOf(
  db: Db,
  release: Release,
  area: string,
  occupation: string,
  year: number,
): Promise<Order['against']> {
  const found = (await readOccupationGaps(db, release.id, area, year)).find((row) => row.occupation === occupation)
  if (!found)
    throw new AppError(
      'NOT_AVAILABLE',
      `Release ${release.id} has no gap of ${occupation} in ${area} for ${year}; it covers ${release.manifest.areas.join(', ')}, ${release.manifest.baseYear + 1} to ${release.manifest.lastYear}.`,
    )
  const labels = await readLabels(db, 'VSCO2020')
  const label: LabelText = labels.get(occupation.split(':')[1]!) ?? { vi: occupation, en: occupation }
  const [p10, p50, p90] = found.gap
  return { release: release.id, area, occupation, label, year, gap: { p10, p50, p90 }, pShortage: found.p_shortage }
}

/** An order as the mathematics takes it. */
export function marketOrder(
  order: Pick<Order, 'against' | 'places' | 'provider' | 'field' | 'orderedOn' | 'dueYear'> & { readonly id: string },
): TrainingOrder {
  const { release, area, occupation, year, gap, pShortage } = order.against
  const { total, women, men } = order.places
  return {
    id: order.id,
    against: { releaseId: release, area, occupation, year, gap, pShortage },
    provider: order.provider,
    field: order.field,
    places: { T: total, ...(women === null ? {} : { F: women }), ...(men === null ? {} : { M: men }) },
    orderedOn: order.orderedOn,
    dueYear: order.dueYear,
  }
}
