// Invents institutions and programmes for trying the enrolment advice. Every number and every name below is made up.
//
//   node data/synthetic/generate.mjs        writes the CSV files beside this script
//
// The same seed gives the same bytes; test/data/synthetic.test.ts checks that the files are what this script makes.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SEED = 20260301
const ACADEMIC_YEAR = 2025
const INTAKE_YEAR = 2026
const STATUS = 'synthetic'
const SOURCE = 'data/synthetic/generate.mjs'

/** id, level, isced_f, moet_code, vi, en, years, lag, completion on time / one / two years later, first-year drop-out, rates, share of women, detailed field, size */
const KINDS = [
  ['it', 'undergraduate', '061', '7480201', 'Công nghệ thông tin', 'Information technology', 4, 0, [0.55, 0.18, 0.06], 0.11, [0.06, 0.95, 0.74, 0.82], 0.24, '0613', 3.2],
  ['nurse', 'undergraduate', '091', '7720301', 'Điều dưỡng', 'Nursing', 4, 0, [0.72, 0.09, 0.03], 0.07, [0.04, 0.93, 0.76, 0.71], 0.84, '0913', 1.3],
  ['medicine', 'undergraduate', '091', '7720101', 'Y khoa', 'Medicine', 6, 1, [0.81, 0.07, 0.02], 0.04, [0.3, 0.96, 0.93, 0.62], 0.49, '0912', 1.4],
  ['pharmacy', 'undergraduate', '091', '7720201', 'Dược học', 'Pharmacy', 5, 0, [0.76, 0.09, 0.03], 0.06, [0.07, 0.94, 0.78, 0.66], 0.69, '0916', 0.9],
  ['finance', 'undergraduate', '041', '7340201', 'Tài chính – Ngân hàng', 'Finance and banking', 4, 0, [0.7, 0.11, 0.04], 0.08, [0.05, 0.94, 0.52, 0.74], 0.68, '0412', 2.4],
  ['accounting', 'undergraduate', '041', '7340301', 'Kế toán', 'Accounting', 4, 0, [0.73, 0.1, 0.04], 0.07, [0.03, 0.94, 0.58, 0.7], 0.81, '0411', 2.2],
  ['logistics', 'undergraduate', '104', '7510605', 'Logistics và quản lý chuỗi cung ứng', 'Logistics and supply chain management', 4, 0, [0.66, 0.13, 0.04], 0.09, [0.03, 0.95, 0.6, 0.68], 0.57, '1041', 1.4],
  ['design', 'undergraduate', '021', '7210403', 'Thiết kế đồ họa', 'Graphic design', 4, 0, [0.57, 0.16, 0.06], 0.12, [0.03, 0.92, 0.56, 0.8], 0.58, '0211', 0.8],
  ['automation', 'undergraduate', '071', '7520216', 'Kỹ thuật điều khiển và tự động hóa', 'Control and automation engineering', 5, 0, [0.52, 0.19, 0.07], 0.12, [0.08, 0.96, 0.71, 0.6], 0.08, '0714', 1.5],
  ['environment', 'undergraduate', '071', '7520320', 'Kỹ thuật môi trường', 'Environmental engineering', 5, 0, [0.54, 0.15, 0.05], 0.16, [0.07, 0.92, 0.41, 0.63], 0.47, '0712', 0.6],
  ['construction', 'undergraduate', '073', '7580201', 'Kỹ thuật xây dựng', 'Civil engineering', 5, 0, [0.5, 0.19, 0.08], 0.13, [0.05, 0.95, 0.66, 0.58], 0.07, '0732', 1.2],
  ['teaching', 'undergraduate', '011', '7140202', 'Giáo dục tiểu học', 'Primary education', 4, 0, [0.83, 0.06, 0.02], 0.04, [0.04, 0.94, 0.81, 0.55], 0.9, '0113', 1.6],
  ['it-c', 'college', '061', '6480201', 'Công nghệ thông tin (cao đẳng)', 'Information technology (college)', 3, 0, [0.52, 0.12, 0.03], 0.18, [0.12, 0.93, 0.55, 0.78], 0.21, '0613', 2.2],
  ['nurse-c', 'college', '091', '6720301', 'Điều dưỡng (cao đẳng)', 'Nursing (college)', 3, 0, [0.68, 0.08, 0.02], 0.11, [0.14, 0.92, 0.69, 0.72], 0.82, '0913', 1.5],
  ['electrical-c', 'college', '071', '6510303', 'Công nghệ kỹ thuật điện, điện tử (cao đẳng)', 'Electrical and electronic technology (college)', 3, 0, [0.58, 0.1, 0.03], 0.16, [0.07, 0.95, 0.66, 0.7], 0.05, '0713', 2.0],
  ['logistics-c', 'college', '104', '6340113', 'Logistics (cao đẳng)', 'Logistics (college)', 3, 0, [0.6, 0.1, 0.03], 0.14, [0.06, 0.94, 0.52, 0.76], 0.49, '1041', 1.2],
  ['accounting-c', 'college', '041', '6340302', 'Kế toán doanh nghiệp (cao đẳng)', 'Business accounting (college)', 3, 0, [0.64, 0.09, 0.03], 0.13, [0.1, 0.93, 0.47, 0.73], 0.83, '0411', 1.3],
]

