import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ShippedScenario } from '../contracts/scenarios.ts'
import { AppError } from '../domain/errors.ts'

/**
 * The scenarios of a folder of JSON files, by file name; none when there is no folder.
 * @throws AppError INVALID_INPUT naming the file and what is wrong with it
 */
export function shippedScenarios(folder: string): ShippedScenario[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const file = join(folder, name)
      const read = ShippedScenario.safeParse(parse(file))
      if (read.success) return read.data
      throw new AppError('INVALID_INPUT', `The scenario in ${file} cannot be read:\n${z.prettifyError(read.error)}`, {
        file,
      })
    })
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `The scenario in ${file} is no JSON: ${String(cause)}`, { file }, { cause })
  }
}
