import type { z } from 'zod'
import type { PublishedDatasetList } from '../../contracts/observations.ts'
import { apiPath, getJson } from '../api.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { useView } from './view.ts'

type Datasets = z.infer<typeof PublishedDatasetList>

/** Datasets that no mapping translates: kept with the codes of their source, and used by no forecast. */
export function PublishedDatasets() {
  const { words } = useView()
  const datasets = useLoad<Datasets>(apiPath('published-datasets'), getJson)
  return (
    <section aria-labelledby="published-title">
      <h2 id="published-title">{words.t('published.title')}</h2>
      <p class="lead">{words.t('published.lead')}</p>
      <Figure loaded={datasets} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{words.t('published.none')}</Empty>
          ) : (
            <ScrollBox label={words.t('published.title')}>
              <table class="published">
                <thead>
                  <tr>
                    <th scope="col" class="text">
                      {words.t('published.dataset')}
                    </th>
                    <th scope="col">{words.t('published.series')}</th>
                    <th scope="col" class="text">
                      {words.t('published.dimensions')}
                    </th>
                    <th scope="col">{words.t('published.vintage')}</th>
                    <th scope="col" class="text">
                      {words.t('published.get')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.id} data-dataset={row.id}>
                      <th scope="row" class="text">
                        {row.title} <small>{row.id}</small>
                      </th>
                      <td>{words.number(row.series, 0)}</td>
                      <td class="text">
                        {row.dimensions.map(({ id, codes }) => `${id} (${words.number(codes, 0)})`).join(', ') || '–'}
                      </td>
                      <td>
                        <time dateTime={row.vintage}>{words.day(row.vintage)}</time>
                      </td>
                      <td class="text">
                        <a
                          href={`v1/observations?measure=${encodeURIComponent(row.id)}&format=xlsx&lang=${words.lang}`}
                          download
                        >
                          XLSX
                        </a>{' '}
                        <a href={`v1/published-codes?dataset=${encodeURIComponent(row.id)}`}>
                          {words.t('published.codes')}
                        </a>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollBox>
          )
        }
      </Figure>
    </section>
  )
}
