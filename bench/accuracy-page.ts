/**
 * Fills `docs/accuracy.md` and the README's table from the stored scorecards, between `<!-- scorecards ... -->` markers.
 *
 *     node --experimental-strip-types bench/accuracy-page.ts
 *
 * `test/docs/accuracy-page.test.ts` fails when page and scorecards disagree.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figures } from './figures.ts'
import { type LongRange, readLongRange, readScorecards, type Scorecard } from './scorecard.ts'

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

interface Words {
  readonly vi: string
  readonly en: string
  /** A remark below the table and a mark in the README's. */
  readonly note?: string
}

/** Panels in the order of the page; one that is not named here comes last, under its own title. */
const PANELS: Readonly<Record<string, Words>> = {
  vn_province_annual: {
    vi: 'Việt Nam: lực lượng lao động tỉnh, năm, h = 3, hai gốc',
    en: 'Viet Nam, labour force of provinces, annual, h = 3, two origins',
    note: 'Hai gốc này đã được dùng khi phát triển. / These two origins were among those the engine was developed on.',
  },
  au_labour: {
    vi: 'Úc: 57 chuỗi tháng trong cây 4 cấp, h = 8, chín gốc',
    en: 'Australia, monthly hierarchy of four levels, h = 8, nine origins',
  },
  au_labour_2020: {
    vi: 'Úc, tháng 4 - 11/2020: thử cú sốc',
    en: 'Australia, the first COVID wave: a shock test',
  },
  us_employment: {
    vi: 'Hoa Kỳ: 148 ngành, tháng, h = 24, ba gốc',
    en: 'United States, monthly by industry, h = 24, three origins',
  },
  ca_lfs_industry: {
    vi: 'Canada: 209 chuỗi tháng, h = 24, ba gốc',
    en: 'Canada, monthly by industry and province, h = 24, three origins',
  },
  m4_demographics_annual: {
    vi: '999 chuỗi dân số theo năm, h = 6',
    en: 'annual demographic series of the CRAN package M4comp (2016), h = 6',
  },
  m4_economics_quarterly: {
    vi: '374 chuỗi kinh tế theo quý, h = 8',
    en: 'quarterly economic series of the same collection, h = 8',
  },
}

function inOrder(cards: readonly Scorecard[]): Scorecard[] {
  const names = Object.keys(PANELS)
  const place = (card: Scorecard): number => {
    const at = names.indexOf(card.panel)
    return at < 0 ? names.length : at
  }
  return [...cards].sort((a, b) => place(a) - place(b))
}

const wordsOf = (card: Scorecard): Words => PANELS[card.panel] ?? { vi: card.title, en: card.title }
const titleOf = (card: Scorecard): string => `${wordsOf(card).vi} / ${wordsOf(card).en}`

function row(who: string, f: Figures, bold = false): string {
  const name = bold ? `**${who}**` : who
  const shares = [f.cov80, f.cov95].map((share) => (100 * share).toFixed(1))
  return `| ${[name, f.sMAPE.toFixed(3), f.MASE.toFixed(4), f.wQL.toFixed(4), f.sCRPS.toFixed(4), ...shares].join(' | ')} |`
}

/** Forecasters anyone can run again; figures of trials that were not kept are left out. */
const peersOf = (card: Scorecard): (readonly [string, Figures])[] =>
  Object.entries(card.peers).filter(([who]) => /^(R|statsforecast) |naive|^last value/.test(who))

function panelSection(card: Scorecard): string {
  const { figures, incoherence, missing, peersBy } = card
  const remarks = [
    `${figures.n} dự báo, thiếu ${missing}, phân vị cắt nhau ${figures.crossings}. / ${figures.n} forecasts, ${missing} missing, ${figures.crossings} crossing quantiles${incoherence === null ? '' : `, largest relative incoherence ${incoherence.toExponential(0)}`}; ${Math.round(card.cpuSeconds)} CPU seconds, network ${card.madeWith.network ?? '-'}.`,
    ...(peersBy
      ? [
          `Đối thủ chạy bằng / peers run by \`bench/peers/\`: ${peersBy}${card.part ? `; gốc / origin ${card.part.origins.join(', ')} only` : ''}.`,
        ]
      : []),
    ...(wordsOf(card).note ? [wordsOf(card).note!] : []),
  ]
  return [
    `### ${titleOf(card)}`,
    '',
    '| | sMAPE | MASE | wQL | sCRPS | 80 % | 95 % |',
    '|---|---|---|---|---|---|---|',
    row('Nhân lực', figures, true),
    ...(card.part ? [row(`Nhân lực, ${card.part.origins.join(', ')}`, card.part.figures, true)] : []),
    ...peersOf(card).map(([who, f]) => row(who, f)),
    '',
    remarks.join('\n'),
  ].join('\n')
}

