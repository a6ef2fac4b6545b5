import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { Lang } from '../contracts/common.ts'
import type { TrackedKind, TrackRecordRow } from '../contracts/track-record.ts'
import { heading, reportTable, together } from './document.ts'
import { numberFormats } from './format.ts'

const TEXTS = {
  heading: { vi: 'Dự báo cũ đối chiếu với thực tế, cả nước', en: 'Track record of earlier forecasts, Viet Nam' },
  lead: {
    vi: (h: number) =>
      `Các vòng dự báo trước ${h} năm (hoặc tầm dài nhất có từ ba vòng), chạy lại với số liệu biết đến khi đó hoặc số mới nhất cắt tại năm gốc. WAPE: tổng sai số tuyệt đối trên tổng số thực tế.`,
    en: (h: number) =>
      `Rounds ${h} years ahead (or the longest horizon with three rounds), run again with the data known then or the newest vintage cut at the origin. WAPE: sum of absolute errors over sum of outcomes.`,
  },
  columns: {
    vi: ['Chỉ tiêu', 'Trước (năm)', 'Số vòng', 'WAPE công bố', 'WAPE giá trị cuối', 'Đúng chiều', 'Độ phủ khoảng 80 %'],
    en: ['Measure', 'Years ahead', 'Rounds', 'WAPE, published', 'WAPE, last value', 'Direction', '80 % band held'],
  },
} as const

const NAMES: Readonly<Record<Exclude<TrackedKind, 'replacement'>, Readonly<Record<Lang, string>>>> = {
  sector: { vi: 'Việc làm theo ngành', en: 'Employment by sector' },
  total: { vi: 'Việc làm, toàn nền kinh tế', en: 'Employment, whole economy' },
  sex: { vi: 'Nữ và nam', en: 'Women and men' },
  occupation: { vi: 'Việc làm theo nhóm nghề', en: 'Employment by occupation group' },
  labourSupply: { vi: 'Lực lượng lao động', en: 'Labour force' },
  province: { vi: 'Lực lượng lao động theo tỉnh', en: 'Labour force by province' },
}
const FEWEST_ROUNDS = 3

/** Heading, sentence and table of how past forecasts did; nothing without scores. */
export function trackRecordSection(rows: readonly TrackRecordRow[], horizon: number, lang: Lang): Content[] {
  const lines = Object.entries(NAMES).flatMap(([kind, name]) => {
    const own = rows.filter((row) => row.kind === kind && (row.unit === 'all' || row.unit === '_T'))
    const known = own.filter((row) => row.horizon > 0 && row.horizon <= horizon && row.rounds >= FEWEST_ROUNDS)
    const ahead = Math.max(...known.map((row) => row.horizon))
    const at = known.filter((row) => row.horizon === ahead)
    return [...new Set(at.map((row) => row.measure))].flatMap((measure) => {
      const of = (contender: string) => at.find((row) => row.measure === measure && row.contender === contender)
      const published = of('published')
      return published ? [{ name: name[lang], measure, published, naive: of('naive') }] : []
    })
  })
  if (lines.length === 0) return []
  const { decimal, share } = numberFormats(lang)
  const cell = (text: string): TableCell => ({ text, alignment: 'right' })
  const body = lines.map(({ name, measure, published, naive }): TableCell[] => [
    name === NAMES.sex[lang]
      ? `${name}, ${measure === 'employment' ? NAMES.total[lang] : NAMES.labourSupply[lang]}`
      : name,
    cell(String(published.horizon)),
    cell(String(published.rounds)),
    cell(`${decimal(published.wape)} %`),
    cell(naive ? `${decimal(naive.wape)} %` : '–'),
    cell(published.directionHits === null ? '–' : share(published.directionHits)),
    cell(published.coverage80 === null ? '–' : share(published.coverage80)),
  ])
  return [
    together(
      heading(TEXTS.heading[lang]),
      { text: TEXTS.lead[lang](horizon), style: 'small' },
      reportTable({
        widths: ['*', 44, 40, 56, 60, 44, 56],
        head: TEXTS.columns[lang],
        isNumber: (column) => column > 0,
        body,
        fontSize: 7,
      }),
    ),
  ]
}
