import type { AdviceAnswer, AdviceBody } from '../../contracts/programmes.ts'
import { useView } from './view.tsx'

type VerdictRow = AdviceBody['verdict']

const spanOf = (years: readonly number[]): string => `${years[0]}–${years.at(-1)}`

/** The answer first: what to expect when these students graduate, from both sides, and what intake that asks for. */
export function Verdict({ answer }: { readonly answer: AdviceAnswer }) {
  const { words } = useView()
  const { verdict, verdictIfAnnounced, verdictIfFollowed, programme, window } = answer
  const rows: [string, VerdictRow | null][] = [
    [words.t('verdict.kept'), verdict],
    [words.t('verdict.announced'), verdictIfAnnounced],
    [words.t('verdict.followed'), verdictIfFollowed],
  ]
  const params = { intake: answer.intakeYear, years: spanOf(window) }
  return (
    <section aria-labelledby="verdict-title">
      <h2 id="verdict-title">{words.t('verdict.title', params)}</h2>
      <p class="headline" data-verdict={verdict.graduates}>
        {words.t('verdict.sentence', {
          ...params,
          graduates: words.look(`graduates.${verdict.graduates}`).toLowerCase(),
          employers: words.look(`employers.${verdict.employers}`).toLowerCase(),
          p: words.probability(verdict.probabilities.find((p) => p.graduates === verdict.graduates)!.probability),
        })}{' '}
        {words.t('verdict.recommend', {
          now: words.persons(programme.currentIntake),
          recommended: words.persons(programme.recommended),
          p10: words.persons(programme.range.p10),
          p90: words.persons(programme.range.p90),
          reason: words.t(`limit.${programme.limit}`),
        })}
      </p>
      <table class="verdicts">
        <caption>{words.t('verdict.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t('verdict.if')}</th>
            <th scope="col">{words.t('term.places')}</th>
            <th scope="col" class="text">
              {words.t('verdict.graduates')}
            </th>
            <th scope="col" class="text">
              {words.t('verdict.employers')}
            </th>
            <th scope="col">{words.t('verdict.tooFew')}</th>
            <th scope="col" class="wide">
              {words.t('verdict.indicator')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(([label, row]) =>
            row === null
              ? []
              : [
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    <td>{words.persons(row.places)}</td>
                    <td class="text">{words.look(`graduates.${row.graduates}`)}</td>
                    <td class="text">{words.look(`employers.${row.employers}`)}</td>
                    <td>{words.probability(row.pTooFew)}</td>
                    <td class="wide">
                      {words.number(row.indicator.p50, 2)}{' '}
                      <small>
                        ({words.number(row.indicator.p10, 2)}–{words.number(row.indicator.p90, 2)})
                      </small>
                    </td>
                  </tr>,
                ],
          )}
        </tbody>
      </table>
      <div class="classes" aria-hidden="true">
        {verdict.probabilities.map((p) => (
          <span key={p.graduates} data-class={p.graduates} style={{ flexGrow: p.probability }}>
            {p.probability > 0.12 ? words.probability(p.probability) : ''}
          </span>
        ))}
      </div>
      <ul class="class-key">
        {verdict.probabilities.map((p) => (
          <li key={p.graduates}>
            <i data-class={p.graduates} aria-hidden="true" /> {words.look(`graduates.${p.graduates}`)}:{' '}
            {words.probability(p.probability)}
          </li>
        ))}
      </ul>
      <p class="note">{words.t('verdict.note')}</p>
    </section>
  )
}
