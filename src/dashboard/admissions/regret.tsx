import type { AdviceAnswer } from '../../contracts/programmes.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { type Override, withInput } from './address.ts'
import { useView } from './view.tsx'

interface Setting {
  readonly input: Override
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
}

/** Year, costs and damping, and what each choice of intake would cost. */
export function Regret({ answer }: { readonly answer: AdviceAnswer }) {
  const { words, address, go } = useView()
  const { overrides } = address
  const settings: Setting[] = [
    { input: 'intakeYear', value: answer.intakeYear, min: answer.about.intakeYear + 1, max: 2100, step: 1 },
    { input: 'cUnder', value: answer.costs.under, min: 0.1, max: 100, step: 0.1 },
    { input: 'cOver', value: answer.costs.over, min: 0.1, max: 100, step: 0.1 },
    { input: 'eta', value: overrides.eta ?? 0.3, min: 0.05, max: 1, step: 0.05 },
    { input: 'cap', value: overrides.cap ?? 0.1, min: 0, max: 1, step: 0.05 },
  ]
  const best = Math.min(...answer.regret.map((row) => row.expectedCost))
  return (
    <section aria-labelledby="regret-title">
      <h2 id="regret-title">{words.t('regret.title')}</h2>
      <p class="lead">{words.t('regret.note')}</p>
      <form class="controls" aria-label={words.t('regret.settings')} onSubmit={(event) => event.preventDefault()}>
        {settings.map(({ input, value, min, max, step }) => (
          <label key={input}>
            <span>{words.look(`setting.${input}`)}</span>
            <input
              key={String(value)}
              type="number"
              defaultValue={value}
              min={min}
              max={max}
              step={step}
              data-input={input}
              onChange={(event) => {
                const field = event.currentTarget
                if (field.reportValidity())
                  go(withInput(address, input, field.value === '' ? undefined : Number(field.value)))
              }}
            />
          </label>
        ))}
      </form>
      <ScrollBox label={words.t('regret.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.t('regret.choice')}</th>
              <th scope="col">{words.t('term.places')}</th>
              <th scope="col">{words.t('regret.short')}</th>
              <th scope="col">{words.t('regret.over')}</th>
              <th scope="col">{words.t('regret.cost')}</th>
              <th scope="col">{words.t('regret.excess')}</th>
            </tr>
          </thead>
          <tbody>
            {answer.regret.map((row) => (
              <tr key={row.choice} data-choice={row.choice} data-best={row.expectedCost <= best}>
                <th scope="row">{words.look(`choice.${row.choice}`)}</th>
                <td class="median">{words.persons(row.places)}</td>
                <td>{words.persons(row.expectedShort)}</td>
                <td>{words.persons(row.expectedOver)}</td>
                <td>{words.number(row.expectedCost, 0)}</td>
                <td>{words.number(row.excessCost, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}
