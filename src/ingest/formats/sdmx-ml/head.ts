import type { DocumentHead } from '../reader.ts'
import type { MessageReader } from './message.ts'

/** What the header and the first observation tell about the message. */
export function headOf({ header, isGeneric, firstDimensions }: MessageReader): DocumentHead {
  return {
    format: isGeneric ? 'sdmx-ml-generic' : 'sdmx-ml-structure-specific',
    title: header.structure ?? header.id,
    dataset: header.structure,
    publisher: header.sender,
    published: /^\d{4}-\d{2}-\d{2}/.exec(header.prepared ?? '')?.[0] ?? null,
    dimensions: [...firstDimensions.map((id) => ({ id, label: null })), { id: 'TIME_PERIOD', label: null }],
    notes: isGeneric
      ? []
      : [`Read as dimensions: ${firstDimensions.join(', ')}; a structure-specific message does not say which are.`],
  }
}
