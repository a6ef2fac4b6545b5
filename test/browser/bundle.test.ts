import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const BUILT = fileURLToPath(new URL('../../dist/dashboard', import.meta.url))
const MAX_INITIAL_BYTES = 40_000

/** Scripts the page asks for before anything else: those its HTML names. */
function initialScripts(): string[] {
  const html = readFileSync(join(BUILT, 'index.html'), 'utf8')
  return [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map((match) =>
    readFileSync(join(BUILT, match[1]!), 'utf8'),
  )
}

test('built page: the first script is under 40 kB gzipped; the chart library comes later and zod never', () => {
  const scripts = initialScripts()
  expect(scripts.length).toBeGreaterThan(0)
  expect(scripts.reduce((sum, text) => sum + gzipSync(text).length, 0)).toBeLessThan(MAX_INITIAL_BYTES)
  expect(scripts.filter((text) => /echarts|ZodError|zrender/i.test(text))).toEqual([])
  const all = readdirSync(join(BUILT, 'assets')).filter((name) => name.endsWith('.js'))
  expect(all.filter((name) => /ZodError/.test(readFileSync(join(BUILT, 'assets', name), 'utf8')))).toEqual([])
})

test('built page: no inline script, so that the content security policy can forbid them', () => {
  const html = readFileSync(join(BUILT, 'index.html'), 'utf8')
  expect([...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)].map((match) => match[0])).toEqual([])
  expect(html).not.toMatch(/\son\w+=/)
})
