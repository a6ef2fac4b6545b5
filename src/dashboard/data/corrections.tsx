import type { z } from 'zod'
import type { CorrectionList } from '../../contracts/quality.ts'
import { type Areas, apiPath, getJson } from '../api.ts'
import { Exports } from '../parts/exports.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { figureText, periodText, seriesName, unitOf } from './figure-text.ts'
import { useView } from './view.ts'

type Corrections = z.infer<typeof CorrectionList>

/** The register of corrections: what a source got wrong, what is stored instead, and who says so. */
export function CorrectionRegister({ areas }: { readonly areas: Areas['rows'] }) {
  const { words } = useView()
  const corrections = useLoad<Corrections>(apiPath('corrections'), getJson)
  return (
    <section aria-labelledby="corrections-title">
      <h2 id="corrections-title">{words.t('corrections.title')}</h2>
      <p class="lead">{words.t('corrections.lead')}</p>
      <Figure loaded={corrections} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{words.t('corrections.none')}</Empty>
          ) : (
            <>
              <Exports path={apiPath('corrections', { lang: words.lang })} />
              <ScrollBox label={words.t('corrections.title')}>
                <table class="corrections">
                  <caption class="visually-hidden">{words.t('corrections.title')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{words.t('jumps.series')}</th>
                      <th scope="col">{words.t('jumps.period')}</th>
                      <th scope="col">{words.t('corrections.expected')}</th>
                      <th scope="col">{words.t('corrections.value')}</th>
                      <th scope="col" class="text">
                        {words.t('corrections.reason')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={row.id} data-correction={row.id}>
                        <th scope="row" title={row.series}>
                          {seriesName(words, areas, row.series)}
                        </th>
                        <td>
                          {periodText(row.series, row.period)}{' '}
                          {row.vintage && (
                            <small>{words.t('corrections.vintage', { day: words.day(row.vintage) })}</small>
                          )}
                        </td>
                        <td>{figureText(words, row.expected, unitOf(row.series))}</td>
                        <td class="median">
                          {row.value === null
                            ? words.t('corrections.withheld')
                            : figureText(words, row.value, unitOf(row.series))}
                        </td>
                        <td class="text">
                          {words.label(row.reason)} <code>{row.id}</code> <small>{row.provider}</small>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollBox>
            </>
          )
        }
      </Figure>
    </section>
  )
}
