import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { FigureMapping } from '../../contracts/figure-mapping.ts'
import { Mapping } from '../../contracts/tidy.ts'
import { AppError } from '../../domain/errors.ts'

/** The mappings a data pack brings, by id. @throws AppError MAPPING_INVALID naming file and field */
export async function readPackMappings(packDir: string): Promise<FigureMapping[]> {
  const folder = join(packDir, 'mappings')
  const names = await readdir(folder).catch(() => [])
  const mappings: FigureMapping[] = []
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const mapping = await readMappingFile(join(folder, name))
    if ('recognise' in mapping) mappings.push(mapping)
  }
  return mappings
}

/**
 * A mapping document: of columns, for tidy files, or of dimensions, for the figures of any format.
 * @throws AppError FILE_NOT_READABLE, MAPPING_INVALID naming the wrong fields
 */
export async function readMappingFile(file: string): Promise<Mapping | FigureMapping> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new AppError(
      'FILE_NOT_READABLE',
      `The mapping ${file} cannot be read: ${cause.message}.`,
      { file },
      { cause },
    )
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    const message = `The mapping ${file} is not JSON: ${(cause as Error).message}.`
    throw new AppError('MAPPING_INVALID', message, { file }, { cause })
  }
  return parseMapping(json, basename(file))
}

/** @throws AppError MAPPING_INVALID naming the wrong fields */
export function parseMapping(json: unknown, name: string): Mapping | FigureMapping {
  const isOfFigures = typeof json === 'object' && json !== null && ('recognise' in json || 'dimensions' in json)
  const parsed = isOfFigures ? FigureMapping.safeParse(json) : Mapping.safeParse(json)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`)
  throw new AppError('MAPPING_INVALID', `The mapping ${name} is wrong. ${wrong.join('; ')}.`, { name, wrong })
}
