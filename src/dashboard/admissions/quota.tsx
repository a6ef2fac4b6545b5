import type { QuotaBody, QuotaCheck } from '../../contracts/programmes.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { OriginBadge, useView } from './view.tsx'

/** Each rule with value, limit, outcome, legal reference and dates. */
export function Quota({ quota }: { readonly quota: QuotaBody }) {
  const { words, say, name, persons } = useView()
  const shown = (check: QuotaCheck, value: number): string => {
    if (check.id.endsWith('accreditation')) return say(value >= 1 ? 'quota.yes' : 'quota.no')
    return check.parameter <= 1 ? words.percent(value * 100) : words.number(value, 1)
  }
  return (
    <section aria-labelledby="quota-title">
      <h2 id="quota-title">{say('quota.title', { day: words.day(quota.day) })}</h2>
      <p class="lead">
        {quota.limit === null ? say('quota.free') : say('quota.limit', { n: persons(quota.limit) })} {say('quota.note')}
      </p>
      <ScrollBox label={say('quota.title', { day: words.day(quota.day) })}>
        <table class="quota">
          <thead>
            <tr>
              <th scope="col">{say('quota.rule')}</th>
              <th scope="col" class="text">
                {say('quota.outcome')}
              </th>
              <th scope="col">{say('quota.value')}</th>
              <th scope="col">{say('quota.parameter')}</th>
              <th scope="col" class="text">
                {say('quota.reference')}
              </th>
            </tr>
          </thead>
          <tbody>
            {quota.checks.map((check) => (
              <tr key={check.id} data-rule={check.id} data-outcome={check.outcome} data-binds={check.binds}>
                <th scope="row">{words.label(check.text)}</th>
                <td class="text">
                  <strong class="outcome">{name(`outcome.${check.outcome}`)}</strong>
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
                      ? say('quota.draft')
                      : say('quota.from', { day: check.inForceFrom ? words.day(check.inForceFrom) : '–' })}
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
