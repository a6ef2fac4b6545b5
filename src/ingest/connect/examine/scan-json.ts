export interface JsonScan {
  /** What it opens with is closed, and nothing follows. */
  readonly whole: boolean
  readonly deepest: number
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_LIST, CLOSE_LIST] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d]

/** Whether a JSON document is whole, read as a stream of UTF-8 bytes: brackets are counted outside of texts. */
export async function scanJson(chunks: AsyncIterable<Uint8Array>): Promise<JsonScan> {
  let depth = 0
  let deepest = 0
  let inText = false
  let escaped = false
  let closed = false
  let after = false
  for await (const chunk of chunks) {
    for (const byte of chunk) {
      if (inText) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) inText = false
        continue
      }
      if (byte <= 0x20) continue
      if (closed) after = true
      if (byte === QUOTE) inText = true
      else if (byte === OPEN_BRACE || byte === OPEN_LIST) {
        depth += 1
        if (depth > deepest) deepest = depth
      } else if (byte === CLOSE_BRACE || byte === CLOSE_LIST) {
        depth -= 1
        if (depth === 0) closed = true
      }
    }
  }
  return { whole: closed && !after && depth === 0 && !inText, deepest }
}
