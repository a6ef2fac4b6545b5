import type { Coordinate, ReadFault, ReadItem } from '../reader.ts'
import { type Ad, readAd } from './ad.ts'

/** Days within which the same ad posted again is the same vacancy. */
export const REPOST_DAYS = 60

/** The rule in words, for reports. */
export const DUPLICATE_RULE = `An ad is a duplicate when its id came before, or when title, employer and place are the same and it was posted within ${REPOST_DAYS} days of the other. Ads without employer or place are only compared by id.`

export interface AdTally {
  read: number
  counted: number
  duplicates: number
  withdrawn: number
  refused: number
}

interface Group {
  readonly occupation: Coordinate
  readonly scheme: string | null
  readonly area: Coordinate
  readonly month: string
  readonly row: number
  postings: number
  openings: number
}

const DAY_MS = 86_400_000
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()

/**
 * Counts advertisements by occupation, place and month of posting. A count of postings is neither employment nor demand, and
 * says so in its measure.
 */
export class AdCounter {
  readonly tally: AdTally = { read: 0, counted: 0, duplicates: 0, withdrawn: 0, refused: 0 }
  readonly #ids = new Map<string, number>()
  readonly #alike = new Map<string, { row: number; day: number }>()
  readonly #groups = new Map<string, Group>()

  /** @returns why the ad is not counted; null when it is */
  add(record: unknown, row: number): ReadFault | null {
    this.tally.read += 1
    const ad = readAd(record)
    const refuse = (kind: 'duplicates' | 'withdrawn' | 'refused', reason: string): ReadFault => {
      this.tally[kind] += 1
      return { place: { part: null, row, column: null }, text: (ad?.title ?? ad?.id ?? '').slice(0, 200), reason }
    }
    if (!ad) return refuse('refused', 'the record is no job advertisement of schema.org or JobTech')
    if (ad.isWithdrawn) return refuse('withdrawn', 'the feed marks the ad as removed')
    if (ad.posted === null) return refuse('refused', 'the ad has no date of posting, so no month can count it')
    if (ad.openings === null) return refuse('refused', 'its number of posts is no number from 1 to 10,000')
    const other = this.#duplicateOf(ad, row, Date.parse(ad.posted) / DAY_MS)
    if (other !== null) return refuse('duplicates', `a duplicate of the ad at ${other}`)
    this.#count(ad, row)
    return null
  }

  #duplicateOf(ad: Ad, row: number, day: number): number | null {
    if (ad.id !== null) {
      const same = this.#ids.get(ad.id)
      if (same !== undefined) return same
      this.#ids.set(ad.id, row)
    }
    const place = ad.area.code ?? ad.area.label
    if (!ad.title || !ad.employer || !place) return null
    const key = JSON.stringify([fold(ad.title), fold(ad.employer), fold(place)])
    const alike = this.#alike.get(key)
    this.#alike.set(key, { row: alike?.row ?? row, day })
    return alike && Math.abs(day - alike.day) <= REPOST_DAYS ? alike.row : null
  }

  #count({ occupation, scheme, area, posted, openings }: Ad, row: number): void {
    this.tally.counted += 1
    const month = posted!.slice(0, 7)
    const key = JSON.stringify([occupation.code ?? occupation.label, scheme, area.code ?? area.label, month])
    let group = this.#groups.get(key)
    if (!group) {
      group = { occupation, scheme, area, month, row, postings: 0, openings: 0 }
      this.#groups.set(key, group)
    }
    group.postings += 1
    group.openings += openings!
  }

  /** Two figures a group: ads (`postings`) and the posts they offer (`openings`). */
  *figures(): Generator<ReadItem> {
    for (const { occupation, scheme, area, month, row, postings, openings } of this.#groups.values()) {
      const attributes: Readonly<Record<string, string>> = scheme
        ? { MEASURE: 'postings', OCCUPATION_SCHEME: scheme }
        : { MEASURE: 'postings' }
      for (const [measure, value] of [
        ['postings', postings],
        ['openings', openings],
      ] as const) {
        const dimensions = { MEASURE: { code: measure, label: null }, OCCUPATION: occupation, AREA: area }
        const place = { part: null, row, column: measure }
        yield {
          kind: 'figure',
          figure: { place, dimensions, period: month, text: String(value), value, flags: [], attributes },
        }
      }
    }
  }
}
