import { AppError } from '../../domain/errors.ts'
import type { Clock } from './clock.ts'
import type { Question } from './record.ts'

/** The error of a source that gave nothing after all attempts. */
export function unavailable(
  { source, address, part }: Question,
  reason: string,
  attempts: number,
  asked: number | null,
  clock: Clock,
): AppError {
  const when = asked === null ? 'later' : `after ${new Date(clock.now() + asked).toISOString()}`
  const message = `${source} gave no data after ${attempts} attempt${attempts === 1 ? '' : 's'}: ${reason}. Run the same fetch again ${when}; finished parts are kept.`
  return new AppError('SOURCE_UNAVAILABLE', message, { source, address, part })
}

/** The error of an answer that is no data: what the source said, and what to do. */
export function refusal(
  address: string,
  status: number,
  decision: { readonly kind: string; readonly reason: string },
): AppError {
  const said = decision.reason
  if (decision.kind === 'quota')
    return new AppError(
      'RATE_LIMITED',
      `${address}: ${said}. Run the same fetch again tomorrow; finished parts are kept.`,
      { address },
    )
  if (decision.kind === 'wrong')
    return new AppError(
      'SOURCE_SCHEMA_CHANGED',
      `${address} answered, but not with data: ${said}. Nothing is stored; open the address in a browser.`,
      { address },
    )
  if (status === 404 || status === 410)
    return new AppError('NOT_FOUND', `${address}: ${said}. Check the codes and the address.`, { address })
  if (status === 401 || status === 403) {
    const hint = 'Some services ask for a contact (NHANLUC_CONTACT) or a key'
    return new AppError('SOURCE_UNAVAILABLE', `${address} does not let us in: ${said}. ${hint}.`, { address })
  }
  return new AppError('INVALID_INPUT', `${address} declines: ${said}. Change the request.`, { address })
}
