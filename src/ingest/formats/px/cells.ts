import { AppError } from '../../../domain/errors.ts'
import type { ReadLimits } from '../reader.ts'

export interface PxToken {
  /** Text without quotation marks. */
  readonly text: string
  readonly isQuoted: boolean
  readonly line: number
}

const TOKEN = /[^\S\n,]+|,|\n|;|"[^"]*"|[^\s,;"]+/y

/**
 * The cells and keys after `DATA=`, in batches. Blank, comma, tab and semicolon separate them and mean the same; the last semicolon
 * ends the file.
 *
 * @throws AppError SOURCE_SCHEMA_CHANGED when nothing ends the last cell (it may be cut) or a quotation mark stays open
 */
export async function* readPxCells(
  name: string,
  chunks: AsyncIterable<string>,
  firstLine: number,
  limits: ReadLimits,
): AsyncGenerator<readonly PxToken[]> {
  let rest = ''
  let line = firstLine
  // Whether a semicolon or a blank follows the last cell; many offices leave the semicolon out.
  let isEnded = true
  const fail = (what: string): AppError => {
    const message = `${name}, line ${line}: ${what}. The file seems damaged or cut; fetch it again.`
    return new AppError('SOURCE_SCHEMA_CHANGED', message, { file: name, line })
  }
  const tokens = (text: string, isLast: boolean): PxToken[] => {
    const found: PxToken[] = []
    let at = 0
    while (at < text.length) {
      TOKEN.lastIndex = at
      const next = TOKEN.exec(text)
      const end = TOKEN.lastIndex
      // What touches the end of the chunk may go on in the next.
      if (!next || (end === text.length && !isLast && !/[\n,;]/.test(next[0]))) {
        if (!next && isLast) throw fail('a quotation mark is not closed')
        break
      }
      at = end
      const [token] = next
      isEnded = true
      if (token === '\n') line += 1
      else if (token !== ';' && token !== ',' && token.trim() !== '') {
        isEnded = false
        const isQuoted = token[0] === '"'
        found.push({ text: isQuoted ? token.slice(1, -1) : token, isQuoted, line })
        if (isQuoted) for (const character of token) if (character === '\n') line += 1
      }
    }
    rest = text.slice(at)
    if (rest.length > limits.maxFieldLength) throw fail(`a cell has more than ${limits.maxFieldLength} characters`)
    return found
  }
  for await (const chunk of chunks) yield tokens(rest + chunk, false)
  yield tokens(rest, true)
  if (!isEnded) throw fail('neither a semicolon nor a line break ends the figures: the last one may be cut')
}
