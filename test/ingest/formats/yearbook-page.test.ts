import { describe, expect, it } from 'vitest'
import { detectFormat } from '../../../src/ingest/formats/detect.ts'
import { bytesSource } from '../../../src/ingest/formats/open-bytes.ts'
import { yearbookPage } from '../../../src/ingest/formats/yearbook-page.ts'
import { figureAt, fixture, readAll, readFixture } from './read-all.ts'

describe('text of a yearbook page', () => {
  it('figures at the ends of lines are columns; the heading is put together from three lines', async () => {
    const document = await readFixture(yearbookPage, 'tables/yearbook-page.txt')
    expect(document.head.title).toBe('Lao động đang làm việc phân theo nghề Employed population by occupation')
    expect(figureAt(document, 'TỔNG SỐ - TOTAL', 'Sơ bộ Prel. 2021')).toMatchObject({
      value: 3470,
      flags: ['P'],
      attributes: { UNIT: 'Người - Person' },
    })
    expect(figureAt(document, 'Người quản lý - Managers', 'Sơ bộ Prel. 2021')).toMatchObject({
      value: 0,
      text: '-',
      flags: ['P', '-'],
    })
    expect(figureAt(document, 'Chuyên môn kỹ thuật bậc cao High level professionals', '2019')!.value).toBe(2100)
    expect(document.figures.every(({ period, dimensions }) => period !== '' && dimensions['ROW']!.label !== null)).toBe(
      true,
    )
  })

  it('a line with a figure too few is a fault: a blank leaves no trace in text', async () => {
    const { figures, faults } = await readFixture(yearbookPage, 'tables/yearbook-page.txt')
    expect(faults.map(({ text, place }) => [text, place.row])).toEqual([
      ['300', 15],
      ['350', 15],
    ])
    expect(figures.some(({ dimensions }) => dimensions['ROW']!.label === 'Khác - Other')).toBe(false)
  })

  it('rows of years under headings whose places are lost: columns are numbered and the head says so', async () => {
    const page = [
      'Nam Nữ',
      'Người - Person',
      '2019 2.450 1.100',
      '2020 2.460 1.150',
      'Sơ bộ - Prel. 2021 2.470 1.160',
      'Cơ cấu - Structure (%)',
      '2019 54,1 45,9',
      '2020 54,2 45,8',
      'Sơ bộ - Prel. 2021 54,3 45,7',
    ]
    const document = await readAll(yearbookPage, `${page.join('\n')}\n`)
    expect(document.head.notes.join()).toContain('columns are numbered from left to right')
    expect(figureAt(document, 'Người - Person', '2019', 'column 2')!.value).toBe(1100)
    expect(figureAt(document, 'Cơ cấu - Structure (%)', 'Sơ bộ - Prel. 2021', 'column 1')).toMatchObject({
      value: 54.3,
      flags: ['P'],
    })
  })

  it('is told apart from other text', async () => {
    const source = bytesSource('page.txt', fixture('tables/yearbook-page.txt'))
    expect((await detectFormat(source)).format).toBe('yearbook-page')
    await expect(readAll(yearbookPage, 'Dear colleague,\nplease find 12 13 enclosed')).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
    })
  })
})
