export interface LineScan {
  /** Records that are not empty, the heading counted. */
  readonly records: number
  /** Delimiters in the first and in the last record. */
  readonly firstDelimiters: number
  readonly lastDelimiters: number
  readonly endsInBreak: boolean
  /** The end lies inside a quoted field. */
  readonly endsInQuotes: boolean
}

const [QUOTE, CR, LF] = [0x22, 0x0d, 0x0a]

/**
 * Counts the records of a delimited text, quoted line breaks respected, without keeping any.
 * @param delimiter  one ASCII character
 */
export async function scanLines(chunks: AsyncIterable<Uint8Array>, delimiter: string): Promise<LineScan> {
  const separator = delimiter.charCodeAt(0)
  let records = 0
  let firstDelimiters = 0
  let lastDelimiters = 0
  let delimiters = 0
  let length = 0
  let quoted = false
  let last = 0
  const end = () => {
    if (length > 0) {
      records += 1
      lastDelimiters = delimiters
      if (records === 1) firstDelimiters = delimiters
    }
    delimiters = 0
    length = 0
  }
  for await (const chunk of chunks) {
    for (const byte of chunk) {
      last = byte
      if (byte === QUOTE) quoted = !quoted
      if (!quoted && byte === LF) end()
      else if (byte !== CR) {
        length += 1
        if (!quoted && byte === separator) delimiters += 1
      }
    }
  }
  const endsInBreak = last === LF || last === CR
  end()
  return { records, firstDelimiters, lastDelimiters, endsInBreak, endsInQuotes: quoted }
}
