import { apiPath, type GapRow, getJson, type Skills } from '../../api.ts'
import { Persons, Range, spanOf, Whisker } from '../../parts/quantity.tsx'
import { Empty, Figure } from '../../parts/states.tsx'
import { useLoad } from '../../use-load.ts'
import { usePage } from '../page.tsx'
import { gapMethod, shortName } from '../parts/names.ts'
import { SourceLine } from '../parts/source-line.tsx'

const SKILLS_SHOWN = 12

function Occupations({ rows, title }: { readonly rows: Skills['occupations']; readonly title: string }) {
  const { words } = usePage()
  const { low, high } = spanOf(rows.map((row) => row.gap))
  return (
    <table class="bars">
      <caption class="visually-hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.t('term.occupation')}</th>
          <th scope="col">{words.t('term.share')}</th>
          <th scope="col">{words.t('term.gapShort')}</th>
          <th scope="col" class="wide">
            {words.t('term.band80')}
          </th>
          <td class="whisker-cell" />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.occupation}>
            <th scope="row">{words.label(row.label)}</th>
            <td>{words.percent(row.share * 100)}</td>
            <td class="median">
              <Persons value={row.gap.p50} signed />
            </td>
            <td class="wide">
              <Range band={row.gap} signed />
            </td>
            <td class="whisker-cell">
              <Whisker band={row.gap} low={low} high={high} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function TopSkills({ rows, title }: { readonly rows: Skills['skills']; readonly title: string }) {
  const { words } = usePage()
  const top = [...rows].sort((a, b) => a.rank - b.rank).slice(0, SKILLS_SHOWN)
  const { low, high } = spanOf(top.map((row) => row.gap))
  return (
    <table class="bars">
      <caption class="visually-hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col" class="rank">
            {words.t('term.rank')}
          </th>
          <th scope="col">{words.t('term.skill')}</th>
          <th scope="col">{words.t('term.personSkill')}</th>
          <th scope="col" class="wide">
            {words.t('term.band80')}
          </th>
          <th scope="col" class="wide">
            {words.t('term.specificity')}
          </th>
          <td class="whisker-cell" />
        </tr>
      </thead>
      <tbody>
        {top.map((row) => (
          <tr key={row.skill}>
            <td class="rank">{row.rank}</td>
            <th scope="row">
              {words.label(row.label)} <small>{words.t(`domain.${row.domain}`)}</small>
            </th>
            <td class="median">
              <Persons value={row.gap.p50} signed />
            </td>
            <td class="wide">
              <Range band={row.gap} signed />
            </td>
            <td class="wide">{words.number(row.specificity, 2)}</td>
            <td class="whisker-cell">
              <Whisker band={row.gap} low={low} high={high} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the gap is made of: occupation groups in persons, skills in person-skill units. */
export function GapSplit({ row }: { readonly row: GapRow }) {
  const { words, release } = usePage()
  const split = useLoad<Skills>(apiPath(`gaps/${encodeURIComponent(row.id)}/skills`), getJson)
  const params = { sector: shortName(words, row), year: row.year }
  const method = gapMethod(words, release?.manifest)
  return (
    <div class="columns">
      <section aria-labelledby="occupations-title">
        <h2 id="occupations-title">{words.t('occupations.title', params)}</h2>
        <p class="lead">{words.t('occupations.note')}</p>
        <Figure loaded={split} lines={14}>
          {(data) =>
            data.occupations.length === 0 ? (
              <Empty>{words.t('state.empty')}</Empty>
            ) : (
              <Occupations rows={data.occupations} title={words.t('occupations.title', params)} />
            )
          }
        </Figure>
        <SourceLine statuses={['F', 'E']} method={`${method}. ${words.t('method.occupations')}`} />
      </section>
      <section aria-labelledby="skills-title">
        <h2 id="skills-title">{words.t('skills.title', params)}</h2>
        <p class="lead">{words.t('skills.note')}</p>
        <Figure loaded={split} lines={14}>
          {(data) =>
            data.skills.length === 0 ? (
              <Empty>{words.t('state.empty')}</Empty>
            ) : (
              <>
                <TopSkills rows={data.skills} title={words.t('skills.title', params)} />
                <p class="note">
                  {words.t('skills.evidence', {
                    evidence: [...new Set(data.skills.map((row) => words.t(`evidence.${row.evidence}`)))].join(', '),
                  })}
                </p>
                <p class="note" lang="en">
                  {data.attribution}
                </p>
              </>
            )
          }
        </Figure>
        <SourceLine statuses={['F', 'E']} method={words.t('method.skills')} />
      </section>
    </div>
  )
}
