import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import en from '../../src/dashboard/messages/en.json' with { type: 'json' }
import vi from '../../src/dashboard/messages/vi.json' with { type: 'json' }

const DASHBOARD = fileURLToPath(new URL('../../src/dashboard', import.meta.url))
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

test('messages: both languages have the same keys', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort())
})

test('messages: a message has the same places for numbers in both languages, and words in each', () => {
  const english: Record<string, string> = en
  for (const [key, text] of Object.entries(vi)) {
    expect(text.trim(), key).not.toBe('')
    expect(english[key]?.trim(), key).not.toBe('')
    // The gap sentence may leave a number out in one language only by mistake.
    expect(placeholders(english[key] ?? ''), key).toEqual(placeholders(text))
  }
})

test('messages: every message that the page asks for by name is in the catalogue', () => {
  const sources = readdirSync(DASHBOARD, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  const asked = sources.flatMap((name) => {
    const text = readFileSync(join(DASHBOARD, name), 'utf8')
    return [...text.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1])
  })
  expect(asked.length).toBeGreaterThan(80)
  expect(asked.filter((key) => !(key! in vi))).toEqual([])
})
