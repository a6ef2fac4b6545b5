import type { TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { LabelText, Lang } from '../contracts/common.ts'
import type { MemoRow } from '../contracts/orders.ts'
import { heading, reportTable, together } from './document.ts'
import { numberFormats } from './format.ts'
import { renderPdf } from './pdf.ts'
import type { Provenance } from './provenance.ts'

export interface OrderMemoInput {
  readonly area: LabelText
  readonly year: number
  readonly rows: readonly MemoRow[]
  /** What must be known before anything here is used, e.g. that institutions are invented. */
  readonly notice: LabelText | null
  readonly provenance: Provenance
  readonly lang: Lang
}

/** Decision memo on training orders, as PDF (A4 across, tagged). The same input gives the same text. */
export function buildOrderMemo(input: OrderMemoInput): Promise<Uint8Array> {
  return renderPdf(orderMemoDefinition(input))
}

const TEXTS = {
  title: { vi: 'Tờ trình đặt hàng đào tạo', en: 'Decision memo: training orders' },
  release: { vi: 'Phiên bản công bố', en: 'Release' },
  asOf: { vi: 'số liệu tính đến ngày', en: 'data as known on' },
  summary: { vi: 'Tóm tắt', en: 'Summary' },
  gaps: { vi: 'Thiếu hụt theo nhóm nghề và số chỗ đã đặt', en: 'Gaps by occupation group, and places ordered' },
  orders: { vi: 'Từng đơn đặt hàng: đề nghị, năng lực, đang học', en: 'Each order: proposed, capacity, enrolled' },
  none: { vi: 'Chưa có đơn đặt hàng nào đang mở.', en: 'No order is open.' },
  gapColumns: {
    vi: ['Nhóm nghề', 'Thiếu hụt (+), P50', 'P10 … P90', 'Xác suất thiếu hụt', 'Đã đặt', 'Đã đặt / thiếu hụt', 'Lưu ý'],
    en: ['Occupation group', 'Gap (+ shortage), P50', 'P10 … P90', 'P(shortage)', 'Ordered', 'Ordered / gap', 'Note'],
  },
  orderColumns: {
    vi: [
      'Đơn',
      'Bên đặt',
      'Chương trình hoặc cơ sở',
      'Nhóm nghề',
      'Đề nghị',
      'Năng lực',
      'Tuyển',
      'Còn trống',
      'Đang học',
      'Ra trường đến hạn',
      'Lưu ý',
    ],
    en: [
      'Order',
      'Buyer',
      'Programme or provider',
      'Group',
      'Proposed',
      'Capacity',
      'Intake',
      'Free',
      'Enrolled',
      'Graduates by due year',
      'Note',
    ],
  },
  beyondGap: { vi: 'vượt P90 của thiếu hụt', en: 'beyond P90 of the gap' },
  beyondCapacity: { vi: 'vượt năng lực', en: 'beyond capacity' },
  synthetic: { vi: 'giả lập', en: 'synthetic' },
  notes: { vi: 'Ghi chú', en: 'Notes' },
  page: { vi: 'Trang', en: 'Page' },
} as const

/** The memo as a pdfmake document, apart from its rendering. */
export function orderMemoDefinition(input: OrderMemoInput): TDocumentDefinitions {
  const { area, year, rows, notice, provenance, lang } = input
  const { meta, generatedAt } = provenance
  const title = `${TEXTS.title[lang]}: ${area[lang]}, ${year}`
  const stamp = `${TEXTS.release[lang]} ${meta.release}, ${TEXTS.asOf[lang]} ${meta.asOf}`
  const { gaps, orders } = memoParts(rows)
  return {
    info: { title, author: 'Nhân lực', subject: stamp, creationDate: generatedAt, modDate: generatedAt },
    language: lang,
    tagged: true,
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [36, 40, 36, 38],
    footer: (page, pages) => ({
      text: `Nhân lực · ${provenance.id} · ${TEXTS.page[lang]} ${page}/${pages}`,
      alignment: 'center',
      fontSize: 7,
      margin: [0, 12, 0, 0],
    }),
    content: [
      { text: title, style: 'title' },
      { text: `${stamp} · ${generatedAt.toISOString().slice(0, 10)}`, style: 'small' },
      ...(notice ? [{ text: notice[lang], style: 'notice' }] : []),
      heading(TEXTS.summary[lang]),
      ...memoSummary(rows, lang).map((text) => ({
        text,
        margin: [0, 0, 0, 3] as [number, number, number, number],
      })),
      together(heading(TEXTS.gaps[lang]), gapTable(gaps, lang)),
      heading(TEXTS.orders[lang]),
      orders.length > 0 ? orderTable(orders, lang) : { text: TEXTS.none[lang] },
      heading(TEXTS.notes[lang]),
      { ul: notes(provenance, lang), fontSize: 7.5 },
    ],
    styles: {
      title: { fontSize: 15, bold: true, margin: [0, 0, 0, 2] },
      heading: { fontSize: 10.5, bold: true, margin: [0, 8, 0, 3] },
      small: { fontSize: 7.5, color: '#444444', margin: [0, 0, 0, 2] },
      notice: { fontSize: 9, bold: true, color: '#8a1c1c', margin: [0, 4, 0, 0] },
      head: { bold: true, fillColor: '#e7edf3' },
    },
    defaultStyle: { font: 'Roboto', fontSize: 8.5 },
  }
}

const ARMED_FORCES = 'VSCO2020:0'

/** One row for each occupation group, and those that are an order. */
function memoParts(rows: readonly MemoRow[]): { readonly gaps: MemoRow[]; readonly orders: MemoRow[] } {
  const gaps = rows.filter((row, n) => rows.findIndex((r) => r.occupation === row.occupation) === n)
  return { gaps, orders: rows.filter((row) => row.order !== null) }
}

/** Sentences that follow from the rows of a memo. */
export function memoSummary(rows: readonly MemoRow[], lang: Lang): string[] {
  const { gaps, orders } = memoParts(rows)
  const { persons, probability } = numberFormats(lang)
  const short = gaps.filter((g) => g.gap.p50 > 0 && g.pShortage >= 0.5)
  // No city orders the training of its armed forces.
  const uncovered = short.filter((g) => g.ordered === 0 && g.occupation !== ARMED_FORCES)
  const list = (rows: readonly MemoRow[]) =>
    rows.map((r) => `${r.label[lang]} (${persons(r.gap.p50)}; ${probability(r.pShortage)})`).join('; ')
  const names = (rows: readonly MemoRow[]) => rows.map((r) => r.order).join(', ')
  const places = orders.reduce((sum, r) => sum + r.places!, 0)
  const over = orders.filter((r) => r.exceedsCapacity)
  const beyond = gaps.filter((g) => g.exceedsGap)
  const unexpected = gaps.filter((g) => g.ordered > 0 && g.gap.p50 <= 0)
  const vi = lang === 'vi'
  const sentences = [
    short.length === 0
      ? vi
        ? 'Không nhóm nghề nào có khả năng thiếu hụt từ một nửa trở lên.'
        : 'No occupation group is at least as likely as not to be short.'
      : vi
        ? `Nhóm nghề có khả năng thiếu hụt từ một nửa trở lên: ${list(short)}.`
        : `Occupation groups at least as likely as not to be short: ${list(short)}.`,
    vi
      ? `Đơn đang mở: ${orders.length}, tổng ${persons(places)} chỗ.`
      : `Open orders: ${orders.length}, ${persons(places)} places in all.`,
  ]
  if (uncovered.length > 0)
    sentences.push(
      vi ? `Chưa có đơn đặt hàng: ${list(uncovered)}.` : `Nothing has been ordered against: ${list(uncovered)}.`,
    )
  if (unexpected.length > 0)
    sentences.push(
      vi
        ? `Đã đặt hàng dù trung vị không cho thấy thiếu hụt: ${list(unexpected)}.`
        : `Ordered although the median shows no shortage: ${list(unexpected)}.`,
    )
  if (over.length > 0)
    sentences.push(
      vi
        ? `Vượt năng lực còn trống của chương trình: ${names(over)}.`
        : `More places than the programme has free: ${names(over)}.`,
    )
  if (beyond.length > 0)
    sentences.push(
      vi
        ? `Đặt nhiều hơn cả P90 của thiếu hụt: ${beyond.map((g) => g.label.vi).join('; ')}.`
        : `More ordered than even the P90 of the gap: ${beyond.map((g) => g.label.en).join('; ')}.`,
    )
  return sentences
}

const right = (text: string): TableCell => ({ text, alignment: 'right' })
function gapTable(gaps: readonly MemoRow[], lang: Lang) {
  const { persons, gap, probability, decimal } = numberFormats(lang)
  const body = gaps.map((r): TableCell[] => [
    `${r.occupation.split(':')[1]} ${r.label[lang]}`,
    right(gap(r.gap.p50)),
    right(`${gap(r.gap.p10)} … ${gap(r.gap.p90)}`),
    right(probability(r.pShortage)),
    right(persons(r.ordered)),
    right(r.coverage === null ? '–' : `${decimal(100 * r.coverage)} %`),
    r.exceedsGap ? TEXTS.beyondGap[lang] : '',
  ])
  return reportTable({
    widths: ['*', 90, 100, 70, 60, 70, 110],
    head: TEXTS.gapColumns[lang],
    isNumber: (column) => column > 0 && column < 6,
    body,
    fontSize: 7.5,
  })
}

function orderTable(orders: readonly MemoRow[], lang: Lang) {
  const { persons } = numberFormats(lang)
  const count = (value: number | null) => right(value === null ? '–' : persons(value))
  const body = orders.map((r): TableCell[] => [
    r.order!,
    r.buyer!,
    r.programmeName ? `${r.programmeName[lang]} (${r.provider})` : `${r.provider}, ISCED-F ${r.field}`,
    `${r.occupation.split(':')[1]} ${r.label[lang]}`,
    count(r.places),
    count(r.capacity),
    count(r.intake),
    count(r.freePlaces),
    count(r.enrolled),
    count(r.graduatesDue),
    [r.exceedsCapacity ? TEXTS.beyondCapacity[lang] : '', r.dataStatus === 'synthetic' ? TEXTS.synthetic[lang] : '']
      .filter((t) => t !== '')
      .join('; '),
  ])
  return reportTable({
    widths: [24, 80, '*', 110, 44, 44, 40, 44, 44, 54, 64],
    head: TEXTS.orderColumns[lang],
    isNumber: (column) => column > 3 && column < 10,
    body,
    fontSize: 7.5,
  })
}

function notes({ meta, citation, sources }: Provenance, lang: Lang): string[] {
  const texts =
    lang === 'vi'
      ? [
          'Thiếu hụt = cầu trừ cung, cả nền kinh tế của địa bàn; số dương là thiếu lao động. Số liệu là dự báo (F).',
          'Năng lực: số chỗ nhiều nhất một năm của chương trình. Còn trống = năng lực trừ tuyển sinh đã công bố (nếu chưa công bố: khoá gần nhất). Dấu – : không có số liệu hoặc bị che vì ít người.',
          'Đặt hàng so với P50 và P90 của thiếu hụt theo phiên bản này; số khi đặt hàng được giữ riêng trong từng đơn.',
        ]
      : [
          'Gap = demand less supply over the whole economy of the area; positive is a lack of people. Figures are forecasts (F).',
          'Capacity: most places a year of the programme. Free = capacity less announced intake (else the last one). A dash: no figure, or suppressed because it stands for few people.',
          'Orders are held against P50 and P90 of the gap in this release; the figure of the day of the order is kept with each order.',
        ]
  return [...texts, meta.method.split(' / ')[lang === 'vi' ? 0 : 1] ?? meta.method, ...sources, citation]
}