/** Which institution offers what; U universities, C colleges. */
const OFFERS = {
  U01: ['it', 'automation', 'construction', 'environment', 'logistics'],
  U02: ['finance', 'accounting', 'it', 'logistics'],
  U03: ['medicine', 'nurse', 'pharmacy'],
  U04: ['nurse', 'pharmacy', 'it'],
  U05: ['teaching', 'design', 'it'],
  U06: ['construction', 'design', 'environment'],
  U07: ['finance', 'accounting', 'it', 'nurse'],
  U08: ['it', 'automation', 'logistics', 'finance'],
  C01: ['nurse-c', 'accounting-c'],
  C02: ['it-c', 'electrical-c', 'logistics-c'],
  C03: ['electrical-c', 'accounting-c', 'logistics-c'],
  C04: ['nurse-c', 'it-c'],
}

/** Detailed field, level, ISCO-08 occupation, share of its entrants who should come from the field and level: value, low, high. */
const TARGET_MIX = [
  ['0613', 'undergraduate', '25', 0.6, 0.5, 0.7],
  ['0613', 'undergraduate', '35', 0.3, 0.2, 0.4],
  ['0613', 'college', '35', 0.4, 0.3, 0.5],
  ['0912', 'undergraduate', '22', 0.35, 0.28, 0.42],
  ['0913', 'undergraduate', '22', 0.2, 0.14, 0.26],
  ['0913', 'undergraduate', '32', 0.2, 0.14, 0.26],
  ['0913', 'college', '32', 0.4, 0.3, 0.5],
  ['0916', 'undergraduate', '22', 0.15, 0.1, 0.2],
  ['0412', 'undergraduate', '24', 0.25, 0.18, 0.32],
  ['0412', 'undergraduate', '33', 0.1, 0.06, 0.14],
  ['0411', 'undergraduate', '24', 0.25, 0.18, 0.32],
  ['0411', 'undergraduate', '33', 0.15, 0.1, 0.2],
  ['0411', 'college', '43', 0.25, 0.18, 0.32],
  ['1041', 'undergraduate', '33', 0.06, 0.03, 0.09],
  ['1041', 'college', '43', 0.12, 0.07, 0.17],
  ['0211', 'undergraduate', '26', 0.12, 0.07, 0.17],
  ['0714', 'undergraduate', '21', 0.25, 0.18, 0.32],
  ['0712', 'undergraduate', '21', 0.06, 0.03, 0.09],
  ['0713', 'college', '31', 0.3, 0.2, 0.4],
  ['0713', 'college', '74', 0.25, 0.15, 0.35],
  ['0732', 'undergraduate', '21', 0.25, 0.17, 0.33],
  ['0113', 'undergraduate', '23', 0.3, 0.22, 0.38],
]

/** Small seeded generator (mulberry32), enough for inventing numbers. */
function createNoise(seed) {
  let state = seed
  return (low, high) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return low + ((high - low) * ((t ^ (t >>> 14)) >>> 0)) / 4294967296
  }
}

