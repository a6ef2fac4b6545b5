import { describe, expect, it } from 'vitest'
import { vacancies } from '../../../src/ingest/formats/vacancies.ts'
import { figureAt, fixture, readAll, readFixture } from './read-all.ts'

describe('job advertisements', () => {
  it('JobTech lines are counted by occupation, place and month, and never called employment', async () => {
    const document = await readFixture(vacancies, 'jobs/jobtech.jsonl')
    expect(figureAt(document, 'postings', '7212', '2024-03')).toMatchObject({
      value: 1,
      attributes: { MEASURE: 'postings', OCCUPATION_SCHEME: 'SSYK' },
    })
    expect(figureAt(document, 'openings', '7212', '2024-03')!.value).toBe(3)
    expect(figureAt(document, 'postings', '7212', '2024-09')!.value).toBe(1)
    const measures = new Set(document.figures.map(({ dimensions }) => dimensions['MEASURE']!.code))
    expect([...measures]).toEqual(['postings', 'openings'])
  })

  it('an ad is a duplicate by its id, or by title, employer and place within 60 days; the rate is reported', async () => {
    const { head, faults } = await readFixture(vacancies, 'jobs/jobtech.jsonl')
    expect(faults.map(({ place, reason }) => [place.row, reason.replace(/ of posting.*| from 1.*/, '')])).toEqual([
      [2, 'a duplicate of the ad at 1'],
      [4, 'a duplicate of the ad at 3'],
      [5, 'the feed marks the ad as removed'],
      [6, 'its number of posts is no number'],
      [7, 'the ad has no date'],
      [8, 'a duplicate of the ad at 1'],
    ])
    expect(head.notes[0]).toBe('9 ads read: 3 counted, 3 duplicates (33.3 %), 1 withdrawn, 2 refused.')
  })

  it('JobPosting: what else a graph describes is no refused advertisement', async () => {
    const ad = { '@type': 'JobPosting', title: 'x', datePosted: '2024-03-01', totalJobOpenings: 2 }
    const graph = { '@context': 'https://schema.org', '@graph': [{ '@type': 'Organization', name: 'X' }, ad] }
    const { figures, faults } = await readAll(vacancies, Buffer.from(JSON.stringify(graph)))
    expect(faults).toEqual([])
    expect(figures.map(({ value }) => value)).toEqual([1, 2])
  })

  it('JobPosting: every value may be a text, an object or a list', async () => {
    const document = await readFixture(vacancies, 'jobs/job-postings.json')
    expect(figureAt(document, 'openings', '2512', '2024-05')).toMatchObject({
      value: 5,
      dimensions: { AREA: { label: 'Hà Nội, VN' } },
      attributes: { OCCUPATION_SCHEME: 'ISCO-08' },
    })
    expect(figureAt(document, 'openings', '24-1234', '2024-05')).toMatchObject({
      value: 2,
      dimensions: { AREA: { label: 'several places' } },
    })
    expect(document.faults.map(({ place }) => place.row)).toEqual([3, 4])
    expect(document.faults[0]!.reason).toBe('a duplicate of the ad at 2')
  })

  it('a broken line costs one ad', async () => {
    const lines = fixture('jobs/jobtech.jsonl').toString().split('\n')
    lines[2] = lines[2]!.slice(0, 40)
    const { head, faults } = await readAll(vacancies, lines.join('\n'), { name: 'a.jsonl' })
    expect(head.notes[0]).toContain('9 ads read')
    expect(faults.find(({ place }) => place.row === 3)!.reason).toContain('no job advertisement')
  })

  it('a document without ads is refused', async () => {
    await expect(readAll(vacancies, '{"@graph":[]}')).rejects.toMatchObject({ code: 'SOURCE_SCHEMA_CHANGED' })
  })
})
