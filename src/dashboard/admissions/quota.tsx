import type { QuotaBody, QuotaCheck } from '../../contracts/programmes.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { OriginBadge, useView } from './view.tsx'

/** Each rule with value, limit, outcome, legal reference and dates. */
export function Quota({ quota }: { readonly quota: QuotaBody }) {
  const { words } = useView()
  const shown = (check: QuotaCheck, value: number): string => {
    if (check.id.endsWith('accreditation')) return words.t(value >= 1 ? 'quota.yes' : 'quota.no')
    return check.parameter <= 1 ? words.percent(value * 100) : words.number(value, 1)
  }
  return (
    <section aria-labelledby="quota-title">
      <h2 id="quota-title">{words.t('quota.title', { day: words.day(quota.day) })}</h2>
      <p class="lead">
        {quota.limit === null ? words.t('quota.free') : words.t('quota.limit', { n: words.persons(quota.limit) })}{' '}
        {words.t('quota.note')}
      </p>
      <ScrollBox label={words.t('quota.title', { day: words.day(quota.day) })}>
        <table class="quota">
          <thead>
            <tr>
              <th scope="col">{words.t('quota.rule')}</th>
              <th scope="col" class="text">
                {words.t('quota.outcome')}
              </th>
              <th scope="col">{words.t('quota.value')}</th>
              <th scope="col">{words.t('quota.parameter')}</th>
              <th scope="col" class="text">
                {words.t('quota.reference')}
              </th>
            </tr>
          </thead>
          <tbody>
            {quota.checks.map((check) => (
              <tr key={check.id} data-rule={check.id} data-outcome={check.outcome} data-binds={check.binds}>
                <th scope="row">{words.label(check.text)}</th>
                <td class="text">
                  <strong class="outcome">{words.look(`outcome.${check.outcome}`)}</strong>
                </td>
                <td>
                  {check.value === null ? '–' : shown(check, check.value)}{' '}
                  {check.value !== null && <OriginBadge status={check.valueStatus} />}
                </td>
                <td>{shown(check, check.parameter)}</td>
                <td class="text">
                  {words.label(check.legalReference)}{' '}
                  <small>
                    {check.status === 'draft'
                      ? words.t('quota.draft')
                      : words.t('quota.from', { day: check.inForceFrom ? words.day(check.inForceFrom) : '–' })}
                  </small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}
