import type { FigureMapping, Writing } from '../../../contracts/figure-mapping.ts'
import type { FileInspection } from '../../../contracts/files.ts'
import { MEASURES } from '../../../domain/series.ts'
import { type Areas, apiPath, getJson, type Sources } from '../../api.ts'
import { useLoad } from '../../use-load.ts'
import { useView } from '../view.ts'
import { CONCEPTS, type ConceptChoice, conceptChoice, meaningOf, UNITS, unitId, withConstant } from './draft.ts'
import { Choose, Text, Tick } from './fields.tsx'
import { NewSourceForm } from './new-source.tsx'

const STYLES = ['1.234,5', '1,234.5', '1 234,5', '1234.5'] as const
const STATUSES = ['A', 'P', 'E', 'F', 'U', 'O', 'L', 'M', 'Q', 'B'] as const
type Status = Exclude<(typeof STATUSES)[number], 'B'>

interface Props {
  readonly inspection: FileInspection
  readonly mapping: FigureMapping
  readonly vintage: string
  readonly apiKey: string
  readonly onMapping: (mapping: FigureMapping) => void
  readonly onVintage: (day: string) => void
  readonly onWriting: (writing: Writing | undefined) => void
}

/** What is the same for the whole file: source, day, measure, area, units, basis, how it is written. */
export function General(props: Props) {
  const { words } = useView()
  const { mapping, onMapping } = props
  const sources = useLoad<Sources>(apiPath('sources'), getJson)
  const areas = useLoad<Areas>(apiPath('areas'), getJson).data?.rows ?? []
  const meanings = Object.values(mapping.dimensions).map(meaningOf)
  const known = sources.data?.rows ?? []
  const isKnown = known.some(({ id }) => id === mapping.source)
  const constant = (name: 'measure' | 'area') => String(mapping.constants[name] ?? '')
  return (
    <section aria-labelledby="general-title">
      <h2 id="general-title">{words.t('general.title')}</h2>
      <p class="lead">{words.t('general.lead')}</p>
      <form class="fields" onSubmit={(event) => event.preventDefault()}>
        <Choose
          name="source"
          label={words.t('general.source')}
          value={isKnown ? mapping.source : ''}
          options={[
            ['', words.t('general.choose')],
            ...known.map(({ id, name }): [string, string] => [id, `${words.label(name)} (${id})`]),
          ]}
          onChange={(source) => onMapping({ ...mapping, source: source || 'SOURCE' })}
        />
        <Text
          name="vintage"
          type="date"
          required
          label={words.t('general.vintage')}
          value={props.vintage}
          onChange={props.onVintage}
        />
        <Text
          name="id"
          label={words.t('general.id')}
          value={mapping.id}
          onChange={(id) => onMapping({ ...mapping, id: slug(id) })}
        />
        <Text
          name="dataset"
          label={words.t('general.dataset')}
          value={mapping.dataset}
          onChange={(dataset) => onMapping({ ...mapping, dataset })}
        />
        {!meanings.includes('measure') && (
          <Choose
            name="measure"
            label={words.t('general.measure')}
            value={constant('measure')}
            options={[
              ['', words.t('general.choose')],
              ...MEASURES.map((id): [string, string] => [id, words.look(`measure.${id}`)]),
            ]}
            onChange={(measure) => onMapping(withConstant(mapping, { measure }))}
          />
        )}
        {!meanings.includes('area') && (
          <Choose
            name="area"
            label={words.t('general.area')}
            value={constant('area')}
            options={[
              ['', words.t('general.choose')],
              ...areas.map(({ id, name, validTo }): [string, string] => [
                id,
                `${words.label(name)} (${id}${validTo ? `, ${words.t('general.until', { day: words.day(validTo) })}` : ''})`,
              ]),
            ]}
            onChange={(area) => onMapping(withConstant(mapping, { area }))}
          />
        )}
        <Choose
          name="concept"
          label={words.t('general.concept')}
          value={conceptChoice(mapping) ?? ''}
          options={[
            ...(conceptChoice(mapping) ? [] : [['', words.t('general.ownConcept')] as const]),
            ...(Object.keys(CONCEPTS) as ConceptChoice[]).map((id) => [id, words.t(`concept.${id}`)] as const),
          ]}
          onChange={(id) =>
            id !== '' && onMapping({ ...mapping, concept: CONCEPTS[id as ConceptChoice] as FigureMapping['concept'] })
          }
        />
        <Choose
          name="territory"
          label={words.t('general.territory')}
          value={mapping.territory ?? ''}
          options={[
            ['', words.t('territory.refuse')],
            ['start', words.t('territory.start')],
            ['end', words.t('territory.end')],
            ...(/^\d/.test(mapping.territory ?? '') ? [[mapping.territory!, mapping.territory!] as const] : []),
          ]}
          onChange={(territory) => onMapping({ ...mapping, territory: territory || undefined })}
        />
        <Units {...props} />
        <Flags {...props} />
        <Style {...props} />
        <Tick
          name="isNil"
          checked={mapping.missing.isNil}
          onChange={(isNil) => onMapping({ ...mapping, missing: { ...mapping.missing, isNil } })}
        >
          {words.t('general.isNil')}
        </Tick>
        <Tick name="complete" checked={mapping.complete} onChange={(complete) => onMapping({ ...mapping, complete })}>
          {words.t('general.complete')}
        </Tick>
      </form>
      {!isKnown && sources.data && (
        <NewSourceForm apiKey={props.apiKey} onAdded={(source) => onMapping({ ...mapping, source })} />
      )}
    </section>
  )
}

