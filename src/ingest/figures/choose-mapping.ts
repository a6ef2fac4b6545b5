import type { FigureMapping } from '../../contracts/figure-mapping.ts'
import type { DocumentHead, RawFigure } from '../formats/reader.ts'
import { foldLabel } from './label.ts'

/**
 * The mappings made for documents like this one, the most particular first: format, dimensions, words of the title and codes
 * of the first figures all have to agree.
 */
export function mappingsFor(
  head: DocumentHead,
  sample: readonly RawFigure[],
  mappings: readonly FigureMapping[],
): FigureMapping[] {
  const title = foldLabel(head.title ?? '')
  const dimensions = new Set(head.dimensions.map(({ id }) => foldLabel(id)))
  const fits = ({ recognise }: FigureMapping): boolean =>
    (recognise.formats.length === 0 || recognise.formats.some((format) => head.format.startsWith(format))) &&
    recognise.dimensions.every((id) => dimensions.has(foldLabel(id))) &&
    (recognise.title === undefined || title.includes(foldLabel(recognise.title))) &&
    Object.entries(recognise.codes).every(([id, codes]) => sample.some((figure) => hasCode(figure, id, codes)))
  const weight = ({ recognise }: FigureMapping): number =>
    recognise.dimensions.length + (recognise.title ? 2 : 0) + 2 * Object.keys(recognise.codes).length
  return mappings
    .filter((one) => !one.proposed && fits(one))
    .sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))
}

function hasCode({ dimensions }: RawFigure, id: string, codes: readonly string[]): boolean {
  const coordinate = dimensions[id]
  const texts = [coordinate?.code, coordinate?.label].filter((text) => typeof text === 'string')
  const fits = (code: string, text: string): boolean =>
    code.endsWith('*') ? text.startsWith(code.slice(0, -1)) : text === code
  return codes.some((code) => texts.some((text) => fits(code, text)))
}
