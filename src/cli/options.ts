import { InvalidArgumentError } from 'commander'
import { FREQUENCIES, type Frequency } from '../domain/period.ts'

export function integer(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value)) throw new InvalidArgumentError('Write a whole number.')
  return value
}

export function frequency(text: string): Frequency {
  const match = FREQUENCIES.find((f) => f === text.toUpperCase())
  if (!match) throw new InvalidArgumentError('Write A (annual), Q (quarterly) or M (monthly).')
  return match
}

/** `0.1,0.5,0.9` as ascending numbers between 0 and 1. */
export function quantileList(text: string): number[] {
  const values = text.split(',').map(Number)
  if (values.some((q) => !(q > 0 && q < 1))) throw new InvalidArgumentError('Write quantiles between 0 and 1, e.g. 0.1,0.5,0.9.')
  return values
}
