import { describe, expect, it } from 'vitest'
import { explainFailure } from '../../src/cli/failure.ts'
import { inVietnamese, REFUSALS } from '../../src/cli/refusals.ts'
import { AppError } from '../../src/domain/errors.ts'
import { sentencesOf } from '../support/sentences.ts'

/** Code whose errors end a command. */
const SPEAKING = ['cli', 'config.ts', 'jobs', 'forecast', 'neural', 'storage', 'ingest']
/** Nothing but values and marks: there is no text to say in another language. */
const isBare = (sentence: string): boolean => !/[a-z]{2} [a-z]/i.test(sentence.replace(/\{\d\}/g, ''))

describe('what stops a command', () => {
  it('is known in Vietnamese, sentence by sentence', () => {
    const found = sentencesOf(SPEAKING).filter(({ sentence }) => !isBare(sentence))
    const missing = found.filter(({ sentence }) => inVietnamese(sentence.replace(/\{\d\}/g, 'X7')) === null)
    expect(missing).toEqual([])
    expect(found.length).toBeGreaterThan(150)
  })

  it('carries the same values in both languages', () => {
    const placeholders = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort()
    for (const [en, vi] of REFUSALS) {
      expect(placeholders(vi), en).toEqual(placeholders(en))
      expect(vi).not.toBe(en)
    }
    expect(new Set(REFUSALS.map(([en]) => en)).size).toBe(REFUSALS.length)
  })

  it('is printed in both: the code and English, then Vietnamese, a sentence within a sentence too', () => {
    const period = '"2020-13" is not a period of frequency A; write it like 2024.'
    expect(explainFailure(new AppError('INVALID_INPUT', `Line 2: ${period}`))).toBe(
      `INVALID_INPUT: Line 2: ${period}\nDòng 2: "2020-13" không phải là kỳ của tần suất A; viết như 2024.`,
    )
    expect(explainFailure(new AppError('INVALID_INPUT', 'Nobody wrote this down.'))).toBe(
      'INVALID_INPUT: Nobody wrote this down.',
    )
  })
})
