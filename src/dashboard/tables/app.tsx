import { apiPath, getJson } from '../api.ts'
import { inLanguage } from '../language.ts'
import { Exports } from '../parts/exports.tsx'
import { Frame } from '../parts/frame.tsx'
import { Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { Builder } from './builder.tsx'
import { TABLE_IDS, TABLES } from './catalogue.ts'
import { Preview } from './preview.tsx'
import { useView, ViewLink } from './view.ts'

/** Rows a preview loads; files hold all. */
const MOST = 500

/** An answer with rows, of any table. */
export interface Answer {
  readonly meta: {
    readonly release: string | null
    readonly asOf: string
    readonly unit: string
    readonly status: string
    readonly method: string
  }
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly next?: string | null
}

/** What is said of the whole table, of which the preview is the first rows. */
interface Whole {
  readonly citation: string
}

/** The analyst's table builder: its state is the address, and its address is the call of the API. */
export function TablesApp() {
  const { words, address } = useView()
  const table = TABLES[address.table]
  const path = apiPath(table.resource, address.filters)
  const answer = useLoad<Answer>(
    table.pages ? apiPath(table.resource, { ...address.filters, limit: MOST }) : path,
    getJson,
  )
  const whole = useLoad<Whole>(`${path}${path.includes('?') ? '&' : '?'}metadata=only`, getJson).data
  return (
    <Frame
      title={`${words.t('page.title')} – Nhân lực`}
      heading={words.t('page.title')}
      class="tables-view"
      busy={answer.busy}
      footer={words.t('page.footer')}
    >
      <p class="headline">{words.t('page.lead')}</p>
      <nav class="switch" aria-label={words.t('tables.choose')}>
        {TABLE_IDS.map((id) => (
          <ViewLink
            key={id}
            to={{ lang: address.lang, table: id, filters: TABLES[id].defaults }}
            current={id === address.table}
          >
            {words.t(`table.${id}`)}
          </ViewLink>
        ))}
      </nav>
      <p class="lead">{words.t(`about.${address.table}`)}</p>
      <Builder />
      <Exports path={path} statistical={table.statistical} />
      <Figure loaded={answer} lines={30}>
        {({ rows, next, meta }) => (
          <>
            <Preview rows={rows} />
            {next && <p class="note">{words.t('preview.more', { n: words.number(MOST, 0) })}</p>}
            <p class="source">
              {words.t('preview.meta', {
                release: meta.release ?? words.t('preview.noRelease'),
                day: words.day(meta.asOf),
                unit: meta.unit,
                status: meta.status,
              })}{' '}
              {inLanguage(meta.method, words.lang)}
            </p>
            {whole && (
              <p class="source">
                {words.t('preview.cite')}: <cite>{whole.citation}</cite>
              </p>
            )}
          </>
        )}
      </Figure>
    </Frame>
  )
}
