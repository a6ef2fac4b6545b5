import type { Explanation } from '../contracts/explanation.ts'
import { engineNote } from './engine-notes.ts'

type Lang = 'vi' | 'en'

const WORDS = {
  used: { vi: 'Đã dùng', en: 'What was used' },
  window: { vi: 'Số liệu', en: 'Data' },
  breaks: { vi: 'Gián đoạn đã xử lý', en: 'Breaks treated' },
  none: { vi: 'không có', en: 'none' },
  weights: { vi: 'Trọng số theo đoạn dự báo', en: 'Weights by third of the horizon' },
  overall: { vi: 'trung bình', en: 'mean' },
  steps: { vi: 'bước', en: 'steps' },
  network: { vi: 'Phần của mạng nơ-ron', en: "Network's share" },
  why: { vi: 'Vì sao: kiểm định lùi, tốt nhất trước', en: 'Why: backtest, best first' },
  noBacktest: {
    vi: 'Chuỗi này không được kiểm định lùi riêng; trọng số và hệ số là của cả bảng.',
    en: "This series was not backtested itself; weights and factors are the panel's.",
  },
  bands: { vi: 'Hệ số nới dải (80 %, 95 %, số sai số)', en: 'Factors on the bands (80 %, 95 %, errors behind them)' },
  own: { vi: 'riêng chuỗi này', en: 'of this series itself' },
} as const

const PUBLISHED = {
  combination: {
    vi: 'Công bố: tổ hợp có trọng số của các phương pháp.',
    en: 'Published: the weighted combination of the contenders.',
  },
  benchmark: {
    vi: (name: string) => `Công bố: ${name}, vì tổ hợp đã thua nó trong kiểm định lùi.`,
    en: (name: string) => `Published: ${name}, since the combination lost to it in the backtest.`,
  },
}

const decimal = (value: number | null, digits: number, lang: Lang): string => {
  if (value === null) return '-'
  const text = value.toFixed(digits)
  return lang === 'vi' ? text.replace('.', ',') : text
}

/** An explanation as lines a person reads at a terminal. */
export function explanationText(e: Explanation, lang: Lang): string {
  const say = (key: keyof typeof WORDS): string => WORDS[key][lang]
  const percent = (share: number): string => `${decimal(100 * share, 0, lang)} %`
  const shares = (weights: Readonly<Record<string, number>>): string =>
    Object.entries(weights)
      .filter(([, w]) => w >= 0.005)
      .sort((a, b) => b[1] - a[1])
      .map(([name, w]) => `${name} ${percent(w)}`)
      .join(', ')
  const lines = [
    e.series,
    e.published === 'combination' ? PUBLISHED.combination[lang] : PUBLISHED.benchmark[lang](e.published),
    '',
    say('used'),
    `  ${say('window')}: ${e.window.from} .. ${e.window.to}`,
    `  ${say('breaks')}: ${e.breaks.length > 0 ? e.breaks.join('; ') : say('none')}`,
    ...e.notes.map((note) => `  ${lang === 'vi' ? (engineNote(note) ?? note) : note}`),
    '',
    say('weights'),
    ...e.thirds.map((t) => `  ${say('steps')} ${t.from === t.to ? t.from : `${t.from}-${t.to}`}: ${shares(t.weights)}`),
    `  ${say('overall')}: ${shares(e.weights)}`,
    `  ${say('network')}: ${percent(e.networkShare)}`,
    '',
    ...(e.scores.length > 0 ? scoreLines(e, lang) : [say('noBacktest')]),
  ]
  if (e.stretch) {
    const { own, level80, level95, errors } = e.stretch
    const at = [...new Set([0, Math.floor((level80.length - 1) / 2), level80.length - 1])]
    lines.push(
      '',
      say('bands'),
      ...at.map(
        (h) =>
          `  ${say('steps')} ${h + 1}: ${decimal(level80[h]!, 2, lang)}, ${decimal(level95[h]!, 2, lang)}, ${errors[h]}`,
      ),
      `  ${say('own')}: ${decimal(own, 2, lang)}`,
    )
  }
  return `${lines.join('\n')}\n`
}

function scoreLines(e: Explanation, lang: Lang): string[] {
  const width = Math.max(...e.scores.map((s) => s.contender.length))
  const head = ['MASE', 'WAPE', 'sCRPS', '80 %', '95 %', 'n'].map((h) => h.padStart(8)).join('')
  const rows = e.scores.map(
    (s) =>
      `  ${s.contender.padEnd(width)}${[s.mase, s.wape, s.scrps, s.cov80, s.cov95].map((v) => decimal(v, 3, lang).padStart(8)).join('')}${String(s.n).padStart(8)}`,
  )
  const lines = [WORDS.why[lang], `  ${''.padEnd(width)}${head}`, ...rows]
  if (!e.benchmark) return lines
  const { contender, ratio } = e.benchmark
  const by = decimal(100 * Math.abs(1 - ratio), 0, lang)
  const better = ratio < 1
  return [
    ...lines,
    lang === 'vi'
      ? `  So với ${contender}: sai số của tổ hợp ${better ? 'nhỏ' : 'lớn'} hơn ${by} %.`
      : `  Against ${contender}: the combination's error is ${by} % ${better ? 'smaller' : 'larger'}.`,
  ]
}
