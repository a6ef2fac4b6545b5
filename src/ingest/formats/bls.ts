import { readBlsFlat } from './bls/flat.ts'
import { blsFigures, blsHead, readBlsAnswer } from './bls/json.ts'
import { firstLines } from './bytes/delimited.ts'
import { jsonStart } from './bytes/first-json.ts'
import { inTurn } from './bytes/in-turn.ts'
import { readJson } from './bytes/json.ts'
import type { Reader } from './reader.ts'

/** An answer of BLS API v1 or v2; the quota body sent with HTTP 200 is an error here. */
export const blsJson: Reader = {
  format: 'bls-json',
  describes: { vi: 'Câu trả lời JSON của BLS API v2 (Hoa Kỳ)', en: 'JSON answer of BLS API v2 (United States)' },
  recognises(first) {
    const text = jsonStart(first, '{')
    return text && /"status"\s*:\s*"REQUEST_/.test(text) ? 0.97 : 0
  },
  async open(source, limits) {
    const answer = readBlsAnswer(source.name, await readJson(source, limits))
    return { head: blsHead(answer), items: inTurn(blsFigures(answer)) }
  },
}

/** A data file of download.bls.gov/pub/time.series: tabs, fields padded with blanks. */
export const blsFlat: Reader = {
  format: 'bls-flat',
  describes: { vi: 'Tệp phẳng của BLS (cách bằng tab)', en: 'BLS flat file (tab-separated)' },
  recognises: (first) =>
    /^\ufeff?series_id\s*\tyear\s*\tperiod\s*\t\s*value/i.test(firstLines(first, 1)[0] ?? '') ? 0.97 : 0,
  open: readBlsFlat,
}
