import { join } from 'node:path'
import XLSX from '@e965/xlsx'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeApp, type Store } from '../../src/compose.ts'
import type { AdviceAnswer, CobwebBody, CoordinationBody, QuotaBody } from '../../src/contracts/programmes.ts'
import { loadProgrammes } from '../../src/ingest/programmes.ts'
import { PACK } from '../support/pack.ts'
import { publishedStore, testBase } from '../support/published-app.ts'

const base = testBase()
let store: Store
let app: FastifyInstance
beforeAll(async () => {
  store = await publishedStore()
  await loadProgrammes({ pool: store.pool, log: base.log }, join(PACK, 'synthetic'))
  app = await composeApp(base, store)
})
afterAll(async () => {
  await app.close()
  await store.close()
})

const get = (url: string) => app.inject({ url })
const ask = async <T>(url: string): Promise<T> => {
  const answer = await get(url)
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  return answer.json()
}
const advice = (id: string, query = ''): Promise<AdviceAnswer> => ask(`/v1/programmes/${id}/advice?${query}`)
const step = ({ waterfall }: AdviceAnswer, id: string) => waterfall.find((s) => s.id === id)!
/** Civil engineering leads to one occupation, so the whole chain can be worked by hand. */
const BY_HAND =
  'set=openings/ISCO08:21=6438&set=share/ISCO08:21=0.1&migrants=100&reEntrants=0&retrained=0&upgraders=0' +
  '&lambda=0.93&match=0.7&stay=0.75&furtherStudy=0'

describe('openings of a release by occupation', () => {
  it('in every draw the occupations of the first year add up to all openings of the area', async () => {
    const { rows } = await store.pool.query<{ area_id: string; sum: number; total: number }>(
      `with draws as (
         select o.area_id, d.n, sum(d.value) as openings
           from occupation_opening o, unnest(o.draws) with ordinality d (value, n)
          where o.year = (select min(year) from occupation_opening) group by 1, 2)
       select area_id, percentile_cont(0.5) within group (order by openings) as sum, min(g.job_openings[2]) as total
         from draws join gap g using (area_id)
        where g.sector_kind = 'total' and g.sex = 'T' and g.year = (select min(year) from gap) group by 1`,
    )
    expect(rows.map((r) => r.area_id).sort()).toEqual(['VN', 'VN-HN'])
    for (const { sum, total } of rows) expect(Math.abs(sum - total)).toBeLessThan(2) // nine groups to a tenth of a person
  })

  it('quantiles are in order, for ten groups, the armed forces among them, and every year of both areas', async () => {
    const { rows } = await store.pool.query<{ job_openings: number[]; employment: number[] }>(
      'select job_openings, employment from occupation_opening',
    )
    expect(rows).toHaveLength(2 * 10 * 11)
    for (const { job_openings: o, employment: e } of rows) {
      expect(o[0]! <= o[1]! && o[1]! <= o[2]!).toBe(true)
      expect(e[0]! > 0 && e[0]! <= e[1]! && e[1]! <= e[2]!).toBe(true)
    }
  })
})

