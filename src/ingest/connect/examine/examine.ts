import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { errorBodyOf } from '../../formats/error-body.ts'
import { type FetchLimits, SMALL_BYTES } from '../limits.ts'
import { scanJson } from './scan-json.ts'
import { scanLines } from './scan-lines.ts'
import { scanXml } from './scan-xml.ts'
import { scanZip } from './scan-zip.ts'

/** What a source promises of its answers. */
export interface Expectation {
  /** `any`: whatever lies at an address a person gave. */
  readonly format: 'csv' | 'json' | 'xml' | 'zip' | 'any'
  /** Of a csv; default a comma. */
  readonly delimiter?: string
  /** Every record has as many fields as the heading. */
  readonly regular?: boolean
  /** The last line always ends in a line break. */
  readonly endsInBreak?: boolean
}

export type Finding =
  | { readonly kind: 'data'; readonly head: Uint8Array }
  /** Whole, of the right form, and without a figure. */
  | { readonly kind: 'empty'; readonly head: Uint8Array; readonly reason: string }
  /** Cut on the way: worth asking again. */
  | { readonly kind: 'cut'; readonly head: Uint8Array; readonly reason: string }
  /** A page that wants to see a person: the source wants to be left alone. */
  | { readonly kind: 'challenge'; readonly head: Uint8Array; readonly reason: string }
  | { readonly kind: 'wrong'; readonly head: Uint8Array; readonly reason: string }

const HEAD_BYTES = 64 * 1024
const CHALLENGE =
  /cf-chl|challenge-platform|just a moment|attention required|verify(ing)? (that )?you are (a )?human|captcha|_incapsula_|access denied/i

/**
 * Looks whether the body of a successful answer is what its source promises: whole, of the right form, not a page of words,
 * not a heading alone. The figures are not looked at.
 *
 * @param file   the body, as published
 * @param bytes  its size
 */
export async function examine(
  file: string,
  bytes: number,
  expected: Expectation,
  limits: FetchLimits,
): Promise<Finding> {
  const outer = await firstBytes(createReadStream(file, { end: HEAD_BYTES - 1 }))
  if (bytes === 0) {
    return {
      kind: 'empty',
      head: outer,
      reason: 'the body is empty, which some servers send to clients they do not know',
    }
  }
  if (startsWith(outer, [0x50, 0x4b])) return examineZip(file, outer, expected, limits)
  const isGzip = startsWith(outer, [0x1f, 0x8b])
  if (!isGzip) return examineText(() => createReadStream(file), outer, expected, limits)
  const bomb = await checkGzip(file, bytes, limits)
  if (bomb) return { ...bomb, head: outer }
  const open = () => createReadStream(file).pipe(createGunzip())
  return examineText(open, await firstBytes(open()), expected, limits)
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, k) => bytes[k] === byte)

async function firstBytes(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= HEAD_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES)
}

async function checkGzip(
  file: string,
  packed: number,
  { maxBytes, maxRatio }: FetchLimits,
): Promise<{ readonly kind: 'cut' | 'wrong'; readonly reason: string } | null> {
  let bytes = 0
  let isBomb = false
  try {
    await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) {
        bytes += chunk.length
        isBomb = bytes > maxBytes || (bytes > SMALL_BYTES && bytes > packed * maxRatio)
        if (isBomb) throw new Error('too large')
      }
    })
    return null
  } catch (error) {
    if (isBomb) return { kind: 'wrong', reason: `it unpacks to more than ${maxRatio} times its ${packed} bytes` }
    return { kind: 'cut', reason: `the gzip file is cut or damaged (${(error as Error).message})` }
  }
}

async function examineZip(
  file: string,
  head: Uint8Array,
  expected: Expectation,
  limits: FetchLimits,
): Promise<Finding> {
  if (expected.format !== 'zip' && expected.format !== 'any') {
    return { kind: 'wrong', head, reason: `it is an archive; ${expected.format} was asked for` }
  }
  try {
    const { members, unpacked, worstRatio } = await scanZip(file, SMALL_BYTES)
    if (members === 0) return { kind: 'empty', head, reason: 'the archive has no member' }
    if (unpacked > limits.maxBytes || worstRatio > limits.maxRatio) {
      return {
        kind: 'wrong',
        head,
        reason: `it unpacks to ${unpacked} bytes, one member to ${Math.round(worstRatio)} times its size`,
      }
    }
    return { kind: 'data', head }
  } catch (error) {
    return { kind: 'cut', head, reason: `the archive is cut or damaged (${(error as Error).message})` }
  }
}

