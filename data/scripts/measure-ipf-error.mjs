// Measures how wrong "national industry structure x regional total" is where the truth is published: Canada's provinces.
//
//   node data/scripts/measure-ipf-error.mjs --lfs DIR --from 2015 --to 2019 --out FILE
//
// DIR of --lfs holds ca_employment.csv.gz (series_id = <geo>|<industry>, date, value in thousand persons, monthly). For each
// province p and industry i, with E the mean over all months of the years given:
//   estimate[p, i] = E[p, total] * E[CA, i] / E[CA, total]          error[p, i] = ln(E[p, i] / estimate[p, i])
// One error per cell, not one per year: the errors of neighbouring years are nearly the same number. Two spreads are written per
// VSIC section and pooled: rms = sqrt(mean(error^2)) and robust = 1.4826 * median |error|, both about zero because the
// estimate claims to be unbiased. Industries that cover several sections stand for each of them.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'

const { values: args } = parseArgs({
  options: {
    lfs: { type: 'string' },
    from: { type: 'string', default: '2015' },
    to: { type: 'string', default: '2019' },
    out: { type: 'string' },
  },
})
if (!args.lfs || !args.out) {
  console.error('Usage: node data/scripts/measure-ipf-error.mjs --lfs DIR [--from 2015] [--to 2019] --out FILE')
  process.exit(2)
}

const SECTIONS = {
  Agriculture: ['A'],
  'Forestry, fishing, mining, quarrying, oil and gas': ['B'],
  Utilities: ['D', 'E'],
  Construction: ['F'],
  Manufacturing: ['C'],
  'Wholesale and retail trade': ['G'],
  'Transportation and warehousing': ['H'],
  'Finance, insurance, real estate, rental and leasing': ['K', 'L'],
  'Professional, scientific and technical services': ['M'],
  'Business, building and other support services': ['N'],
  'Educational services': ['P'],
  'Health care and social assistance': ['Q'],
  'Information, culture and recreation': ['J', 'R'],
  'Accommodation and food services': ['I'],
  'Other services (except public administration)': ['S'],
  'Public administration': ['O'],
}
const TOTAL = 'Total employed, all industries'

const sums = new Map()
for (const r of parse(gunzipSync(readFileSync(join(args.lfs, 'ca_employment.csv.gz'))), { columns: true, bom: true })) {
  const year = r.date.slice(0, 4)
  if (year < args.from || year > args.to || r.value === '') continue
  const [n, sum] = sums.get(r.series_id) ?? [0, 0]
  sums.set(r.series_id, [n + 1, sum + Number(r.value)])
}
const mean = (geo, industry) => {
  const cell = sums.get(`${geo}|${industry}`)
  return cell ? cell[1] / cell[0] : Number.NaN
}
const provinces = [...new Set([...sums.keys()].map((id) => id.split('|')[0]))].filter((geo) => geo !== 'CA').sort()

const median = (xs) => {
  const s = [...xs].sort((a, b) => a - b)
  const half = s.length >> 1
  return s.length % 2 === 1 ? s[half] : (s[half - 1] + s[half]) / 2
}
const spread = (errors) => ({
  n: errors.length,
  rms: Math.sqrt(errors.reduce((a, e) => a + e * e, 0) / errors.length),
  robust: 1.4826 * median(errors.map(Math.abs)),
})

const errorsOf = new Map()
for (const industry of Object.keys(SECTIONS)) {
  const share = mean('CA', industry) / mean('CA', TOTAL)
  const errors = provinces.map((p) => Math.log(mean(p, industry) / (mean(p, TOTAL) * share)))
  errorsOf.set(
    industry,
    errors.filter((e) => Number.isFinite(e)),
  )
}
const lines = ['section,industry,n,rms,robust']
const row = (section, industry, s) => lines.push([section, JSON.stringify(industry), s.n, s.rms.toFixed(4), s.robust.toFixed(4)].join(','))
for (const [industry, sections] of Object.entries(SECTIONS)) {
  for (const section of sections) row(section, industry, spread(errorsOf.get(industry)))
}
row('_T', 'pooled', spread([...errorsOf.values()].flat()))
writeFileSync(args.out, `${lines.join('\n')}\n`)
