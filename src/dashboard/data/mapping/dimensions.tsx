import { useState } from 'preact/hooks'
import type { z } from 'zod'
import type { FigureMapping } from '../../../contracts/figure-mapping.ts'
import type { Preview } from '../../../contracts/files.ts'
import type { SectorList } from '../../../contracts/reference.ts'
import { MEASURES, SEXES } from '../../../domain/series.ts'
import { type Areas, apiPath, getJson } from '../../api.ts'
import { ScrollBox } from '../../parts/scroll-box.tsx'
import { useLoad } from '../../use-load.ts'
import { useView } from '../view.ts'
import {
  FIELDS,
  type Field,
  type Meaning,
  meaningOf,
  ruleOf,
  SCHEMES,
  withCode,
  withMeaning,
  withScheme,
} from './draft.ts'
import { Choose } from './fields.tsx'

type Dimension = Preview['dimensions'][number]
type Value = Dimension['values'][number]
type Change = (mapping: FigureMapping) => void

/** Which dimension is what, and what each of its values means; values nobody knows come first. */
export function Dimensions(props: {
  readonly mapping: FigureMapping
  readonly preview: Preview | undefined
  readonly onMapping: Change
}) {
  const { words } = useView()
  const { mapping, preview, onMapping } = props
  return (
    <section aria-labelledby="dimensions-title">
      <h2 id="dimensions-title">{words.t('dim.title')}</h2>
      <p class="lead">{words.t('dim.lead')}</p>
      {Object.keys(mapping.dimensions).map((id) => (
        <OneDimension
          key={id}
          id={id}
          mapping={mapping}
          dimension={preview?.dimensions.find((one) => one.id === id)}
          onMapping={onMapping}
        />
      ))}
    </section>
  )
}

function OneDimension(props: {
  readonly id: string
  readonly mapping: FigureMapping
  readonly dimension: Dimension | undefined
  readonly onMapping: Change
}) {
  const { words } = useView()
  const { id, mapping, dimension, onMapping } = props
  const rule = ruleOf(mapping, id)
  const meaning = meaningOf(rule)
  const schemes = meaning === 'ignore' || meaning === 'several' ? undefined : SCHEMES[meaning]
  const values = dimension?.values ?? []
  const unknown = values.filter(({ means, isNil }) => means === null && !isNil)
  // Opened by a value that is not understood; what a person mends does not close under their hands.
  const [opened, setOpened] = useState(false)
  if (unknown.length > 0 && !opened) setOpened(true)
  const meanings: readonly Meaning[] = ['ignore', ...FIELDS, ...(meaning === 'several' ? (['several'] as const) : [])]
  return (
    <div class="dimension" data-dimension={id} data-unknown={unknown.length}>
      <h3>{id}</h3>
      <form class="fields" onSubmit={(event) => event.preventDefault()}>
        <Choose
          name={`meaning-${id}`}
          label={words.t('dim.means')}
          value={meaning}
          options={meanings.map((one): [string, string] => [one, words.t(`dim.${one}`)])}
          onChange={(next) => onMapping(withMeaning(mapping, id, next as Meaning))}
        />
        {schemes && (
          <Choose
            name={`scheme-${id}`}
            label={words.t('dim.scheme')}
            value={rule.scheme ?? ''}
            options={[...new Set([...schemes, ...(rule.scheme ? [rule.scheme] : [])])].map((one) => [one, one])}
            onChange={(scheme) => onMapping(withScheme(mapping, id, scheme))}
          />
        )}
        {meaning !== 'ignore' && values.length > 0 && (
          <p class="note" role="status">
            {unknown.length === 0
              ? words.t('dim.allKnown', { n: values.length })
              : words.t('dim.unknown', { n: unknown.length, all: values.length })}
          </p>
        )}
      </form>
      {meaning === 'several' && <p class="note">{words.t('dim.severalNote')}</p>}
      {meaning !== 'ignore' && meaning !== 'several' && values.length > 0 && (
        <details open={opened}>
          <summary>{words.t('dim.values', { n: values.length })}</summary>
          <Values
            id={id}
            field={meaning}
            mapping={mapping}
            onMapping={onMapping}
            values={[...unknown, ...values.filter((one) => !unknown.includes(one))]}
          />
        </details>
      )}
    </div>
  )
}

