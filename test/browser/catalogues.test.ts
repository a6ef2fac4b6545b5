import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { VIEWS } from '../../src/dashboard/view-names.ts'

const DASHBOARD = fileURLToPath(new URL('../../src/dashboard', import.meta.url))
type Catalogue = Readonly<Record<string, string>>

const read = (folder: string, lang: 'vi' | 'en'): Catalogue =>
  JSON.parse(readFileSync(join(DASHBOARD, folder, 'messages', `${lang}.json`), 'utf8')) as Catalogue
const shared = read('', 'vi')
const folders = readdirSync(DASHBOARD).filter((name) => existsSync(join(DASHBOARD, name, 'messages')))
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

/** Keys a source asks for by name. */
const askedIn = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1]!)
const sourcesIn = (folder: string): string[] =>
  readdirSync(join(DASHBOARD, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(DASHBOARD, folder, name))

test('messages: every view has its own', () => {
  expect(folders.sort()).toEqual([...VIEWS].sort())
})

describe.each(['', ...folders])('messages of %s', (folder) => {
  const vi = read(folder, 'vi')
  const en = read(folder, 'en')
  test('both languages have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort())
  })

  test('a message has the same places for numbers in both languages, and words in each', () => {
    for (const [key, text] of Object.entries(vi)) {
      expect(text.trim(), key).not.toBe('')
      expect(en[key]?.trim(), key).not.toBe('')
      // A sentence may leave a number out in one language only by mistake.
      expect(placeholders(en[key] ?? ''), key).toEqual(placeholders(text))
    }
  })

  test('what is asked for by name is there, and nothing stands in two catalogues', () => {
    const asked = sourcesIn(folder === '' ? 'parts' : folder).flatMap(askedIn)
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.filter((key) => !(key in vi) && !(key in shared))).toEqual([])
    if (folder !== '') expect(Object.keys(vi).filter((key) => key in shared)).toEqual([])
  })
})
