import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inVietnamese, REFUSALS } from '../../src/http/refusals.ts'
import { type Api, openApi } from '../support/api.ts'
import { sentencesOf } from '../support/sentences.ts'

const SRC = resolve(import.meta.dirname, '../../src')
/** Code whose refusals reach whoever asks over HTTP. */
const SPEAKING = [
  'http',
  'storage/programme.ts',
  'storage/programme-upload.ts',
  'storage/training-order.ts',
  ...readdirSync(join(SRC, 'storage'))
    .filter((f) => f.startsWith('read-'))
    .map((f) => `storage/${f}`),
  'jobs/advice',
  'jobs/advice.ts',
  'jobs/files',
  'jobs/orders',
  'jobs/orders.ts',
  'jobs/overrides.ts',
  'jobs/pathways.ts',
  'jobs/scenario.ts',
  'jobs/scenario-cells.ts',
  'market/orders',
  'market/scenario/scenario.ts',
]

describe('the catalogue of refusals', () => {
  it('has every sentence of the code that answers requests', () => {
    const found = sentencesOf(SPEAKING)
    const missing = found.filter(({ sentence }) => inVietnamese(sentence.replace(/\{\d\}/g, 'X7')) === null)
    expect(missing).toEqual([])
    expect(found.length).toBeGreaterThan(70)
  })

  it('both languages carry the same values, and none says the same in both', () => {
    const placeholders = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort()
    for (const [en, vi] of REFUSALS) {
      expect(placeholders(vi), en).toEqual(placeholders(en))
      expect(vi).not.toBe(en)
      expect(vi.length).toBeGreaterThan(2)
    }
    expect(new Set(REFUSALS.map(([en]) => en)).size).toBe(REFUSALS.length)
  })

  it('puts the values where they belong, and translates a sentence inside a sentence', () => {
    expect(inVietnamese('Release r-1 ends in 2035; 2040 lies beyond it.')).toBe(
      'Phiên bản r-1 kết thúc năm 2035; 2040 nằm sau đó.',
    )
    expect(inVietnamese('Training order o-1: due in 2020, but ordered on 2026-01-01.')).toBe(
      'Đơn đặt hàng o-1: đến hạn năm 2020 nhưng đặt ngày 2026-01-01.',
    )
    expect(inVietnamese('Something nobody wrote down.')).toBeNull()
  })
})

describe('problems', () => {
  let api: Api
  beforeAll(async () => {
    api = await openApi()
  })
  afterAll(() => api.app.close())
  const detail = async (url: string, headers = {}) => (await api.get(url, headers)).json().detail as string

  it.each([
    ['/v1/gaps?area=VN-XX', /^Không có địa bàn "VN-XX"/, /^There is no area "VN-XX"/],
    ['/v1/gaps?area=VN&year=2050', /kết thúc năm 2035; 2050 nằm sau/, /ends in 2035; 2050 lies beyond/],
    ['/v1/gaps?lens=it-digital,creative', /^Các nhóm ngành chồng lên nhau/, /^Lenses overlap/],
    ['/v1/gaps?nonsense=1', /nonsense: Không có tham số "nonsense"/, /There is no parameter "nonsense"/],
    ['/v1/gaps?year=abc', /^year: Đầu vào không hợp lệ/, /^year: Invalid input/],
    ['/v1/observations?asOf=yesterday', /asOf: viết ngày theo dạng/, /asOf: write the day as/],
    ['/v1/nowhere', /^Không có GET \/v1\/nowhere/, /^There is no GET \/v1\/nowhere/],
    ['/v1/openings?format=pdf', /không có định dạng "pdf"/, /no format "pdf" here/],
    ['/v1/gaps?format=pdf', /PDF là báo cáo về một năm/, /report on one year/],
    ['/v1/gaps?format=pdf&year=2030&sector=C', /bỏ sector/, /leave out sector/],
    ['/v1/gaps?cursor=zzz', /^Con trỏ không phải do dịch vụ này đưa ra/, /^The cursor is not one/],
  ])('%s is explained in the language of the reader', async (url, vi, en) => {
    const joined = url.includes('?') ? '&' : '?'
    expect(await detail(url, { 'accept-language': 'vi-VN,vi;q=0.9' })).toMatch(vi)
    expect(await detail(`${url}${joined}lang=vi`, { 'accept-language': 'en' })).toMatch(vi)
    expect(await detail(url, { 'accept-language': 'en-GB' })).toMatch(en)
    const answer = await api.get(url, { 'accept-language': 'vi' })
    expect(answer.headers['content-language']).toBe('vi')
    for (const error of answer.json().errors ?? []) expect(error.detail).not.toMatch(/^(There|Ask|Invalid|write) /)
  })
})
