import { AppError } from '../../../domain/errors.ts'
import type { ReadLimits } from '../reader.ts'

/** A number whose text says more than its value: `6.50`, `1e3`, or digits beyond a double. */
export class NumberText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
export type ExactJson = null | boolean | number | string | NumberText | readonly ExactJson[] | ExactObject
/** Without prototype: a member named `constructor` is a member. */
export interface ExactObject {
  readonly [name: string]: ExactJson
}

const TEXT_FACTOR = 16 // notes and descriptions are longer than fields of a table

/**
 * Parses JSON and keeps what `JSON.parse` loses: the digits of numbers as published, and members that stand twice, of which
 * it would silently keep the last. Nesting and text lengths are bounded.
 *
 * @throws AppError INVALID_INPUT with line and column, TOO_LARGE naming the limit
 */
export function parseExact(name: string, text: string, limits: ReadLimits): ExactJson {
  let at = 0

  const fail = (what: string): never => {
    const before = text.slice(0, at)
    const line = before.split('\n').length
    const column = at - before.lastIndexOf('\n')
    const cut = at >= text.length ? ' The file seems cut; fetch it again.' : ' Fetch it again, or correct the source.'
    throw new AppError('INVALID_INPUT', `${name}, line ${line}, column ${column}: ${what}.${cut}`, {
      file: name,
      line,
      column,
    })
  }
  const tooLarge = (what: string): never => {
    throw new AppError('TOO_LARGE', `${name}: ${what}. No document of a known format has that.`, { file: name })
  }
  const skip = (): void => {
    for (;;) {
      const code = text.charCodeAt(at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      at += 1
    }
  }
  const readText = (): string => {
    at += 1
    const start = at
    for (;;) {
      const end = text.indexOf('"', at)
      if (end < 0) {
        at = text.length
        return fail('a text is not closed')
      }
      let slashes = 0
      while (text[end - 1 - slashes] === '\\') slashes += 1
      at = end + 1
      if (slashes % 2 === 1) continue
      if (end - start > limits.maxFieldLength * TEXT_FACTOR) {
        return tooLarge(`a text has ${end - start} characters, at most ${limits.maxFieldLength * TEXT_FACTOR} are read`)
      }
      const raw = text.slice(start, end)
      return raw.includes('\\') || CONTROL.test(raw) ? unescaped(raw) : raw
    }
  }
  const unescaped = (raw: string): string => {
    try {
      return JSON.parse(`"${raw}"`) as string
    } catch {
      return fail('a text holds an escape or control character JSON does not have')
    }
  }
  const readNumber = (): number | NumberText => {
    NUMBER.lastIndex = at
    const token = NUMBER.exec(text)?.[0]
    if (token === undefined) return fail(`${JSON.stringify(text.slice(at, at + 12))} is no value of JSON`)
    at += token.length
    const value = Number(token)
    return String(value) === token ? value : new NumberText(token)
  }
  const readWord = (word: string, value: null | boolean): null | boolean => {
    if (!text.startsWith(word, at)) return fail(`${JSON.stringify(text.slice(at, at + 12))} is no value of JSON`)
    at += word.length
    return value
  }
  const readValue = (depth: number): ExactJson => {
    if (depth > limits.maxDepth) return tooLarge(`it nests deeper than ${limits.maxDepth} levels`)
    skip()
    switch (text[at]) {
      case '{':
        return readObject(depth)
      case '[':
        return readArray(depth)
      case '"':
        return readText()
      case 't':
        return readWord('true', true)
      case 'f':
        return readWord('false', false)
      case 'n':
        return readWord('null', null)
      case undefined:
        return fail('a value is missing')
      default:
        return readNumber()
    }
  }
  const readArray = (depth: number): ExactJson[] => {
    const values: ExactJson[] = []
    at += 1
    skip()
    if (text[at] === ']') {
      at += 1
      return values
    }
    for (;;) {
      values.push(readValue(depth + 1))
      skip()
      const sign = text[at]
      if (sign !== ',' && sign !== ']') return fail('a list goes on without a comma')
      at += 1
      if (sign === ']') return values
    }
  }
  const readObject = (depth: number): ExactObject => {
    const members = Object.create(null) as Record<string, ExactJson>
    at += 1
    skip()
    if (text[at] === '}') {
      at += 1
      return members
    }
    for (;;) {
      skip()
      if (text[at] !== '"') return fail('a member has no name')
      const member = readText()
      if (member in members)
        return fail(`the member "${member.slice(0, 60)}" stands twice, so one of its values would be lost`)
      skip()
      if (text[at] !== ':') return fail(`the member "${member.slice(0, 60)}" has no value`)
      at += 1
      members[member] = readValue(depth + 1)
      skip()
      const sign = text[at]
      if (sign !== ',' && sign !== '}') return fail('an object goes on without a comma')
      at += 1
      if (sign === '}') return members
    }
  }
  const value = readValue(0)
  skip()
  if (at < text.length) fail('something follows the end of the document')
  return value
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside texts
const CONTROL = /[\u0000-\u001f]/