describe('programmes', () => {
  it('are found by institution, field and words, and are marked synthetic in all formats', async () => {
    const found = await ask<{ notice: { vi: string; en: string }; rows: { id: string; status: string }[] }>(
      '/v1/programmes?search=ke%20toan&level=undergraduate',
    )
    expect(found.rows.map((r) => r.id)).toEqual(['SYN-U02-accounting', 'SYN-U07-accounting'])
    expect(found.rows.every((r) => r.status === 'synthetic')).toBe(true)
    expect(found.notice.vi).toContain('GIẢ LẬP')
    expect(found.notice.en).toContain('SYNTHETIC')
    const csv = (await get('/v1/programmes?field=0912&format=csv')).body.trim().split(/\r?\n/)
    expect(csv).toHaveLength(2)
    expect(csv[1]).toMatch(/^SYN-U03-medicine,.*,synthetic$/)
    for (const [lang, word] of [
      ['vi', 'GIẢ LẬP'],
      ['en', 'SYNTHETIC'],
    ]) {
      const book = XLSX.read((await get(`/v1/programmes?institution=SYN-U03&format=xlsx&lang=${lang}`)).rawPayload)
      expect(JSON.stringify(XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[1]!]!))).toContain(word)
    }
  })

  it('one that does not exist is told from one that does', async () => {
    expect((await get('/v1/programmes/SYN-U01-it')).statusCode).toBe(200)
    for (const url of ['/v1/programmes/none', '/v1/programmes/none/advice', '/v1/programmes/none/quota-checks'])
      expect((await get(url)).json()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})

describe('advice on an intake', () => {
  it("follows the worked example: 643.8 wanted, 100 from elsewhere, 543.8 over the graduates' rates", async () => {
    const answer = await advice('SYN-U01-construction', BY_HAND)
    expect(step(answer, 'entrantsNeeded').value).toBeCloseTo(543.8, 9)
    expect(answer.field.graduatesNeeded).toBeCloseTo(543.8 / (0.93 * 0.7 * 0.75), 6)
    expect(answer.window).toEqual([2031, 2032, 2033]) // 2026 and five years of study
    for (const input of ['lambda', 'match', 'stay', 'share/ISCO08:21', 'openings/ISCO08:21'])
      expect(answer.inputs.find((i) => i.input === input)!.status).toBe('user')
  })

  it('each step is the one before it and its change; a rate divides what stands before it', async () => {
    const { waterfall } = await advice('SYN-U01-it')
    for (const [k, s] of waterfall.entries()) {
      if (s.change === null) continue
      expect(s.value - s.change).toBeCloseTo(k === 0 ? 0 : waterfall[k - 1]!.value, 6)
    }
    const match = waterfall.findIndex((s) => s.id === 'match')
    expect(waterfall[match]!.value).toBeCloseTo(waterfall[match - 1]!.value / waterfall[match]!.rate!, 6)
  })

  it('the recommendation goes three tenths of the way and never further than a tenth a year', async () => {
    for (const id of ['SYN-U01-it', 'SYN-U05-teaching', 'SYN-U06-construction']) {
      const { programme } = await advice(id)
      const damped = programme.currentIntake + 0.3 * (programme.allocated - programme.currentIntake)
      expect(programme.damped).toBeCloseTo(damped, 9)
      expect(Math.abs(programme.recommended / programme.currentIntake - 1)).toBeLessThanOrEqual(0.1 + 1e-9)
    }
  })

  it('a programme that may not grow under a rule in force keeps its intake, with the rule named', async () => {
    const { programme, quota } = await advice('SYN-U03-medicine', 'set=openings/ISCO08:22=90000')
    const failed = quota.checks.filter((c) => c.binds && c.outcome === 'fail').map((c) => c.id)
    expect(failed.length).toBe(0)
    expect(programme.limit).toBe('cap')
    const held = await advice('SYN-U01-it', 'set=openings/ISCO08:25=90000')
    expect(held.quota.checks.filter((c) => c.binds && c.outcome === 'fail').map((c) => c.id)).toEqual([
      'tt03-2022.accreditation',
    ])
    expect(held.programme).toMatchObject({ limit: 'quota', recommended: held.programme.currentIntake })
  })

  it('classes of the verdict add up to one and name both viewpoints; fewer places mean better prospects', async () => {
    const answer = await advice('SYN-U01-it')
    const { verdict, verdictIfFollowed } = answer
    expect(verdict.probabilities.reduce((sum, p) => sum + p.probability, 0)).toBeCloseTo(1, 9)
    expect(verdict.probabilities.map((p) => [p.graduates, p.employers])).toEqual([
      ['veryGood', 'veryHard'],
      ['good', 'hard'],
      ['reasonable', 'reasonable'],
      ['moderate', 'easy'],
      ['poor', 'veryEasy'],
    ])
    expect(verdictIfFollowed.places).toBeLessThan(verdict.places)
    expect(verdictIfFollowed.indicator.p50).toBeLessThan(verdict.indicator.p50)
  })

  it('a higher cost of places too many lowers the places of least regret, which no other choice beats', async () => {
    const even = await advice('SYN-U01-it')
    const careful = await advice('SYN-U01-it', 'cOver=4')
    expect(careful.leastRegret).toBeLessThan(even.leastRegret)
    for (const { regret } of [even, careful]) {
      const least = regret.find((r) => r.choice === 'leastRegret')!
      for (const row of regret) expect(row.expectedCost).toBeGreaterThanOrEqual(least.expectedCost - 1e-6)
    }
  })

  it('completion set by hand reaches the graduates per place and is marked as set', async () => {
    const ours = await advice('SYN-U01-it')
    const set = await advice('SYN-U01-it', 'completion=0.5')
    expect(step(set, 'completion')).toMatchObject({ status: 'user', input: 'completion' })
    expect(step(set, 'completion').rate! / step(ours, 'completion').rate!).toBeCloseTo(
      0.5 / ours.inputs.find((i) => i.input === 'completion')!.value,
      2,
    )
  })

  it('a horizon that does not reach the programme and three years is refused with the years that are missing', async () => {
    const answer = (await get('/v1/programmes/SYN-U03-medicine/advice?intakeYear=2027')).json()
    expect(answer).toMatchObject({ status: 422, code: 'HORIZON_TOO_SHORT' })
    expect(answer.detail).toContain('needs a forecast to 2036, and this one ends in 2035')
    expect((await get('/v1/programmes/SYN-U03-medicine/advice?intakeYear=2026')).statusCode).toBe(200)
  })

  it.each([
    ['match=0', 'perGraduate'],
    ['match=1.2', 'match'],
    ['set=share/ISCO08:99=0.5', 'share/ISCO08:99'],
    ['set=nonsense', 'share/ISCO08:25=0.5'],
    ['intakeYear=2025', '2025'],
    ['nonsense=1', 'nonsense'],
  ])('%s is refused and the answer says what is wrong', async (query, told) => {
    const answer = await get(`/v1/programmes/SYN-U01-it/advice?${query}`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().code).toBe('INVALID_INPUT')
    if (told !== 'perGraduate') expect(answer.json().detail).toContain(told)
  })

  it('nothing invented stands unmarked: steps, inputs, rules, programmes and the files', async () => {
    const answer = await advice('SYN-U01-it')
    expect(answer.meta).toMatchObject({ unit: 'PS', status: 'F; inputs prior, synthetic' })
    expect(answer.meta.release).not.toBeNull()
    expect(answer.notice!.en).toContain('SYNTHETIC')
    for (const s of answer.waterfall) expect(['prior', 'synthetic', 'computed']).toContain(s.status)
    for (const id of ['stay', 'match', 'pipeline', 'completion', 'targetMix', 'currentIntake'])
      expect(step(answer, id).status, id).toBe('synthetic')
    expect(answer.coordination.programmes.every((p) => p.status === 'synthetic')).toBe(true)
    expect(answer.quota.checks.every((c) => c.valueStatus === 'synthetic')).toBe(true)
    const book = XLSX.read((await get('/v1/programmes/SYN-U01-it/advice?format=xlsx&lang=en')).rawPayload)
    const data = XLSX.utils.sheet_to_json<{ Item: string; Value: number; Status: string }>(
      book.Sheets[book.SheetNames[0]!]!,
    )
    expect(data.find((r) => r.Item === 'recommended' && r.Status === 'computed')!.Value).toBeCloseTo(
      answer.programme.recommended,
      6,
    )
    expect(data.filter((r) => r.Status === 'synthetic').length).toBeGreaterThan(10)
    expect(JSON.stringify(XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[1]!]!))).toContain('SYNTHETIC')
    expect((await get('/v1/programmes/SYN-U01-it/advice?format=csv')).body).toContain(',synthetic,')
  })
})

