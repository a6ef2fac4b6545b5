import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const SRC = resolve(import.meta.dirname, '../../src')

/** Sentences that errors of the files and folders named are made with, by file; paths from `src`. */
export function sentencesOf(paths: readonly string[]): { readonly file: string; readonly sentence: string }[] {
  const files = paths.flatMap((path) =>
    path.endsWith('.ts')
      ? [path]
      : readdirSync(join(SRC, path), { recursive: true, encoding: 'utf8' })
          .filter((f) => f.endsWith('.ts'))
          .map((f) => `${path}/${f}`),
  )
  return files.flatMap((file) =>
    sentences(readFileSync(join(SRC, file), 'utf8')).map((sentence) => ({ file, sentence })),
  )
}

/** Sentences that errors are made with, `{0}` for each value: template and string literals, read by hand, not by running. */
function sentences(text: string): string[] {
  const found: string[] = []
  for (const match of text.matchAll(/new AppError\(\s*(?:'[A-Z_]+'|[\w.]+),\s*(?=['"`])/g)) {
    const literal = readLiteral(text, match.index + match[0].length)
    found.push(literal.text)
  }
  for (const match of text.matchAll(/(?:const message = |\bfail\()(?=['"`])/g))
    found.push(readLiteral(text, match.index + match[0].length).text)
  return found
}
function readLiteral(source: string, start: number): { text: string; end: number } {
  const quote = source[start]
  let text = ''
  let values = 0
  let at = start + 1
  while (source[at] !== quote) {
    if (source[at] === '\\') {
      text += source[at + 1] === 'n' ? '\n' : source[at + 1]
      at += 2
    } else if (quote === '`' && source.startsWith('${', at)) {
      let depth = 1
      at += 2
      while (depth > 0) {
        if (source[at] === '`') at = readLiteral(source, at).end - 1
        else if (source[at] === '{') depth++
        else if (source[at] === '}') depth--
        at++
      }
      text += `{${values++}}`
    } else text += source[at++]
  }
  return { text, end: at + 1 }
}
