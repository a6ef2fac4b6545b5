import { describe, expect, it } from 'vitest'
import { noteParts } from '../../../src/ingest/formats/ilostat-csv/rows.ts'
import { ilostatCsv } from '../../../src/ingest/formats/ilostat-csv.ts'
import { brief, fixture, readDocument } from './read-document.ts'

const HEADING = 'ref_area,source,indicator,sex,time,obs_value,obs_status'
const ROW = 'VNM,BA:1,EMP_TEMP_SEX_NB,SEX_T,2023,51287.4,'

describe('ILOSTAT CSV', () => {
  it('codes and labels side by side give coordinates with both', async () => {
    const { head, figures, faults } = await readDocument(ilostatCsv, fixture('ilostat-both.csv'))
    expect(faults).toEqual([])
    expect(head.dimensions.map(({ id }) => id)).toEqual([
      'ref_area',
      'source',
      'indicator',
      'sex',
      'classif1',
      'TIME_PERIOD',
    ])
    expect(figures.map(({ period, value, flags }) => [period, value, flags])).toEqual([
      ['2023', 51287.4, []],
      ['2023', 27310.2, ['B']],
      ['2023Q4', null, ['U']],
    ])
    expect(figures[1]!.dimensions['sex']).toEqual({ code: 'SEX_M', label: 'Male' })
    expect(figures[1]!.attributes['obs_status.label']).toBe('Break in series')
  })

  it('compound notes are kept as published and by type', async () => {
    const { figures } = await readDocument(ilostatCsv, fixture('ilostat-both.csv'))
    expect(figures[0]!.attributes).toMatchObject({
      note_source: 'R1:3513_R1:2803_T2:85',
      'note_source.R1': '3513 2803',
      'note_source.T2': '85',
    })
    expect(noteParts('Repository: ILO-STATISTICS - Micro data processing')).toEqual({})
  })

  it('several data sets in one answer: a dimension one of them lacks is absent, not empty', async () => {
    const { figures } = await readDocument(ilostatCsv, fixture('ilostat-codes.csv'))
    expect(figures.map(brief)).toEqual([
      'VNM.XA:1909.LAP_2GDP_NOC_RT 2020 36.723',
      'VNM.XA:1909.UNE_2EAP_SEX_AGE_RT.SEX_T.AGE_YTHADULT_YGE15 2020M03 2.1',
    ])
    expect(Object.keys(figures[0]!.dimensions)).toEqual(['ref_area', 'source', 'indicator'])
  })

  it('labels alone are labels, not codes', async () => {
    const text = 'ref_area.label,source.label,time,obs_value,obs_status.label\nViet Nam,LFS,2023,5,Break in series\n'
    const { figures } = await readDocument(ilostatCsv, text)
    expect(figures[0]!.dimensions['ref_area']).toEqual({ code: null, label: 'Viet Nam' })
    expect(figures[0]!.flags).toEqual(['Break in series'])
  })

  it('columns are found by name: reordered and extra columns change nothing', async () => {
    const reordered = 'obs_value,time,extra,sex,ref_area,indicator,source\n51287.4,2023,x,SEX_T,VNM,EMP,BA:1\n'
    const { figures } = await readDocument(ilostatCsv, reordered)
    expect(figures[0]).toMatchObject({ value: 51287.4, period: '2023' })
    expect(figures[0]!.dimensions).toMatchObject({
      ref_area: { code: 'VNM' },
      sex: { code: 'SEX_T' },
      extra: { code: 'x' },
    })
  })

  it('a header without rows, which ILOSTAT sends for an unknown code, is refused', async () => {
    await expect(readDocument(ilostatCsv, `${HEADING}\n`)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(readDocument(ilostatCsv, '')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('a column that is missing or stands twice is named', async () => {
    await expect(readDocument(ilostatCsv, `ref_area,time\nVNM,2023\n`)).rejects.toThrow('obs_value')
    await expect(readDocument(ilostatCsv, `${HEADING},sex\n${ROW},SEX_M\n`)).rejects.toThrow('"sex" stands twice')
  })

  it.each([
    ['a cut row', 'VNM,BA:1,EMP', /3 fields/],
    ['a number with separators', 'VNM,BA:1,EMP,SEX_T,2023,"51,287.4",', /separators/],
    ['a word instead of a number', 'VNM,BA:1,EMP,SEX_T,2023,many,', /not a number/],
    ['a month that is not', 'VNM,BA:1,EMP,SEX_T,2023M14,5,', /months 1 to 12/],
    ['a period that is none', 'VNM,BA:1,EMP,SEX_T,Total,5,', /not a period/],
    ['an open quote', '"VNM,BA:1,EMP,SEX_T,2023,5,', /quote/],
    ['a field beyond the limit', `${'x'.repeat(70_000)},BA:1,EMP,SEX_T,2023,5,`, /70000 characters/],
  ])('%s is a fault with its line and text, and the next row is read', async (_, row, reason) => {
    const { figures, faults } = await readDocument(ilostatCsv, `${HEADING}\n${row}\n${ROW}\n`)
    expect(faults).toHaveLength(1)
    expect(faults[0]!.reason).toMatch(reason)
    expect(faults[0]!.place.row).toBe(2)
    expect(row.startsWith(faults[0]!.text)).toBe(true)
    expect(figures.map(({ value }) => value)).toEqual([51287.4])
  })

  it('a figure in the last field of a file without its last line break may have lost digits and is a fault', async () => {
    const heading = 'ref_area,source,indicator,time,obs_value'
    const { figures, faults } = await readDocument(
      ilostatCsv,
      `${heading}\nVNM,BA:1,EMP,2022,50.6\nVNM,BA:1,EMP,2023,51`,
    )
    expect(figures.map(({ value }) => value)).toEqual([50.6])
    expect(faults.map(({ reason }) => reason)).toEqual([expect.stringContaining('lost digits')])
  })
})
