import { bomOf } from './bytes/encoding.ts'

/** Members in which services put the reason of a refusal, deepest first. */
const REASONS = ['error', 'errors', 'fault', 'message', 'Message', 'ErrorMessage']
const MAX_SHOWN = 200

/**
 * What a server says when an answer is a refusal instead of data: ILOSTAT's `{"error": ...}`, World Bank's `[{"message": ...}]`
 * with HTTP 200, SDMX `errors`, an XML error message, a web page (challenge, login, maintenance). Null for anything else.
 *
 * @param first  up to 64 KiB of the file
 */
export function errorBodyOf(first: Uint8Array): string | null {
  const text = new TextDecoder(bomOf(first) ?? 'utf-8').decode(first).trimStart()
  if (/^<(!doctype html|html|head|body)\b/i.test(text)) return fromPage(text)
  if (/^(<\?xml[^>]*>\s*)?<([\w.-]+:)?(Error|ErrorMessage|Fault|exception)\b/i.test(text)) return strip(text)
  return text.startsWith('{') || text.startsWith('[') ? fromJson(text) : null
}

const strip = (markup: string): string => shown(markup.replace(/<[^>]*>/g, ' '))
const shown = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, MAX_SHOWN) || 'no reason given'

function fromPage(text: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? ''
  return `a web page${title.trim() ? ` titled ${shown(title)}` : ''}`
}

/** Error bodies are short; a document cut at the end of `text` does not parse and is none. */
function fromJson(text: string): string | null {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return null
  }
  if (Array.isArray(body)) return body.length === 1 ? reasonIn(body[0], 0) : null
  const members = Object.keys(body as object)
  const status = (body as Record<string, unknown>)['status']
  if (typeof status === 'string' && /^REQUEST_(NOT_PROCESSED|FAILED)/.test(status)) {
    return shown(`${status} ${textIn((body as Record<string, unknown>)['message'])}`)
  }
  if (members.length > 6 || members.some((name) => ['data', 'value', 'dataset', 'dimension', 'Results'].includes(name)))
    return null
  return reasonIn(body, 0)
}

function reasonIn(body: unknown, depth: number): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  for (const name of REASONS) {
    if (!Object.hasOwn(body, name)) continue
    const text = textIn((body as Record<string, unknown>)[name])
    if (text !== '' && depth < 3) return shown(text)
  }
  return null
}

/** All words in a value, whatever its shape. */
function textIn(value: unknown, depth = 0): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (typeof value !== 'object' || value === null || depth > 4) return ''
  return Object.values(value)
    .map((inner) => textIn(inner, depth + 1))
    .filter((text) => text !== '')
    .slice(0, 6)
    .join(' ')
}
