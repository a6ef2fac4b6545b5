import type { IngestRow, QualityReport } from '../../contracts/quality.ts'
import { type Areas, apiPath } from '../api.ts'
import { Exports } from '../parts/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty } from '../parts/states.tsx'
import { Additivity, AgainstLastVintage } from './checks.tsx'
import { figureText, periodText, seriesName, unitOf } from './figure-text.ts'
import { useView } from './view.ts'

interface Props {
  readonly ingest: IngestRow
  readonly quality: QualityReport | null
  readonly areas: Areas['rows']
}

/** The stored report of one file: what it covers, what jumps, what was refused. Nothing is repaired: it is shown. */
export function Report({ ingest, quality, areas }: Props) {
  const { words } = useView()
  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title">{words.t('report.title', { file: ingest.file })}</h2>
      <p class="lead">
        <span class="sha">SHA-256 {ingest.sha256}</span>
      </p>
      <Exports path={apiPath(`ingests/${ingest.id}`, { lang: words.lang })} />
      {quality === null ? (
        <Empty>{words.t('report.none')}</Empty>
      ) : (
        <>
          <Facts quality={quality} />
          <AgainstLastVintage quality={quality} />
          <Additivity quality={quality} areas={areas} />
          <Jumps quality={quality} areas={areas} />
          {quality.reasons.length > 0 && <Reasons quality={quality} />}
        </>
      )}
    </section>
  )
}

function Facts({ quality }: { readonly quality: QualityReport }) {
  const { words } = useView()
  const { coverage, seriesLength, statuses, vintages } = quality
  const figures = coverage.reduce((sum, row) => sum + row.figures, 0)
  const missing = coverage.reduce((sum, row) => sum + row.missing, 0)
  const years = coverage.flatMap(({ first, last }) => [first.slice(0, 4), last.slice(0, 4)]).sort()
  const areas = new Set(coverage.map((row) => row.area)).size
  const facts: [string, string][] = [
    [words.t('report.series'), words.number(quality.series, 0)],
    [words.t('report.figures'), words.t('report.withMissing', { n: words.number(figures, 0), missing })],
    [
      words.t('report.length'),
      seriesLength
        ? words.t('report.lengths', {
            min: seriesLength.min,
            median: words.number(seriesLength.median, 0),
            max: seriesLength.max,
          })
        : '–',
    ],
    [words.t('report.areas'), words.number(areas, 0)],
    [
      words.t('report.measures'),
      [...new Set(coverage.map((row) => words.look(`measure.${row.measure}`, row.measure)))].join('; '),
    ],
    [words.t('report.periods'), years.length > 0 ? `${years[0]}–${years.at(-1)}` : '–'],
    [
      words.t('report.statuses'),
      Object.entries(statuses)
        .map(([status, rows]) => `${words.look(`status.${status}`, status)} (${status}): ${words.number(rows, 0)}`)
        .join('; ') || '–',
    ],
    [words.t('report.vintages'), vintages.map((day) => words.day(day)).join('; ') || '–'],
    [words.t('report.breaks'), words.number(quality.breaksFlagged, 0)],
    [words.t('report.outside'), words.number(quality.outsideValidity, 0)],
    [words.t('report.ignored'), quality.ignoredColumns.join(', ') || words.t('report.noColumns')],
  ]
  const { disbelievedDay, mended } = quality
  if (disbelievedDay !== undefined) facts.push([words.t('report.disbelieved'), words.day(disbelievedDay)])
  if (mended) {
    const edits = mended.edits.map(({ field, from, to }) => `${field}: ${from || '–'} → ${to || '–'}`).join('; ')
    facts.push([words.t('report.mended'), words.t('report.mendedSay', { ...mended, edits })])
  }
  return (
    <dl class="terms facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Jumps({ quality, areas }: { readonly quality: QualityReport; readonly areas: Areas['rows'] }) {
  const { words } = useView()
  const { jumps } = quality
  if (jumps.length === 0) return <Empty>{words.t('jumps.none')}</Empty>
  const explained = jumps.filter((jump) => jump.registered !== null).length
  return (
    <>
      <h3>{words.t('jumps.title')}</h3>
      <p class="note">{words.t('jumps.lead', { explained, unexplained: jumps.length - explained })}</p>
      <ScrollBox label={words.t('jumps.title')}>
        <table class="jumps">
          <caption class="visually-hidden">{words.t('jumps.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t('jumps.series')}</th>
              <th scope="col">{words.t('jumps.period')}</th>
              <th scope="col">{words.t('jumps.before')}</th>
              <th scope="col">{words.t('jumps.after')}</th>
              <th scope="col">{words.t('jumps.change')}</th>
              <th scope="col" class="text">
                {words.t('jumps.why')}
              </th>
            </tr>
          </thead>
          <tbody>
            {jumps.map((jump) => (
              <tr key={jump.series + jump.period} data-explained={jump.registered !== null}>
                <th scope="row" title={jump.series}>
                  {seriesName(words, areas, jump.series)}
                </th>
                <td>{periodText(jump.series, jump.period)}</td>
                <td>{figureText(words, jump.before, unitOf(jump.series))}</td>
                <td>{figureText(words, jump.after, unitOf(jump.series))}</td>
                <td class="median">{words.signedPercent((jump.ratio - 1) * 100, 0)}</td>
                <td class="text">
                  {jump.registered ? (
                    <>
                      {words.label(jump.registered.reason)} <code>{jump.registered.id}</code>
                    </>
                  ) : (
                    <span class="badge alarm">{words.t('jumps.unexplained')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  )
}

function Reasons({ quality }: { readonly quality: QualityReport }) {
  const { words } = useView()
  return (
    <>
      <h3>{words.t('reasons.title')}</h3>
      <ul class="reasons">
        {quality.reasons.map(({ column, reason, text, rows }) => (
          <li key={`${column}${reason}`}>
            <b>{words.number(rows, 0)}</b> {words.label(text)}
          </li>
        ))}
      </ul>
    </>
  )
}
