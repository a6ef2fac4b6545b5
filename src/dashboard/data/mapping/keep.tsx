import type { FigureMapping } from '../../../contracts/figure-mapping.ts'
import { ScrollBox } from '../../parts/scroll-box.tsx'
import { useView } from '../view.ts'
import { withConstant } from './draft.ts'
import { Text } from './fields.tsx'

interface Props {
  readonly mapping: FigureMapping
  readonly vintage: string
  /** The file has no dimension of time. */
  readonly asksPeriod: boolean
  readonly onMapping: (mapping: FigureMapping) => void
  readonly onVintage: (day: string) => void
}

const ROLES = ['area', 'sex', 'unit', 'frequency', 'measure'] as const
const roleOf = (field: string | undefined) => ROLES.find((one) => one === field) ?? 'kept'

/** A file kept as it was published: under which name, and what becomes of each of its dimensions. */
export function Keep({ mapping, vintage, asksPeriod, onMapping, onVintage }: Props) {
  const { words } = useView()
  return (
    <section aria-labelledby="keep-title" data-proposal={mapping.source}>
      <h2 id="keep-title">{words.t('keep.title')}</h2>
      <p class="lead">{words.t('keep.lead', { dataset: String(mapping.constants.measure ?? mapping.dataset) })}</p>
      <form class="fields" onSubmit={(event) => event.preventDefault()}>
        <Text
          name="vintage"
          type="date"
          required
          label={words.t('general.vintage')}
          value={vintage}
          onChange={onVintage}
        />
        {asksPeriod && (
          <Text
            name="period"
            required
            label={words.t('keep.period')}
            value={String(mapping.constants.period ?? '')}
            onChange={(period) => onMapping(withConstant(mapping, { period }))}
          />
        )}
      </form>
      <ScrollBox label={words.t('keep.title')}>
        <table class="keep">
          <thead>
            <tr>
              <th scope="col" class="text">
                {words.t('keep.dimension')}
              </th>
              <th scope="col" class="text">
                {words.t('keep.becomes')}
              </th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(mapping.dimensions).map(([id, rule]) => (
              <tr key={id}>
                <th scope="row" class="text">
                  {id}
                </th>
                <td class="text">{words.t(`keep.as.${roleOf(rule.field)}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}

/** The choice between both ways, where no mapping was made for the file. */
export function WayIn(props: { readonly isKept: boolean; readonly onKeep: () => void; readonly onWrite: () => void }) {
  const { words } = useView()
  return (
    <fieldset class="way-in">
      <legend>{words.t('way.title')}</legend>
      <label class="tick">
        <input type="radio" name="way" checked={!props.isKept} onChange={props.onWrite} />
        {words.t('way.write')}
      </label>
      <label class="tick">
        <input type="radio" name="way" value="keep" checked={props.isKept} onChange={props.onKeep} />
        {words.t('way.keep')}
      </label>
    </fieldset>
  )
}
