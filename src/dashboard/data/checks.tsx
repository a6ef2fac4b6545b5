import type { QualityReport } from '../../contracts/quality.ts'
import type { Areas } from '../api.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Empty } from '../parts/states.tsx'
import { figureText, periodText, seriesName, unitOf } from './figure-text.ts'
import { useView } from './view.ts'

/** Published parts against their published total: a residual is shown, never spread over the parts. */
export function Additivity(props: { readonly quality: QualityReport; readonly areas: Areas['rows'] }) {
  const { words } = useView()
  const { additivity } = props.quality
  return (
    <>
      <h3>{words.t('sums.title')}</h3>
      {additivity === undefined ? (
        <Empty>{words.t('sums.left')}</Empty>
      ) : (
        <p class="note" data-checked={additivity.checked} data-off={additivity.off}>
          {additivity.checked === 0
            ? words.t('sums.none')
            : words.t('sums.lead', {
                checked: words.number(additivity.checked, 0),
                off: words.number(additivity.off, 0),
              })}
        </p>
      )}
      {additivity !== undefined && additivity.largest.length > 0 && (
        <ScrollBox label={words.t('sums.title')}>
          <table class="sums">
            <caption class="visually-hidden">{words.t('sums.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{words.t('sums.series')}</th>
                <th scope="col">{words.t('jumps.period')}</th>
                <th scope="col" class="text">
                  {words.t('sums.parts')}
                </th>
                <th scope="col">{words.t('sums.total')}</th>
                <th scope="col">{words.t('sums.residual')}</th>
                <th scope="col">{words.t('sums.tolerance')}</th>
              </tr>
            </thead>
            <tbody>
              {additivity.largest.map((sum) => (
                <tr key={sum.kind + sum.series + sum.period + sum.vintage} data-sum={sum.kind}>
                  <th scope="row" title={sum.series}>
                    {seriesName(words, props.areas, sum.series)}
                  </th>
                  <td>{periodText(sum.series, sum.period)}</td>
                  <td class="text">{words.t('sums.of', { n: sum.parts, kind: words.look(`sums.${sum.kind}`) })}</td>
                  <td>{figureText(words, sum.total, unitOf(sum.series))}</td>
                  <td class="median">{figureText(words, sum.residual, unitOf(sum.series), true)}</td>
                  <td>{figureText(words, sum.tolerance, unitOf(sum.series))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </>
  )
}

/** What this edition has more and less than the one before it. */
export function AgainstLastVintage({ quality }: { readonly quality: QualityReport }) {
  const { words } = useView()
  const { againstLastVintage: found } = quality
  if (found === undefined) return null
  return (
    <>
      <h3>{words.t('last.title')}</h3>
      {found === null ? (
        <p class="note">{words.t('last.first')}</p>
      ) : (
        <>
          <p class="note" data-gone={found.gone} data-added={found.added}>
            {words.t('last.lead', {
              series: words.number(found.series, 0),
              figures: words.number(found.figures, 0),
              gone: words.number(found.gone, 0),
              added: words.number(found.added, 0),
            })}
          </p>
          {found.examples.length > 0 && (
            <ul class="reasons">
              {found.examples.map((example) => (
                <li key={example}>
                  <code>{example}</code>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  )
}
