import type { z } from 'zod'
import type { CobwebAnswer } from '../../contracts/programmes.ts'
import { apiPath, getJson } from '../api.ts'
import { ScrollBox } from '../parts/scroll-box.tsx'
import { Figure } from '../parts/states.tsx'
import { useLoad } from '../use-load.ts'
import { useView } from './view.tsx'

type Cobweb = z.infer<typeof CobwebAnswer>

const WIDTH = 640
const HEIGHT = 260
const LEFT = 46
const BOTTOM = 30
const TOP = 12

/** Least round number at or above `value`: 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((m) => m * power).find((candidate) => candidate >= value) ?? value
}

function Lines({ data, label }: { readonly data: Cobweb; readonly label: string }) {
  const { words } = useView()
  const last = data.rows.length - 1
  const top = roundUp(Math.max(...data.rows.map((row) => Math.max(row.graduates, row.planGraduates, row.need)), 1))
  const x = (year: number): number => LEFT + ((WIDTH - LEFT - 8) * year) / last
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)
  const path = (value: (row: Cobweb['rows'][number]) => number): string =>
    data.rows.map((row, k) => `${k === 0 ? 'M' : 'L'}${x(row.year).toFixed(1)} ${y(value(row)).toFixed(1)}`).join('')
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} class="cobweb" role="img" aria-label={label}>
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line class="grid" x1={LEFT} x2={WIDTH - 8} y1={y(top * share)} y2={y(top * share)} />
          <text x={LEFT - 6} y={y(top * share) + 4} text-anchor="end">
            {words.persons(top * share)}
          </text>
        </g>
      ))}
      {[0, Math.round(last / 3), Math.round((2 * last) / 3), last].map((year) => (
        <text key={year} x={x(year)} y={HEIGHT - 8} text-anchor={year === last ? 'end' : 'middle'}>
          {year === 0 ? words.t('cobweb.year0') : `+${year}`}
        </text>
      ))}
      <path class="need" d={path((row) => row.need)} />
      <path class="plan" d={path((row) => row.planGraduates)} />
      <path class="gap" d={path((row) => row.graduates)} />
    </svg>
  )
}

/** What happens when intake follows today's gap, beside planning for the year of graduation. */
export function Cobweb({ years }: { readonly years: number }) {
  const { words, address, go } = useView()
  const { reaction, step } = address
  const cobweb = useLoad<Cobweb>(apiPath('cobweb', { years, eta: reaction, step }), getJson)
  const slider = (name: 'reaction' | 'step', label: string, min: number, max: number, unit: number) => (
    <label class="grow">
      <span>{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={unit}
        value={address[name]}
        onChange={(event) => go({ ...address, [name]: Number(event.currentTarget.value) })}
      />
    </label>
  )
  return (
    <section aria-labelledby="cobweb-title">
      <h2 id="cobweb-title">{words.t('cobweb.title')}</h2>
      <p class="lead">{words.t('cobweb.note', { years })}</p>
      <form class="controls" aria-label={words.t('cobweb.settings')} onSubmit={(event) => event.preventDefault()}>
        {slider('reaction', words.t('cobweb.eta', { value: words.number(reaction, 2) }), 0.05, 1.5, 0.05)}
        {slider('step', words.t('cobweb.step', { value: words.signedPercent(step * 100, 0) }), -0.5, 0.5, 0.05)}
      </form>
      <Figure loaded={cobweb} lines={12}>
        {(data) => (
          <>
            <p class={data.stable ? 'lead' : 'warning'} data-stable={data.stable} role="status">
              {words.t(data.stable ? (data.overshoots ? 'cobweb.rings' : 'cobweb.calm') : 'cobweb.unstable', {
                limit: words.number(data.limits.stableBelow, 3),
                calm: words.number(data.limits.noOvershootUpTo, 3),
              })}
            </p>
            <Lines data={data} label={words.t('cobweb.chart')} />
            <ul class="line-key">
              <li data-line="gap">{words.t('cobweb.byGap')}</li>
              <li data-line="plan">{words.t('cobweb.byPlan')}</li>
              <li data-line="need">{words.t('cobweb.need')}</li>
            </ul>
            <details class="alternative">
              <summary>{words.t('cobweb.table')}</summary>
              <ScrollBox label={words.t('cobweb.table')}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{words.t('cobweb.yearColumn')}</th>
                      <th scope="col">{words.t('cobweb.need')}</th>
                      <th scope="col">{words.t('cobweb.byGap')}</th>
                      <th scope="col">{words.t('cobweb.byPlan')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.rows.map((row) => (
                      <tr key={row.year}>
                        <th scope="row">{row.year}</th>
                        <td>{words.persons(row.need)}</td>
                        <td>{words.persons(row.graduates)}</td>
                        <td>{words.persons(row.planGraduates)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollBox>
            </details>
          </>
        )}
      </Figure>
    </section>
  )
}
