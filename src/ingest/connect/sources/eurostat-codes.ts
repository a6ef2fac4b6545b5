import { SaxesParser } from 'saxes'
import { AppError } from '../../../domain/errors.ts'
import type { Ask } from '../connector.ts'
import { trimSlash } from '../query.ts'
import { readBodyText } from '../read-body.ts'

/**
 * The codes a dataset of Eurostat has figures for: dimension -> codes, time left out, from its data constraint. A list of codes
 * taken from one answer would lose those that end earlier.
 */
export async function readCodes(
  { root, dataset }: { readonly root: string; readonly dataset: string },
  ask: Ask,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const answer = await ask({
    part: 'constraint',
    role: 'structure',
    address: `${trimSlash(root)}/sdmx/2.1/contentconstraint/ESTAT/${dataset.toUpperCase()}`,
    fileName: `${dataset}_constraint.xml`,
    expect: { format: 'xml' },
  })
  if (answer.kind !== 'body') {
    const message = `${dataset} is too large for one answer and Eurostat does not say which codes it has: ${answer.reason}. List codes in filters.`
    throw new AppError('TOO_LARGE', message, { dataset })
  }
  const codes = parseCodes(await readBodyText(answer.body.path))
  if (Object.keys(codes).length > 0) return codes
  const message = `The constraint of ${dataset} names no codes; its layout is not the one known. List codes in filters.`
  throw new AppError('SOURCE_SCHEMA_CHANGED', message, { dataset })
}

/** `<c:KeyValue id="geo"><c:Value>AT</c:Value>...` of an SDMX-ML 2.1 content constraint. */
function parseCodes(xml: string): Record<string, string[]> {
  const codes: Record<string, string[]> = {}
  let dimension: string | null = null
  let text: string | null = null
  const parser = new SaxesParser()
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }) => {
    if (local(name) === 'KeyValue') dimension = String(attributes['id'] ?? '')
    else if (local(name) === 'Value') text = ''
  })
  parser.on('text', (part) => {
    if (text !== null) text += part
  })
  parser.on('closetag', ({ name }) => {
    if (local(name) === 'KeyValue') dimension = null
    else if (local(name) === 'Value' && dimension && text !== null && !/^time(_period)?$/i.test(dimension)) {
      codes[dimension] = [...(codes[dimension] ?? []), text.trim()]
    }
    if (local(name) === 'Value') text = null
  })
  parser.write(xml).close()
  return codes
}
