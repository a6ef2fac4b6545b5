import { describe, expect, it } from 'vitest'
import { jsonStat } from '../../../src/ingest/formats/jsonstat.ts'
import { brief, fixture, readDocument } from './read-document.ts'

const TIME = { category: { index: ['2023', '2024'] } }
const dataset = (members: object): string =>
  JSON.stringify({
    version: '2.0',
    class: 'dataset',
    id: ['time'],
    size: [2],
    role: { time: ['time'] },
    dimension: { time: TIME },
    ...members,
  })

describe('JSON-stat', () => {
  it('1.x bundle: id, size as texts and role inside dimension; a label that says "Sơ bộ" is the period', async () => {
    const { head, figures, faults } = await readDocument(jsonStat, fixture('jsonstat-1-bundle.json'))
    expect(faults).toEqual([])
    expect(head).toMatchObject({
      format: 'jsonstat-1',
      title: 'Lao động có việc làm',
      publisher: 'Cục Thống kê',
      published: null,
    })
    expect(figures.map(({ place, period, text, value, flags }) => [place.part, period, text, value, flags])).toEqual([
      ['employed', '2020', '460.0', 460, []],
      ['employed', 'Sơ bộ 2021', '469.43', 469.43, []],
      ['employed', '2020', '', null, []],
      ['employed', 'Sơ bộ 2021', '49072.0', 49072, ['p']],
      ['vacancies', '2024M02', '1299', 1299, ['e']],
    ])
    expect(figures[0]!.dimensions).toEqual({ 'Nghề nghiệp': { code: '0', label: 'Nhà lãnh đạo' } })
    expect(figures[4]!.dimensions).toEqual({ area: { code: 'VN-HN', label: 'Hà Nội' } })
  })

  it('2.0 sparse: cells by their number, statuses without value, units of metrics', async () => {
    const { head, figures } = await readDocument(jsonStat, fixture('jsonstat-2-sparse.json'))
    expect(head).toMatchObject({
      format: 'jsonstat-2',
      title: 'Labour force',
      published: '2024-04-02',
      notes: ['From 15 years of age.'],
    })
    // Cell 11 of [2, 2, 3] is (1, 1, 2); the last dimension runs fastest.
    expect(figures.map((figure) => [brief(figure), figure.text, figure.flags.join()])).toEqual([
      ['VN.LF 2022 51704.9', '51704.9', ''],
      ['VN.LF 2023 52400.5', '52400.50', 'p'],
      ['VN.UR 2022 2.32', '2.32', ''],
      ['VN-HN.UR 2024 1.8', '1.8', ''],
      ['VN.LF 2024 null', '', 'c'],
    ])
    expect(figures[0]!.attributes).toEqual({ 'unit.label': 'thousand persons', 'unit.decimals': '1' })
    expect(figures[2]!.attributes).toEqual({ 'unit.label': 'per cent' })
  })

  it('2.0 collection: embedded data sets are read, linked ones named', async () => {
    const { head, figures } = await readDocument(jsonStat, fixture('jsonstat-2-collection.json'))
    expect(figures.map(({ place, period, value, flags }) => [place.part, period, value, flags.join()])).toEqual([
      ['A', '2023', 1.5, 'a'],
      ['A', '2024', 2.5, 'a'],
      ['B', '2024', 7, 'p'],
    ])
    expect(head.notes.join(' ')).toContain('1 further data sets')
  })

  it.each([
    ['one text for all', 'e', ['e', 'e']],
    ['a list of one for all', ['a'], ['a', 'a']],
    ['a list for all cells', ['p', null], ['p', '']],
    ['an object of some', { 1: 'b' }, ['', 'b']],
    ['Eurostat, wrapped', { value: { 0: ':' }, category: { label: { ':': 'not available' } } }, [':', '']],
    ['null for a cell', { 1: null }, ['', '']],
  ])('status as %s', async (_, status, flags) => {
    const { figures } = await readDocument(jsonStat, dataset({ value: [1, 2], status }))
    expect(figures.map((figure) => figure.flags.join())).toEqual(flags)
  })

  it('without id the order of the document is used, and said', async () => {
    const text = JSON.stringify({
      class: 'dataset',
      value: [1, 2],
      dimension: { area: { category: { label: { VN: 'Viet Nam' } } }, time: TIME },
    })
    const { head, figures } = await readDocument(jsonStat, text)
    expect(figures.map(brief)).toEqual(['VN 2023 1', 'VN 2024 2'])
    expect(head.notes.join(' ')).toContain('"id" is missing')
  })

  it('sizes of 1 that are left out move no cell', async () => {
    const area = { category: { index: ['VN'] } }
    const text = dataset({ id: ['area', 'time'], size: [2], dimension: { area, time: TIME }, value: [1, 2] })
    const { head, figures } = await readDocument(jsonStat, text)
    expect(figures.map(brief)).toEqual(['VN 2023 1', 'VN 2024 2'])
    expect(head.notes.join(' ')).toContain('1 sizes')
  })

  it('codes that are no periods give way to their labels', async () => {
    const time = { category: { index: ['CI_1', 'CI_2'], label: { CI_1: 'Apr 1996', CI_2: 'Mar-May 1996' } } }
    const { figures } = await readDocument(jsonStat, dataset({ dimension: { time }, value: [1, 2] }))
    expect(figures.map(({ period }) => period)).toEqual(['Apr 1996', 'Mar-May 1996'])
  })

  it('metadata without values has dimensions, no figures, and says so', async () => {
    const { head, figures } = await readDocument(jsonStat, dataset({ value: [] }))
    expect(figures).toEqual([])
    expect(head.notes.join(' ')).toContain('holds no figures')
  })

  it('two dimensions that read as time: neither is guessed', async () => {
    const text = dataset({
      id: ['cohort', 'wave'],
      role: {},
      size: [2, 2],
      dimension: { cohort: TIME, wave: TIME },
      value: [1, 2, 3, 4],
    })
    const { head, figures } = await readDocument(jsonStat, text)
    expect(figures[0]!.period).toBe('')
    expect(head.notes.join(' ')).toContain('no period')
  })

  it.each([
    ['fewer values than cells', dataset({ value: [1] }), '1 values for 2 cells'],
    ['a size that is not that of the categories', dataset({ size: [3], value: [1, 2, 3] }), 'size 3 and 2 categories'],
    [
      'a category twice',
      dataset({ dimension: { time: { category: { index: ['2024', '2024'] } } }, value: [1, 2] }),
      'twice',
    ],
    [
      'two categories at one place',
      dataset({ dimension: { time: { category: { index: { 2023: 0, 2024: 0 } } } }, value: [1, 2] }),
      'one position',
    ],
    ['a dimension without description', dataset({ id: ['x'], value: [1, 2] }), 'not described'],
    [
      'labels without order',
      dataset({ dimension: { time: { category: { label: { a: 'a', b: 'b' } } } }, value: [1, 2] }),
      'no index',
    ],
  ])('%s is refused whole, since the places of the values cannot be known', async (_, text, said) => {
    await expect(readDocument(jsonStat, text)).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
      message: expect.stringContaining(said),
    })
  })

  it.each([
    ['a word', { value: ['many', 2] }, 'not a number'],
    ['an object', { value: [{}, 2] }, 'not a number'],
    ['a number beyond doubles', { value: ['1e999', 2] }, 'e999'],
    ['a cell beyond the cube', { value: { 7: 1, 1: 2 } }, 'numbered 0 to 1'],
    ['a cell that is no number', { value: { x: 1, 1: 2 } }, 'numbered 0 to 1'],
  ])('%s is a fault and the other figure is read', async (_, members, said) => {
    const { figures, faults } = await readDocument(jsonStat, dataset(members))
    expect(figures.map(({ value }) => value)).toEqual([2])
    expect(faults[0]!.reason).toContain(said)
  })

  it('sizes that promise more cells than allowed are refused before anything is built', async () => {
    const many = { category: { index: Array.from({ length: 9000 }, (_, i) => `c${i}`) } }
    const text = dataset({ id: ['a', 'b'], size: [9000, 9000], dimension: { a: many, b: many }, value: {} })
    await expect(readDocument(jsonStat, text)).rejects.toMatchObject({ code: 'TOO_LARGE' })
  })

  it('a data set without dimensions is no data', async () => {
    await expect(readDocument(jsonStat, dataset({ dimension: null, value: [1] }))).rejects.toThrow(
      'describe its dimensions',
    )
  })

  it('a collection of links holds no data', async () => {
    const text = JSON.stringify({
      class: 'collection',
      link: { item: [{ class: 'dataset', href: 'https://example.org/a.json' }] },
    })
    await expect(readDocument(jsonStat, text)).rejects.toThrow('only links')
  })
})