const slug = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')

/** One choice a unit as published; or one for the whole file, where it prints none. */
function Units({ inspection, mapping, onMapping }: Props) {
  const { words } = useView()
  const options = UNITS.map(({ id }): [string, string] => [id, words.t(`units.${id}`)])
  const published = [...new Set(inspection.units.map((unit) => unit.replace(/^\S+ /, '')))]
  const meaning = (text: string) => mapping.units.meanings[text]
  const chosen = (id: string) => UNITS.find((one) => one.id === id)
  if (published.length === 0) {
    const { unit, unitMult } = mapping.constants
    return (
      <Choose
        name="unit"
        label={words.t('general.unit')}
        value={unitId(unit, unitMult)}
        options={[['', words.t('general.choose')], ...options]}
        onChange={(id) => {
          const found = chosen(id)
          onMapping(withConstant(mapping, { unit: found?.unit, unitMult: found?.unitMult }))
        }}
      />
    )
  }
  return (
    <>
      {published.map((text) => (
        <Choose
          key={text}
          name="unit"
          label={words.t('general.unitOf', { text })}
          value={unitId(meaning(text)?.unit, meaning(text)?.unitMult)}
          options={[['', words.t('general.choose')], ...options]}
          onChange={(id) => {
            const { [text]: _, ...rest } = mapping.units.meanings
            const found = chosen(id)
            const meanings = found ? { ...rest, [text]: { unit: found.unit, unitMult: found.unitMult } } : rest
            onMapping({ ...mapping, units: { ...mapping.units, meanings } })
          }}
        />
      ))}
    </>
  )
}

/** What the marks beside figures say. */
function Flags({ inspection, mapping, onMapping }: Props) {
  const { words } = useView()
  const own = Object.keys(inspection.flags).filter((flag) => !/^[ABEFPUMLOQ]$/.test(flag))
  const statusOf = (flag: string): string => {
    const meaning = mapping.flags[flag]
    return meaning?.isBreak ? 'B' : (meaning?.obsStatus ?? '')
  }
  return (
    <>
      {own.map((flag) => (
        <Choose
          key={flag}
          name="flag"
          label={words.t('general.flag', { flag, n: inspection.flags[flag] ?? 0 })}
          value={statusOf(flag)}
          options={[
            ['', words.t('general.choose')],
            ...STATUSES.map((id): [string, string] => [id, words.look(`status.${id}`, words.t('general.break'))]),
          ]}
          onChange={(id) => {
            const { [flag]: _, ...rest } = mapping.flags
            const meaning = id === 'B' ? { isBreak: true } : { obsStatus: id as Status }
            onMapping({ ...mapping, flags: id === '' ? rest : { ...rest, [flag]: meaning } })
          }}
        />
      ))}
    </>
  )
}

/** How the file is written, where it leaves a doubt. */
function Style({ inspection, mapping, onWriting }: Props) {
  const { words } = useView()
  const { writing = {} } = mapping
  const declare = (change: Writing) => {
    const next = Object.fromEntries(Object.entries({ ...writing, ...change }).filter(([, value]) => value))
    onWriting(Object.keys(next).length > 0 ? next : undefined)
  }
  if (!/csv|spreadsheet/.test(inspection.format)) return null
  return (
    <>
      <Choose
        name="numbers"
        label={words.t('writing.numbers')}
        value={writing.numbers ?? ''}
        options={[['', words.t('writing.found')], ...STYLES.map((style): [string, string] => [style, style])]}
        onChange={(numbers) => declare({ numbers: (numbers || undefined) as Writing['numbers'] })}
      />
      {/csv/.test(inspection.format) && (
        <>
          <Choose
            name="delimiter"
            label={words.t('writing.delimiter')}
            value={writing.delimiter ?? ''}
            options={[
              ['', words.t('writing.found')],
              [',', ','],
              [';', ';'],
              ['\t', words.t('writing.tab')],
              ['|', '|'],
            ]}
            onChange={(delimiter) => declare({ delimiter: delimiter || undefined })}
          />
          <Choose
            name="encoding"
            label={words.t('writing.encoding')}
            value={writing.encoding ?? ''}
            options={[
              ['', words.t('writing.found')],
              ...['utf-8', 'utf-16le', 'windows-1258', 'windows-1252', 'tcvn3'].map((one) => [one, one] as const),
            ]}
            onChange={(encoding) => declare({ encoding: encoding || undefined })}
          />
        </>
      )}
    </>
  )
}
