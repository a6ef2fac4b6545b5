import type { z } from 'zod'
import type { QuarantineList } from '../../contracts/quality.ts'
import { apiPath, getJson } from '../api.ts'
import { Exports } from '../parts/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { useView } from './view.ts'

type Refused = z.infer<typeof QuarantineList>
const SHOWN = 100

/** What can be done about a row, by the field it was refused for. */
function mendingOf(column: string | null) {
  if (column === 'value' || column === 'unit' || column === 'unitMult') return 'mend.value'
  if (column === 'period' || column === 'vintage') return 'mend.period'
  return column === null ? 'mend.row' : 'mend.code'
}

/** Refused rows that wait for a code, a mapping or a corrected file, with the reason and their own text. */
export function RefusedRows() {
  const { words } = useView()
  const refused = useLoad<Refused>(apiPath('quarantine', { limit: SHOWN }), getJson)
  return (
    <section aria-labelledby="refused-title">
      <h2 id="refused-title">{words.t('refused.title')}</h2>
      <p class="lead">{words.t('refused.lead')}</p>
      <Exports path={apiPath('quarantine', { lang: words.lang })} />
      <Figure loaded={refused} lines={4}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <Empty>{words.t('refused.none')}</Empty>
          ) : (
            <>
              <ScrollBox label={words.t('refused.title')}>
                <table class="refused">
                  <caption class="visually-hidden">{words.t('refused.title')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{words.t('refused.place')}</th>
                      <th scope="col" class="text">
                        {words.t('refused.column')}
                      </th>
                      <th scope="col" class="text">
                        {words.t('refused.reason')}
                      </th>
                      <th scope="col" class="text">
                        {words.t('refused.raw')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={row.id} data-refused={row.id}>
                        <th scope="row">
                          {row.file}:{row.line}
                        </th>
                        <td class="text">{row.column ?? '–'}</td>
                        <td class="text">
                          {words.label(row.text)} <small class="mend">{words.t(mendingOf(row.column))}</small>
                        </td>
                        <td class="text">
                          <code>{row.raw}</code>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollBox>
              {next !== null && <p class="note">{words.t('refused.more', { n: SHOWN })}</p>}
            </>
          )
        }
      </Figure>
    </section>
  )
}
