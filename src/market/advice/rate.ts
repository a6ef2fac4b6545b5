import { AppError } from '../../domain/errors.ts'
import type { Random } from '../../domain/random.ts'

/**
 * Where a number of the advice comes from. A `prior` is a judgement and `synthetic` an invention for trying things out: both
 * are shown as such, and both are there to be replaced by the planner's own number (`user`).
 */
export const INPUT_STATUSES = ['published', 'measured', 'forecast', 'prior', 'user', 'synthetic'] as const
export type InputStatus = (typeof INPUT_STATUSES)[number]

/** An editable number with its origin. */
export interface SourcedValue {
  readonly value: number
  /** Bounds of what is plausible; left out, the value counts as known. */
  readonly low?: number
  readonly high?: number
  /** Survey, register, assumption id or name of the person who set it. */
  readonly source: string
  readonly status: InputStatus
}

/**
 * Returns the share if it is one.
 * @throws AppError INVALID_INPUT when value or bounds lie outside [0, 1] or do not ascend
 */
export function checkShare(share: SourcedValue, name: string): SourcedValue {
  const { value, low = value, high = value } = share
  if (!(low >= 0 && low <= value && value <= high && high <= 1))
    throw new AppError(
      'INVALID_INPUT',
      `${name} is ${value} (${low} to ${high}); a share and its bounds must ascend within 0 and 1.`,
      { name, value, low, high },
    )
  return share
}

/**
 * One draw of an uncertain number: evenly between low and value in half the draws and between value and high in the other
 * half, so that the value is the median and the bounds are never left.
 */
export function drawValue({ value, low = value, high = value }: SourcedValue, random: Random): number {
  const position = 2 * random.uniform() - 1
  return position < 0 ? value + position * (value - low) : value + position * (high - value)
}
