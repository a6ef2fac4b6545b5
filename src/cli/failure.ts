import { CommanderError } from 'commander'
import { AppError } from '../domain/errors.ts'
import { inVietnamese } from './refusals.ts'

/** One clear sentence for a person at a terminal, in English and Vietnamese; an error that is not ours with its stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof AppError) {
    const vi = inVietnamese(error.message)
    return `${error.code}: ${error.message}${vi === null ? '' : `\n${vi}`}`
  }
  if (error instanceof CommanderError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
