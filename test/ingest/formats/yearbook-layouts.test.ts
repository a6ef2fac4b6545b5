import { describe, expect, it } from 'vitest'
import type { RawFigure } from '../../../src/ingest/formats/reader.ts'
import { spreadsheet } from '../../../src/ingest/formats/spreadsheet.ts'
import { readAll } from './read-all.ts'
import { type SheetOf, workbookOf } from './workbook-of.ts'

// Tables as statistics offices lay them out; the numbers are worked by hand from the cells.

const read = (sheet: SheetOf, type: 'xlsx' | 'biff8' = 'xlsx') => readAll(spreadsheet, workbookOf([sheet], type))
const brief = ({ dimensions, period, value, flags }: RawFigure) => [
  ...Object.entries(dimensions)
    .filter(([id]) => id !== 'TABLE')
    .map(([, { label }]) => label),
  period,
  value,
  ...flags,
]

describe('layouts of yearbooks', () => {
  it('quarters under merged years are quarters, not four figures of one year', async () => {
    const { figures, faults } = await read({
      name: 'Q',
      merges: ['B3:E3', 'F3:I3'],
      rows: [
        ['Tỷ lệ thất nghiệp trong độ tuổi lao động theo quý'],
        [null, null, null, null, null, null, null, null, 'ĐVT: %'],
        ['', 2022, null, null, null, 'Sơ bộ 2023', null, null, null],
        ['', 'Quý I', 'Quý II', 'Quý III', 'Quý IV', 'Quý I', 'Quý II', 'Quý III', 'Quý IV'],
        ['Chung', 2.46, 2.32, 2.28, 2.32, 2.25, 2.3, 2.3, 2.26],
        ['Thành thị', 2.88, 2.83, 2.76, 2.77, 2.73, 2.75, 2.78, 2.72],
      ],
    })
    expect(faults).toEqual([])
    expect(figures).toHaveLength(16)
    expect(figures.slice(0, 5).map(brief)).toEqual([
      ['Chung', 'Quý I 2022', 2.46],
      ['Chung', 'Quý II 2022', 2.32],
      ['Chung', 'Quý III 2022', 2.28],
      ['Chung', 'Quý IV 2022', 2.32],
      ['Chung', 'Quý I Sơ bộ 2023', 2.25, 'P'],
    ])
  })

  it('months down and years across meet in a period; the row of the whole year stays a year', async () => {
    const { head, figures } = await read({
      name: 'M',
      rows: [
        ['Số lao động được giải quyết việc làm phân theo tháng'],
        [null, null, null, 'Đơn vị: Lượt người'],
        ['', 2022, 2023, 'Ước 2024'],
        ['Tháng 1', 12.5, 13.1, 14],
        ['Quý I', 36, 38, '40,5'],
        ['Cả năm', 150, 160, 170],
      ],
    })
    expect(head.dimensions.map(({ id }) => id)).toEqual(['TABLE', 'ROW', 'TIME_PERIOD'])
    expect(figures.map(brief)).toEqual([
      [null, 'Tháng 1 2022', 12.5],
      [null, 'Tháng 1 2023', 13.1],
      [null, 'Tháng 1 Ước 2024', 14, 'E'],
      [null, 'Quý I 2022', 36],
      [null, 'Quý I 2023', 38],
      [null, 'Quý I Ước 2024', 40.5, 'E'],
      ['Cả năm', '2022', 150],
      ['Cả năm', '2023', 160],
      ['Cả năm', 'Ước 2024', 170, 'E'],
    ])
  })

  it('years that head groups of quarters, with sexes across', async () => {
    const { figures } = await read({
      name: 'G',
      rows: [
        ['Lực lượng lao động theo quý'],
        [null, 'ĐVT: Nghìn người'],
        ['', 'Tổng số', 'Nam'],
        ['Năm 2022'],
        ['Quý I', '51.200,5', '27.000,1'],
        ['Quý II', '51.600,0', '27.200,0'],
        ['Năm 2023'],
        ['Quý I', '52.200,5', '27.500,1'],
      ],
    })
    expect(figures.map(brief)).toEqual([
      ['Tổng số', 'Quý I Năm 2022', 51_200.5],
      ['Nam', 'Quý I Năm 2022', 27_000.1],
      ['Tổng số', 'Quý II Năm 2022', 51_600],
      ['Nam', 'Quý II Năm 2022', 27_200],
      ['Tổng số', 'Quý I Năm 2023', 52_200.5],
      ['Nam', 'Quý I Năm 2023', 27_500.1],
    ])
  })

  it('row numbers (STT) before a column of years are no figures, and the years are periods', async () => {
    const { figures, faults } = await read({
      name: 'ns',
      rows: [
        ['Lực lượng lao động thành phố Hà Nội'],
        ['(Người)'],
        ['STT', 'Năm', 'Tổng số', 'Nam', 'Nữ'],
        [1, 2018, 4_064_800, 2_010_100, 2_054_700],
        [2, '2020 (*)', 4_124_600, 2_050_000, 2_074_600],
        [3, 'Sơ bộ 2021', 3_939_900, 1_960_000, 1_979_900],
        ['(*) Số liệu đã điều chỉnh'],
      ],
    })
    expect(faults).toEqual([])
    expect(figures.map(brief)).toEqual([
      ['Tổng số', '2018', 4_064_800],
      ['Nam', '2018', 2_010_100],
      ['Nữ', '2018', 2_054_700],
      ['Tổng số', '2020 (*)', 4_124_600],
      ['Nam', '2020 (*)', 2_050_000],
      ['Nữ', '2020 (*)', 2_074_600],
      ['Tổng số', 'Sơ bộ 2021', 3_939_900, 'P'],
      ['Nam', 'Sơ bộ 2021', 1_960_000, 'P'],
      ['Nữ', 'Sơ bộ 2021', 1_979_900, 'P'],
    ])
    expect(figures[0]!.attributes).toEqual({ UNIT: 'Người' })
  })

  it('days of a year under and over the year are points in time', async () => {
    const { figures } = await read({
      name: 'D',
      merges: ['B3:C3'],
      rows: [
        ['Dân số tại thời điểm điều tra'],
        [null, null, null, 'Người'],
        ['', 'Thời điểm 1/7', null, 'Sơ bộ'],
        ['', '2022', '2023', '1/4/2024'],
        ['Hà Nội', '8.435.650', '8.587.100', '8.700.000'],
      ],
    })
    expect(figures.map(brief)).toEqual([
      ['Hà Nội', 'Thời điểm 1/7/2022', 8_435_650],
      ['Hà Nội', 'Thời điểm 1/7/2023', 8_587_100],
      ['Hà Nội', 'Sơ bộ 1/4/2024', 8_700_000, 'P'],
    ])
  })

  it('sexes over years, in an old workbook and in decomposed Vietnamese', async () => {
    const rows = [
      ['Bảng 2.1. Lao động phân theo giới tính và ngành kinh tế'],
      [null, null, null, null, 'Đơn vị tính: Nghìn người - Unit: Thous. persons'],
      ['Ngành kinh tế', 'Nam - Male', null, 'Nữ - Female', null],
      [null, 2022, 'Sơ bộ 2023', 2022, 'Sơ bộ 2023'],
      ['TỔNG SỐ - TOTAL', '26\u00a0700,1', '27\u00a0010,9', '23\u00a0904,2', '24\u00a0300,5'],
      ['J. Thông tin và truyền thông', '230,0', '..', '-', '118,3'],
    ].map((row) => row.map((cell) => (typeof cell === 'string' ? cell.normalize('NFD') : cell)))
    const { figures } = await read({ name: 'T2.1', merges: ['B3:C3', 'D3:E3'], rows }, 'biff8')
    expect(figures.map(brief)).toEqual([
      ['TỔNG SỐ - TOTAL', 'Nam - Male', '2022', 26_700.1],
      ['TỔNG SỐ - TOTAL', 'Nam - Male', 'Sơ bộ 2023', 27_010.9, 'P'],
      ['TỔNG SỐ - TOTAL', 'Nữ - Female', '2022', 23_904.2],
      ['TỔNG SỐ - TOTAL', 'Nữ - Female', 'Sơ bộ 2023', 24_300.5, 'P'],
      ['J. Thông tin và truyền thông', 'Nam - Male', '2022', 230],
      ['J. Thông tin và truyền thông', 'Nam - Male', 'Sơ bộ 2023', null, 'P', '..'],
      ['J. Thông tin và truyền thông', 'Nữ - Female', '2022', 0, '-'],
      ['J. Thông tin và truyền thông', 'Nữ - Female', 'Sơ bộ 2023', 118.3, 'P'],
    ])
  })
})
