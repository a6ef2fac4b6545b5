import { apiPath, type GapRow, getJson, type Skills } from '../../api.ts'
import { inLanguage } from '../../language.ts'
import { BandTable } from '../../parts/band-table.tsx'
import { Empty, Figure } from '../../parts/states.tsx'
import { TopSkills } from '../../parts/top-skills.tsx'
import { useLoad } from '../../use-load.ts'
import { usePage } from '../page.tsx'
import { gapMethod, shortName } from '../parts/names.ts'
import { SourceLine } from '../parts/source-line.tsx'

function Occupations({ rows, title }: { readonly rows: Skills['occupations']; readonly title: string }) {
  const { words } = usePage()
  return (
    <BandTable
      title={title}
      rows={rows}
      keyOf={(row) => row.occupation}
      band={(row) => row.gap}
      name={{ head: words.t('term.occupation'), cell: (row) => words.label(row.label) }}
      before={[{ head: words.t('term.share'), cell: (row) => words.percent(row.share * 100) }]}
      medianHead={words.t('term.gapShort')}
    />
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
                <p class="note">{inLanguage(data.attribution, words.lang)}</p>
              </>
            )
          }
        </Figure>
        <SourceLine statuses={['F', 'E']} method={words.t('method.skills')} />
      </section>
    </div>
  )
}
