import { describe, expect, it } from 'vitest'
import { READ_LIMITS } from '../../../src/ingest/formats/reader.ts'
import { spreadsheet } from '../../../src/ingest/formats/spreadsheet.ts'
import { figureAt, readAll } from './read-all.ts'
import { type SheetOf, workbookOf } from './workbook-of.ts'
import { zipOf } from './zip-of.ts'

const read = (sheets: readonly SheetOf[], type: 'xlsx' | 'biff8' = 'xlsx') =>
  readAll(spreadsheet, workbookOf(sheets, type), { name: type === 'xlsx' ? 'a.xlsx' : 'a.xls', chunk: 65_536 })

const BY_OCCUPATION: SheetOf = {
  name: '33',
  rows: [
    ['33. Lao động từ 15 tuổi trở lên phân theo nghề nghiệp'],
    ['    Employed population by occupation'],
    [null, null, 'ĐVT: Người - Unit: Person'],
    ['', 2019, 2020, 'Sơ bộ\nPrel.\n2021'],
    ['TỔNG SỐ - TOTAL', 450, 460, 470],
    ['Phân theo nghề nghiệp - By occupation'],
    ['  Nhà lãnh đạo - Leaders/managers', 50, 55, '-'],
    ['  Chuyên môn kỹ thuật bậc cao'],
    ['  High level professionals', 100, '..', 120],
    ['  Dịch vụ cá nhân, bảo vệ, bán hàng'],
    ['  Personal services, protective workers'],
    ['  and sales worker', 300, 305, 350],
    ['(*) Số liệu điều chỉnh sau Tổng điều tra.'],
  ],
  merges: ['C3:D3'],
}

