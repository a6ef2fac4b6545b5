import type { z } from 'zod'
import type { Memo, MemoRow } from '../../contracts/orders.ts'
import type { SkillList } from '../../contracts/skills.ts'
import { apiPath, getJson } from '../api.ts'
import { AnswerLine } from '../parts/answer-line.tsx'
import { AreaYearFields, useOffer } from '../parts/area-year.tsx'
import { Exports } from '../parts/exports.tsx'
import { Frame } from '../parts/frame.tsx'
import { Figure } from '../parts/states.tsx'
import { TopSkills } from '../parts/top-skills.tsx'
import { useLoad } from '../use-load.ts'
import { GroupTable } from './groups.tsx'
import { OccupationHeadline } from './headline.tsx'
import { Pathways } from './pathways.tsx'
import { useView } from './view.ts'

type Groups = z.infer<typeof Memo>
type SkillAnswer = z.infer<typeof SkillList>

/** Each group once; the memo says it once for each of its orders. */
const once = (rows: readonly MemoRow[]): MemoRow[] =>
  rows.filter((row, n) => rows.findIndex((other) => other.occupation === row.occupation) === n)

/** Which occupations will be short, of which skills, and who could be retrained for them. */
export function OccupationsApp() {
  const { words, address, go } = useView()
  const offer = useOffer(address)
  const { area, year } = offer.place
  const groups = useLoad<Groups>(apiPath('orders/memo', { area, year }), getJson)
  const rows = once(groups.data?.rows ?? [])
  const chosen = rows.find((row) => row.occupation === address.group) ?? rows[0]
  const skillQuery = { area, year, occupation: chosen?.occupation }
  const skills = useLoad<SkillAnswer>(chosen && apiPath('skills', skillQuery), getJson)
  return (
    <Frame
      title={`${words.t('page.title')} – Nhân lực`}
      heading={words.t('page.heading', { area: offer.areaName, year })}
      class="occupations-view spaced"
      busy={groups.busy}
      footer={words.t('footer.text')}
    >
      {rows.length > 0 && <OccupationHeadline rows={rows} area={offer.areaName} year={year} />}
      <form class="controls" aria-label={words.t('controls.title')} onSubmit={(event) => event.preventDefault()}>
        <AreaYearFields offer={offer} go={(change) => go({ ...address, ...offer.place, ...change })} />
      </form>
      <Figure loaded={groups} lines={30}>
        {({ meta }) => (
          <>
            <GroupTable rows={rows} chosen={chosen} />
            <AnswerLine meta={meta} />
          </>
        )}
      </Figure>
      {chosen && <Pathways group={chosen} area={area} year={year} areaName={offer.areaName} />}
      {chosen && (
        <section aria-labelledby="skills-title">
          <h2 id="skills-title">{words.t('skills.title', { group: words.label(chosen.label), year })}</h2>
          <p class="lead">{words.t('skills.lead')}</p>
          <Figure loaded={skills} lines={14}>
            {(data) => (
              <>
                <TopSkills
                  rows={data.rows}
                  title={words.t('skills.title', { group: words.label(chosen.label), year })}
                />
                <Exports path={apiPath('skills', { ...skillQuery, lang: address.lang })} />
                <AnswerLine meta={data.meta} />
              </>
            )}
          </Figure>
        </section>
      )}
    </Frame>
  )
}
