import type { CoordinationBody } from '../../contracts/programmes.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useView, ViewLink } from './view.tsx'

/** Announced intakes of all programmes against the need of the field, so that they do not each close the same gap. */
export function Coordination({ body, own }: { readonly body: CoordinationBody; readonly own: string }) {
  const { words, say, name, persons, address } = useView()
  const missing = body.programmes.filter((p) => p.announced === null).length
  const params = {
    announced: persons(body.announced),
    needed: persons(body.needed),
    p10: persons(body.range.p10),
    p90: persons(body.range.p90),
    over: persons(Math.abs(body.overSubscription)),
    p: words.probability(body.pOverSubscribed),
    n: body.programmes.length,
  }
  return (
    <section aria-labelledby="coordination-title">
      <h2 id="coordination-title">
        {say('coordination.title', { field: words.label(body.fieldName), year: body.intakeYear })}
      </h2>
      <p
        class={body.status === 'over' ? 'warning' : 'lead'}
        role={body.status === 'over' ? 'alert' : undefined}
        data-status={body.status}
      >
        {say(`coordination.${body.status}`, params)} {missing > 0 && say('coordination.missing', { n: missing })}
      </p>
      <ScrollBox label={say('coordination.table')}>
        <table>
          <caption>{say('coordination.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('term.institution')}</th>
              <th scope="col">{say('term.intakeNow')}</th>
              <th scope="col">{say('coordination.allocated')}</th>
              <th scope="col">{say('coordination.announcedShort')}</th>
              <th scope="col">{say('coordination.difference')}</th>
              <th scope="col">{say('coordination.recommended')}</th>
              <th scope="col" class="text">
                {say('coordination.limit')}
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
                <td>{persons(p.currentIntake)}</td>
                <td>{persons(p.allocated)}</td>
                <td>{p.announced === null ? '–' : persons(p.announced)}</td>
                <td>{p.difference === null ? '–' : `${p.difference > 0 ? '+' : ''}${persons(p.difference)}`}</td>
                <td class="median">{persons(p.recommended)}</td>
                <td class="text">{name(`limitShort.${p.limit}`)}</td>
              </tr>
            ))}
            <tr class="total">
              <th scope="row">{say('coordination.sum')}</th>
              <td>{persons(body.programmes.reduce((sum, p) => sum + p.currentIntake, 0))}</td>
              <td>{persons(body.needed - body.unallocated)}</td>
              <td>{persons(body.announced)}</td>
              <td />
              <td class="median">{persons(body.recommended)}</td>
              <td />
            </tr>
          </tbody>
        </table>
      </ScrollBox>
      {body.unallocated > 0 && <p class="note">{say('coordination.unallocated', { n: persons(body.unallocated) })}</p>}
      <p class="note">{say('coordination.note')}</p>
    </section>
  )
}
