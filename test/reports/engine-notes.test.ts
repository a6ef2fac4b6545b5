import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sourceLabel } from '../../src/reports/advice-sources.ts'
import { engineNote } from '../../src/reports/engine-notes.ts'

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../src/${path}`, import.meta.url)), 'utf8')
const filled = (template: string): string => template.replaceAll(/\$\{[^}]*\}/g, '7')

test('engine notes: every note and every way of reconciling has its Vietnamese', () => {
  const engine = read('forecast/engine.ts')
  const notes = [
    ...engine.matchAll(/notes\.push\(\s*`([^`]+)`/g),
    ...read('forecast/prepare/prepare-series.ts').matchAll(/\[\.\.\.notes, `([^`]+)`\]/g),
  ].map((match) => filled(match[1]!))
  expect(notes.length).toBeGreaterThanOrEqual(6)
  for (const note of notes) expect(engineNote(note), note).not.toBeNull()
  const ways = /RECONCILED_BY[^{]*\{([^}]+)\}/.exec(engine)![1]!
  const named = [...ways.matchAll(/:\s*'([^']+)'/g)].map((match) => match[1]!)
  expect(named.length).toBe(6)
  for (const way of named) {
    expect(engineNote(way), way).not.toBeNull()
    expect(engineNote(`Reconciled by ${way}.`)).toContain(engineNote(way))
  }
})

test('engine notes: the numbers of a note stay, and a note that is not ours is not guessed at', () => {
  expect(engineNote('A shock from 2020-Q2 to 2021-Q4 was bridged in the history the models saw.')).toBe(
    'Cú sốc từ 2020-Q2 đến 2021-Q4 đã được bắc cầu trong lịch sử mà các mô hình thấy.',
  )
  expect(engineNote('Something else.')).toBeNull()
})

test('sources of the advice: what the code writes is said in both languages, down to the assumption; a survey keeps its name', () => {
  expect(sourceLabel('release r-1, openings of VSCO2020:2 x 0.1 (sub_major_share.25)')).toEqual({
    vi: 'phiên bản r-1: chỗ làm cần tuyển của nhóm lớn 2, nhân 0.1 (giả định: phần của nhóm chính 25 trong nhóm lớn)',
    en: 'release r-1: openings of major group 2, times 0.1 (assumed part of sub-major group 25 in its major group)',
  })
  expect(sourceLabel('mean of 6 programmes by intake; data/synthetic/generate.mjs').vi).toBe(
    'trung bình 6 chương trình theo số nhập học; số bịa ra để thử (data/synthetic)',
  )
  expect(sourceLabel('Khảo sát cựu sinh viên 2025')).toEqual({
    vi: 'Khảo sát cựu sinh viên 2025',
    en: 'Khảo sát cựu sinh viên 2025',
  })
})