type Open = () => AsyncIterable<Uint8Array>

async function examineText(open: Open, head: Uint8Array, expected: Expectation, limits: FetchLimits): Promise<Finding> {
  const text = Buffer.from(head)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
  if (text === '') return { kind: 'empty', head, reason: 'the body is blank' }
  if (/^<(!doctype html|html|head|body)\b/i.test(text)) return page(text, head)
  const says = errorBodyOf(head)
  if (says !== null) return { kind: 'wrong', head, reason: `the source says: "${says}"` }
  const found = text.startsWith('<') ? 'xml' : /^[[{]/.test(text) ? 'json' : 'csv'
  // STRUCTURE[;] and a heading in brackets are text; a document of JSON goes on with a value.
  const form = expected.format === 'any' || expected.format === found ? found : expected.format
  if (form === 'zip' || (found !== form && (found === 'xml' || found === 'json'))) {
    return {
      kind: 'wrong',
      head,
      reason: `it is ${found === 'csv' ? 'text' : found}; ${expected.format} was asked for`,
    }
  }
  if (form === 'xml') return examineXml(open, head, expected.format)
  if (form === 'json') return examineJson(open, head, limits)
  return examineCsv(open, head, text, expected)
}

/** Whether a page wants to see a person. */
export const isChallenge = (text: string): boolean => /^\s*<(!doctype html|html)/i.test(text) && CHALLENGE.test(text)

function page(text: string, head: Uint8Array): Finding {
  const title = /<title[^>]*>([^<]{0,200})/i.exec(text)?.[1]?.trim()
  const named = title ? ` titled "${title.replace(/\s+/g, ' ')}"` : ''
  if (CHALLENGE.test(text)) return { kind: 'challenge', head, reason: `a page${named} that checks for robots` }
  return { kind: 'wrong', head, reason: `it is a web page${named}, not data` }
}

async function examineJson(open: Open, head: Uint8Array, { maxDepth }: FetchLimits): Promise<Finding> {
  const { whole, deepest } = await scanJson(open())
  if (!whole) return { kind: 'cut', head, reason: 'the JSON ends before it is whole' }
  if (deepest > maxDepth) return { kind: 'wrong', head, reason: `the JSON nests deeper than ${maxDepth} levels` }
  return { kind: 'data', head }
}

async function examineXml(open: Open, head: Uint8Array, format: Expectation['format']): Promise<Finding> {
  const { whole, observations, hasDoctype } = await scanXml(open())
  if (hasDoctype)
    return { kind: 'wrong', head, reason: 'the XML declares a document type or entities, which no source here does' }
  if (!whole) return { kind: 'cut', head, reason: 'the XML ends before its first element is closed' }
  const isMessage =
    /<([\w.-]+:)?(GenericData|StructureSpecificData|GenericTimeSeriesData|StructureSpecificTimeSeriesData)\b/
  if (format !== 'any' && observations === 0 && isMessage.test(Buffer.from(head).toString('latin1'))) {
    return { kind: 'empty', head, reason: 'the message has a header and no observation' }
  }
  return { kind: 'data', head }
}

async function examineCsv(open: Open, head: Uint8Array, text: string, expected: Expectation): Promise<Finding> {
  const scan = await scanLines(open(), expected.delimiter ?? ',')
  if (scan.endsInQuotes && (expected.regular || expected.format === 'csv')) {
    return { kind: 'cut', head, reason: 'the text ends inside a quoted field' }
  }
  if (expected.endsInBreak && !scan.endsInBreak) {
    return { kind: 'cut', head, reason: 'the last line has no end, so its last figure may be cut' }
  }
  if (expected.regular && scan.lastDelimiters !== scan.firstDelimiters) {
    const reason = `the last line has ${scan.lastDelimiters + 1} fields and the heading ${scan.firstDelimiters + 1}`
    return { kind: 'cut', head, reason }
  }
  if (scan.records < 2 && expected.format === 'csv') {
    const heading = text.split(/\r?\n/, 1)[0]!.slice(0, 120)
    return { kind: 'empty', head, reason: `a heading and no rows: ${heading}` }
  }
  return { kind: 'data', head }
}