/** Parts in the order of the table; the blend's own row first. */
function ablationTable(cards: readonly Scorecard[], of: 'MASE' | 'sCRPS' | 'wQL'): string {
  const all = [...new Set(cards.flatMap((c) => Object.keys(c.ablation)))]
  const isPart = (name: string): boolean => name.startsWith('without ')
  const parts = ['Nhân lực', ...all.filter(isPart).sort(), ...all.filter((name) => !isPart(name))]
  const value = (card: Scorecard, part: string): number | undefined =>
    (part === 'Nhân lực' ? card.figures : card.ablation[part])?.[of]
  const best = cards.map((card) => Math.min(...parts.map((part) => value(card, part) ?? Number.POSITIVE_INFINITY)))
  const digits = of === 'wQL' ? 4 : 3
  const cell = (card: Scorecard, k: number, part: string): string => {
    const v = value(card, part)
    if (v === undefined) return '-'
    return v.toFixed(digits) === best[k]!.toFixed(digits) ? `**${v.toFixed(digits)}**` : v.toFixed(digits)
  }
  return [
    `| ${of} | ${cards.map((c) => `\`${c.panel}\``).join(' | ')} |`,
    `|---|${cards.map(() => '---').join('|')}|`,
    ...parts.map((part) => `| ${part} | ${cards.map((c, k) => cell(c, k, part)).join(' | ')} |`),
  ].join('\n')
}

function longRangeTable({ bases, sectors, errors, inside80, ratios }: LongRange): string {
  const sorted = Object.entries(errors).sort((a, b) => a[1] - b[1])
  const name = (who: string): string => (who === 'OURS' ? '**Nhân lực**' : who)
  const held = bases.map((base) => `${base}: ${Math.round(100 * inside80[String(base)]!)} %`).join(', ')
  const worst = Object.entries(ratios)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 2)
    .map(([id, ratio]) => `${id} ${ratio.toFixed(2)}`)
    .join(', ')
  return [
    `${sectors} ngành, năm gốc / sectors, bases ${bases.join(', ')}; mean absolute per cent error of the tenth year:`,
    '',
    `| ${sorted.map(([who]) => name(who)).join(' | ')} |`,
    `|${sorted.map(() => '---').join('|')}|`,
    `| ${sorted.map(([, error]) => error.toFixed(2)).join(' | ')} |`,
    '',
    `Dải 80 % chứa / the 80 % band held: ${held}.`,
    '',
    `Ngành tệ nhất so với phương pháp tốt nhất của riêng nó / the worst sector against the best of last value, line, ets, theta and the mean for it alone: ${worst}.`,
  ].join('\n')
}

/** The README's short table: ours beside the best of R, the winner of each column in bold. */
function shortTable(cards: readonly Scorecard[]): string {
  const line = (card: Scorecard): string => {
    const ours = card.part?.figures ?? card.figures
    const r = peersOf(card).filter(([who]) => who.startsWith('R '))
    const best = (of: 'MASE' | 'wQL' | 'sCRPS'): number => Math.min(...r.map(([, f]) => f[of]))
    const cell = (of: 'MASE' | 'wQL' | 'sCRPS', digits: number): string => {
      const v = ours[of]
      return r.length > 0 && v <= best(of) ? `**${v.toFixed(digits)}**` : v.toFixed(digits)
    }
    const peers =
      r.length === 0 ? '-' : `${best('MASE').toFixed(3)} · ${best('wQL').toFixed(4)} · ${best('sCRPS').toFixed(3)}`
    const held = (100 * ours.cov80).toFixed(0)
    return `| ${titleOf(card)}${card.part ? `, ${card.part.origins.join(', ')}` : ''}${wordsOf(card).note ? ' ¹' : ''} | ${cell('MASE', 3)} | ${cell('wQL', 4)} | ${cell('sCRPS', 3)} | ${held} | ${peers} |`
  }
  return [
    '| bảng / panel | MASE | wQL | sCRPS | 80 % | tốt nhất trong R / best of R |',
    '|---|---|---|---|---|---|',
    ...cards.map(line),
  ].join('\n')
}

/** What stands between each pair of markers. */
export function renderSections(cards: readonly Scorecard[], longRange: LongRange | null): Map<string, string> {
  const sorted = inOrder(cards)
  return new Map([
    ['panels', sorted.map(panelSection).join('\n\n')],
    ['ablation', (['MASE', 'sCRPS', 'wQL'] as const).map((of) => ablationTable(sorted, of)).join('\n\n')],
    ['long-range', longRange ? longRangeTable(longRange) : '-'],
    ['short', shortTable(sorted)],
  ])
}

/** A page with every pair of markers filled. @throws Error when a marker is not closed or names nothing known */
export function fillPage(page: string, sections: ReadonlyMap<string, string>): string {
  return page.replace(/(<!-- scorecards:([a-z-]+) -->\n)[\s\S]*?(<!-- \/scorecards -->)/g, (_, open, name, close) => {
    const text = sections.get(name)
    if (text === undefined) throw new Error(`no section ${name}; known: ${[...sections.keys()].join(', ')}`)
    return `${open}\n${text}\n\n${close}`
  })
}

export const PAGES = ['docs/accuracy.md', 'README.md'].map((name) => path.join(ROOT, name))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sections = renderSections(readScorecards(), readLongRange())
  for (const page of PAGES) writeFileSync(page, fillPage(readFileSync(page, 'utf8'), sections))
}
