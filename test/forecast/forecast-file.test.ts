import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forecastPanel } from '../../src/forecast/engine.ts'
import { forecastFile } from '../../src/jobs/forecast-file.ts'
import { openPanel, readPanel } from '../../src/jobs/panel-file/open-panel.ts'

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

describe('forecast of a file', () => {
  it('one row per series and period after its last observation, quantiles named as they were asked for', async () => {
    const input = put(
      'panel.csv',
      `series_id,period,value\n${years('x', [5, 6, 7, 8, 9, 10, 11])}\n${years('"a, b"', [9, 8, 9, 8, 9, 8], 2010)}\n`,
    )
    const report = await forecastFile(options(input, 'out.csv'))
    expect(report.rows).toBe(6)
    const text = readFileSync(path.join(folder, 'out.csv'), 'utf8').trim().split('\n')
    expect(text[0]).toBe('series_id,period,mean,q0.1,q0.5,q0.90')
    expect(text[1]).toMatch(/^x,2012,/)
    expect(text[3]).toMatch(/^x,2014,/)
    expect(text[4]).toMatch(/^"a, b",2016,/)
  })

  it('nothing is left beside the output, and a failed forecast leaves the old output alone', async () => {
    const input = put('twice.csv', `series_id,period,value\n${years('x', [5, 6, 7, 8, 9, 10])}\n`)
    await forecastFile(options(input, 'kept.csv'))
    const before = readFileSync(path.join(folder, 'kept.csv'), 'utf8')
    await expect(forecastFile({ ...options(input, 'kept.csv'), horizon: 0 })).rejects.toThrow(/horizon/)
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
    const report = await forecastFile({ ...options(input, 'tree-out.csv'), hierarchy })
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
    await expect(forecastFile({ ...options(input, 'no.csv'), hierarchy })).rejects.toThrow(/series (all|lost)/)
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

describe('forecast of a file larger than its backtest', () => {
  const ids = Array.from({ length: 31 }, (_, i) => `s${i}`)
  const value = (i: number, t: number): number => 40 + i + 3 * Math.sin(i + t) + ((i % 5) - 2) * 0.4 * t
  const bySeries = ids.flatMap((id, i) => Array.from({ length: 16 }, (_, t) => `${id},${2005 + t},${value(i, t)}`))
  const byYear = Array.from({ length: 16 }, (_, t) => ids.map((id, i) => `${id},${2005 + t},${value(i, t)}`)).flat()
  const deps = { backtestSeries: 10, version: 'test' }
  const written = (name: string) => readFileSync(path.join(folder, name), 'utf8')
  const left = (name: string) => readdirSync(folder).filter((f) => f.startsWith(name))
  let input = ''
  beforeAll(() => {
    input = put('large.csv', `series_id,period,value\n${bySeries.join('\n')}\n`)
  })

  it('is the forecast of the panel in memory, whatever the size of the batches', async () => {
    const panel = await readPanel(input, 'A')
    const { series } = await forecastPanel(
      { panel, frequency: 'A', horizon: 3, quantiles: [0.1, 0.5, 0.9], seed: 1 },
      deps,
    )
    for (const batchSeries of [1, 7, 100]) {
      await forecastFile(options(input, `large-${batchSeries}.csv`), { ...deps, batchSeries })
      const [head, ...lines] = rows(path.join(folder, `large-${batchSeries}.csv`))
      expect(head).toEqual(['series_id', 'period', 'mean', 'q0.1', 'q0.5', 'q0.90'])
      expect(lines.map((line) => [line[0], ...line.slice(2).map(Number)])).toEqual(
        series.flatMap((s) => Array.from(s.mean, (mean, h) => [s.id, mean, ...s.quantiles.map((q) => q[h]!)])),
      )
      expect(left(`large-${batchSeries}.csv`)).toEqual([`large-${batchSeries}.csv`])
    }
  })

  it('interrupted: no output, and --resume gives the bytes of a run that was not', async () => {
    await forecastFile(options(input, 'straight.csv'), { ...deps, batchSeries: 4 })
    const abort = new AbortController()
    const stopAt = 12
    const stopped = forecastFile(options(input, 'stopped.csv'), {
      ...deps,
      batchSeries: 4,
      signal: abort.signal,
      report: (_share, _stage, count) => {
        if (count?.startsWith(`${stopAt}/`)) abort.abort()
      },
    })
    await expect(stopped).rejects.toThrow(/Stopped after 12 of 31 series; .*--resume/)
    expect(left('stopped.csv')).toEqual(['stopped.csv.journal', 'stopped.csv.partial'])
    // a crash in the middle of the next batch leaves rows the journal does not know, and half a line
    writeFileSync(path.join(folder, 'stopped.csv.partial'), `${written('stopped.csv.partial')}s12,2021,77,7`)
    writeFileSync(path.join(folder, 'stopped.csv.journal'), `${written('stopped.csv.journal')}{"done":16,"by`)
    const counts: string[] = []
    await forecastFile(
      { ...options(input, 'stopped.csv'), resume: true },
      { ...deps, batchSeries: 6, report: (_share, stage, count) => counts.push(`${stage} ${count ?? ''}`.trim()) },
    )
    expect(written('stopped.csv')).toBe(written('straight.csv'))
    expect(counts.filter((c) => c.startsWith('forecasting'))[0]).toBe('forecasting 18/31')
    expect(counts).not.toContain('backtest of a sample')
    expect(left('stopped.csv')).toEqual(['stopped.csv'])
  })

  it('a journal of other options or another panel is refused, and what differs is named', async () => {
    const abort = new AbortController()
    const report = (_share: number, stage: string) => {
      if (stage === 'forecasting') abort.abort()
    }
    const stop = { ...deps, batchSeries: 4, signal: abort.signal, report }
    await expect(forecastFile(options(input, 'other.csv'), stop)).rejects.toMatchObject({ code: 'INTERRUPTED' })
    const again = { ...options(input, 'other.csv'), resume: true }
    await expect(forecastFile({ ...again, horizon: 4 }, deps)).rejects.toThrow(/horizon was 3 and is 4/)
    const changed = put('changed.csv', written('large.csv').replace('2005,', '2004,'))
    await expect(forecastFile({ ...again, input: changed }, deps)).rejects.toThrow(/input was .* and is /)
  })

  it('stopped before anything was learned: nothing is left', async () => {
    const abort = new AbortController()
    const report = (_share: number, stage: string) => {
      if (stage === 'backtest of a sample') abort.abort()
    }
    await expect(forecastFile(options(input, 'early.csv'), { ...deps, signal: abort.signal, report })).rejects.toThrow(
      /before the first batch/,
    )
    expect(left('early.csv')).toEqual([])
  })

  it('rows by year or by series, in memory or put aside in blocks: the same panel', async () => {
    const want = await readPanel(input, 'A')
    const turned = put('by-year.csv', `series_id,period,value\n${byYear.join('\n')}\n`)
    for (const [file, blockRows] of [
      [input, 50],
      [turned, 37],
      [turned, 1000],
    ] as const) {
      const panel = await openPanel(file, 'A', { blockRows })
      expect([...(await panel.read(0, 9)), ...(await panel.read(9, 31))]).toEqual(want)
      expect(panel.longest).toBe(16)
      await panel.close()
    }
  })

  it('a period given twice is found across blocks, before any forecast, with its line', async () => {
    const twice = put('twice-apart.csv', `series_id,period,value\n${bySeries.join('\n')}\ns0,2010,1\n`)
    await expect(openPanel(twice, 'A', { blockRows: 64 })).rejects.toThrow(/Line 498 .*series s0 has period 2010 twice/)
  })

  it('a hierarchy too large to reconcile is refused with the limit', async () => {
    const many = Array.from({ length: 5001 }, (_, i) => `x${i},2020,1`)
    const big = put('big.csv', `series_id,period,value\n${many.join('\n')}\n`)
    const tree = put('big-tree.csv', 'series_id,parent\nx0,\nx1,x0\n')
    await expect(forecastFile({ ...options(big, 'big-out.csv'), hierarchy: tree })).rejects.toThrow(/at most 5000/)
  })
})
