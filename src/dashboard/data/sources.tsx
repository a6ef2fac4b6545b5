import type { Sources } from '../api.ts'
import { inLanguage } from '../language.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { useView } from './view.ts'

const DAY_MS = 86_400_000

/** Whole days from a publication to a later day. */
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** Every source with figures, the latest publication and its age; those without are named below. */
export function SourceTable({ sources, today }: { readonly sources: Sources['rows']; readonly today: string }) {
  const { words } = useView()
  const loaded = sources
    .filter((source) => source.lastVintage !== null)
    .sort((a, b) => (b.lastVintage! < a.lastVintage! ? -1 : 1))
  const empty = sources.filter((source) => source.lastVintage === null)
  const age = (days: number) =>
    days >= 365 ? words.t('sources.years', { n: words.number(days / 365.25, 1) }) : words.t('sources.days', { n: days })
  return (
    <section aria-labelledby="sources-title">
      <h2 id="sources-title">{words.t('sources.title')}</h2>
      <p class="lead">{words.t('sources.lead', { day: words.day(today) })}</p>
      <ScrollBox label={words.t('sources.title')}>
        <table class="sources-table">
          <caption class="visually-hidden">{words.t('sources.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t('sources.source')}</th>
              <th scope="col">{words.t('sources.files')}</th>
              <th scope="col">{words.t('sources.figures')}</th>
              <th scope="col">{words.t('sources.last')}</th>
              <th scope="col">{words.t('sources.age')}</th>
              <th scope="col" class="text">
                {words.t('sources.licence')}
              </th>
            </tr>
          </thead>
          <tbody>
            {loaded.map((source) => (
              <tr key={source.id} data-source={source.id}>
                <th scope="row">
                  {words.label(source.name)} <small>{inLanguage(source.publisher, words.lang)}</small>
                </th>
                <td>{words.number(source.ingests.length, 0)}</td>
                <td>{words.number(source.observations, 0)}</td>
                <td>
                  <time dateTime={source.lastVintage!}>{words.day(source.lastVintage!)}</time>
                </td>
                <td>{age(daysBetween(source.lastVintage!, today))}</td>
                <td class="text">
                  <small>{inLanguage(source.licence, words.lang)}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {empty.length > 0 && (
        <p class="note">{words.t('sources.empty', { names: empty.map((s) => words.label(s.name)).join('; ') })}</p>
      )}
    </section>
  )
}
