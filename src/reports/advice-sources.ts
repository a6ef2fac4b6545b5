import type { LabelText } from '../contracts/common.ts'
import { type Sentence, translator } from './sentences.ts'

// A table of texts: where the numbers of the advice come from, as the code says it and as people read it.

type Words = readonly [code: string, en: string, vi: string]

const WORDS: readonly Words[] = [
  [
    'release {0}, openings of {1} x {2} ({3})',
    'release {0}: openings of {1}, times {2} ({3})',
    'phiên bản {0}: chỗ làm cần tuyển của {1}, nhân {2} ({3})',
  ],
  ['VSCO2020:{0}', 'major group {0}', 'nhóm lớn {0}'],
  [
    'sub_major_share.{0}',
    'assumed part of sub-major group {0} in its major group',
    'giả định: phần của nhóm chính {0} trong nhóm lớn',
  ],
  ['assumption {0}', 'assumption: {0}', 'giả định: {0}'],
  [
    'other_source_share.migrants',
    'part of openings filled by people who move in',
    'phần chỗ làm do người chuyển đến lấp',
  ],
  [
    'other_source_share.reEntrants',
    'part filled by people who come back to work',
    'phần do người quay lại làm việc lấp',
  ],
  ['other_source_share.retrained', 'part filled by people retrained', 'phần do người đào tạo lại lấp'],
  ['other_source_share.upgraders', 'part filled by people who upgrade', 'phần do người nâng trình độ lấp'],
  [
    'mean of {0} programmes by intake; {1}',
    'mean of {0} programmes, weighted by intake; {1}',
    'trung bình {0} chương trình theo số nhập học; {1}',
  ],
  [
    'completion and enrolment of {0} programmes',
    'completion and enrolment of {0} programmes',
    'tỷ lệ hoàn thành và số đang học của {0} chương trình',
  ],
  ['completion distribution', 'years to completion', 'phân bố số năm đến khi tốt nghiệp'],
  ['enrolment, autumn {0}', 'enrolment, autumn {0}', 'số đang học, mùa thu {0}'],
  ['computed from the steps above', 'computed from the steps above', 'tính từ các bước trên'],
  ['set in the request', 'set by you', 'do bạn đặt'],
  [
    'data/synthetic/generate.mjs',
    'made up for trying things out (data/synthetic)',
    'số bịa ra để thử (data/synthetic)',
  ],
  [
    'limit as published; day of effect not checked against the gazette; risk margin is ours',
    'limit as published; day of effect not checked against the gazette; the margin of risk is ours',
    'ngưỡng như đã công bố; ngày hiệu lực chưa đối chiếu công báo; biên rủi ro do chúng tôi đặt',
  ],
  [
    'conditions are simplified to yes or no; day of effect not checked against the gazette',
    'conditions are simplified to yes or no; day of effect not checked against the gazette',
    'điều kiện được rút gọn thành có hoặc không; ngày hiệu lực chưa đối chiếu công báo',
  ],
  [
    'draft as reported; risk margin is ours',
    'draft as reported; the margin of risk is ours',
    'dự thảo như báo chí đưa tin; biên rủi ro do chúng tôi đặt',
  ],
]

const inEnglish = translator(WORDS.map(([code, en]): Sentence => [code, en]))
const inVietnamese = translator(WORDS.map(([code, , vi]): Sentence => [code, vi]))

/** A source of the advice in words of both languages; what is not ours, e.g. the name of a survey, stays as it is. */
export const sourceLabel = (source: string): LabelText => ({
  vi: inVietnamese(source) ?? source,
  en: inEnglish(source) ?? source,
})
