import type { z } from 'zod'
import type { SectorList } from '../../contracts/reference.ts'
import { type Areas, apiPath, type Gaps, getJson, type Lenses, type Releases } from '../api.ts'
import { useLoad } from '../use-load.ts'
import { type FilterName, TABLES } from './catalogue.ts'
import { type TablesWords, useView } from './view.ts'

type Sectors = z.infer<typeof SectorList>
type SeriesRows = {
  readonly rows: readonly { readonly measure: string; readonly industry: string; readonly frequency: string }[]
}
type Option = readonly [value: string, text: string]

/** A year every release reaches: the groups are the same in all. */
const GROUPS_OF = 2030

/** Filters that are typed and not chosen. */
const TYPED: Partial<Record<FilterName, 'text' | 'date'>> = { from: 'text', to: 'text', horizon: 'text', asOf: 'date' }

/** One field for each filter of the table. Only what there are figures for is offered. */
export function Builder() {
  const { words, address, go } = useView()
  const table = TABLES[address.table]
  const options = useOptions(words)
  const set = (name: FilterName, value: string) => go({ ...address, filters: { ...address.filters, [name]: value } })
  return (
    <form class="controls" aria-label={words.t('builder.title')} onSubmit={(event) => event.preventDefault()}>
      {table.filters.map((name) => {
        const value = address.filters[name] ?? ''
        const typed = TYPED[name]
        return (
          <label key={name} htmlFor={`filter-${name}`}>
            <span>
              {words.t(`filter.${name}`)} <code>{name}</code>
            </span>
            {typed === 'date' ? (
              <input
                id={`filter-${name}`}
                type="date"
                value={value}
                onChange={(event) => set(name, event.currentTarget.value)}
              />
            ) : typed === 'text' ? (
              <input
                id={`filter-${name}`}
                type="text"
                size={8}
                value={value}
                placeholder={words.t('filter.any')}
                onChange={(event) => set(name, event.currentTarget.value.trim())}
              />
            ) : (
              <select id={`filter-${name}`} value={value} onChange={(event) => set(name, event.currentTarget.value)}>
                <option value="">{words.t(name === 'release' ? 'filter.current' : 'filter.any')}</option>
                {known(options[name] ?? [], value).map(([code, text]) => (
                  <option key={code} value={code}>
                    {text}
                  </option>
                ))}
              </select>
            )}
          </label>
        )
      })}
      {table.across && (
        <label htmlFor="filter-figure">
          <span>{words.t('builder.figure', { across: words.t(`column.${table.across}` as 'column.year') })}</span>
          <select
            id="filter-figure"
            value={address.figure ?? ''}
            onChange={(event) => go({ ...address, figure: event.currentTarget.value || undefined })}
          >
            <option value="">{words.t('builder.rows')}</option>
            {table.figures.map((figure) => (
              <option key={figure} value={figure}>
                {figure}
              </option>
            ))}
          </select>
        </label>
      )}
    </form>
  )
}

/** A value that the address holds and the list does not is still shown: the address is the state. */
const known = (options: readonly Option[], value: string): readonly Option[] =>
  value === '' || options.some(([code]) => code === value) ? options : [...options, [value, value]]

function useOptions(words: TablesWords): Partial<Record<FilterName, readonly Option[]>> {
  const { address } = useView()
  const { filters, table } = address
  const areas = useLoad<Areas>(apiPath('areas'), getJson).data?.rows ?? []
  const sectors = useLoad<Sectors>(apiPath('sectors', { scheme: 'VSIC2018' }), getJson).data?.rows ?? []
  const lenses = useLoad<Lenses>(apiPath('lenses'), getJson).data?.rows ?? []
  const releases = useLoad<Releases>(apiPath('releases'), getJson).data?.rows ?? []
  const published = table !== 'observations'
  const series =
    useLoad<SeriesRows>(published ? undefined : apiPath('series', { area: filters.area, limit: 1000 }), getJson).data
      ?.rows ?? []
  // Occupation groups are a kind of gaps, and of nothing else here.
  const kinds = (['total', 'section', 'lens', 'occupation'] as const).filter(
    (kind) => table === 'gaps' || kind !== 'occupation',
  )
  const groupQuery = { area: 'VN', kind: 'occupation', sex: 'T', from: GROUPS_OF, to: GROUPS_OF }
  const groups = useLoad<Gaps>(table === 'gaps' ? apiPath('gaps', groupQuery) : undefined, getJson).data?.rows ?? []
  const distinct = (values: readonly string[]): Option[] => [...new Set(values)].sort().map((value) => [value, value])
  const sections: Option[] = [
    ['_T', words.t('option.whole')],
    ...sectors
      .filter((s) => s.level === 1)
      .map((s): Option => [`VSIC2018:${s.code}`, `${s.code} · ${words.label(s.name)}`]),
  ]
  return {
    // Only areas that have gaps have what is made from them; published figures are of every area.
    area: areas
      .filter((area) => !published || area.hasGaps)
      .map((area) => [area.id, `${words.label(area.name)} (${area.id})`]),
    measure: published
      ? [
          ['employment', words.t('option.employment')],
          ['labourForce', words.t('option.labourForce')],
        ]
      : distinct(series.map((row) => row.measure)),
    kind: kinds.map((kind) => [kind, words.t(`option.${kind}`)]),
    occupation: groups.map(
      (row): Option => [row.occupation, `${row.occupation.split(':')[1]} · ${words.label(row.label)}`],
    ),
    sector: sections,
    industry: published
      ? sections
      : distinct(
          series.filter((row) => !filters.measure || row.measure === filters.measure).map((row) => row.industry),
        ),
    lens: lenses.map((lens) => [lens.id, words.label(lens.name)]),
    sex: (['T', 'F', 'M'] as const).map((sex) => [sex, words.t(`option.${sex}`)]),
    frequency: published ? [] : distinct(series.map((row) => row.frequency)),
    definition: ['bls_separations', 'permanent_exits', 'net_cohort'].map((id) => [id, id]),
    release: releases.map((release) => [release.id, release.id]),
    includeHistory: [['true', words.t('option.history')]],
  }
}
