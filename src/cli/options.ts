import { InvalidArgumentError } from 'commander'
import { SEASONAL_FREQUENCIES, type SeasonalFrequency } from '../domain/period.ts'

export function integer(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value)) throw new InvalidArgumentError('Write a whole number.')
  return value
}

export function frequency(text: string): SeasonalFrequency {
  const match = SEASONAL_FREQUENCIES.find((f) => f === text.toUpperCase())
  if (!match) throw new InvalidArgumentError('Write A (annual), Q (quarterly) or M (monthly).')
  return match
}

/** `0.1,0.5,0.9` as its parts; the texts are kept, since columns are named by them. */
export const listOf = (text: string): string[] => text.split(',').map((part) => part.trim())
