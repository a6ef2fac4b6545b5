import type { CoordinationBody } from '../../contracts/programmes.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useView, ViewLink } from './view.tsx'

/** Announced intakes of all programmes against the need of the field, so that they do not each close the same gap. */
export function Coordination({ body, own }: { readonly body: CoordinationBody; readonly own: string }) {
  const { words, address } = useView()
  const missing = body.programmes.filter((p) => p.announced === null).length
  const params = {
    announced: words.persons(body.announced),
    needed: words.persons(body.needed),
    p10: words.persons(body.range.p10),
    p90: words.persons(body.range.p90),
    over: words.persons(Math.abs(body.overSubscription)),
    p: words.probability(body.pOverSubscribed),
    n: body.programmes.length,
  }
  return (
    <section aria-labelledby="coordination-title">
      <h2 id="coordination-title">
        {words.t('coordination.title', { field: words.label(body.fieldName), year: body.intakeYear })}
      </h2>
      <p
        class={body.status === 'over' ? 'warning' : 'lead'}
        role={body.status === 'over' ? 'alert' : undefined}
        data-status={body.status}
      >
        {words.t(`coordination.${body.status}`, params)}{' '}
        {missing > 0 && words.t('coordination.missing', { n: missing })}
      </p>
      <ScrollBox label={words.t('coordination.table')}>
        <table>
          <caption>{words.t('coordination.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t('term.institution')}</th>
              <th scope="col">{words.t('term.intakeNow')}</th>
              <th scope="col">{words.t('coordination.allocated')}</th>
              <th scope="col">{words.t('coordination.announcedShort')}</th>
              <th scope="col">{words.t('coordination.difference')}</th>
              <th scope="col">{words.t('coordination.recommended')}</th>
              <th scope="col" class="text">
                {words.t('coordination.limit')}
              </th>
            </tr>
          </thead>
          <tbody>
            {body.programmes.map((p) => (
              <tr key={p.id} data-chosen={p.id === own}>
                <th scope="row">
                  <ViewLink to={{ ...address, programme: p.id }} current={p.id === own}>
                    {words.label(p.institution)}
                  </ViewLink>
                </th>
                <td>{words.persons(p.currentIntake)}</td>
                <td>{words.persons(p.allocated)}</td>
                <td>{p.announced === null ? '–' : words.persons(p.announced)}</td>
                <td>{p.difference === null ? '–' : `${p.difference > 0 ? '+' : ''}${words.persons(p.difference)}`}</td>
                <td class="median">{words.persons(p.recommended)}</td>
                <td class="text">{words.look(`limitShort.${p.limit}`)}</td>
              </tr>
            ))}
            <tr class="total">
              <th scope="row">{words.t('coordination.sum')}</th>
              <td>{words.persons(body.programmes.reduce((sum, p) => sum + p.currentIntake, 0))}</td>
              <td>{words.persons(body.needed - body.unallocated)}</td>
              <td>{words.persons(body.announced)}</td>
              <td />
              <td class="median">{words.persons(body.recommended)}</td>
              <td />
            </tr>
          </tbody>
        </table>
      </ScrollBox>
      {body.unallocated > 0 && (
        <p class="note">{words.t('coordination.unallocated', { n: words.persons(body.unallocated) })}</p>
      )}
      <p class="note">{words.t('coordination.note')}</p>
    </section>
  )
}
