import { usePage } from '../page.tsx'
import type { Panel } from '../panel.ts'
import { codeOf } from '../panel.ts'
import { shortName } from './names.ts'

const SEXES = ['T', 'F', 'M'] as const

/** Year, sector and sex; what the data do not have is disabled, and the reason stands beside it. */
export function Controls({ panel }: { readonly panel: Panel }) {
  const { words, choice, go } = usePage()
  const available = panel.sexesOf(choice.subject.id)
  const option = (sector: string) => {
    const row = panel.rows.find((candidate) => candidate.sector === sector)
    if (!row) return null
    const code = row.kind === 'section' ? `${codeOf(sector)} · ` : ''
    return (
      <option key={sector} value={sector}>
        {code + shortName(words, row)}
      </option>
    )
  }
  const bySex = panel.rows.some((row) => row.sex !== 'T')
  return (
    <form class="controls" aria-label={words.t('controls.title')} onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>{words.t('controls.year')}</span>
        <select value={choice.year} onChange={(event) => go({ year: Number(event.currentTarget.value) })}>
          {panel.years.map((year) => (
            <option key={year} value={year}>
              {year}
            </option>
          ))}
        </select>
      </label>
      <label class="grow">
        <span>{words.t('controls.subject')}</span>
        <select
          value={choice.subject.id}
          onChange={(event) => {
            const id = event.currentTarget.value
            go({ subject: { kind: panel.lenses.includes(id) ? 'lens' : 'sector', id } })
          }}
        >
          {option('_T')}
          <optgroup label={words.t('subject.sections')}>{panel.sections.map(option)}</optgroup>
          <optgroup label={words.t('subject.lenses')}>{panel.lenses.map(option)}</optgroup>
        </select>
      </label>
      <fieldset aria-describedby={available.length < 2 ? 'sex-reason' : undefined}>
        <legend>{words.t('controls.sex')}</legend>
        <span class="radios">
          {SEXES.map((sex) => (
            <label key={sex}>
              <input
                type="radio"
                name="sex"
                value={sex}
                checked={choice.sex === sex}
                disabled={!available.includes(sex)}
                onChange={() => go({ sex })}
              />
              {words.t(`who.${sex}`)}
            </label>
          ))}
        </span>
      </fieldset>
      {available.length < 2 && (
        <p class="note" id="sex-reason">
          {words.t(bySex ? 'sex.onlyTotal' : 'sex.notInArea')}
        </p>
      )}
    </form>
  )
}
