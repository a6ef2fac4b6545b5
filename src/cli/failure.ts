import { CommanderError } from 'commander'
import { AppError } from '../domain/errors.ts'

/** One clear sentence for a person at a terminal: our own errors as they are, anything else with its stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof AppError) return `${error.code}: ${error.message}`
  if (error instanceof CommanderError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
