import type { FileInspection } from '../../../contracts/files.ts'
import { ScrollBox } from '../../parts/scroll-box.tsx'
import { useView } from '../view.ts'

/** What the file is, as it was found: format, dimensions, periods, units, first figures, places nobody could read. */
export function Found({ inspection }: { readonly inspection: FileInspection }) {
  const { words } = useView()
  const { periods, units, notes, faults } = inspection
  const facts: [string, string][] = [
    [words.t('found.format'), `${words.label(inspection.describes)} (${inspection.format})`],
    [
      words.t('found.figures'),
      words.t(inspection.isPartial ? 'found.countPartial' : 'found.count', {
        n: words.number(inspection.figures, 0),
        missing: words.number(inspection.missing, 0),
        faults: words.number(inspection.faultCount, 0),
      }),
    ],
    [words.t('found.periods'), `${periods.shown.join(', ')}${periods.count > periods.shown.length ? ', …' : ''}`],
    [words.t('found.units'), units.map((unit) => unit.replace(/^\S+ /, '')).join('; ') || words.t('found.notSaid')],
    [words.t('found.published'), inspection.published ? words.day(inspection.published) : words.t('found.notSaid')],
    ...inspection.dimensions.map(({ id, label, values, shown }): [string, string] => [
      words.t('found.dimension', { id: label ?? id }),
      `${words.number(values, 0)}: ${shown.slice(0, 5).join('; ')}${values > 5 ? '; …' : ''}`,
    ]),
  ]
  return (
    <section aria-labelledby="found-title">
      <h2 id="found-title">{words.t('found.title', { file: inspection.file })}</h2>
      {inspection.title && <p class="lead">{inspection.title}</p>}
      <dl class="terms facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {faults.length > 0 && (
        <ul class="reasons">
          {faults.map((fault) => (
            <li key={fault.place + fault.reason}>
              <b>{fault.place}</b>: {words.label(fault.text)}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{words.t('found.sample')}</summary>
        <ScrollBox label={words.t('found.sample')}>
          <table class="sample">
            <thead>
              <tr>
                <th scope="col">{words.t('found.place')}</th>
                {inspection.dimensions.map(({ id }) => (
                  <th key={id} scope="col" class="text">
                    {id}
                  </th>
                ))}
                <th scope="col">{words.t('found.period')}</th>
                <th scope="col">{words.t('found.text')}</th>
                <th scope="col">{words.t('found.value')}</th>
              </tr>
            </thead>
            <tbody>
              {inspection.sample.map((figure) => (
                <tr key={figure.place}>
                  <th scope="row">{figure.place}</th>
                  {inspection.dimensions.map(({ id }) => (
                    <td key={id} class="text">
                      {figure.dimensions[id] ?? '–'}
                    </td>
                  ))}
                  <td>{figure.period}</td>
                  <td>{figure.text}</td>
                  <td>{figure.value ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </details>
      {notes.length > 0 && (
        <details>
          <summary>{words.t('found.notes', { n: notes.length })}</summary>
          <ul class="reasons">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