const share = (x) => Number(x.toFixed(3))
const clamp = (x, low, high) => Math.min(high, Math.max(low, x))
const csv = (columns, rows) =>
  [columns, ...rows]
    .map((row) => row.map((value) => (/[",]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : value)).join(','))
    .join('\n')
    .concat('\n')

/** Name of each file -> its text. */
export function syntheticFiles() {
  const noise = createNoise(SEED)
  const institutions = []
  const programmes = []
  const completion = []
  const enrolment = []
  const rates = []
  const announced = []
  for (const [code, kinds] of Object.entries(OFFERS)) {
    const isUniversity = code.startsWith('U')
    const number = code.slice(1)
    const quality = noise(0.7, 1)
    let students = 0
    for (const kindId of kinds) {
      const [id, level, iscedF, moetCode, vi, en, years, lag, onTime, dropOut, [study, participation, match, stay], women, detailed, scale] =
        KINDS.find(([kind]) => kind === kindId)
      const programmeId = `SYN-${code}-${id}`
      const intake = Math.round((scale * (isUniversity ? noise(120, 320) : noise(80, 200))) / 5) * 5
      const capacity = Math.round((intake * noise(1.05, 1.6)) / 5) * 5
      const shift = noise(-0.04, 0.04)
      const shares = onTime.map((c, k) => share(clamp(c + (k === 0 ? shift : 0), 0.01, 0.95)))
      const never = 1 - shares.reduce((a, b) => a + b, 0)
      const firstYear = share(Math.min(dropOut + noise(-0.015, 0.015), never * 0.8))
      programmes.push([
        programmeId, `SYN-${code}`, vi, en, level, moetCode, iscedF, detailed, years, lag, capacity, ACADEMIC_YEAR, intake,
        share(quality), firstYear, STATUS,
      ])
      shares.forEach((value, k) => completion.push([programmeId, years + k, value, STATUS]))
      let size = intake
      for (let y = 1; y <= years + 2; y++) {
        if (y > 1) size *= noise(0.9, 1.03)
        const later = years === 1 ? 0 : (never - firstYear) / (years - 1)
        const graduated = shares.reduce((sum, c, k) => (years + k < y ? sum + c : sum), 0)
        const staying = y === 1 ? 1 : 1 - firstYear - later * Math.min(y - 2, years - 1) - graduated
        const enrolled = Math.round(Math.max(0, size * staying))
        students += enrolled
        enrolment.push([programmeId, ACADEMIC_YEAR, y, enrolled, Math.round(enrolled * clamp(women + noise(-0.04, 0.04), 0, 1)), STATUS])
      }
      const response = share(noise(0.55, 0.9))
      const rate = (name, value, spread) => {
        const centre = clamp(value + noise(-0.03, 0.03), 0.01, 0.98)
        rates.push([programmeId, name, share(centre), share(Math.max(0, centre - spread)), share(Math.min(1, centre + spread)), response, SOURCE, STATUS])
      }
      rate('furtherStudy', study, 0.02)
      rate('participation', participation, 0.02)
      rate('match', match, 0.07)
      rate('stay', stay, 0.08)
      rate('employmentRate', clamp(match + 0.2, 0.5, 0.96), 0.04)
      rate('relevantJobRate', match, 0.06)
      // Most plans grow, since each provider sees the same shortage; one in six has not announced yet.
      const places = Math.round(clamp(intake * noise(0.95, 1.3), 0, capacity) / 5) * 5
      announced.push([programmeId, INTAKE_YEAR, noise(0, 6) < 1 ? '' : places, STATUS])
    }
    const other = Math.round(noise(isUniversity ? 1500 : 300, isUniversity ? 6000 : 1200))
    institutions.push([
      `SYN-${code}`,
      isUniversity ? `Trường Đại học Giả lập số ${number}` : `Trường Cao đẳng Giả lập số ${number}`,
      isUniversity ? `Synthetic University ${number}` : `Synthetic College ${number}`,
      isUniversity ? 'university' : 'college',
      'VN-HN',
      Math.round(((students + other) * noise(2.5, 4.2)) / 100) * 100,
      other,
      noise(0, 8) < 1 ? 0 : 1,
      STATUS,
    ])
  }
  return {
    'institutions.csv': csv(['institution_id', 'name_vi', 'name_en', 'kind', 'area', 'floor_area_m2', 'other_students', 'accredited', 'status'], institutions),
    'programmes.csv': csv(['programme_id', 'institution_id', 'name_vi', 'name_en', 'level', 'moet_code', 'isced_f', 'isced_f_detailed', 'length_years', 'lag_years', 'capacity', 'intake_year', 'current_intake', 'quality', 'first_year_drop_out', 'status'], programmes),
    'completion.csv': csv(['programme_id', 'years_after_entry', 'share', 'status'], completion),
    'enrolment.csv': csv(['programme_id', 'academic_year', 'year_of_study', 'students', 'women', 'status'], enrolment),
    'rates.csv': csv(['programme_id', 'rate', 'value', 'low', 'high', 'response_rate', 'source', 'status'], rates),
    'announced.csv': csv(['programme_id', 'intake_year', 'places', 'status'], announced),
    'target_mix.csv': csv(['isced_f_detailed', 'level', 'occupation', 'share', 'low', 'high', 'source', 'status'], TARGET_MIX.map(([f, level, o, ...mix]) => [f, level, `ISCO08:${o}`, ...mix, SOURCE, STATUS])),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(syntheticFiles())) writeFileSync(new URL(name, import.meta.url), text)
}
