// Prints the rows of area.csv and synonym.csv that stand for countries, country groups and the states of the USA, so that
// files of international agencies find their areas; nothing here runs at start or at ingest.
//
//   node data/scripts/derive-foreign-areas.mjs --codes FILE --table area|synonym
//
// FILE is a JSON list of [alpha-2, alpha-3, numeric] of ISO 3166-1. Names are the short ones of Unicode CLDR in Vietnamese and
// English, as this Node carries them. Borders of other countries are not dated here: every row holds from 1900 on. XK (Kosovo)
// is the code in use, not one of ISO.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { values: args } = parseArgs({ options: { codes: { type: 'string' }, table: { type: 'string' } } })
if (!args.codes || !['area', 'synonym'].includes(args.table ?? '')) {
  console.error('Usage: node data/scripts/derive-foreign-areas.mjs --codes FILE --table area|synonym')
  process.exit(2)
}

const ISO = 'ISO 3166-1'
const countries = JSON.parse(readFileSync(args.codes, 'utf8')).filter(([alpha2]) => alpha2 !== 'VN')

// Codes of groups as Eurostat writes them. Each composition is a group of its own: the union of 27 before and after 2020 differ.
const GROUPS = [
  ['WLD', 'Thế giới', 'World'],
  ['EU27_2020', 'Liên minh châu Âu, 27 nước (từ 2020)', 'European Union, 27 countries (from 2020)'],
  ['EU28', 'Liên minh châu Âu, 28 nước (2013-2020)', 'European Union, 28 countries (2013-2020)'],
  ['EU27_2007', 'Liên minh châu Âu, 27 nước (2007-2013)', 'European Union, 27 countries (2007-2013)'],
  ['EA20', 'Khu vực đồng euro, 20 nước (từ 2023)', 'Euro area, 20 countries (from 2023)'],
  ['EA19', 'Khu vực đồng euro, 19 nước (2015-2022)', 'Euro area, 19 countries (2015-2022)'],
  ['EA18', 'Khu vực đồng euro, 18 nước (2014)', 'Euro area, 18 countries (2014)'],
  ['EEA31', 'Khu vực kinh tế châu Âu, 31 nước (2013-2020)', 'European Economic Area, 31 countries (2013-2020)'],
  ['EEA30_2007', 'Khu vực kinh tế châu Âu, 30 nước (2007-2013)', 'European Economic Area, 30 countries (2007-2013)'],
  ['EFTA', 'Hiệp hội mậu dịch tự do châu Âu', 'European Free Trade Association'],
  ['FX', 'Pháp, phần châu Âu', 'France, metropolitan'],
  ['DE_TOT', 'Đức, gồm cả CHDC Đức cũ', 'Germany, including the former GDR'],
]
// FIPS code, postal code as in ISO 3166-2:US, name.
const STATES = `01 AL Alabama;02 AK Alaska;04 AZ Arizona;05 AR Arkansas;06 CA California;08 CO Colorado;09 CT Connecticut;10 DE Delaware
11 DC District of Columbia;12 FL Florida;13 GA Georgia;15 HI Hawaii;16 ID Idaho;17 IL Illinois;18 IN Indiana;19 IA Iowa;20 KS Kansas
21 KY Kentucky;22 LA Louisiana;23 ME Maine;24 MD Maryland;25 MA Massachusetts;26 MI Michigan;27 MN Minnesota;28 MS Mississippi
29 MO Missouri;30 MT Montana;31 NE Nebraska;32 NV Nevada;33 NH New Hampshire;34 NJ New Jersey;35 NM New Mexico;36 NY New York
37 NC North Carolina;38 ND North Dakota;39 OH Ohio;40 OK Oklahoma;41 OR Oregon;42 PA Pennsylvania;44 RI Rhode Island;45 SC South Carolina
46 SD South Dakota;47 TN Tennessee;48 TX Texas;49 UT Utah;50 VT Vermont;51 VA Virginia;53 WA Washington;54 WV West Virginia;55 WI Wisconsin
56 WY Wyoming`
  .split(/[;\n]/)
  .map((line) => /^(\d\d) (\w\w) (.*)$/.exec(line).slice(1))

// English names are plain letters throughout the pack.
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace('ı', 'i').replace('’', "'")
const cell = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const print = (...fields) => console.log(fields.map(cell).join(','))

if (args.table === 'area') {
  const [vi, en] = ['vi', 'en'].map((language) => new Intl.DisplayNames([language], { type: 'region' }))
  for (const [code] of countries) print(code, 'country', '', vi.of(code), plain(en.of(code)), '', '1900-01-01', '')
  for (const [code, nameVi, nameEn] of GROUPS) print(code, 'group', '', nameVi, nameEn, '', '1900-01-01', '')
  for (const [, postal, name] of STATES) print(`US-${postal}`, 'state', '', name, name, 'US', '1900-01-01', '')
} else {
  for (const [alpha2, alpha3] of countries) print('AREA', alpha3, alpha2, `${ISO} alpha-3`)
  for (const [eurostat, iso] of [['EL', 'GR'], ['UK', 'GB'], ['XKX', 'XK']]) print('AREA', eurostat, iso, 'Eurostat, World Bank')
  print('AREA', 'X01', 'WLD', 'ILOSTAT')
  for (const [fips, postal] of STATES) print('AREA', `ST${fips}00000000000`, `US-${postal}`, 'BLS LAUS (FIPS)')
}
