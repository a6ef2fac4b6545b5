import { describe, expect, it } from 'vitest'
import { sdmxCsv } from '../../../src/ingest/formats/sdmx-csv.ts'
import { brief, fixture, readDocument } from './read-document.ts'

const ids = (head: { dimensions: readonly { id: string }[] }) => head.dimensions.map(({ id }) => id)

describe('SDMX-CSV', () => {
  it('1.0: dimensions, status and unit of a row', async () => {
    const { head, figures } = await readDocument(sdmxCsv, fixture('sdmx-csv-1.csv'))
    expect(head).toMatchObject({ format: 'sdmx-csv-1', publisher: 'ILO', title: 'ILO:DF_EMP(1.0)' })
    expect(ids(head)).toEqual(['REF_AREA', 'FREQ', 'MEASURE', 'SEX', 'TIME_PERIOD'])
    expect(figures.map(brief)).toEqual([
      'VNM.A.EMP.SEX_T 2022 50604.7',
      'VNM.A.EMP.SEX_T 2023 51287',
      'VNM.A.EMP.SEX_F 2023 null',
    ])
    expect(figures[1]).toMatchObject({ flags: ['B'], attributes: { UNIT_MEASURE: 'PS', UNIT_MULT: '3' } })
    expect(figures[2]!.text).toBe('NaN')
  })

  it('2.0 with labels, a field separator ; and a sub-field separator |', async () => {
    const { head, figures, faults } = await readDocument(sdmxCsv, fixture('sdmx-csv-2-semicolon.csv'))
    expect(faults).toEqual([])
    expect(head).toMatchObject({ format: 'sdmx-csv-2', title: 'Labour force survey', publisher: 'NSO' })
    expect(head.dimensions[1]).toEqual({ id: 'REF_AREA', label: 'Area' })
    expect(figures[0]).toMatchObject({
      period: '2024-Q1',
      text: '52446,3',
      value: 52446.3,
      dimensions: { FREQ: { code: 'Q', label: 'Quarterly' }, REF_AREA: { code: 'VN', label: 'Viet Nam' } },
      attributes: { ACTION: 'I', TITLE: 'Employed', 'TITLE@vi': 'Có việc làm', SOURCE: 'LFS;Census' },
    })
  })

  it('a deletion is passed on with its action and no value', async () => {
    const { figures } = await readDocument(sdmxCsv, fixture('sdmx-csv-2-semicolon.csv'))
    expect(figures[1]).toMatchObject({ period: '2024-Q2', value: null, attributes: { ACTION: 'D' } })
  })

  it('deletions may mark a measure with any sign, leave out codes for all, or have no measure at all', async () => {
    const marked =
      'STRUCTURE,STRUCTURE_ID,ACTION,AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\ndataflow,A:B(1.0),D,VN,F,2024,-,\ndataflow,A:B(1.0),D,VN,,,-,\n'
    const { figures, faults } = await readDocument(sdmxCsv, marked)
    expect(faults).toEqual([])
    expect(figures.map((figure) => [brief(figure), figure.attributes['ACTION']])).toEqual([
      ['VN.F 2024 null', 'D'],
      ['VN  null', 'D'],
    ])
    const bare = 'STRUCTURE,STRUCTURE_ID,ACTION,AREA\ndataflow,A:B(1.0),D,VN\n'
    expect((await readDocument(sdmxCsv, bare)).figures.map(brief)).toEqual(['VN  null'])
  })

  it('attributes of rows with switched-off dimensions (~) reach the figures they hold for, the most specific first', async () => {
    const { figures, faults } = await readDocument(sdmxCsv, fixture('sdmx-csv-2-groups.csv'))
    expect(faults).toEqual([])
    expect(
      figures.map((figure) => [brief(figure), figure.attributes['UNIT_MULT'], figure.attributes['ACTION']]),
    ).toEqual([
      ['Q.VN.LF 2024-Q1 52446.3', '0', 'M'],
      ['Q.VN.EMP 2024-Q1 51326.1', '3', 'R'],
      ['Q.VN.EMP 2024-Q2 null', '3', 'M'],
    ])
    expect(figures[2]!.text).toBe('#N/A')
  })

  it('a row for a whole series that comes after its figures is a fault, since they were read without its unit', async () => {
    const text =
      'STRUCTURE,STRUCTURE_ID,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\ndataflow,A:B(1.0),VN,2024,5,\ndataflow,A:B(1.0),VN,~,,3\n'
    const { figures, faults } = await readDocument(sdmxCsv, text)
    expect(figures).toHaveLength(1)
    expect(faults[0]!.reason).toContain('Place such rows first')
  })

  it('labels=name: each component is followed by the column of its names', async () => {
    const text =
      'STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,UNIT_MEASURE,Unit,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Status\r\n' +
      'DATAFLOW,OECD:DF(1.1),"Trust, 2025",I,VNM,Viet Nam,PT,Per cent,2021,,50.4,,A,Normal value\r\n'
    const { head, figures } = await readDocument(sdmxCsv, text)
    expect(ids(head)).toEqual(['REF_AREA', 'UNIT_MEASURE', 'TIME_PERIOD'])
    expect(figures[0]).toMatchObject({
      value: 50.4,
      flags: ['A'],
      dimensions: { REF_AREA: { code: 'VNM', label: 'Viet Nam' }, UNIT_MEASURE: { code: 'PT', label: 'Per cent' } },
    })
  })

  it('Eurostat: ids in lower case, a flag column, the frequency of the row', async () => {
    const text =
      'DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\nESTAT:LFSI(1.0),01/10/24 23:00:00,Q,THS_PER,FR,2024-Q1,28600,p,\nESTAT:LFSI(1.0),01/10/24 23:00:00,Q,THS_PER,FR,2024-Q2,,,C\n'
    const { head, figures } = await readDocument(sdmxCsv, text)
    expect(ids(head)).toEqual(['freq', 'unit', 'geo', 'TIME_PERIOD'])
    expect(figures.map((figure) => [brief(figure), figure.flags.join()])).toEqual([
      ['Q.THS_PER.FR 2024-Q1 28600', 'p'],
      ['Q.THS_PER.FR 2024-Q2 null', ''],
    ])
    expect(figures[1]!.attributes).toMatchObject({ CONF_STATUS: 'C', 'LAST UPDATE': '01/10/24 23:00:00' })
  })

  it('the separator after the first term is that of the file, with labels in the heading or quotes around it', async () => {
    for (const sign of [';', '\t', '|']) {
      const heading = ['DATAFLOW: Flow', 'AREA: Area', 'TIME_PERIOD: Time', 'OBS_VALUE: Value', 'OBS_STATUS: Status']
      const row = ['A:B(1.0): Flow', 'VN: Viet Nam', '2024: 2024', '5.5', 'A: Normal']
      for (const quote of ['', '"']) {
        const text = [heading, row].map((fields) => fields.map((field) => quote + field + quote).join(sign)).join('\n')
        expect(sdmxCsv.recognises(Buffer.from(text), 'x')).toBe(1)
        const { figures } = await readDocument(sdmxCsv, `${text}\n`)
        expect(figures.map(brief)).toEqual(['VN 2024 5.5'])
      }
    }
  })

  it('several measures make a figure each', async () => {
    const text =
      'STRUCTURE,STRUCTURE_ID,AREA,TIME_PERIOD,OBS_VALUE1,OBS_VALUE2,OBS_STATUS\ndataflow,A:B(1.0),VN,2024,1.5,2.5,A\n'
    const { head, figures } = await readDocument(sdmxCsv, text)
    expect(ids(head)).toEqual(['AREA', 'OBS_MEASURE', 'TIME_PERIOD'])
    expect(figures.map(brief)).toEqual(['VN.OBS_VALUE1 2024 1.5', 'VN.OBS_VALUE2 2024 2.5'])
  })

  it('columns in any order: the key given by the row tells the dimensions', async () => {
    const text =
      'STRUCTURE,STRUCTURE_ID,OBS_VALUE,REMARK,OBS_KEY,TIME_PERIOD,SEX,AREA\ndataflow,A:B(1.0),5,r,VN.F.2024,2024,F,VN\n'
    const { head, figures } = await readDocument(sdmxCsv, text)
    expect(ids(head)).toEqual(['SEX', 'AREA', 'TIME_PERIOD'])
    expect(figures[0]!.attributes['REMARK']).toBe('r')
  })

  it('a decimal comma is read where commas part no fields, and one file has one decimal sign', async () => {
    const heading = 'STRUCTURE;STRUCTURE_ID;AREA;TIME_PERIOD;OBS_VALUE;OBS_STATUS'
    const rows = ['12,4', '3', '10.8', '9,5'].map((value, row) => `dataflow;A:B(1.0);VN;${2020 + row};${value};A`)
    const { figures, faults } = await readDocument(sdmxCsv, `${[heading, ...rows].join('\n')}\n`)
    expect(figures.map(({ value }) => value)).toEqual([12.4, 3, 9.5])
    expect(faults.map(({ place }) => place.row)).toEqual([4])
    const commas = 'STRUCTURE,STRUCTURE_ID,AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\ndataflow,A:B(1.0),VN,2024,"1,234",A\n'
    expect((await readDocument(sdmxCsv, commas)).faults[0]!.reason).toContain('separators')
  })

  it('cut inside a figure that ends its line, the figure is a fault', async () => {
    const text = 'DATAFLOW,AREA,TIME_PERIOD,OBS_VALUE\nA:B(1.0),VN,2023,52.4\nA:B(1.0),VN,2024,53.1\n'
    expect((await readDocument(sdmxCsv, text)).figures.map(({ value }) => value)).toEqual([52.4, 53.1])
    const { figures, faults } = await readDocument(sdmxCsv, text.slice(0, -3))
    expect(figures.map(({ value }) => value)).toEqual([52.4])
    expect(faults[0]!.text).toBe('A:B(1.0),VN,2024,53')
  })

  it('figures without a time dimension have no period, and the head says so', async () => {
    const text = 'STRUCTURE,STRUCTURE_ID,AREA,EDITION,OBS_VALUE,OBS_STATUS\ndataflow,A:B(1.0),VN,2025,5,A\n'
    const { head, figures } = await readDocument(sdmxCsv, text)
    expect(figures[0]!.period).toBe('')
    expect(head.notes.join(' ')).toContain('no period')
  })

  it('a period that contradicts nothing but the calendar is a fault', async () => {
    const text =
      'DATAFLOW,AREA,FREQ,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nA:B(1.0),VN,M,2024-13,5,A\nA:B(1.0),VN,M,2024-12,,A\nA:B(1.0),VN,M,,6,A\n'
    const { figures, faults } = await readDocument(sdmxCsv, text)
    expect(figures.map(brief)).toEqual(['VN.M 2024-12 null'])
    expect(faults.map(({ place }) => place.row)).toEqual([2, 4])
  })

  it.each([
    ['no measure', 'DATAFLOW,AREA\nA:B(1.0),VN\n', 'OBS_VALUE'],
    ['a column twice', 'DATAFLOW,AREA,AREA,OBS_VALUE\nA:B(1.0),VN,VN,5\n', '"AREA" stands twice'],
    [
      'names that do not alternate',
      'STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,A,B,C,OBS_VALUE\nd,x,y,1,2,3,4\n',
      'alternate',
    ],
  ])('%s is said', async (_, text, said) => {
    await expect(readDocument(sdmxCsv, text)).rejects.toThrow(said)
  })
})
