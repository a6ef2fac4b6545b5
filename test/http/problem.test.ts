import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AppError, ERROR_CODES } from '../../src/domain/errors.ts'
import { entityTag, matchesTag } from '../../src/http/entity-tag.ts'
import { periodRange } from '../../src/http/period-range.ts'
import { explain } from '../../src/http/plugins/problems.ts'
import { PROBLEMS } from '../../src/http/problem.ts'

const documentation = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')

describe('error catalogue', () => {
  it('codes, table and docs/errors.md list the same names in the same words', () => {
    expect(Object.keys(PROBLEMS)).toEqual([...ERROR_CODES])
    const rows = documentation.split('\n').filter((line) => line.startsWith('| `'))
    expect(rows).toEqual(
      Object.entries(PROBLEMS).map(
        ([code, { status, title, meaning }]) =>
          `| \`${code}\` | ${status} | **${title.vi}.** ${meaning.vi} | **${title.en}.** ${meaning.en} |`,
      ),
    )
  })

  it('statuses are errors, and both languages are written', () => {
    for (const { status, title, meaning } of Object.values(PROBLEMS)) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(600)
      for (const text of [title.vi, title.en, meaning.vi, meaning.en]) expect(text.trim().length).toBeGreaterThan(3)
    }
  })
})

describe('explain', () => {
  it('takes codes from our errors and SQLSTATEs from the driver, never from texts', () => {
    const driver = (code: string) => Object.assign(new Error('x'), { code, name: 'error' })
    expect(explain(new AppError('BREAK_IN_SERIES', 'why')).code).toBe('BREAK_IN_SERIES')
    expect(explain(driver('57P01')).code).toBe('DATABASE_UNREACHABLE')
    expect(explain(driver('ECONNREFUSED')).code).toBe('DATABASE_UNREACHABLE')
    expect(explain(driver('22003')).code).toBe('INVALID_INPUT')
    expect(explain(driver('42P01')).code).toBe('INTERNAL')
  })
})

describe('entity tag', () => {
  it('differs when the state or the question differs, and only then', () => {
    const tag = entityTag('r-1', ['/v1/gaps', 'csv'])
    expect(entityTag('r-1', ['/v1/gaps', 'csv'])).toBe(tag)
    expect(entityTag('r-2', ['/v1/gaps', 'csv'])).not.toBe(tag)
    expect(entityTag('r-1', ['/v1/gaps', 'json'])).not.toBe(tag)
  })

  it('compares weakly, in lists, and with the star', () => {
    expect(matchesTag('"a", W/"b"', 'W/"b"')).toBe(true)
    expect(matchesTag('"b"', 'W/"b"')).toBe(true)
    expect(matchesTag('*', 'W/"b"')).toBe(true)
    expect(matchesTag('W/"bb"', 'W/"b"')).toBe(false)
    expect(matchesTag(undefined, 'W/"b"')).toBe(false)
  })
})

describe('period range', () => {
  it('is half-open: the first day of from, up to the first day after to', () => {
    expect(periodRange('2023', '2024-Q3')).toEqual({ fromDay: '2023-01-01', beforeDay: '2024-10-01' })
    expect(periodRange('2024-12', '2024-12')).toEqual({ fromDay: '2024-12-01', beforeDay: '2025-01-01' })
    expect(periodRange(undefined, '2024-Q4').beforeDay).toBe('2025-01-01')
  })
})
