import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { px } from '../../../src/ingest/formats/px.ts'
import { READ_LIMITS } from '../../../src/ingest/formats/reader.ts'
import { figureAt, fixture, readAll, readFixture } from './read-all.ts'

const TWO_LANGUAGES = 'px/labour-two-languages.px'
const KEYS = 'px/students-with-keys.px'
const text = (path: string): string => fixture(path).toString('utf8')

describe('PX', () => {
  it('figures stand in the order of the file: stub outermost, heading innermost', async () => {
    const { figures, faults } = await readFixture(px, TWO_LANGUAGES)
    expect(faults).toEqual([])
    expect(figures.map(({ value }) => value)).toEqual([
      55767.4,
      54842.9,
      50560.5,
      76.8,
      74.4,
      67.7,
      29220.1,
      null,
      26838.3,
      82.1,
      null,
      74.3,
      26547.3,
      26019.2,
      23722.2,
      71.6,
      0,
      61.2,
    ])
    expect(figures[8]!.dimensions).toEqual({
      SEX: { code: 'M', label: 'Nam' },
      'Chỉ tiêu': { code: 'NB', label: 'Số người' },
    })
  })

  it('the head is in the main language, with the latest day of all contents', async () => {
    const { head } = await readFixture(px, TWO_LANGUAGES)
    expect(head.title).toBe('Lực lượng lao động chia theo giới tính, chỉ tiêu và năm')
    expect(head.publisher).toBe('Cục Thống kê')
    expect(head.published).toBe('2024-01-09')
    expect(head.dimensions).toEqual([
      { id: 'SEX', label: 'Giới tính' },
      { id: 'Chỉ tiêu', label: 'Chỉ tiêu' },
      { id: 'TIME_PERIOD', label: 'Năm' },
    ])
    expect(head.notes).toContain('Từ 2021 theo ICLS 19.\nKhông so sánh trực tiếp.')
    expect(head.notes).toContain('SEX: Theo giấy tờ.')
  })

  it('a dash is nil, dots are missing with the symbol the file shows for them', async () => {
    const document = await readFixture(px, TWO_LANGUAGES)
    expect(figureAt(document, 'F', 'RT', '2020')).toMatchObject({ value: 0, text: '-', flags: ['-'] })
    expect(figureAt(document, 'M', 'NB', '2020')).toMatchObject({ value: null, text: '.', flags: ['c'] })
    expect(figureAt(document, 'M', 'RT', '2020')).toMatchObject({ value: null, flags: ['..'] })
  })

  it('units follow the contents, notes the cells they name, and a star names all', async () => {
    const document = await readFixture(px, TWO_LANGUAGES)
    expect(figureAt(document, 'T', 'RT', '2019')!.attributes['UNITS']).toBe('%')
    expect(figureAt(document, 'T', 'NB', '2019')!.attributes['UNITS']).toBe('nghìn người')
    expect(figureAt(document, 'F', 'RT', '2020')!.attributes['NOTE']).toBe('Ước lượng từ mẫu nhỏ.')
    expect(figureAt(document, 'F', 'NB', 'Sơ bộ 2021')!.attributes['NOTE']).toBe('Số liệu sơ bộ.')
    expect(figureAt(document, 'M', 'RT', '2019')!.attributes['NOTE']).toBe('Kể cả quân nhân.')
    expect(figureAt(document, 'T', 'NB', '2019')!.attributes['NOTE']).toBeUndefined()
  })

  it('a time list gives the period, save where the label says a status too', async () => {
    const document = await readFixture(px, TWO_LANGUAGES)
    expect([...new Set(document.figures.map(({ period }) => period))]).toEqual(['2019', '2020', 'Sơ bộ 2021'])
    const keyed = await readFixture(px, KEYS)
    expect([...new Set(keyed.figures.map(({ period }) => period))]).toEqual(['2023-Q3', '2023-Q4', '2024-Q1'])
  })

  it('Roman quarters of Spanish offices are quarters', async () => {
    const file = text(KEYS)
      .replace('"2023Q3","2023Q4","2024Q1"', '"2023TIII","2023TIV","2024TI"')
      .replace(/TIMEVAL.*\n/, '')
    const { figures } = await readAll(px, file)
    expect(figures.slice(0, 3).map(({ period }) => period)).toEqual(['2023-Q3', '2023-Q4', '2024-Q1'])
  })

  it('rows with keys are placed by code or text; rows left out are not made up', async () => {
    const document = await readFixture(px, KEYS)
    expect(document.figures).toHaveLength(9)
    expect(figureAt(document, '02', 'Master', '2024-Q1')!.value).toBe(7)
    expect(figureAt(document, '02', 'Master', '2023-Q4')!.value).toBe(0)
    expect(figureAt(document, '04', 'Bachelor', '2023-Q4')!.value).toBeNull()
    expect(figureAt(document, '01', 'Master')).toBeUndefined()
    expect(document.head.notes.join()).toContain('zero by the rules of PX')
  })

  it('a key nobody declared costs its row and nothing else', async () => {
    const document = await readAll(px, text(KEYS).replace('"02","Master"', '"99","Master"'))
    expect(document.faults).toHaveLength(3)
    expect(document.faults[0]).toMatchObject({ place: { row: 18 }, text: '0' })
    expect(document.faults[0]!.reason).toContain('"99" is not a value of field')
    expect(document.figures).toHaveLength(6)
  })

  it('the same row twice is refused', async () => {
    await expect(readAll(px, text(KEYS).replace('"02","Master"', '"01","Bachelor"'))).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
    })
  })

  it.each([
    ['windows-1252', 'CODEPAGE="iso-8859-1";', 'Région'],
    ['windows-1258', 'CODEPAGE="windows-1258";', 'Đông Nam Bộ'],
    ['cp850', '', 'Région'],
    ['utf-8', 'CODEPAGE="utf-8";', 'Đông Nam Bộ'],
  ])('reads text of %s as declared', async (encoding, declaration, label) => {
    const charset = encoding === 'cp850' ? '' : 'CHARSET="ANSI";\n'
    const file = `${charset}${declaration}\nMATRIX="A";STUB="r";HEADING="y";VALUES("r")="${label}";VALUES("y")="2020","2021";DATA=1 2;`
    // windows-1258 writes the tone of a vowel as a letter of its own.
    const bytes =
      encoding === 'windows-1258' ? iconv.encode(file.replace('ộ', 'ô\u0323'), encoding) : iconv.encode(file, encoding)
    const { figures } = await readAll(px, bytes)
    expect(figures[1]).toMatchObject({ dimensions: { r: { label: label.normalize('NFC') } }, period: '2021', value: 2 })
  })

  it('bytes that are UTF-8 are read so whatever is declared, and the head says it', async () => {
    const file = text(TWO_LANGUAGES).replace('CODEPAGE="utf-8"', 'CODEPAGE="iso-8859-1"')
    const { head, figures } = await readAll(px, file)
    expect(figures[0]!.dimensions['SEX']!.label).toBe('Tổng số')
    expect(head.notes).toContain('Declared as iso-8859-1, but its bytes are UTF-8.')
  })

  it('a byte order mark decides, UTF-16 too', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text(KEYS), 'utf16le')])
    expect((await readAll(px, bytes)).figures).toHaveLength(9)
    expect(px.recognises(bytes, 'a.px')).toBeGreaterThan(0.9)
  })

  it('comma, tab, semicolon and line break separate cells and mean the same', async () => {
    const head = 'MATRIX="A";STUB="r";HEADING="y";VALUES("r")="x","z";VALUES("y")="2020","2021";\nDATA='
    for (const data of ['1 2\n3 4\n;', '1,2,3,4;', '1\t2;3\t4;', '1 2 3 4\n']) {
      expect((await readAll(px, head + data)).figures.map(({ value }) => value)).toEqual([1, 2, 3, 4])
    }
  })

  it.each([
    [
      'fewer cells than its variables make',
      (t: string) => t.replace('26019.2 ', ''),
      /17 cells, its variables make 18/,
    ],
    ['more cells', (t: string) => t.replace('61.2 ;', '61.2 9 ;'), /more than the 18 cells/],
    ['a last cell that may be cut', (t: string) => t.slice(0, t.lastIndexOf('.2 ;')), /last one may be cut/],
    ['no DATA=', (t: string) => t.slice(0, t.indexOf('DATA=')), /no DATA=/],
    ['a value missing between its commas', (t: string) => t.replace('"T","M","F"', '"T","M"'), /3 VALUES but 2 CODES/],
    ['a variable without values', (t: string) => t.replace(/VALUES\("Năm"\).*\n/, ''), /VALUES\("Năm"\) is missing/],
    [
      'an encoding nobody knows',
      (t: string) => Buffer.from(t.replace('"utf-8"', '"klingon"').replaceAll('ự', '\u00ff'), 'latin1'),
      /klingon/,
    ],
  ])('refuses a file with %s', async (_, damage, message) => {
    await expect(readAll(px, damage(text(TWO_LANGUAGES)))).rejects.toMatchObject({
      name: 'AppError',
      message: expect.stringMatching(message),
    })
  })

  it('a cell that is neither a number nor a symbol is kept as a fault with its place', async () => {
    const { figures, faults } = await readAll(
      px,
      text(TWO_LANGUAGES).replace('54842.9', '54842,9x').replace('55767.4 ', ''),
    )
    expect(figures).toHaveLength(17)
    expect(faults).toEqual([
      expect.objectContaining({ text: '9x', place: { part: 'LD01', row: 46, column: 'T / NB / 2020' } }),
    ])
  })

  it('a table larger than the limit is refused before its cells are read', async () => {
    await expect(readAll(px, text(KEYS), { limits: { ...READ_LIMITS, maxCells: 10 } })).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message: expect.stringContaining('18 cells; at most 10'),
    })
  })
})
