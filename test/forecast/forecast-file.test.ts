import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forecastPanel } from '../../src/forecast/engine.ts'
import { forecastFile, readPanel } from '../../src/jobs/forecast-file.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nhanluc-forecast-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const put = (name: string, text: string | Uint8Array): string => {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}
const rows = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
const years = (id: string, values: readonly number[], first = 2005): string =>
  values.map((v, t) => `${id},${first + t},${v}`).join('\n')
const options = (input: string, output: string) => ({
  input,
  output: path.join(folder, output),
  frequency: 'A' as const,
  horizon: 3,
  quantiles: ['0.1', '0.5', '0.90'],
  seed: 1,
})
const engine = (task: Parameters<typeof forecastPanel>[0]) => forecastPanel(task)

describe('forecast of a file', () => {
  it('one row per series and period after its last observation, quantiles named as they were asked for', async () => {
    const input = put(
      'panel.csv',
      `series_id,period,value\n${years('x', [5, 6, 7, 8, 9, 10, 11])}\n${years('"a, b"', [9, 8, 9, 8, 9, 8], 2010)}\n`,
    )
    const report = await forecastFile(options(input, 'out.csv'), engine)
    expect(report.rows).toBe(6)
    const text = readFileSync(path.join(folder, 'out.csv'), 'utf8').trim().split('\n')
    expect(text[0]).toBe('series_id,period,mean,q0.1,q0.5,q0.90')
    expect(text[1]).toMatch(/^x,2012,/)
    expect(text[3]).toMatch(/^x,2014,/)
    expect(text[4]).toMatch(/^"a, b",2016,/)
  })

  it('nothing is left beside the output, and a failed forecast leaves the old output alone', async () => {
    const input = put('twice.csv', `series_id,period,value\n${years('x', [5, 6, 7, 8, 9, 10])}\n`)
    await forecastFile(options(input, 'kept.csv'), engine)
    const before = readFileSync(path.join(folder, 'kept.csv'), 'utf8')
    await expect(forecastFile({ ...options(input, 'kept.csv'), horizon: 0 }, engine)).rejects.toThrow(/horizon/)
    expect(readFileSync(path.join(folder, 'kept.csv'), 'utf8')).toBe(before)
    expect(readdirSync(folder).filter((f) => f.endsWith('.tmp'))).toEqual([])
  })

  it('the other two layouts, days for periods, gzip and a byte-order mark read to the same panel', async () => {
    const plain = await readPanel(put('m1.csv', 'series_id,period,value\nx,2024-01,1\nx,2024-03,3\n'), 'M')
    const nixtla = await readPanel(
      put('m2.csv', '\uFEFFunique_id,ds,y\nx,2024-01-01,1\nx,2024-02-01,\nx,2024-03-01,3\n'),
      'M',
    )
    const dated = await readPanel(
      put('m3.csv.gz', gzipSync('series_id,date,value\nx,2024-03-15,3\nx,2024-01-31,1\n')),
      'M',
    )
    expect(plain[0]!.y).toEqual(Float64Array.of(1, Number.NaN, 3))
    expect(nixtla).toEqual(plain)
    expect(dated).toEqual(plain)
  })

  it('with a hierarchy every parent is the sum of its children', async () => {
    const a = [40, 42, 41, 45, 47, 46, 50, 52, 51, 55]
    const b = [20, 19, 21, 22, 20, 23, 24, 22, 25, 26]
    const input = put(
      'tree.csv',
      `series_id,period,value\n${years(
        'all',
        a.map((v, t) => v + b[t]!),
      )}\n${years('a', a)}\n${years('b', b)}\n`,
    )
    const hierarchy = put('hierarchy.csv', 'series_id,parent,label\nall,,All\na,all,A\nb,all,B\n')
    const report = await forecastFile({ ...options(input, 'tree-out.csv'), hierarchy }, engine)
    expect(report.incoherence).toBeLessThan(1e-9)
    const mean = new Map(
      rows(path.join(folder, 'tree-out.csv'))
        .slice(1)
        .map(([id, period, value]) => [`${id} ${period}`, Number(value)]),
    )
    for (const year of ['2015', '2016', '2017'])
      expect(Math.abs(mean.get(`all ${year}`)! / (mean.get(`a ${year}`)! + mean.get(`b ${year}`)!) - 1)).toBeLessThan(
        1e-9,
      )
  })

  it('a series of the hierarchy without observations is an error that names it', async () => {
    const input = put('part.csv', `series_id,period,value\n${years('a', [1, 2, 3, 4, 5, 6])}\n`)
    const hierarchy = put('h2.csv', 'series_id,parent\na,all\nlost,all\nall,\n')
    await expect(forecastFile({ ...options(input, 'no.csv'), hierarchy }, engine)).rejects.toThrow(/series (all|lost)/)
  })

  it('a value that is not a number, a period of another frequency, a period twice: the line is named', async () => {
    const bad = (name: string, body: string) => readPanel(put(name, `series_id,period,value\n${body}\n`), 'A')
    await expect(bad('b1.csv', 'x,2020,1\nx,2021,many')).rejects.toThrow(/Line 3.*"many" is not a number/)
    await expect(bad('b2.csv', 'x,2020-Q1,1')).rejects.toThrow(/Line 2.*2020-Q1.*2024/)
    await expect(bad('b3.csv', 'x,2020,1\nx,2020,2')).rejects.toThrow(/Line 3.*2020 twice/)
  })

  it('unknown columns and a missing file are told apart', async () => {
    await expect(readPanel(put('cols.csv', 'id,year,count\nx,2020,1\n'), 'A')).rejects.toMatchObject({
      code: 'MAPPING_INVALID',
    })
    await expect(readPanel(path.join(folder, 'nowhere.csv'), 'A')).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' })
  })
})
