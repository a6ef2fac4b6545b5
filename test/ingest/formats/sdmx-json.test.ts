import { describe, expect, it } from 'vitest'
import { sdmxJson } from '../../../src/ingest/formats/sdmx-json.ts'
import { brief, fixture, readDocument } from './read-document.ts'

describe('SDMX-JSON', () => {
  it('1.0 by series: coordinates in the language of the message, digits as published', async () => {
    const { head, figures, faults } = await readDocument(sdmxJson, fixture('sdmx-json-1.json'))
    expect(faults).toEqual([])
    expect(head).toMatchObject({
      format: 'sdmx-json-1',
      title: 'Lao động',
      publisher: 'Cục Thống kê',
      published: '2024-10-09',
    })
    expect(figures.map(brief)).toEqual([
      'Q.VN.LF 2024-Q1 52446.3',
      'Q.VN.LF 2024-Q2 52500.1',
      'Q.VN.EMP 2024-Q1 51326.1',
      'Q.VN.EMP 2024-Q2 null',
    ])
    expect(figures[0]!.text).toBe('52446.30')
    expect(figures[0]!.dimensions['REF_AREA']).toEqual({ code: 'VN', label: 'Việt Nam' })
  })

  it('1.0: attributes of data set and series reach every figure; an absent status is its default', async () => {
    const { figures } = await readDocument(sdmxJson, fixture('sdmx-json-1.json'))
    expect(figures.map(({ flags }) => flags)).toEqual([['P'], ['A'], ['E'], ['A']])
    expect(figures.map(({ attributes }) => attributes['UNIT_MULT'])).toEqual(['3', '3', '3', '3'])
    expect(figures.map(({ attributes }) => attributes['TITLE'])).toEqual([
      'Labour force 15+',
      'Labour force 15+',
      undefined,
      undefined,
    ])
    expect(figures[0]!.attributes['ACTION']).toBe('R')
  })

  it('2.0 flat: several measures, and groups that give a unit over that of the data set', async () => {
    const { head, figures } = await readDocument(sdmxJson, fixture('sdmx-json-2-flat.json'))
    expect(head.format).toBe('sdmx-json-2')
    expect(head.dimensions.map(({ id }) => id)).toEqual(['REF_AREA', 'FREQ', 'OBS_MEASURE', 'TIME_PERIOD'])
    const values = figures.filter(({ dimensions }) => dimensions['OBS_MEASURE']!.code === 'OBS_VALUE')
    // Group keys follow keyPosition: area, frequency, time. "1:0:" is Ho Chi Minh City, "::1" the year 2024.
    expect(
      values.map(({ dimensions, period, value, attributes }) => [
        dimensions['REF_AREA']!.code,
        period,
        value,
        attributes['UNIT_MULT'],
      ]),
    ).toEqual([
      ['VN-HN', '2023', 410, '0'],
      ['VN-HN', '2024', 455, '0'],
      ['VN-SG', '2023', 890, '3'],
      ['VN-SG', '2024', null, '3'],
    ])
    expect(values.map(({ attributes }) => attributes['SOURCE'])).toEqual([
      undefined,
      'Employer survey 2024;Job portals',
      undefined,
      'Employer survey 2024;Job portals',
    ])
    expect(values[2]!.attributes['COMMENT_TS']).toBe('With industrial zones')
    expect(values[1]).toMatchObject({ flags: ['P'], attributes: { COLLECTION: 'end of year', UNIT_MEASURE: 'POSTS' } })
    expect(
      figures.filter(({ dimensions }) => dimensions['OBS_MEASURE']!.code === 'STD_ERROR').map(({ value }) => value),
    ).toEqual([12.5, 13, 20, null])
  })

  const message = (dataSet: object, structure: object | null = STRUCTURE) =>
    JSON.stringify({ data: { dataSets: [dataSet], ...(structure ? { structures: [structure] } : {}) } })
  const STRUCTURE = {
    dimensions: {
      dataSet: [],
      series: [],
      observation: [{ id: 'TIME_PERIOD', values: [{ id: '2024' }, { id: '2024-13' }] }],
    },
    attributes: {},
  }

  it('flat observations of a structure that keeps series dimensions apart have both in their key', async () => {
    const apart = {
      ...STRUCTURE,
      dimensions: {
        dataSet: [],
        series: [{ id: 'AREA', keyPosition: 0, values: [{ id: 'VN' }, { id: 'LA' }] }],
        observation: [{ id: 'TIME_PERIOD', keyPosition: 1, values: [{ id: '2023' }, { id: '2024' }] }],
      },
    }
    const { figures } = await readDocument(sdmxJson, message({ observations: { '0:1': [5], '1:0': [6] } }, apart))
    expect(figures.map(brief)).toEqual(['VN 2024 5', 'LA 2023 6'])
  })

  it.each([
    ['an index beyond the list', { observations: { 0: [1], 7: [2] } }, 'lists 2'],
    ['a key with too many parts', { observations: { 0: [1], '0:0': [2] } }, '2 parts'],
    ['a key that is no index', { observations: { 0: [1], x: [2] } }, 'points to value x'],
    ['a text for a figure', { observations: { 0: [1], 1: ['many'] } }, 'not a number'],
    ['a month that is not', { observations: { 0: [1], 1: [2] } }, 'months 1 to 12'],
    ['a figure that is an object', { observations: { 0: [1], 1: [{ a: 1 }] } }, 'not a number'],
  ])('%s is a fault; the other figures are read', async (_, dataSet, said) => {
    const { figures, faults } = await readDocument(sdmxJson, message(dataSet))
    expect(figures.map(({ value }) => value)).toEqual([1])
    expect(faults).toHaveLength(1)
    expect(faults[0]!.reason).toContain(said)
  })

  it('a message without data sets gives the reason of the service', async () => {
    const refused = JSON.stringify({ errors: [{ code: 404, title: 'No data for this key' }], data: { dataSets: [] } })
    await expect(readDocument(sdmxJson, refused)).rejects.toThrow('404 No data for this key')
  })

  it('figures without their structure are refused whole', async () => {
    await expect(readDocument(sdmxJson, message({ observations: { 0: [1] } }, null))).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
    })
  })

  it('an observation that stands twice is refused, where JSON would keep the last', async () => {
    const twice = message({ observations: {} }).replace('"observations":{}', '"observations":{"0":[1],"0":[2]}')
    await expect(readDocument(sdmxJson, twice)).rejects.toThrow('stands twice')
  })
})
