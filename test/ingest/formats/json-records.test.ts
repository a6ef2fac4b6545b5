import { expect, test } from 'vitest'
import { detectFormat } from '../../../src/ingest/formats/detect.ts'
import { jsonRecords } from '../../../src/ingest/formats/json-records.ts'
import { bytesSource } from '../../../src/ingest/formats/open-bytes.ts'
import { readAll } from './read-all.ts'

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))
const RECORDS = [
  { ref_area: 'VNM', source: 'BA:623', indicator: 'UNE_DEAP_RT', sex: 'SEX_T', time: '2023', obs_value: 1.6 },
  {
    ref_area: 'LAO',
    source: 'BA:1',
    indicator: 'UNE_DEAP_RT',
    sex: 'SEX_T',
    time: '2022',
    obs_value: null,
    obs_status: 'B',
  },
]

test('records of ILOSTAT are read as its CSV is, fields that some leave out included', async () => {
  const { head, figures } = await readAll(jsonRecords, bytes(RECORDS))
  expect(head.format).toBe('ilostat-csv')
  expect(figures.map(({ place, period, value, flags }) => [place.row, period, value, flags])).toEqual([
    [1, '2023', 1.6, []],
    [2, '2022', null, ['B']],
  ])
})

test('records of anybody are a table headed by their fields', async () => {
  const { figures } = await readAll(jsonRecords, bytes([{ geo: 'VN', year: 2024, quarter: 2, persons: 1.5e6 }]))
  expect(figures).toMatchObject([{ period: '2024-Q2', value: 1_500_000, dimensions: { geo: { code: 'VN' } } }])
})

test('a document whose records are flat is found out by its first one; one that is not is refused with its number', async () => {
  const found = await detectFormat(bytesSource('x.json', bytes(RECORDS)))
  expect(found.format).toBe('json-records')
  await expect(readAll(jsonRecords, bytes([...RECORDS, { nested: { a: 1 } }]))).rejects.toThrow('record 3 is none')
})
