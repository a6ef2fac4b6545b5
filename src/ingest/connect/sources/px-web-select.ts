import { AppError } from '../../../domain/errors.ts'
import type { Lists } from '../split.ts'

/**
 * The codes that a selection means, variable by variable in the order of the table; a variable that is left out comes whole.
 * Expressions are resolved here rather than by the server, so that the cells can be counted before asking.
 *
 * @param select     variable -> codes and expressions: `*`, `K02*`, `??`, `top(n)` (newest n), `bottom(n)`, `from(x)`, `to(x)`, `range(a,b)`
 * @param variables  variable -> its codes in order of the table, time ascending
 * @throws AppError INVALID_INPUT naming the variable or code the table does not have
 */
export function selectCodes(select: Readonly<Record<string, readonly string[]>>, variables: Lists): Lists {
  const unknown = Object.keys(select).find((name) => !Object.hasOwn(variables, name))
  if (unknown !== undefined) {
    const message = `The table has no variable ${unknown}. It has ${Object.keys(variables).join(', ')}.`
    throw new AppError('INVALID_INPUT', message, { variable: unknown })
  }
  return Object.fromEntries(
    Object.entries(variables).map(([name, codes]) => {
      const wanted = new Set((select[name] ?? ['*']).flatMap((text) => resolveOne(name, text, codes)))
      return [name, codes.filter((code) => wanted.has(code))]
    }),
  )
}

function resolveOne(name: string, text: string, codes: readonly string[]): readonly string[] {
  if (codes.includes(text)) return [text]
  const [, verb, list = ''] = /^(top|bottom|from|to|range)\(([^()]*)\)$/i.exec(text) ?? []
  const found = verb
    ? byVerb(
        name,
        verb.toLowerCase(),
        list.split(',').map((part) => part.trim()),
        codes,
      )
    : byPattern(text, codes)
  if (found.length > 0) return found
  const shown = codes.slice(0, 8).join(', ')
  const message = `${name} has no value ${text}. It has ${shown}${codes.length > 8 ? ` and ${codes.length - 8} more` : ''}.`
  throw new AppError('INVALID_INPUT', message, { variable: name, value: text })
}

function byPattern(text: string, codes: readonly string[]): readonly string[] {
  if (!/[*?]/.test(text)) return []
  const pattern = text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return codes.filter((code) => new RegExp(`^${pattern}$`).test(code))
}

function byVerb(
  name: string,
  verb: string,
  [first = '', second = '']: readonly string[],
  codes: readonly string[],
): readonly string[] {
  const at = (code: string): number => {
    const index = codes.indexOf(code)
    if (index >= 0) return index
    throw new AppError('INVALID_INPUT', `${name} has no value ${code}, so ${verb}(...) cannot begin or end there.`, {
      variable: name,
    })
  }
  if (verb === 'top' || verb === 'bottom') {
    const count = Number(first)
    if (!Number.isInteger(count) || count < 1)
      throw new AppError('INVALID_INPUT', `${name}: ${verb}(n) needs a whole number of 1 or more.`, { variable: name })
    // Tables list time ascending; PxWebApi calls the newest the top.
    return verb === 'top' ? codes.slice(-count) : codes.slice(0, count)
  }
  if (verb === 'from') return codes.slice(at(first))
  if (verb === 'to') return codes.slice(0, at(first) + 1)
  return codes.slice(at(first), at(second) + 1)
}
