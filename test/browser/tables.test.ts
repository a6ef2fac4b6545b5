import { describe, expect, test } from 'vitest'
import { formatTables, parseTables } from '../../src/dashboard/tables/address.ts'
import { TABLE_IDS, TABLES } from '../../src/dashboard/tables/catalogue.ts'
import { columnsOf, flatten, pivot } from '../../src/dashboard/tables/rows.ts'

describe('address of the table builder', () => {
  test('reads back what it wrote, for every table', () => {
    for (const table of TABLE_IDS) {
      const { filters, figures, across } = TABLES[table]
      const address = {
        lang: 'en' as const,
        table,
        filters: Object.fromEntries(filters.map((name) => [name, `x${name}`])),
        ...(across === undefined ? {} : { figure: figures.at(-1)! }),
      }
      expect(parseTables(formatTables(address))).toEqual(address)
    }
  })

  test('a bare address opens the gaps of Hanoi; a filter of another table and an unknown figure are dropped', () => {
    expect(parseTables('?view=tables')).toMatchObject({ table: 'gaps', filters: { area: 'VN-HN', kind: 'section' } })
    expect(parseTables('?view=tables&table=gaps&area=VN&measure=employment&figure=nonsense')).toEqual({
      lang: 'vi',
      table: 'gaps',
      filters: { area: 'VN' },
    })
  })
})

describe('rows as columns', () => {
  test('nested figures get their path, labels the language, lists one cell; null stays null', () => {
    const row = {
      id: 'a',
      label: { vi: 'Xây dựng', en: 'Construction' },
      gap: { p10: -1, p50: null },
      vintages: ['x', 'y'],
    }
    expect(flatten(row, 'vi')).toEqual({ id: 'a', label: 'Xây dựng', 'gap.p10': -1, 'gap.p50': null, vintages: 'x; y' })
    expect(flatten(row, 'en').label).toBe('Construction')
    expect(columnsOf([{ a: 1 }, { a: 1, b: 2 }])).toEqual(['a', 'b'])
  })

  test('years stand across in order, and a missing one is not a zero', () => {
    const rows = [
      { sector: 'A', year: 2030, gap: 3 },
      { sector: 'A', year: 2029, gap: 2 },
      { sector: 'B', year: 2030, gap: 0 },
    ]
    expect(pivot(rows, ['sector', 'sex'], 'year', 'gap')).toEqual({
      keys: ['sector'],
      across: ['2029', '2030'],
      rows: [
        { key: ['A'], cells: [2, 3] },
        { key: ['B'], cells: [undefined, 0] },
      ],
    })
  })

  test('two vintages of one period stay two rows: nothing is added up or lost', () => {
    const rows = [
      { series: 's', period: '2024-Q3', value: 52.7 },
      { series: 's', period: '2024-Q3', value: 52.8 },
      { series: 's', period: '2024-Q4', value: 53.1 },
    ]
    expect(pivot(rows, ['series'], 'period', 'value').rows).toEqual([
      { key: ['s'], cells: [52.7, 53.1] },
      { key: ['s'], cells: [52.8, undefined] },
    ])
  })
})
