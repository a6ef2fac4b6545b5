import { describe, expect, it } from 'vitest'
import { esco } from '../../../src/ingest/formats/esco.ts'
import { onet } from '../../../src/ingest/formats/onet.ts'
import { fixture, readAll, readFixture } from './read-all.ts'

describe('O*NET', () => {
  it('a rating keeps its scale, error, month and the advice to suppress it', async () => {
    const { head, figures, faults } = await readFixture(onet, 'onet/db_30_0_text-Skills.txt')
    expect(faults).toEqual([])
    expect(head.title).toBe('Skills, O*NET 30.0')
    expect(head.notes[0]).toContain('not observations')
    expect(figures[0]).toMatchObject({
      dimensions: {
        'O*NET-SOC Code': { code: '11-1011.00' },
        'Element ID': { code: '2.A.1.a', label: 'Reading Comprehension' },
        'Scale ID': { code: 'IM' },
      },
      period: '2014-07',
      value: 4.12,
      flags: [],
      attributes: { 'Standard Error': '0.13', N: '8', 'Domain Source': 'Analyst' },
    })
    expect(figures[0]!.attributes['Not Relevant']).toBeUndefined()
    expect(figures[1]).toMatchObject({ value: 4.62, flags: ['Recommend Suppress'] })
  })

  it('columns are found by name, as CSV too', async () => {
    const { figures } = await readAll(
      onet,
      'Data Value,Scale ID,O*NET-SOC Code,Title,Element ID\n3.5,IM,11-1011.00,Chief Executives,2.A.1.a\n',
    )
    expect(figures[0]).toMatchObject({
      value: 3.5,
      dimensions: { 'O*NET-SOC Code': { code: '11-1011.00', label: 'Chief Executives' } },
    })
  })

  it('a tool of an occupation weighs one', async () => {
    const { figures } = await readFixture(onet, 'onet/db_30_0_text-Technology_Skills.txt')
    expect(figures[0]).toMatchObject({ value: 1, text: 'Adobe Acrobat', attributes: { 'Hot Technology': 'Y' } })
  })

  it('a value that is no number, a line too short and a cut last line are faults', async () => {
    const text = fixture('onet/db_30_0_text-Skills.txt').toString()
    expect((await readAll(onet, text.replace('4.12', '4,12'))).faults[0]).toMatchObject({ place: { row: 2 } })
    expect((await readAll(onet, text.replace('\tIM', ''))).faults[0]!.reason).toContain('12 fields, its heading 13')
    expect((await readAll(onet, text.slice(0, -3))).faults[0]!.reason).toContain('ends inside this line')
  })
})

describe('ESCO', () => {
  it('relations are weights of one, essential and optional told apart', async () => {
    const { figures, faults } = await readFixture(esco, 'esco/occupationSkillRelations_en.csv')
    expect(figures.map(({ value, dimensions }) => [value, dimensions['relation']!.code])).toEqual([
      [1, 'essential'],
      [1, 'optional'],
    ])
    expect(faults).toEqual([expect.objectContaining({ place: { part: null, row: 4, column: null } })])
    expect(faults[0]!.reason).toContain('"vital" is neither essential nor optional')
  })

  it('a list of concepts has a head and no weights', async () => {
    const { head, figures, faults } = await readFixture(esco, 'esco/occupations_en.csv')
    expect(head.notes[0]).toContain('preferredLabel')
    expect([figures, faults]).toEqual([[], []])
  })
})