describe('coordination of a field', () => {
  it('announced plans are summed and set against the need; allocations add up to what can be held', async () => {
    const body = await ask<CoordinationBody>('/v1/fields/0613/coordination?level=undergraduate')
    const sum = (value: (p: CoordinationBody['programmes'][number]) => number) =>
      body.programmes.reduce((total, p) => total + value(p), 0)
    expect(body.announced).toBe(sum((p) => p.announced ?? 0))
    expect(sum((p) => p.allocated) + body.unallocated).toBe(body.needed)
    expect(body.overSubscription).toBe(body.announced - body.needed)
    expect(body.status).toBe('over')
    expect(sum((p) => p.key)).toBeCloseTo(1, 9)
    expect((await advice('SYN-U01-it')).coordination).toMatchObject({ needed: body.needed, announced: body.announced })
  })

  it('a field of two levels asks which one, an unknown field and another area are not found', async () => {
    expect((await get('/v1/fields/0613/coordination')).json()).toMatchObject({ code: 'INVALID_INPUT', status: 400 })
    expect((await get('/v1/fields/9999/coordination')).json()).toMatchObject({ code: 'NOT_FOUND' })
    expect((await get('/v1/fields/0912/coordination?area=VN')).json()).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('quota checks', () => {
  it('before the circular only drafts are shown, and they bind nobody', async () => {
    const then = await ask<QuotaBody>('/v1/programmes/SYN-U01-it/quota-checks?day=2022-03-04')
    expect(then.limit).toBeNull()
    expect(then.checks.every((c) => c.status === 'draft' && !c.binds)).toBe(true)
    const now = await ask<QuotaBody>('/v1/programmes/SYN-U01-it/quota-checks?day=2022-03-05')
    expect(
      now.checks
        .filter((c) => c.binds)
        .map((c) => c.id)
        .sort(),
    ).toEqual(['tt03-2022.accreditation', 'tt03-2022.employment'])
    expect(now.limit).toBe(875) // not accredited, so no more than last year
  })

  it('what is not known is no pass', async () => {
    const { checks } = await ask<QuotaBody>('/v1/programmes/SYN-U01-it/quota-checks')
    expect(checks.find((c) => c.id === 'draft-2026-02.over-undergraduate')).toMatchObject({
      outcome: 'unknown',
      value: null,
    })
  })
})

describe('the pig cycle', () => {
  it('with four years and a step of a fifth, closing the whole gap drives graduates 100, 200, 0, 600', async () => {
    const body = await ask<CobwebBody>('/v1/cobweb?years=4&eta=1&step=0.2')
    const graduates = body.rows.map((r) => Math.round(r.graduates))
    expect(graduates[0]).toBe(100)
    expect(Math.max(...graduates.slice(0, 14))).toBe(200)
    expect(Math.min(...graduates.slice(10, 20))).toBe(0)
    expect(Math.max(...graduates)).toBe(600)
    expect(body).toMatchObject({ stable: false, overshoots: true })
    expect(body.rows.slice(4).every((r) => Math.abs(r.planGraduates - 120) < 1e-9)).toBe(true)
    expect(body.limits.stableBelow).toBeCloseTo(0.347, 3)
  })
})
