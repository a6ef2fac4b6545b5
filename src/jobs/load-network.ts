import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../domain/errors.ts'
import type { Artefact } from '../neural/artefact.ts'

/** Folder of the shipped network, below the project's root. */
export const SHIPPED_NETWORK = 'models/pooled/1.1.0'

/**
 * Reads the network's artefact from its folder.
 *
 * @param decode `decodeArtefact` of src/neural, handed in by the composition root
 * @throws AppError FILE_NOT_READABLE when a file is missing; ARTEFACT_INCOMPATIBLE from `decode`
 */
export async function loadNetwork(
  folder: string,
  decode: (meta: string, weights: Uint8Array) => Artefact,
): Promise<Artefact> {
  const read = async (name: string): Promise<Buffer> => {
    const file = path.join(folder, name)
    return readFile(file).catch((cause) => {
      throw new AppError(
        'FILE_NOT_READABLE',
        `The network's ${name} cannot be read at ${file}. Restore models/ from the release.`,
        { file },
        { cause },
      )
    })
  }
  const [meta, weights] = await Promise.all([read('meta.json'), read('weights.bin')])
  return decode(meta.toString('utf8'), weights)
}
