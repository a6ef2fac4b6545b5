import type { IngestRow } from '../../contracts/quality.ts'
import { apiPath } from '../api.ts'
import { Exports } from '../parts/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useView, ViewLink } from './view.ts'

const PARTS = ['stored', 'unchanged', 'withdrawn', 'quarantined', 'nil'] as const

/** Every file with the identity of its rows; a file that did not keep it could not have been stored. */
export function IngestTable({ rows, chosen }: { readonly rows: readonly IngestRow[]; readonly chosen?: number }) {
  const { words, address } = useView()
  const count = (n: number) => words.number(n, 0)
  const sum = (part: (typeof PARTS)[number] | 'read') => rows.reduce((total, row) => total + row[part], 0)
  return (
    <section aria-labelledby="ingests-title">
      <h2 id="ingests-title">{words.t('ingests.title')}</h2>
      <p class="lead">{words.t('ingests.lead')}</p>
      <p class="identity">
        {words.t('ingests.sum', {
          read: count(sum('read')),
          stored: count(sum('stored')),
          unchanged: count(sum('unchanged')),
          withdrawn: count(sum('withdrawn')),
          quarantined: count(sum('quarantined')),
          nil: count(sum('nil')),
        })}
      </p>
      <Exports path={apiPath('ingests', { lang: words.lang })} />
      <ScrollBox label={words.t('ingests.title')}>
        <table class="ingests">
          <caption class="visually-hidden">{words.t('ingests.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t('ingests.file')}</th>
              <th scope="col">{words.t('ingests.at')}</th>
              <th scope="col">{words.t('ingests.read')}</th>
              {PARTS.map((part) => (
                <th key={part} scope="col">
                  {words.t(`ingests.${part}`)}
                </th>
              ))}
              <th scope="col">{words.t('ingests.open')}</th>
              <th scope="col">{words.t('ingests.unexplained')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-ingest={row.id} data-chosen={row.id === chosen}>
                <th scope="row">
                  <ViewLink to={{ ...address, ingest: row.id }} current={row.id === chosen}>
                    {row.file}
                  </ViewLink>{' '}
                  <small>
                    #{row.id} {words.t(`kind.${row.kind}`)}
                  </small>
                </th>
                <td>
                  <time dateTime={row.at}>{words.day(row.at)}</time>
                </td>
                <td class="median">{count(row.read)}</td>
                {PARTS.map((part) => (
                  <td key={part} data-part={part}>
                    {count(row[part])}
                  </td>
                ))}
                <td data-alarm={row.open > 0}>{count(row.open)}</td>
                <td data-alarm={row.unexplainedJumps > 0}>
                  {words.t('ingests.of', { n: row.unexplainedJumps, all: row.jumps })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}
