import type { AdviceAnswer, AdviceBody } from '../../contracts/programmes.ts'
import { useView } from './view.tsx'

type VerdictRow = AdviceBody['verdict']

const spanOf = (years: readonly number[]): string => `${years[0]}–${years.at(-1)}`

/** The answer first: what to expect when these students graduate, from both sides, and what intake that asks for. */
export function Verdict({ answer }: { readonly answer: AdviceAnswer }) {
  const { words, say, name, persons } = useView()
  const { verdict, verdictIfAnnounced, verdictIfFollowed, programme, window } = answer
  const rows: [string, VerdictRow | null][] = [
    [say('verdict.kept'), verdict],
    [say('verdict.announced'), verdictIfAnnounced],
    [say('verdict.followed'), verdictIfFollowed],
  ]
  const params = { intake: answer.intakeYear, years: spanOf(window) }
  return (
    <section aria-labelledby="verdict-title">
      <h2 id="verdict-title">{say('verdict.title', params)}</h2>
      <p class="headline" data-verdict={verdict.graduates}>
        {say('verdict.sentence', {
          ...params,
          graduates: name(`graduates.${verdict.graduates}`).toLowerCase(),
          employers: name(`employers.${verdict.employers}`).toLowerCase(),
          p: words.probability(verdict.probabilities.find((p) => p.graduates === verdict.graduates)!.probability),
        })}{' '}
        {say('verdict.recommend', {
          now: persons(programme.currentIntake),
          recommended: persons(programme.recommended),
          p10: persons(programme.range.p10),
          p90: persons(programme.range.p90),
          reason: say(`limit.${programme.limit}`),
        })}
      </p>
      <table class="verdicts">
        <caption>{say('verdict.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('verdict.if')}</th>
            <th scope="col">{say('term.places')}</th>
            <th scope="col" class="text">
              {say('verdict.graduates')}
            </th>
            <th scope="col" class="text">
              {say('verdict.employers')}
            </th>
            <th scope="col">{say('verdict.tooFew')}</th>
            <th scope="col" class="wide">
              {say('verdict.indicator')}
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
                    <td>{persons(row.places)}</td>
                    <td class="text">{name(`graduates.${row.graduates}`)}</td>
                    <td class="text">{name(`employers.${row.employers}`)}</td>
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
            <i data-class={p.graduates} aria-hidden="true" /> {name(`graduates.${p.graduates}`)}:{' '}
            {words.probability(p.probability)}
          </li>
        ))}
      </ul>
      <p class="note">{say('verdict.note')}</p>
    </section>
  )
}
