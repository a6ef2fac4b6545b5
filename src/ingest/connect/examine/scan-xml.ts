export interface XmlScan {
  /** Ends with the closing tag of its first element. */
  readonly whole: boolean
  /** Elements called Obs, of whatever namespace: observations of an SDMX message. */
  readonly observations: number
  /** A document type or entities: no source here has one, and entities can be made to grow without end. */
  readonly hasDoctype: boolean
}

const ROOT = /<([A-Za-z_][\w.-]*(?::[\w.-]+)?)(?=[\s/>])/
const OBSERVATION = /<(?:[\w.-]+:)?Obs(?=[\s/>])/g
/** Longer than any name of an element here. */
const TAIL = 256

/** Looks through an XML document as a stream; it is not parsed. */
export async function scanXml(chunks: AsyncIterable<Uint8Array>): Promise<XmlScan> {
  let root: string | null = null
  let observations = 0
  let hasDoctype = false
  let open = '' // from the last `<`, which the next chunk may continue
  let tail = ''
  const see = (text: string) => {
    root ??= ROOT.exec(text)?.[1] ?? null
    hasDoctype ||= /<!(DOCTYPE|ENTITY)/i.test(text)
    observations += text.match(OBSERVATION)?.length ?? 0
  }
  for await (const chunk of chunks) {
    // Tags are ASCII in every encoding these bytes can be read in.
    const text = open + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1')
    const last = text.lastIndexOf('<')
    const cut = last < 0 || text.length - last > TAIL ? text.length : last
    see(text.slice(0, cut))
    open = text.slice(cut)
    tail = (tail + text).slice(-TAIL)
  }
  see(open)
  return { whole: root !== null && isClosed(tail.trimEnd(), root), observations, hasDoctype }
}

function isClosed(end: string, root: string): boolean {
  const tag = /<\/([^\s<>]+)\s*>$/.exec(end)?.[1] ?? /<([^\s<>/]+)[^<>]*\/>$/.exec(end)?.[1]
  return tag === root
}
