import type { LabelText } from '../contracts/common.ts'

/** Share of outcomes inside the bands at one horizon; null where too few errors are known for a share. */
export interface CoveragePoint {
  readonly horizon: number
  /** Errors behind it. */
  readonly n: number
  readonly cov80: number | null
  readonly cov95: number | null
}

const SIZE = { width: 640, height: 320 }
const PLOT = { left: 56, right: 20, top: 56, bottom: 44 }
const FLOOR = 0.4
const BANDS = [
  { level: 0.8, key: 'cov80', colour: '#1f5f99', name: { vi: 'dải 80 %', en: '80 % band' } },
  { level: 0.95, key: 'cov95', colour: '#b3541e', name: { vi: 'dải 95 %', en: '95 % band' } },
] as const
const WORDS = {
  title: { vi: 'Tỉ lệ kết quả nằm trong dải dự báo', en: 'Share of outcomes inside the prediction bands' },
  horizon: { vi: 'số kỳ dự báo trước', en: 'periods ahead' },
  target: { vi: 'mức phải đạt', en: 'nominal' },
  none: { vi: 'Quá ít sai số để có tỉ lệ.', en: 'Too few errors for a share.' },
} as const satisfies Record<string, LabelText>

/**
 * Coverage by horizon beside the nominal levels, as an SVG that stands alone: titled, described and readable without
 * colour, since the bands differ by dash and mark too.
 *
 * @param what what the shares are of, e.g. a panel or an area, below the title
 */
export function coverageSvg(points: readonly CoveragePoint[], what: string, lang: 'vi' | 'en'): string {
  const { width, height } = SIZE
  const sorted = [...points].sort((a, b) => a.horizon - b.horizon)
  const known = sorted.flatMap((p) => [p.cov80, p.cov95]).filter((v) => v !== null)
  const low = Math.min(FLOOR, ...known.map((v) => Math.floor(v * 10) / 10))
  const last = Math.max(1, ...sorted.map((p) => p.horizon))
  const x = (h: number): number => PLOT.left + ((h - 1) / Math.max(1, last - 1)) * (width - PLOT.left - PLOT.right)
  const y = (share: number): number =>
    height - PLOT.bottom - ((share - low) / (1 - low)) * (height - PLOT.top - PLOT.bottom)
  const percent = (share: number): string => `${Math.round(100 * share)} %`
  const say = (key: keyof typeof WORDS): string => WORDS[key][lang]

  const ticks = Array.from({ length: Math.round((1 - low) * 10) + 1 }, (_, k) => low + k / 10).filter(
    (_, k, all) => all.length <= 7 || k % 2 === 0,
  )
  const grid = ticks.map(
    (t) =>
      `<line x1="${PLOT.left}" x2="${width - PLOT.right}" y1="${at(y(t))}" y2="${at(y(t))}" stroke="#e3e3e3"/><text x="${PLOT.left - 8}" y="${at(y(t) + 4)}" text-anchor="end">${percent(t)}</text>`,
  )
  const step = Math.ceil(last / 12)
  const axis = Array.from({ length: last }, (_, k) => k + 1)
    .filter((h) => h === 1 || h === last || (h % step === 0 && last - h >= step))
    .map((h) => `<text x="${at(x(h))}" y="${height - PLOT.bottom + 18}" text-anchor="middle">${h}</text>`)
  const lines = BANDS.map(({ level, key, colour }, b) => {
    const shown = sorted.flatMap((p) => (p[key] === null ? [] : [{ ...p, share: p[key] }]))
    const path = shown.map((p, k) => `${k === 0 ? 'M' : 'L'}${at(x(p.horizon))} ${at(y(p.share))}`).join(' ')
    const marks = shown.map((p) => {
      const [cx, cy] = [x(p.horizon), y(p.share)]
      const label = `<title>h = ${p.horizon}: ${percent(p.share)}, n = ${p.n}</title>`
      return b === 0
        ? `<circle cx="${at(cx)}" cy="${at(cy)}" r="3.5" fill="${colour}">${label}</circle>`
        : `<rect x="${at(cx - 3.5)}" y="${at(cy - 3.5)}" width="7" height="7" fill="${colour}">${label}</rect>`
    })
    const nominal = `<line x1="${PLOT.left}" x2="${width - PLOT.right}" y1="${at(y(level))}" y2="${at(y(level))}" stroke="${colour}" stroke-dasharray="2 4"/>`
    return `${nominal}<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"${b === 1 ? ' stroke-dasharray="8 3"' : ''}/>${marks.join('')}`
  })
  const legend = BANDS.filter(({ key }) => sorted.some((p) => p[key] !== null)).map(
    ({ colour, name, level }, k) =>
      `<text x="${PLOT.left + k * 250}" y="${PLOT.top - 10}" fill="${colour}">${k === 0 ? '●' : '■'} ${name[lang]} (┄ ${say('target')} ${percent(level)})</text>`,
  )
  const told = sorted
    .map(
      (p) =>
        `h = ${p.horizon}: ${p.cov80 === null ? '-' : percent(p.cov80)}, ${p.cov95 === null ? '-' : percent(p.cov95)}`,
    )
    .join('; ')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" lang="${lang}" font-family="system-ui, sans-serif" font-size="12" fill="#333">`,
    `<title>${escaped(`${say('title')}: ${what}`)}</title>`,
    `<desc>${escaped(told || say('none'))}</desc>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${PLOT.left}" y="20" font-size="15" font-weight="600">${escaped(say('title'))}</text>`,
    `<text x="${width - PLOT.right}" y="20" text-anchor="end">${escaped(what)}</text>`,
    ...(known.length > 0
      ? [...legend, ...grid, ...axis, ...lines]
      : [`<text x="${width / 2}" y="${height / 2}" text-anchor="middle">${escaped(say('none'))}</text>`]),
    `<text x="${(width + PLOT.left) / 2}" y="${height - 8}" text-anchor="middle">${escaped(say('horizon'))}</text>`,
    '</svg>',
    '',
  ].join('\n')
}

const at = (value: number): string => String(Math.round(value * 10) / 10)
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
