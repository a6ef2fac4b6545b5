import type { TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { LabelText, Lang } from '../contracts/common.ts'
import type { GapRow } from '../contracts/gaps.ts'
import type { Release } from '../contracts/releases.ts'
import type { TrackRecordRow } from '../contracts/track-record.ts'
import { AppError } from '../domain/errors.ts'
import { heading, reportTable, together } from './document.ts'
import { numberFormats } from './format.ts'
import { RATING_NAMES, replacementDefinition, STATUS_NAMES, supplyMethod } from './glossary.ts'
import { renderPdf } from './pdf.ts'
import { trackRecordSection } from './track-record-section.ts'

export interface GapReportInput {
  readonly release: Release
  readonly area: { readonly id: string; readonly name: LabelText }
  /** Year the report is about. */
  readonly year: number
  /** Gaps of the area; rows of other years and of one sex are left out. */
  readonly gaps: readonly GapRow[]
  /** Citations of the sources behind the release. */
  readonly sources: readonly string[]
  readonly lang: Lang
  readonly generatedAt: Date
  /** Scores of the re-run rounds, all units of a kind together; left out while they are being computed. */
  readonly record?: readonly TrackRecordRow[]
}

/**
 * A report on the gaps of one area in one year, as PDF (A4, tagged, about two pages).
 * The same input gives the same text; the words follow the numbers.
 * @throws AppError NOT_AVAILABLE when no gap of the area and year is among the rows
 */
export function buildGapReport(input: GapReportInput): Promise<Uint8Array> {
  return renderPdf(gapReportDefinition(input))
}

const TEXTS = {
  title: { vi: 'Chênh lệch cung cầu lao động', en: 'Labour supply-and-demand gaps' },
  release: { vi: 'Phiên bản công bố', en: 'Release' },
  asOf: { vi: 'số liệu tính đến ngày', en: 'data as known on' },
  summary: { vi: 'Tóm tắt', en: 'Summary' },
  sections: { vi: 'Theo ngành kinh tế', en: 'By sector' },
  lenses: {
    vi: 'Theo nhóm ngành tăng trưởng (chồng lấn, không cộng)',
    en: 'By growth-sector lens (they overlap and are not added)',
  },
  columns: {
    vi: ['Ngành', 'Cầu', 'Cung', 'Thiếu hụt (+)', 'Xác suất thiếu hụt', 'Xếp hạng'],
    en: ['Sector', 'Demand', 'Supply', 'Gap (+ shortage)', 'P(shortage)', 'Rating'],
  },
  cells: {
    vi: 'Số người. Dòng trên: trung vị (P50). Dòng dưới: khoảng 80 %, từ P10 đến P90.',
    en: 'Persons. Upper line: median (P50). Lower line: 80 % range, P10 to P90.',
  },
  unclear: { vi: 'chưa rõ: ', en: 'unclear: ' },
  notes: { vi: 'Ghi chú', en: 'Notes' },
  sources: { vi: 'Nguồn', en: 'Sources' },
  page: { vi: 'Trang', en: 'Page' },
  generated: { vi: 'lập ngày', en: 'written on' },
} as const

/** The report as a pdfmake document, apart from its rendering. */
export function gapReportDefinition(input: GapReportInput): TDocumentDefinitions {
  const { release, area, year, lang, sources, generatedAt } = input
  const rows = input.gaps.filter((g) => g.area === area.id && g.year === year && g.sex === 'T')
  if (rows.length === 0) {
    throw new AppError(
      'NOT_AVAILABLE',
      `Release ${release.id} has no gaps for ${area.id} in ${year}; it covers ${release.manifest.areas.join(', ')} to ${release.manifest.lastYear}.`,
    )
  }
  const byGap = (a: GapRow, b: GapRow) => b.gap.p50 - a.gap.p50
  const total = rows.filter((r) => r.kind === 'total')
  const sections = rows.filter((r) => r.kind === 'section').sort(byGap)
  const lenses = rows.filter((r) => r.kind === 'lens').sort(byGap)
  const title = `${TEXTS.title[lang]}: ${area.name[lang]}, ${year}`
  const stamp = `${TEXTS.release[lang]} ${release.id}, ${TEXTS.asOf[lang]} ${release.manifest.asOf}`
  return {
    info: { title, author: 'Nhân lực', subject: stamp, creationDate: generatedAt, modDate: generatedAt },
    language: lang,
    tagged: true,
    pageSize: 'A4',
    pageMargins: [36, 44, 36, 40],
    footer: (page, pages) => ({
      text: `Nhân lực · ${stamp} · ${TEXTS.page[lang]} ${page}/${pages}`,
      alignment: 'center',
      fontSize: 7,
      margin: [0, 14, 0, 0],
    }),
    content: [
      { text: title, style: 'title' },
      { text: `${stamp} · ${TEXTS.generated[lang]} ${generatedAt.toISOString().slice(0, 10)}`, style: 'small' },
      heading(TEXTS.summary[lang]),
      ...summary(input, total[0], sections).map((text) => ({
        text,
        margin: [0, 0, 0, 3] as [number, number, number, number],
      })),
      heading(TEXTS.sections[lang]),
      { text: TEXTS.cells[lang], style: 'small' },
      table([...total, ...sections], lang),
      ...(lenses.length > 0 ? [together(heading(TEXTS.lenses[lang]), table(lenses, lang))] : []),
      ...trackRecordSection(input.record ?? [], year - release.manifest.baseYear, lang),
      heading(TEXTS.notes[lang]),
      { ul: notes(release, rows, lang), fontSize: 8 },
      heading(TEXTS.sources[lang]),
      { ul: [...sources], fontSize: 7 },
    ],
    styles: {
      title: { fontSize: 15, bold: true, margin: [0, 0, 0, 2] },
      heading: { fontSize: 10.5, bold: true, margin: [0, 8, 0, 3] },
      small: { fontSize: 7.5, color: '#444444', margin: [0, 0, 0, 2] },
      head: { bold: true, fillColor: '#e7edf3' },
    },
    defaultStyle: { font: 'Roboto', fontSize: 8.5 },
  }
}

/** Sentences that follow from the figures. */
function summary(
  { area, year, lang }: GapReportInput,
  total: GapRow | undefined,
  sections: readonly GapRow[],
): string[] {
  const { gap, persons, probability } = numberFormats(lang)
  const name = area.name[lang]
  const sentences: string[] = []
  if (total) {
    const { p10, p50, p90 } = total.gap
    sentences.push(
      lang === 'vi'
        ? `${name} dự báo cần ${persons(total.demand.p50)} lao động vào năm ${year} và có ${persons(total.supply.p50)}; chênh lệch trung vị ${gap(p50)} người, khoảng 80 % từ ${gap(p10)} đến ${gap(p90)}. Xác suất cầu vượt cung: ${probability(total.pGapPositive)}.`
        : `${name} is forecast to want ${persons(total.demand.p50)} people in ${year} and to have ${persons(total.supply.p50)}; the median gap is ${gap(p50)} persons, 80 % range ${gap(p10)} to ${gap(p90)}. Probability that demand exceeds supply: ${probability(total.pGapPositive)}.`,
    )
  }
  const likely = sections.filter((s) => s.pShortage >= 0.5)
  const threshold = sections[0]?.shortageThresholdPercent
  const names = likely.map((s) => `${s.label[lang]} (${probability(s.pShortage)})`).join('; ')
  if (sections.length > 0) {
    sentences.push(
      lang === 'vi'
        ? likely.length > 0
          ? `Ngành có khả năng thiếu hụt trên ${threshold} % cầu từ một nửa trở lên: ${names}.`
          : `Không ngành nào có khả năng thiếu hụt trên ${threshold} % cầu từ một nửa trở lên.`
        : likely.length > 0
          ? `Sectors at least as likely as not to lack more than ${threshold} % of demand: ${names}.`
          : `No sector is at least as likely as not to lack more than ${threshold} % of demand.`,
    )
  }
  return sentences
}

function table(rows: readonly GapRow[], lang: Lang) {
  const { persons, gap, probability, band } = numberFormats(lang)
  const body = rows.map((r): TableCell[] => [
    { text: sectorName(r, lang), bold: r.kind === 'total' },
    { text: band(r.demand, persons), alignment: 'right' },
    { text: band(r.supply, persons), alignment: 'right' },
    { text: band(r.gap, gap), alignment: 'right' },
    { text: probability(r.pShortage), alignment: 'right' },
    `${r.ratingIsClear ? '' : TEXTS.unclear[lang]}${RATING_NAMES[r.rating][lang]} (${probability(r.ratingProbability)})`,
  ])
  return reportTable({
    widths: ['*', 78, 78, 78, 48, 70],
    head: TEXTS.columns[lang],
    isNumber: (column) => column > 0 && column < 5,
    body,
    fontSize: 7,
  })
}

const sectorName = (row: GapRow, lang: Lang): string =>
  row.kind === 'section' ? `${row.sector.split(':')[1]} ${row.label[lang]}` : row.label[lang]

function notes({ manifest }: Release, rows: readonly GapRow[], lang: Lang): string[] {
  const bases = [...new Set(rows.map((r) => r.base.obsStatus))].sort()
  const status = bases.map((b) => `${b} (${STATUS_NAMES[b][lang]})`).join(', ')
  const limits = [...new Set(manifest.normalisedGapCutOffs.map(Math.abs))]
    .map((c) => `±${numberFormats(lang).decimal(c)}`)
    .join('; ')
  const definition = replacementDefinition(manifest.definitionId, lang)
  return lang === 'vi'
    ? [
        'Thiếu hụt = cầu trừ cung; số dương là thiếu lao động. Mọi số liệu từ sau năm gốc là dự báo (F).',
        `Năm gốc ${manifest.baseYear}, trạng thái số liệu gốc: ${status}.`,
        `Xác suất thiếu hụt: khả năng thiếu hụt vượt ${manifest.shortageThresholdPercent} % của cầu, từ ${manifest.draws} lần mô phỏng.`,
        `Xếp hạng: mức dễ xảy ra nhất của chênh lệch chuẩn hoá, giới hạn ${limits} %/năm (${manifest.cutOffVersion}); trong ngoặc là xác suất của mức đó, “chưa rõ” khi nó dưới một nửa. Tính theo nơi cư trú.`,
        `Cầu thay thế theo định nghĩa ${definition}`,
        `Cung: ${supplyMethod(manifest.supplyMethod, lang)}.`,
      ]
    : [
        'Gap = demand less supply; positive is a lack of people. Every figure after the base year is a forecast (F).',
        `Base year ${manifest.baseYear}; status of the base figures: ${status}.`,
        `P(shortage): probability that the gap exceeds ${manifest.shortageThresholdPercent} % of demand, from ${manifest.draws} simulation draws.`,
        `Rating: the likeliest class of the normalised gap, limits ${limits} % a year (${manifest.cutOffVersion}); in brackets its probability, “unclear” where that is below one half. Counted at the place of residence.`,
        `Replacement demand by definition ${definition}`,
        `Supply: ${supplyMethod(manifest.supplyMethod, lang)}.`,
      ]
}
