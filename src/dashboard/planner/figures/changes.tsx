import { apiPath, getJson, type ReleaseChanges } from '../../api.ts'
import { StateLink } from '../../parts/link.tsx'
import { Waiting } from '../../parts/states.tsx'
import { useLoad } from '../../use-load.ts'
import { StateLink as FigureLink, usePage } from '../page.tsx'

/** The three largest changes since the release before this one, each a link to its figures, with the cause where it is known. */
export function Changes() {
  const { words, choice, release, previous } = usePage()
  const path =
    release &&
    previous &&
    apiPath(`releases/${encodeURIComponent(previous.id)}/compare/${encodeURIComponent(release.id)}`, {
      area: choice.area,
      year: choice.year,
    })
  const changes = useLoad<ReleaseChanges>(path, getJson)
  if (!path || changes.problem) return null
  if (!changes.data) return <Waiting lines={4} />
  const thousands = (persons: number) => words.signedThousands(persons)
  return (
    <section class="changes" aria-labelledby="changes-title">
      <h2 id="changes-title">{words.t('changes.title', { year: choice.year })}</h2>
      {changes.data.largest.length === 0 ? (
        <p class="note">{words.t('changes.none')}</p>
      ) : (
        <ul>
          {changes.data.largest.map((row) => (
            <li key={row.id}>
              <FigureLink change={{ subject: { kind: 'sector', id: row.sector } }}>{words.label(row.label)}</FigureLink>{' '}
              <b>{thousands(row.gap.change)}</b>{' '}
              <small>
                ({words.t('changes.item', { before: thousands(row.gap.before), after: thousands(row.gap.after) })};{' '}
                {words.t(`cause.${row.cause}`)})
              </small>
            </li>
          ))}
        </ul>
      )}
      <StateLink to={`?view=releases&area=${choice.area}&year=${choice.year}&lang=${choice.lang}`}>
        {words.t('changes.compare')}
      </StateLink>
    </section>
  )
}
