import type { z } from 'zod'
import type { SkillList } from '../../contracts/skills.ts'
import { apiPath, type GapRow, type Gaps, getGaps, getJson } from '../api.ts'
import { AnswerLine } from '../parts/answer-line.tsx'
import { AreaYearFields, useOffer } from '../parts/area-year.tsx'
import { Exports } from '../parts/exports.tsx'
import { Frame } from '../parts/frame.tsx'
import { Empty, Figure } from '../parts/states.tsx'
import { TopSkills } from '../parts/top-skills.tsx'
import { Why } from '../parts/why.tsx'
import { useLoad } from '../use-load.ts'
import { SEXES } from './address.ts'
import { GroupTable } from './groups.tsx'
import { OccupationHeadline } from './headline.tsx'
import { Pathways } from './pathways.tsx'
import { SexTable } from './sexes.tsx'
import { useView } from './view.ts'

type SkillAnswer = z.infer<typeof SkillList>

/** Which occupations will be short, of women and men, of which skills, and who could be retrained for them. */
export function OccupationsApp() {
  const { words, address, go } = useView()
  const offer = useOffer(address)
  const { area, year } = offer.place
  const query = { area, kind: 'occupation', year }
  const gaps = useLoad<Gaps>(apiPath('gaps', query), getGaps)
  const all = [...(gaps.data?.rows ?? [])].sort((a, b) => b.gap.p50 - a.gap.p50)
  const rows = all.filter((row) => row.sex === address.sex)
  const chosen = rows.find((row) => row.occupation === address.group) ?? rows[0]
  return (
    <Frame
      title={`${words.t('page.title')} – Nhân lực`}
      heading={words.t('page.heading', { area: offer.areaName, year })}
      class="occupations-view spaced"
      busy={gaps.busy}
      footer={words.t('footer.text')}
    >
      {rows.length > 0 && <OccupationHeadline rows={rows} area={offer.areaName} year={year} />}
      <form class="controls" aria-label={words.t('controls.title')} onSubmit={(event) => event.preventDefault()}>
        <AreaYearFields offer={offer} go={(change) => go({ ...address, ...offer.place, ...change })} />
        <fieldset>
          <legend>{words.t('controls.sex')}</legend>
          <span class="radios">
            {SEXES.map((sex) => (
              <label key={sex}>
                <input
                  type="radio"
                  name="sex"
                  value={sex}
                  checked={address.sex === sex}
                  onChange={() => go({ ...address, sex })}
                />
                {words.t(`who.${sex}`)}
              </label>
            ))}
          </span>
        </fieldset>
      </form>
      <Figure loaded={gaps} lines={30}>
        {({ meta }) =>
          chosen === undefined ? (
            <Empty>{words.t('groups.none')}</Empty>
          ) : (
            <>
              <GroupTable rows={rows} all={all} chosen={chosen} />
              <Exports path={apiPath('gaps', { ...query, lang: address.lang })} statistical />
              <AnswerLine meta={meta} />
              <Group row={chosen} all={all} meta={meta} />
              <Pathways group={chosen} area={area} year={year} areaName={offer.areaName} />
              <SkillsOf row={chosen} />
            </>
          )
        }
      </Figure>
    </Frame>
  )
}

/** Women and men of the chosen group, and why it is short or over. */
function Group(props: { readonly row: GapRow; readonly all: readonly GapRow[]; readonly meta: Gaps['meta'] }) {
  const { row, all, meta } = props
  return (
    <div class="columns">
      <SexTable rows={all.filter((one) => one.occupation === row.occupation)} meta={meta} />
      <section>
        <Why row={row} />
      </section>
    </div>
  )
}

function SkillsOf({ row }: { readonly row: GapRow }) {
  const { words, address } = useView()
  const query = { area: row.area, year: row.year, occupation: row.occupation }
  const skills = useLoad<SkillAnswer>(apiPath('skills', query), getJson)
  const title = words.t('skills.title', { group: words.label(row.label), year: row.year })
  return (
    <section aria-labelledby="skills-title">
      <h2 id="skills-title">{title}</h2>
      <p class="lead">{words.t('skills.lead')}</p>
      <Figure loaded={skills} lines={14}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty>{words.t('state.empty')}</Empty>
          ) : (
            <>
              <TopSkills rows={data.rows} title={title} />
              <Exports path={apiPath('skills', { ...query, lang: address.lang })} />
              <AnswerLine meta={data.meta} />
            </>
          )
        }
      </Figure>
    </section>
  )
}
