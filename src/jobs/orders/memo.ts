import type { MemoRow, Order } from '../../contracts/orders.ts'
import type { Release } from '../../contracts/releases.ts'
import { AppError } from '../../domain/errors.ts'
import { arrivals, pipeline } from '../../market/advice/pipeline.ts'
import { DISCLOSURE_LIMITS } from '../../market/disclosure/thresholds.ts'
import { orderCoverage } from '../../market/orders/order.ts'
import type { Db } from '../../storage/database.ts'
import { type OccupationGapRecord, readLabels, readOccupationGaps } from '../../storage/pathway.ts'
import { readProgrammes, type StoredProgramme } from '../../storage/programme.ts'
import { listOrders } from '../../storage/training-order.ts'
import { announcedFor, offer, studentsOf } from '../advice/offered.ts'
import { marketOrder } from './against.ts'

/** Columns of a group nobody has ordered against. */
export const NO_ORDER = {
  order: null,
  buyer: null,
  provider: null,
  programme: null,
  programmeName: null,
  field: null,
  places: null,
  women: null,
  dueYear: null,
  gapWhenOrdered: null,
  capacity: null,
  intake: null,
  freePlaces: null,
  exceedsCapacity: null,
  enrolled: null,
  graduatesDue: null,
  dataStatus: null,
} as const

/**
 * What a decision on training orders rests on: every occupation gap of an area and year with the places ordered against it,
 * and for each open order what its programme can hold, takes in and has enrolled.
 * @throws AppError NOT_AVAILABLE for a release without occupation gaps of the area and year
 */
export async function orderMemo(db: Db, release: Release, area: string, year: number): Promise<MemoRow[]> {
  const [gaps, labels, orders, programmes] = await Promise.all([
    readOccupationGaps(db, release.id, area, year),
    readLabels(db, 'VSCO2020'),
    listOrders(db, { area, year, status: 'open' }),
    readProgrammes(db),
  ])
  if (gaps.length === 0)
    throw new AppError(
      'NOT_AVAILABLE',
      `Release ${release.id} has no gaps by occupation group for ${area} in ${year}. Ask for another year, or publish again.`,
    )
  const byId = new Map(programmes.map((programme) => [programme.id, programme]))
  const rows = gaps.flatMap((gap): MemoRow[] => {
    const own = orders.filter((order) => order.against.occupation === gap.occupation)
    const about = gapColumns(gap, own, labels.get(gap.occupation.split(':')[1]!))
    if (own.length === 0) return [{ ...about, ...NO_ORDER }]
    return own.map((order) => ({ ...about, ...orderColumns(order, byId.get(order.programme ?? '')) }))
  })
  return rows.sort((a, b) => b.gap.p50 - a.gap.p50 || a.occupation.localeCompare(b.occupation))
}

function gapColumns(gap: OccupationGapRecord, orders: readonly Order[], label: MemoRow['label'] | undefined) {
  const [p10, p50, p90] = gap.gap
  const band = { p10, p50, p90 }
  // Held against the gap of this release, whichever the orders were placed against.
  const [covered] = orderCoverage(
    orders.map((order) => marketOrder({ ...order, against: { ...order.against, gap: band } })),
  )
  return {
    occupation: gap.occupation,
    label: label ?? { vi: gap.occupation, en: gap.occupation },
    gap: band,
    pShortage: gap.p_shortage,
    pSurplus: gap.p_surplus,
    ordered: covered?.places ?? 0,
    coverage: covered ? covered.coverage : p50 > 0 ? 0 : null,
    exceedsGap: covered?.exceedsGap ?? false,
  }
}

function orderColumns(order: Order, programme: StoredProgramme | undefined) {
  return {
    order: order.id,
    buyer: order.buyer,
    provider: order.provider,
    programme: order.programme,
    programmeName: programme?.name ?? null,
    field: order.field,
    places: order.places.total,
    women: order.places.women,
    dueYear: order.dueYear,
    gapWhenOrdered: order.against.gap.p50,
    ...(programme ? programmeColumns(programme, order) : { ...NO_PROGRAMME }),
    dataStatus: order.dataStatus,
  }
}

const NO_PROGRAMME = {
  capacity: null,
  intake: null,
  freePlaces: null,
  exceedsCapacity: null,
  enrolled: null,
  graduatesDue: null,
} as const

function programmeColumns(programme: StoredProgramme, { dueYear, places }: Order) {
  const next = programme.intakeYear + 1
  const intake = announcedFor(programme, next) ?? programme.currentIntake
  const freePlaces = Math.max(0, programme.capacity - intake)
  const cohorts = pipeline(offer(programme, next).programme, next)
  const first = Math.min(...cohorts.flatMap(({ graduates }) => [...graduates.keys()]), dueYear)
  let graduatesDue = 0
  for (let year = first; year <= dueYear; year++) graduatesDue += arrivals(cohorts, year)
  const enrolled = studentsOf(programme)
  // A few students are not shown, nor what is computed from them.
  const isSmall = enrolled > 0 && enrolled < DISCLOSURE_LIMITS.minRespondents
  return {
    capacity: programme.capacity,
    intake,
    freePlaces,
    exceedsCapacity: places.total > freePlaces,
    enrolled: isSmall ? null : enrolled,
    graduatesDue: isSmall ? null : graduatesDue,
  }
}
