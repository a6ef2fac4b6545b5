import { AppError } from '../../domain/errors.ts'
import { bomOf } from './bytes/encoding.ts'
import type { Reader, ReadItem } from './reader.ts'
import { headOf } from './sdmx-ml/head.ts'
import { MessageReader } from './sdmx-ml/message.ts'
import { streamXml } from './sdmx-ml/stream-xml.ts'

const DATA_MESSAGE =
  /<(?:[\w.-]+:)?(GenericData|GenericTimeSeriesData|StructureSpecificData|StructureSpecificTimeSeriesData|CompactData)\b/
const OTHER_MESSAGE =
  /<(?:[\w.-]+:)?(Structure|StructureSpecificMetadata|RegistryInterface|GenericMetadata|Error)\b[^>]*sdmx/i

/**
 * SDMX-ML 2.1 data messages, generic and structure-specific, with series or flat; read as a stream.
 * @see https://sdmx.org/standards-2/ (SDMX 2.1, section 3)
 */
export const sdmxMl: Reader = {
  format: 'sdmx-ml',
  describes: {
    vi: 'SDMX-ML 2.1 (XML), dạng chung và dạng theo cấu trúc',
    en: 'SDMX-ML 2.1 (XML), generic and structure-specific',
  },
  recognises(first) {
    const text = new TextDecoder(bomOf(first) ?? 'utf-8').decode(first.subarray(0, 16_384))
    if (!text.trimStart().startsWith('<')) return 0
    if (DATA_MESSAGE.test(text)) return 1
    return OTHER_MESSAGE.test(text) ? 0.5 : 0
  },
  async open(source, limits) {
    const opening = new MessageReader()
    for await (const _ of streamXml(source, limits, opening)) if (opening.hasStarted) break
    if (!opening.isData) {
      const what = opening.root === null ? 'no element' : `<${opening.root}>`
      const message = `${source.name} is no SDMX data message: it begins with ${what}. A structure message has no figures; ask the service for its data.`
      throw new AppError('INVALID_INPUT', message, { file: source.name, root: opening.root })
    }
    async function* items(): AsyncGenerator<ReadItem> {
      const message = new MessageReader()
      let figures = 0
      for await (const _ of streamXml(source, limits, message)) {
        for (const item of message.take()) {
          figures += 1
          if (figures > limits.maxCells) {
            throw new AppError(
              'TOO_LARGE',
              `${source.name} has more than ${limits.maxCells} figures. Ask for fewer series.`,
            )
          }
          yield item
        }
      }
      if (figures === 0) {
        const said = message.footer.length > 0 ? ` It says: ${message.footer.join(' ')}` : ''
        const reason = `${source.name} has a header and no figures: so a service answers for series it does not have.${said}`
        throw new AppError('INVALID_INPUT', reason, { file: source.name, footer: message.footer })
      }
    }
    return { head: headOf(opening), items: items() }
  },
}
