import type { AdviceAnswer, WaterfallStep } from '../../contracts/programmes.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { isSet, withInput } from './address.ts'
import { OriginBadge, useView, ViewLink } from './view.tsx'

const SHARES = ['lambda', 'furtherStudy', 'match', 'stay', 'completion']
const isShare = (input: string): boolean => SHARES.includes(input) || input.startsWith('share/')

/** Where a bar begins and ends: a result stands on zero, a change hangs between the values before and after it. */
export function barOf(step: Pick<WaterfallStep, 'value' | 'change'>): { readonly from: number; readonly to: number } {
  return step.change === null ? { from: 0, to: step.value } : { from: step.value - step.change, to: step.value }
}

function Bars({ steps }: { readonly steps: readonly WaterfallStep[] }) {
  const { words } = useView()
  const ends = steps.flatMap((step) => Object.values(barOf(step)))
  const low = Math.min(0, ...ends)
  const span = Math.max(1, ...ends) - low
  const at = (value: number): string => `${((value - low) / span) * 100}%`
  return (
    <ol class="waterfall chart" data-drawn="true" aria-hidden="true">
      {steps.map((step) => {
        const { from, to } = barOf(step)
        const kind = step.change === null ? 'result' : step.change < 0 ? 'less' : 'more'
        return (
          <li key={step.id + (step.code ?? '')} data-scope={step.scope}>
            <span class="step">{step.label ? words.label(step.label) : step.id}</span>
            <span class="track">
              <i
                class={kind}
                style={{ left: at(Math.min(from, to)), width: `${(Math.abs(to - from) / span) * 100}%` }}
              />
            </span>
            <b>
              {step.change === null
                ? words.persons(step.value)
                : `${step.change > 0 ? '+' : ''}${words.persons(step.change)}`}
            </b>
          </li>
        )
      })}
    </ol>
  )
}

/** A number of the advice that can be set by hand; emptied, it is ours again. */
function NumberField({
  input,
  value,
  label,
}: {
  readonly input: string
  readonly value: number
  readonly label: string
}) {
  const { words, address, go } = useView()
  const scale = isShare(input) ? 100 : 1
  const shown = Number((value * scale).toFixed(isShare(input) ? 1 : 0))
  return (
    <span class="field">
      <input
        key={`${input}${shown}`}
        type="number"
        inputMode="decimal"
        aria-label={label}
        step={isShare(input) ? 0.1 : 1}
        min={input.startsWith('openings/') ? undefined : 0}
        max={isShare(input) ? 100 : undefined}
        defaultValue={shown}
        data-input={input}
        onChange={(event) => {
          const field = event.currentTarget
          if (!field.reportValidity()) return
          go(withInput(address, input, field.value === '' ? undefined : Number(field.value) / scale))
        }}
      />
      {isShare(input) ? '%' : ''}
      {isSet(address, input) && (
        <button type="button" class="undo" onClick={() => go(withInput(address, input, undefined))}>
          {words.t('edit.undo')}
        </button>
      )}
    </span>
  )
}

/** From openings to intake: the picture, and the table in which every rate can be changed. */
export function Waterfall({ answer }: { readonly answer: AdviceAnswer }) {
  const { words, address } = useView()
  const inputs = new Map(answer.inputs.map((input) => [input.input, input]))
  const isEdited = Object.keys(address.overrides).length + Object.keys(address.set).length > 0
  const labelOf = (step: WaterfallStep): string => (step.label ? words.label(step.label) : step.id)
  return (
    <section aria-labelledby="waterfall-title">
      <h2 id="waterfall-title">{words.t('waterfall.title')}</h2>
      <p class="lead">
        {words.t('waterfall.note', {
          years: `${answer.window[0]}–${answer.window.at(-1)}`,
          n: answer.coordination.programmes.length,
          field: words.label(answer.about.fieldName),
        })}
      </p>
      <Bars steps={answer.waterfall} />
      {isEdited && (
        <p class="warning">
          {words.t('edit.changed')}{' '}
          <ViewLink to={{ ...address, overrides: {}, set: {} }}>{words.t('edit.reset')}</ViewLink>
        </p>
      )}
      <ScrollBox label={words.t('waterfall.title')}>
        <table class="steps">
          <caption>{words.t('waterfall.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{words.t('term.step')}</th>
              <th scope="col">{words.t('term.change')}</th>
              <th scope="col">{words.t('term.after')}</th>
              <th scope="col">{words.t('term.rate')}</th>
              <th scope="col">{words.t('term.bounds')}</th>
              <th scope="col" class="text">
                {words.t('term.source')}
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.waterfall.map((step) => {
              const input = step.input === null ? undefined : inputs.get(step.input)
              const percent = step.input !== null && isShare(step.input)
              const bound = (value: number) => (percent ? words.percent(value * 100) : words.persons(value))
              return (
                <tr key={step.id + (step.code ?? '')} data-step={step.id} data-result={step.change === null}>
                  <th scope="row">{labelOf(step)}</th>
                  <td>{step.change === null ? '' : `${step.change > 0 ? '+' : ''}${words.persons(step.change)}`}</td>
                  <td class="median">{words.persons(step.value)}</td>
                  <td>
                    {input && step.input && (
                      <NumberField input={step.input} value={input.value} label={labelOf(step)} />
                    )}
                  </td>
                  <td>
                    {input && input.low !== null && input.high !== null && (
                      <>
                        {bound(input.low)}–{bound(input.high)}
                      </>
                    )}
                    {input && input.own !== null && (
                      <small class="own">{words.t('term.own', { value: bound(input.own) })}</small>
                    )}
                  </td>
                  <td class="text">
                    {step.status !== 'computed' && <OriginBadge status={step.status} />}{' '}
                    <small>
                      {step.status === 'computed'
                        ? words.t('term.computed')
                        : step.sourceLabel
                          ? words.label(step.sourceLabel)
                          : step.source}
                    </small>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}