describe('yearbook workbook', () => {
  it('labels over several rows are one label, with the figures of the last row', async () => {
    const { figures, faults } = await read([BY_OCCUPATION])
    expect(faults).toEqual([])
    expect([...new Set(figures.map(({ dimensions }) => dimensions['ROW']!.label))]).toEqual([
      'TỔNG SỐ - TOTAL',
      'Nhà lãnh đạo - Leaders/managers',
      'Chuyên môn kỹ thuật bậc cao High level professionals',
      'Dịch vụ cá nhân, bảo vệ, bán hàng Personal services, protective workers and sales worker',
    ])
    expect(figures.filter(({ dimensions }) => dimensions['GROUP']!.label === null)).toHaveLength(3)
  })

  it('"Sơ bộ / Prel. / 2021" over a column makes its figures preliminary', async () => {
    const { figures } = await read([BY_OCCUPATION])
    expect(figures.filter(({ flags }) => flags.includes('P')).map(({ period }) => period)).toEqual(
      Array(4).fill('Sơ bộ Prel. 2021'),
    )
    expect(figures.filter(({ period }) => period === '2020').flatMap(({ flags }) => flags)).toEqual(['..'])
  })

  it('a dash is nil, two dots are missing; the unit line is an attribute, the footnote a note', async () => {
    const document = await read([BY_OCCUPATION])
    expect(figureAt(document, 'Nhà lãnh đạo - Leaders/managers', 'Sơ bộ Prel. 2021')).toMatchObject({
      value: 0,
      text: '-',
      flags: ['P', '-'],
    })
    expect(figureAt(document, 'Chuyên môn kỹ thuật bậc cao High level professionals', '2020')).toMatchObject({
      value: null,
      text: '..',
    })
    expect(document.figures[0]!.attributes['UNIT']).toBe('Người - Person')
    expect(document.head.notes).toContain('33: (*) Số liệu điều chỉnh sau Tổng điều tra.')
    expect(document.figures[0]!.place).toEqual({ part: '33', row: 5, column: 'B5' })
  })

  it('blocks under merged sub-headings have their own unit; rows may be years', async () => {
    const document = await read([
      {
        name: 'sex',
        rows: [
          ['2. Dân số trung bình phân theo giới tính'],
          [null, 'Tổng số', 'Chia ra - Of which'],
          [null, 'Total', 'Nam\nMales', 'Nữ\nFemales'],
          [null, 'Nghìn người - Thous. Pers.'],
          [2020, 97582.7, 48593.9, 48988.8],
          ['Sơ bộ - Prel. 2021', 98506.2, 49092.7, 49413.5],
          [null, 'Cơ cấu - Structure (%)'],
          [2020, 100, 49.8, 50.2],
          ['Sơ bộ - Prel. 2021', 100, 49.84, 50.16],
        ],
        merges: ['B4:D4', 'B7:D7', 'C2:D2'],
      },
    ])
    expect(document.faults).toEqual([])
    expect(document.figures).toHaveLength(12)
    expect(figureAt(document, 'Cơ cấu - Structure (%)', 'Nam Males', '2020')).toMatchObject({
      value: 49.8,
      attributes: { UNIT: '%' },
    })
    expect(figureAt(document, 'Nghìn người - Thous. Pers.', 'Tổng số Total', 'Sơ bộ - Prel. 2021')).toMatchObject({
      value: 98506.2,
      flags: ['P'],
      attributes: { UNIT: 'Nghìn người - Thous. Pers.' },
    })
  })

  it('years merged over columns of sexes: every column has its year and its sex', async () => {
    const document = await read([
      {
        name: 't',
        rows: [
          ['Bảng 5. Lao động theo giới tính'],
          [null, 2019, null, 2020, null],
          [null, 'Nam', 'Nữ', 'Nam', 'Nữ'],
          ['Hà Nội', 1, 2, 3, 4],
          ['Hải Phòng', 5, 6, 7, 8],
        ],
        merges: ['B2:C2', 'D2:E2'],
      },
    ])
    expect(
      document.figures.map(({ period, dimensions, value }) => [period, dimensions['COLUMN']!.label, value]).slice(0, 4),
    ).toEqual([
      ['2019', 'Nam', 1],
      ['2019', 'Nữ', 2],
      ['2020', 'Nam', 3],
      ['2020', 'Nữ', 4],
    ])
  })

  it('a continued sheet without headings takes those of the sheet before', async () => {
    const document = await read([
      { name: '40', rows: [['40. Lao động phân theo tỉnh'], [null, 2019, 2020], ['Vùng A', 1, 2], ['Tỉnh 1', 3, 4]] },
      {
        name: '40b',
        rows: [['40. (Tiếp theo) Lao động phân theo tỉnh'], ['(Cont.) Employed by province'], ['Tỉnh 2', 5, 6]],
      },
    ])
    expect(document.faults).toEqual([])
    expect(figureAt(document, 'Tỉnh 2', '2020')).toMatchObject({ value: 6, place: { part: '40b' } })
  })

  it('the same rows under three heads are told apart by their section', async () => {
    const group = ['Phân theo loại hình - By types of ownership']
    const document = await read([
      {
        name: 'sv',
        rows: [
          ['Số sinh viên đại học'],
          [null, '2019-2020', '2020-2021'],
          ['Số sinh viên - Number of students', 28049, 30230],
          group,
          ['Công lập - Public', 23255, 28520],
          ['Ngoài công lập - Non-public', 4794, 1710],
          ['Số sinh viên tốt nghiệp - Number of graduates', 6211, 5618],
          group,
          ['Công lập - Public', 5355, 5388],
          ['Ngoài công lập - Non-public', 856, 230],
        ],
      },
    ])
    expect(
      figureAt(document, 'Số sinh viên tốt nghiệp - Number of graduates', 'Công lập - Public', '2020-2021')!.value,
    ).toBe(5388)
    expect(figureAt(document, 'Số sinh viên - Number of students', 'Công lập - Public', '2020-2021')!.value).toBe(28520)
    const keys = document.figures.map(({ dimensions, period }) => JSON.stringify([dimensions, period]))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('an .xls in a TCVN3 font is decoded, and the text as stored is kept', async () => {
    const document = await read(
      [
        {
          name: 'tyleTN',
          rows: [
            ['4. Tû lÖ thÊt nghiÖp cña lùc l­îng lao ®éng'],
            [null, 1996, 2002],
            ['C¶ n­íc - Whole country', 5.88, 6.01],
            ['§ång b»ng s«ng Hång'],
            ['Red River Delta', 7.57, 6.64],
          ],
        },
      ],
      'biff8',
    )
    expect(document.head.title).toBe('4. Tỷ lệ thất nghiệp của lực lượng lao động')
    expect(figureAt(document, 'Cả nước - Whole country', '1996')).toMatchObject({
      value: 5.88,
      attributes: { STORED_LABEL: 'C¶ n­íc - Whole country' },
    })
    expect(figureAt(document, 'Đồng bằng sông Hồng Red River Delta', '2002')!.value).toBe(6.64)
    expect(document.head.notes.join()).toContain('TCVN3')
  })

  it('decomposed letters and U+01A3 for ư are put right', async () => {
    const rows = [
      ['5. Người làm việc'.normalize('NFD')],
      [null, 2019, 2020],
      ['Ng\u01a3ời có việc'.normalize('NFD'), 1, 2],
    ]
    const document = await read([{ name: 't', rows }])
    expect(document.head.title).toBe('5. Người làm việc')
    expect(document.figures[0]!.dimensions['ROW']!.label).toBe('Người có việc')
  })
})

describe('numbers that stand as text', () => {
  const table = (unit: string, ...rows: readonly (readonly string[])[]): SheetOf => ({
    name: 't',
    rows: [
      ['1. Bảng'],
      [null, null, `ĐVT: ${unit}`],
      [null, '2019', '2020'],
      ...rows.map((row, k) => [`Hàng ${k + 1}`, ...row]),
    ],
  })
  const values = async (sheet: SheetOf) => (await read([sheet])).figures.map(({ value }) => value)

  it('are read as the only style all of them fit', async () => {
    expect(await values(table('%', ['54,75', '1.234.567']))).toEqual([54.75, 1234567])
    expect(await values(table('%', ['54.75', '1,234.5']))).toEqual([54.75, 1234.5])
    expect(await values(table('%', ['338339', '12']))).toEqual([338339, 12])
  })

  it('are thousands where the unit is counted one by one, and the head says why', async () => {
    const document = await read([table('Sinh viên - Student', ['34.915', '30.210'], ['15.507', '12.916'])])
    expect(document.figures.map(({ value }) => value)).toEqual([34915, 30210, 15507, 12916])
    expect(document.head.notes.join()).toContain(
      'read as 1.234,5, since the unit is "Sinh viên - Student", which has no fractions',
    )
    expect(document.figures[0]!.attributes['NUMBER_STYLE']).toBe('1.234,5')
  })

  it('are refused where nothing tells, with both meanings named', async () => {
    const document = await read([table('Nghìn người', ['34.915', '30.210'], ['15.507', '12.916'])])
    expect(document.figures).toEqual([])
    expect(document.faults).toHaveLength(4)
    expect(document.faults[0]!.reason).toContain('"34.915" can mean 34.915 (as 1234.5) or 34915 (as 1.234,5)')
    expect(document.head.notes.join()).toContain('those in doubt are refused')
  })

  it('follow another block of the workbook that is beyond doubt', async () => {
    const sure = { ...table('%', ['54,75', '1.234.567']), name: 'a' }
    const document = await read([sure, { ...table('Nghìn người', ['34.915', '30.210']), name: 'b' }])
    expect(document.figures.filter(({ place }) => place.part === 'b').map(({ value }) => value)).toEqual([34915, 30210])
  })

  it('a ratio per enterprise is not counted one by one', async () => {
    const document = await read([table('Người/doanh nghiệp', ['34.915', '30.210'])])
    expect(document.figures).toEqual([])
  })

  it('a footnote mark is a flag, a per cent sign an attribute', async () => {
    const document = await read([table('%', ['5,54(*)', '12,5%'])])
    expect(document.figures[0]).toMatchObject({ value: 5.54, text: '5,54(*)', flags: ['(*)'] })
    expect(document.figures[1]).toMatchObject({ value: 12.5, attributes: { NUMBER_FORMAT: '%' } })
  })
})

describe('cells of a workbook', () => {
  const rows = [['1. Bảng'], [null, 2019, 2020], ['A', 1, 2], ['B', 3, 4]]

  it('a formula is not computed: its stored result is read, and without one it is a fault', async () => {
    const document = await read([
      { name: 't', rows, cells: { B3: { t: 'n', v: 7, f: 'SUM(C3:C4)' }, C4: { t: 'z', f: 'B4*2' } } },
    ])
    expect(figureAt(document, 'A', '2019')).toMatchObject({ value: 7, attributes: { FORMULA: 'SUM(C3:C4)' } })
    expect(document.head.notes.join()).toMatch(/\d cells? holds? formulas|cells hold formulas/)
    expect(figureAt(document, 'B', '2020')?.value ?? null).toBeNull()
  })

  it('an error value and a date in the place of a number are faults', async () => {
    const document = await read([
      { name: 't', rows, cells: { B3: { t: 'e', v: 0x07, w: '#DIV/0!' }, C3: { t: 'n', v: 45_628, z: 'dd/mm/yyyy' } } },
    ])
    expect(document.faults.map(({ place }) => place.column)).toEqual(['B3', 'C3'])
    expect(document.faults[1]!.reason).toContain('turned a number such as 3.12 into one')
  })

  it('a share stored as its hundredth comes out as shown', async () => {
    const document = await read([{ name: 't', rows, cells: { B3: { t: 'n', v: 0.0185, z: '0.00%' } } }])
    expect(figureAt(document, 'A', '2019')).toMatchObject({
      value: 1.85,
      text: '1.85%',
      attributes: { NUMBER_FORMAT: '%' },
    })
  })

  it('a row of column numbers is no row of figures, and the head says so; a row of figures like it is kept', async () => {
    const document = await read([
      { name: 't', rows: [['1. Bảng'], [null, 2019, 2020, 2021], ['A', 1, 2, 3], ['Nam', 5, 6, 7], ['B', 1, 2, 3]] },
    ])
    expect(document.figures.map(({ value }) => value)).toEqual([5, 6, 7, 1, 2, 3])
    expect(document.head.notes.join()).toContain('Row 3 is read as numbers of columns')
  })

  it('a row whose cells cannot be read is refused cell by cell, and spoils neither headings nor other rows', async () => {
    const document = await read([
      {
        name: 't',
        rows: [
          ['1. Bảng'],
          [null, 2019, 2020],
          ['Hà Nội', 'l234', '12O'],
          ['Huế', 5, 6],
          ['Vinh', 'chưa có', 'chưa có'],
          ['Đà Lạt', 7, 8],
        ],
      },
    ])
    expect(document.faults.map(({ text }) => text)).toEqual(['l234', '12O', 'chưa có', 'chưa có'])
    expect(document.figures.map(({ period, value }) => [period, value])).toEqual([
      ['2019', 5],
      ['2020', 6],
      ['2019', 7],
      ['2020', 8],
    ])
  })

  it('figures that could be years are figures under a heading of years; a second row of years is a heading', async () => {
    const document = await read([
      {
        name: 't',
        rows: [
          ['1. Số cơ sở'],
          [null, 2019, 2020],
          ['Hà Nội', 1990, 2010],
          ['Năm - Year', 2021, 2022],
          ['Hà Nội', 2015, 1950],
        ],
      },
    ])
    expect(document.figures.map(({ period, value }) => [period, value])).toEqual([
      ['2019', 1990],
      ['2020', 2010],
      ['2021', 2015],
      ['2022', 1950],
    ])
  })

  it('a unit stands over a block in the column of labels, in a heading in brackets, or above the headings', async () => {
    const document = await read([
      {
        name: 'a',
        rows: [
          ['1. Bảng'],
          [null, 2019, 2020],
          ['Nghìn người - Thous. persons'],
          ['Nam', 1, 2],
          ['Cơ cấu - Structure (%)'],
          ['Nam', 3, 4],
        ],
      },
      { name: 'b', rows: [['2. Bảng năm 2020'], [null, 'Dân số (Nghìn người)'], ['Hà Nội', 5]] },
      {
        name: 'c',
        rows: [
          ['3. Bảng'],
          [null, null, null, 'Đơn vị: Triệu đồng'],
          ['STT', 'Chỉ tiêu', 2019, 2020],
          [1, 'Người học việc', 6, 7],
        ],
      },
    ])
    expect(document.figures.map(({ value, attributes }) => [value, attributes['UNIT']])).toEqual([
      [1, 'Nghìn người - Thous. persons'],
      [2, 'Nghìn người - Thous. persons'],
      [3, '%'],
      [4, '%'],
      [5, 'Nghìn người'],
      [6, 'Triệu đồng'],
      [7, 'Triệu đồng'],
    ])
    expect(figureAt(document, 'Người học việc', '2019')!.value).toBe(6)
    expect(document.figures[4]!.period).toBe('2020')
  })

  it('figures of two columns with the same heading are faults', async () => {
    const document = await read([{ name: 't', rows: [['1. Bảng'], [null, 2019, 2020, 2020], ['Nam', 1, 2, 3]] }])
    expect(document.figures.map(({ value }) => value)).toEqual([1])
    expect(document.faults.map(({ text }) => text)).toEqual(['2', '3'])
  })

  it('figures under no heading are faults, not figures of nothing', async () => {
    const document = await read([{ name: 't', rows: [['1. Bảng'], [null, 2019, 2020], ['A', 1, 2, 99]] }])
    expect(document.figures).toHaveLength(2)
    expect(document.faults).toEqual([
      expect.objectContaining({ text: '99', place: { part: 't', row: 3, column: 'D3' } }),
    ])
  })
})

describe('list in a workbook', () => {
  const heading = ['AREA', 'OCC_CODE', 'OCC_TITLE', 'TOT_EMP', 'H_MEAN']
  const rows = ['11-1011', '11-1021', '11-2011', '13-1011', '15-1252'].map((code, k) => [
    '99',
    code,
    `Occupation ${k}`,
    1000 + k,
    30.5 + k,
  ])

  it('text columns say what, numeric columns are figures; codes of digits stay codes', async () => {
    const document = await read([{ name: 'national', rows: [heading, ...rows] }])
    expect(document.head.format).toBe('spreadsheet-list')
    expect(document.head.dimensions.map(({ id }) => id)).toEqual([
      'AREA',
      'OCC_CODE',
      'OCC_TITLE',
      'COLUMN',
      'TIME_PERIOD',
    ])
    expect(figureAt(document, '11-1021', 'TOT_EMP')).toMatchObject({
      value: 1001,
      dimensions: { AREA: { code: '99' } },
    })
  })

  it('"*" is not available, "#" is top-coded, a dash is unknown: none is a number', async () => {
    const marked = rows.map((row, k) => [...row.slice(0, 4), ['*', '#', '-', 12.5, 13.5][k]!])
    const document = await read([{ name: 'national', rows: [heading, ...marked] }])
    expect(
      document.figures
        .filter(({ dimensions }) => dimensions['COLUMN']!.code === 'H_MEAN')
        .map(({ value, flags }) => [value, ...flags]),
    ).toEqual([[null, '*'], [null, '#'], [null, '-'], [12.5], [13.5]])
  })
})

describe('workbooks that are refused', () => {
  it('one with more cells than the limit, before it is built in memory', async () => {
    const rows = Array.from({ length: 400 }, (_, k) => [`Hàng ${k}`, k, k + 1])
    const limits = { ...READ_LIMITS, maxCells: 1000 }
    const bytes = workbookOf([{ name: 't', rows: [['1. Bảng'], [null, 2019, 2020], ...rows] }])
    await expect(readAll(spreadsheet, bytes, { name: 'a.xlsx', limits, chunk: 65_536 })).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message: expect.stringContaining('more than 1000 cells'),
    })
  })

  it('one with XML entities, one that is no workbook, a bomb, a cut one, one without figures', async () => {
    const xml = (text: string) => Buffer.from(text)
    const refuse = (bytes: Uint8Array, code: string) =>
      expect(readAll(spreadsheet, bytes, { name: 'a.xlsx', chunk: 65_536 })).rejects.toMatchObject({
        name: 'AppError',
        code,
      })
    const entity = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    await refuse(zipOf([{ name: 'xl/workbook.xml', data: xml(entity) }]), 'FILE_NOT_READABLE')
    await refuse(xml('<html><table><tr><td>2019</td></tr></table></html>'), 'FILE_NOT_READABLE')
    await refuse(zipOf([{ name: 'hello.txt', data: xml('hello') }]), 'FILE_NOT_READABLE')
    await refuse(zipOf([{ name: 'xl/workbook.xml', data: Buffer.alloc(48 * 1024 * 1024, ' ') }]), 'TOO_LARGE')
    const whole = workbookOf([{ name: 't', rows: [['1. Bảng'], [null, 2019, 2020], ['A', 1, 2]] }])
    await refuse(whole.subarray(0, Math.floor(whole.length * 0.8)), 'FILE_NOT_READABLE')
    await refuse(workbookOf([{ name: 't', rows: [['only'], ['words']] }]), 'SOURCE_SCHEMA_CHANGED')
  })
})
