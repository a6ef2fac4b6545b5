import type { z } from 'zod'
import type { IngestDetail, IngestList } from '../../contracts/quality.ts'
import { type Areas, apiPath, getJson, type Sources } from '../api.ts'
import { inLanguage } from '../language.ts'
import { Frame } from '../parts/frame.tsx'
import { later } from '../parts/later.tsx'
import { Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { CorrectionRegister } from './corrections.tsx'
import { IngestTable } from './ingests.tsx'
import { PublishedDatasets } from './published.tsx'
import { RefusedRows } from './refused.tsx'
import { RefusedFiles } from './refused-files.tsx'
import { Report } from './report.tsx'
import { Revisions } from './revisions.tsx'
import { SourceTable } from './sources.tsx'
import { useView, ViewLink } from './view.ts'

type Ingests = z.infer<typeof IngestList>
type Detail = z.infer<typeof IngestDetail>
const MOST = 200
/** What most readers of the page never come to, or come to last. */
const LoadFile = later(() => import('./mapping/load-file.tsx').then((module) => module.LoadFile), 12)
const FetchedSources = later(() => import('./fetches.tsx').then((module) => module.FetchedSources), 6)

/** The report that is open: the one asked for, else the newest file that something must be said about. */
const chooseIngest = (rows: Ingests['rows'], asked: number | undefined): number | undefined =>
  asked ?? (rows.find((row) => row.open > 0) ?? rows.find((row) => row.jumps > 0) ?? rows[0])?.id

/** What an analyst asks of the data: where they come from, how good they are, what changed. */
export function DataApp() {
  const { address } = useView()
  return address.task === 'load' ? <LoadFile /> : <Overview />
}

function Overview() {
  const { words, address } = useView()
  const ingests = useLoad<Ingests>(apiPath('ingests', { limit: MOST }), getJson)
  const sources = useLoad<Sources>(apiPath('sources'), getJson)
  const areas = useLoad<Areas>(apiPath('areas'), getJson).data?.rows ?? []
  const chosen = chooseIngest(ingests.data?.rows ?? [], address.ingest)
  const detail = useLoad<Detail>(chosen === undefined ? undefined : apiPath(`ingests/${chosen}`), getJson)
  return (
    <Frame
      title={`${words.t('page.title')} – Nhân lực`}
      heading={words.t('page.title')}
      class="data-view"
      busy={ingests.busy}
      footer={words.t('footer.text')}
    >
      <p class="headline">{words.t('page.lead')}</p>
      <p class="actions">
        <ViewLink to={{ lang: address.lang, task: 'load' }} class="button">
          {words.t('load.open')}
        </ViewLink>
      </p>
      <Figure loaded={ingests} lines={40}>
        {({ rows, next, meta }) => (
          <>
            <Figure loaded={sources} lines={10}>
              {(data) => <SourceTable sources={data.rows} today={meta.asOf} />}
            </Figure>
            <IngestTable rows={rows} chosen={chosen} />
            {next !== null && <p class="note">{words.t('ingests.more', { n: MOST })}</p>}
            {chosen !== undefined && (
              <Figure loaded={detail} lines={20}>
                {({ ingest, quality }) => <Report ingest={ingest} quality={quality} areas={areas} />}
              </Figure>
            )}
            <PublishedDatasets />
            <RefusedFiles />
            <RefusedRows />
            <FetchedSources />
            <CorrectionRegister areas={areas} />
            <Revisions areas={areas} />
            <p class="source">
              {inLanguage(meta.method, words.lang).replace(/\.?$/, '.')} {inLanguage(meta.licence, words.lang)}
            </p>
          </>
        )}
      </Figure>
    </Frame>
  )
}
