import type { IngestRow, QualityReport } from '../../contracts/quality.ts'
import { type Areas, apiPath } from '../api.ts'
import { Exports } from '../figures/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty } from '../parts/states.tsx'
import { figureText, periodText, seriesName, unitOf } from './figure-text.ts'
import { useView } from './view.tsx'

interface Props {
  readonly ingest: IngestRow
  readonly quality: QualityReport | null
  readonly areas: Areas['rows']
}

/** The stored report of one file: what it covers, what jumps, what was refused. Nothing is repaired: it is shown. */
export function Report({ ingest, quality, areas }: Props) {
  const { words, say } = useView()
  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title">{say('report.title', { file: ingest.file })}</h2>
      <p class="lead">
        <span class="sha">SHA-256 {ingest.sha256}</span>
      </p>
      <Exports path={apiPath(`ingests/${ingest.id}`, { lang: words.lang })} />
      {quality === null ? (
        <Empty>{say('report.none')}</Empty>
      ) : (
        <>
          <Facts quality={quality} />
          <Jumps quality={quality} areas={areas} />
          {quality.reasons.length > 0 && <Reasons quality={quality} />}
        </>
      )}
    </section>
  )
}

function Facts({ quality }: { readonly quality: QualityReport }) {
  const { words, say, name } = useView()
  const { coverage, seriesLength, statuses, vintages } = quality
  const figures = coverage.reduce((sum, row) => sum + row.figures, 0)
  const missing = coverage.reduce((sum, row) => sum + row.missing, 0)
  const years = coverage.flatMap(({ first, last }) => [first.slice(0, 4), last.slice(0, 4)]).sort()
  const areas = new Set(coverage.map((row) => row.area)).size
  const facts: [string, string][] = [
    [say('report.series'), words.number(quality.series, 0)],
    [say('report.figures'), say('report.withMissing', { n: words.number(figures, 0), missing })],
    [
      say('report.length'),
      seriesLength
        ? say('report.lengths', {
            min: seriesLength.min,
            median: words.number(seriesLength.median, 0),
            max: seriesLength.max,
          })
        : '–',
    ],
    [say('report.areas'), words.number(areas, 0)],
    [
      say('report.measures'),
      [...new Set(coverage.map((row) => name(`measure.${row.measure}`, row.measure)))].join('; '),
    ],
    [say('report.periods'), years.length > 0 ? `${years[0]}–${years.at(-1)}` : '–'],
    [
      say('report.statuses'),
      Object.entries(statuses)
        .map(([status, rows]) => `${words.look(`status.${status}`, status)} (${status}): ${words.number(rows, 0)}`)
        .join('; ') || '–',
    ],
    [say('report.vintages'), vintages.map((day) => words.day(day)).join('; ') || '–'],
    [say('report.breaks'), words.number(quality.breaksFlagged, 0)],
    [say('report.outside'), words.number(quality.outsideValidity, 0)],
    [say('report.ignored'), quality.ignoredColumns.join(', ') || say('report.noColumns')],
  ]
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
  const view = useView()
  const { words, say } = view
  const { jumps } = quality
  if (jumps.length === 0) return <Empty>{say('jumps.none')}</Empty>
  const explained = jumps.filter((jump) => jump.registered !== null).length
  return (
    <>
      <h3>{say('jumps.title')}</h3>
      <p class="note">{say('jumps.lead', { explained, unexplained: jumps.length - explained })}</p>
      <ScrollBox label={say('jumps.title')}>
        <table class="jumps">
          <caption class="visually-hidden">{say('jumps.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('jumps.series')}</th>
              <th scope="col">{say('jumps.period')}</th>
              <th scope="col">{say('jumps.before')}</th>
              <th scope="col">{say('jumps.after')}</th>
              <th scope="col">{say('jumps.change')}</th>
              <th scope="col" class="text">
                {say('jumps.why')}
              </th>
            </tr>
          </thead>
          <tbody>
            {jumps.map((jump) => (
              <tr key={jump.series + jump.period} data-explained={jump.registered !== null}>
                <th scope="row" title={jump.series}>
                  {seriesName(view, areas, jump.series)}
                </th>
                <td>{periodText(jump.series, jump.period)}</td>
                <td>{figureText(view, jump.before, unitOf(jump.series))}</td>
                <td>{figureText(view, jump.after, unitOf(jump.series))}</td>
                <td class="median">{words.signedPercent((jump.ratio - 1) * 100, 0)}</td>
                <td class="text">
                  {jump.registered ? (
                    <>
                      {words.label(jump.registered.reason)} <code>{jump.registered.id}</code>
                    </>
                  ) : (
                    <span class="badge alarm">{say('jumps.unexplained')}</span>
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
  const { words, say } = useView()
  return (
    <>
      <h3>{say('reasons.title')}</h3>
      <ul class="reasons">
        {quality.reasons.map(({ column, reason, rows }) => (
          <li key={`${column}${reason}`}>
            <b>{words.number(rows, 0)}</b> <span lang="en">{reason}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
