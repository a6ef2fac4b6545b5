import type { z } from 'zod'
import type { MemoRow, Order, OrderRequest } from '../../contracts/orders.ts'
import type { ProgrammeList } from '../../contracts/programmes.ts'
import { apiPath, getJson } from '../api.ts'
import { SendForm, typed, typedNumber, WithKey } from '../parts/api-key.tsx'
import { useLoad } from '../use-load.ts'
import { useView } from './view.ts'

type Programmes = z.infer<typeof ProgrammeList>

interface Props {
  readonly area: string
  readonly year: number
  readonly groups: readonly MemoRow[]
}

/** Places an order against the gap of the year that is shown. */
export function PlaceOrder({ area, year, groups }: Props) {
  const { words, address } = useView()
  const programmes = useLoad<Programmes>(apiPath('programmes'), getJson).data?.rows ?? []
  const body = (form: FormData): OrderRequest => ({
    area,
    year,
    buyer: typed(form, 'buyer') ?? '',
    reference: typed(form, 'reference'),
    programme: typed(form, 'programme'),
    occupation: typed(form, 'occupation'),
    places: { total: typedNumber(form, 'places'), women: typedNumber(form, 'women') },
    dueYear: typedNumber(form, 'dueYear'),
    note: typed(form, 'note'),
  })
  return (
    <WithKey>
      {(key, refused) => (
        <SendForm<Order>
          apiKey={key}
          refused={refused}
          path="v1/orders"
          body={body}
          submit={words.t('place.submit')}
          done={(order) => words.t('place.done', { id: order.id, places: words.persons(order.places.total) })}
        >
          <label>
            <span>{words.t('place.buyer')}</span>
            <input name="buyer" required maxLength={200} />
          </label>
          <label>
            <span>{words.t('place.reference')}</span>
            <input name="reference" maxLength={100} />
          </label>
          <label class="grow">
            <span>{words.t('orders.programme')}</span>
            <select name="programme" required>
              {programmes.map((row) => (
                <option key={row.id} value={row.id}>
                  {words.label(row.name)}, {words.label(row.institution.name)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{words.t('term.occupation')}</span>
            <select name="occupation" defaultValue={address.group ?? ''}>
              <option value="">{words.t('place.byProgramme')}</option>
              {groups.map((row) => (
                <option key={row.occupation} value={row.occupation}>
                  {words.label(row.label)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{words.t('orders.places')}</span>
            <input name="places" type="number" min={1} step={1} required />
          </label>
          <label>
            <span>{words.t('orders.women')}</span>
            <input name="women" type="number" min={0} step={1} />
          </label>
          <label>
            <span>{words.t('orders.due')}</span>
            <input name="dueYear" type="number" min={2000} max={2200} step={1} defaultValue={year} />
          </label>
          <label class="grow">
            <span>{words.t('place.note')}</span>
            <input name="note" maxLength={2000} />
          </label>
        </SendForm>
      )}
    </WithKey>
  )
}
