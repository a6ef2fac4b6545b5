import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const BUILT = fileURLToPath(new URL('../../dist/dashboard', import.meta.url))
const MAX_INITIAL_BYTES = 40_000

const scriptOf = (name: string): string => readFileSync(join(BUILT, 'assets', name), 'utf8')

/** A script and all that it imports before it runs, by name. */
function withImports(name: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(name)) return found
  const text = scriptOf(name)
  found.set(name, text)
  for (const match of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) withImports(match[1]!, found)
  return found
}

/** Scripts the page asks for before anything else: those its HTML names. */
function initialScripts(): string[] {
  const html = readFileSync(join(BUILT, 'index.html'), 'utf8')
  return [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map((match) => match[1]!)
}

test('built page: the shell and any one view are under 40 kB gzipped; the chart library comes later and zod never', () => {
  const shell = initialScripts()
  expect(shell.length).toBeGreaterThan(0)
  const views = shell
    .flatMap((name) => [...scriptOf(name).matchAll(/import\(["'`]\.\/([^"'`]+\.js)["'`]\)/g)])
    .map((match) => match[1]!)
  expect(views.length).toBeGreaterThanOrEqual(3)
  for (const view of views) {
    const found = withImports(view)
    for (const name of shell) withImports(name, found)
    const scripts = [...found.values()]
    expect(scripts.reduce((sum, text) => sum + gzipSync(text).length, 0)).toBeLessThan(MAX_INITIAL_BYTES)
    expect(scripts.filter((text) => /echarts|ZodError|zrender/i.test(text))).toEqual([])
  }
  const all = readdirSync(join(BUILT, 'assets')).filter((name) => name.endsWith('.js'))
  expect(all.filter((name) => /ZodError/.test(scriptOf(name)))).toEqual([])
})

test('built page: no inline script, so that the content security policy can forbid them', () => {
  const html = readFileSync(join(BUILT, 'index.html'), 'utf8')
  expect([...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)].map((match) => match[0])).toEqual([])
  expect(html).not.toMatch(/\son\w+=/)
})
