import type { GapRow, Gaps } from '../api.ts'
import { AnswerLine } from '../parts/answer-line.tsx'
import { Persons, Range } from '../parts/quantity.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { SEXES } from './address.ts'
import { useView } from './view.ts'

/** Demand, supply and gap of a group for women, men and both: the same draws, so the sexes add up to the group in each. */
export function SexTable({ rows, meta }: { readonly rows: readonly GapRow[]; readonly meta: Gaps['meta'] }) {
  const { words } = useView()
  const total = rows.find((row) => row.sex === 'T')
  if (!total) return null
  const title = words.t('sexes.title', { group: words.label(total.label), year: total.year })
  const sorted = [...SEXES].reverse().flatMap((sex) => rows.find((row) => row.sex === sex) ?? [])
  return (
    <section aria-labelledby="sexes-title">
      <h2 id="sexes-title">{title}</h2>
      <p class="lead">{words.t('sexes.lead')}</p>
      <ScrollBox label={title}>
        <table class="sexes">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t('sexes.who')}</th>
              <th scope="col">{words.t('term.demandShort')}</th>
              <th scope="col">{words.t('sexes.ofDemand')}</th>
              <th scope="col">{words.t('term.supplyShort')}</th>
              <th scope="col">{words.t('term.gapShort')}</th>
              <th scope="col">{words.t('term.band80')}</th>
              <th scope="col">
                {words.t('term.pShortage', { threshold: words.number(total.shortageThresholdPercent, 0) })}
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={row.sex} data-sex={row.sex}>
                <th scope="row">{words.t(`who.${row.sex}`)}</th>
                <td>
                  <Persons value={row.demand.p50} />
                </td>
                <td>{words.percent((100 * row.demand.p50) / total.demand.p50, 0)}</td>
                <td>
                  <Persons value={row.supply.p50} />
                </td>
                <td class="median">
                  <Persons value={row.gap.p50} signed />
                </td>
                <td>
                  <Range band={row.gap} signed />
                </td>
                <td>{words.probability(row.pShortage)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <AnswerLine meta={meta} />
    </section>
  )
}
