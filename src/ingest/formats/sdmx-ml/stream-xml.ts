import { SaxesParser } from 'saxes'
import { AppError } from '../../../domain/errors.ts'
import { readFirst } from '../bytes/read-whole.ts'
import { openText } from '../open-bytes.ts'
import type { ByteSource, ReadLimits } from '../reader.ts'

/** An element begun: local name and attributes as published, prefixes kept on attributes only. */
export interface XmlHandler {
  opened(name: string, attributes: Readonly<Record<string, string>>, line: number): void
  closed(name: string, text: string): void
}

/** Longest stretch without a tag, in fields of the longest kind. */
const MAX_QUIET_FIELDS = 16

/**
 * Feeds an XML document to a handler, chunk by chunk; yields after each.
 *
 * A document type declaration is refused whole, since entities can multiply or reach for files; depth, the length of texts and of
 * attributes are bounded, and what is not well formed ends the reading.
 *
 * @throws AppError INVALID_INPUT with the line, TOO_LARGE naming the limit, FILE_NOT_READABLE
 */
export async function* streamXml(source: ByteSource, limits: ReadLimits, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const { name } = source
  let depth = 0
  let text = ''
  let hasMoved = false
  const tooLarge = (what: string): never => {
    throw new AppError(
      'TOO_LARGE',
      `${name}, line ${parser.line}: ${what}. No SDMX message has that; it is not read.`,
      { file: name },
    )
  }
  parser.on('error', (error) => {
    const place = `${name}, line ${parser.line}, column ${parser.column}`
    const message = `${place}: the XML is not well formed (${error.message.replace(/^\d+:\d+: /, '')}). The file is cut or damaged; fetch it again.`
    throw new AppError('INVALID_INPUT', message, { file: name, line: parser.line }, { cause: error })
  })
  parser.on('doctype', () => {
    const message = `${name} declares a document type, which SDMX messages never do and which can hold entity bombs. It is not read.`
    throw new AppError('INVALID_INPUT', message, { file: name })
  })
  parser.on('opentag', ({ name: tag, attributes }) => {
    hasMoved = true
    depth += 1
    if (depth > limits.maxDepth) tooLarge(`elements nest deeper than ${limits.maxDepth} levels`)
    for (const attribute in attributes) {
      if (attributes[attribute]!.length > limits.maxFieldLength)
        tooLarge(`an attribute is longer than ${limits.maxFieldLength} characters`)
    }
    text = ''
    handler.opened(localName(tag), attributes, parser.line)
  })
  parser.on('closetag', ({ name: tag }) => {
    hasMoved = true
    depth -= 1
    handler.closed(localName(tag), text)
    text = ''
  })
  parser.on('text', (more) => {
    text += more
    if (text.length > limits.maxFieldLength * MAX_QUIET_FIELDS) tooLarge('a text does not end')
  })
  let quiet = 0
  for await (const chunk of openText(source, limits, await declaredEncoding(source))) {
    hasMoved = false
    parser.write(chunk)
    quiet = hasMoved ? 0 : quiet + chunk.length
    if (quiet > limits.maxFieldLength * MAX_QUIET_FIELDS) tooLarge(`${quiet} characters follow without a tag`)
    yield
  }
  parser.close()
  yield
}

const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1)

async function declaredEncoding(source: ByteSource): Promise<string> {
  const start = (await readFirst(source, 256)).toString('latin1')
  return /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? 'utf-8'
}