const textOf = ({ code, label }: Value): string => label ?? code ?? ''

function Values(props: {
  readonly id: string
  readonly field: Field
  readonly mapping: FigureMapping
  readonly values: readonly Value[]
  readonly onMapping: Change
}) {
  const { words } = useView()
  const { id, field, mapping, values, onMapping } = props
  const rule = ruleOf(mapping, id)
  const nameOf = useCodeNames(field, rule.scheme)
  const list = `codes-${field}`
  return (
    <ScrollBox label={words.t('dim.values', { n: values.length })}>
      <datalist id={list}>
        {[...nameOf].map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </datalist>
      <table class="values">
        <thead>
          <tr>
            <th scope="col">{words.t('dim.published')}</th>
            <th scope="col">{words.t('dim.figures')}</th>
            <th scope="col" class="text">
              {words.t('dim.understood')}
            </th>
            <th scope="col" class="text">
              {words.t('dim.code')}
            </th>
            <th scope="col" class="text">
              {words.t('dim.leaveOut')}
            </th>
          </tr>
        </thead>
        <tbody>
          {values.map((value) => {
            const text = textOf(value)
            const given = rule.codes[text]
            const means = value.means?.[field]
            const isUnknown = value.means === null && !value.isNil
            return (
              <tr key={text} data-value={text} data-unknown={isUnknown}>
                <th scope="row">
                  {value.label ?? value.code} {value.label && value.code && <code>{value.code}</code>}
                </th>
                <td>{words.number(value.figures, 0)}</td>
                <td class="text">
                  {value.isNil ? (
                    words.t('dim.nil')
                  ) : isUnknown ? (
                    <span class="badge alarm">{words.t('dim.notKnown')}</span>
                  ) : (
                    <>
                      {nameOf.get(String(means)) ?? (means === '_T' ? words.t('dim.total') : '')}{' '}
                      <code>{String(means)}</code>
                    </>
                  )}
                </td>
                <td class="text">
                  <input
                    type="text"
                    list={list}
                    aria-label={words.t('dim.codeOf', { text })}
                    placeholder={words.t('dim.automatic')}
                    value={typeof given === 'string' ? given : ''}
                    disabled={given === null}
                    autocomplete="off"
                    onChange={(event) => {
                      const code = event.currentTarget.value.trim()
                      onMapping(withCode(mapping, id, text, code || undefined))
                    }}
                  />
                  {isUnknown && value.candidates.length > 0 && (
                    <span class="candidates">
                      {words.t('dim.nearest')}{' '}
                      {value.candidates.map((candidate) => (
                        <button
                          key={candidate}
                          type="button"
                          onClick={() => onMapping(withCode(mapping, id, text, candidate))}
                        >
                          {candidate}
                        </button>
                      ))}
                    </span>
                  )}
                </td>
                <td class="text">
                  <input
                    type="checkbox"
                    aria-label={words.t('dim.leaveOutOf', { text })}
                    checked={given === null}
                    onChange={(event) =>
                      onMapping(withCode(mapping, id, text, event.currentTarget.checked ? null : undefined))
                    }
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** Codes of a field with their names, as far as the API lists them. */
function useCodeNames(field: Field, scheme: string | undefined): ReadonlyMap<string, string> {
  const { words } = useView()
  const areas = useLoad<Areas>(field === 'area' ? apiPath('areas') : undefined, getJson)
  const isVsic = field === 'industry' && (scheme === 'VSIC2018' || scheme === 'VSIC2025')
  const sectors = useLoad<z.infer<typeof SectorList>>(isVsic ? apiPath('sectors', { scheme }) : undefined, getJson)
  const pairs: [string, string][] = [
    ...(areas.data?.rows ?? []).map(({ id, name }): [string, string] => [id, words.label(name)]),
    ...(sectors.data?.rows ?? []).map(({ id, name }): [string, string] => [id, words.label(name)]),
    ...(field === 'sex' ? SEXES.map((id): [string, string] => [id, words.t(`sex.${id}`)]) : []),
    ...(field === 'measure' ? MEASURES.map((id): [string, string] => [id, words.look(`measure.${id}`)]) : []),
  ]
  if (field === 'industry' || field === 'occupation') pairs.push(['_T', words.t('dim.total')])
  return new Map(pairs)
}
