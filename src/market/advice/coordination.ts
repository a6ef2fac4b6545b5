import { AppError } from '../../domain/errors.ts'

/** A provider of places in a field. */
export interface Provider {
  readonly id: string
  /** Most places it can offer. */
  readonly capacity: number
  /** Quality of training, any scale common to all, >= 0. */
  readonly quality: number
  /** Share of its past graduates who work in the field, 0 to 1. */
  readonly pastMatch: number
  /** Places it has announced; null while it has not. */
  readonly announced: number | null
}

export interface Allocation {
  readonly id: string
  /** Share of the key: capacity * quality * past match, of 1. */
  readonly key: number
  /** Places, whole; never above capacity. */
  readonly places: number
  readonly announced: number | null
  /** Announced less allocated; null while nothing is announced. */
  readonly difference: number | null
}

export interface Coordination {
  /** Places the field needs, whole. */
  readonly needed: number
  readonly allocations: readonly Allocation[]
  /** Needed places that no provider can hold. */
  readonly unallocated: number
  /** Sum of the announced places, of those who announced. */
  readonly announced: number
  readonly notAnnounced: readonly string[]
  /** Announced less needed; positive is over-subscription. Of part of the providers while some have not announced. */
  readonly overSubscription: number
  readonly status: 'over' | 'under' | 'balanced'
}

/** Announced plans within this share of the need count as balanced. */
const TOLERANCE = 0.05

/**
 * Shares the places of a field out over its providers, and sets their announced plans against the need, so that they
 * do not each close the same gap.
 *
 * Places follow the key; who would get more than it can hold is filled, and the rest is shared among the others by the same
 * key. Whole places by largest remainder.
 *
 * @param needed places of the field, I*, >= 0
 * @throws AppError INVALID_INPUT for repeated ids or negative numbers
 */
export function coordinate(needed: number, providers: readonly Provider[]): Coordination {
  check(needed, providers)
  const whole = Math.round(needed)
  const places = allocate(whole, providers)
  const keys = providers.map(keyOf)
  const allKeys = keys.reduce((a, b) => a + b, 0)
  const announced = providers.reduce((sum, p) => sum + (p.announced ?? 0), 0)
  const overSubscription = announced - whole
  return {
    needed: whole,
    allocations: providers.map(({ id, announced: own }, n) => ({
      id,
      key: allKeys > 0 ? keys[n]! / allKeys : 0,
      places: places[n]!,
      announced: own,
      difference: own === null ? null : own - places[n]!,
    })),
    unallocated: whole - places.reduce((a, b) => a + b, 0),
    announced,
    notAnnounced: providers.flatMap((p) => (p.announced === null ? [p.id] : [])),
    overSubscription,
    status: Math.abs(overSubscription) <= TOLERANCE * whole ? 'balanced' : overSubscription > 0 ? 'over' : 'under',
  }
}

function keyOf({ capacity, quality, pastMatch }: Provider): number {
  return capacity * quality * pastMatch
}

function allocate(needed: number, providers: readonly Provider[]): number[] {
  const rooms = providers.map(({ capacity }) => Math.floor(capacity))
  const shares = fillByKey(needed, providers.map(keyOf), rooms)
  const places = shares.map((share) => Math.floor(share + 1e-9))
  let left = Math.round(shares.reduce((a, b) => a + b, 0)) - places.reduce((a, b) => a + b, 0)
  const byRemainder = shares
    .map((share, n) => ({ n, remainder: share - places[n]! }))
    .filter(({ n }) => places[n]! < rooms[n]!)
    .sort((a, b) => b.remainder - a.remainder || a.n - b.n)
  for (const { n } of byRemainder) {
    if (left <= 0) break
    places[n] = places[n]! + 1
    left--
  }
  return places
}

/** Shares in proportion to keys, none above its room; what a full one leaves goes to the others. */
function fillByKey(needed: number, keys: readonly number[], rooms: readonly number[]): number[] {
  const shares = keys.map(() => 0)
  let open = keys.flatMap((key, n) => (key > 0 && rooms[n]! > 0 ? [n] : []))
  let left = needed
  while (open.length > 0 && left > 0) {
    const allKeys = open.reduce((sum, n) => sum + keys[n]!, 0)
    const full = open.filter((n) => (left * keys[n]!) / allKeys >= rooms[n]!)
    if (full.length === 0) {
      for (const n of open) shares[n] = (left * keys[n]!) / allKeys
      break
    }
    for (const n of full) {
      shares[n] = rooms[n]!
      left -= rooms[n]!
    }
    open = open.filter((n) => !full.includes(n))
  }
  return shares
}

function check(needed: number, providers: readonly Provider[]): void {
  if (!(needed >= 0 && Number.isFinite(needed)))
    throw new AppError('INVALID_INPUT', `Places needed are ${needed}; they must be a number >= 0.`, { needed })
  if (new Set(providers.map((p) => p.id)).size !== providers.length)
    throw new AppError('INVALID_INPUT', `A provider is named twice: ${providers.map((p) => p.id).join(', ')}.`)
  for (const { id, capacity, quality, pastMatch, announced } of providers)
    if (!(capacity >= 0 && quality >= 0 && pastMatch >= 0 && pastMatch <= 1 && (announced ?? 0) >= 0))
      throw new AppError(
        'INVALID_INPUT',
        `Provider ${id}: capacity ${capacity}, quality ${quality}, past match ${pastMatch} and announced ${announced} must be >= 0, the match at most 1.`,
        { provider: id },
      )
}
