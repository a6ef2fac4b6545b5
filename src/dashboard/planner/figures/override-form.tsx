import type { OverrideRequest, OverrideRow } from '../../../contracts/overrides.ts'
import type { GapRow } from '../../api.ts'
import { SendForm, typed, typedNumber, WithKey } from '../../parts/api-key.tsx'
import { usePage } from '../page.tsx'
import { shortName } from '../parts/names.ts'

const LEAST_REASON = 10

/** Puts an expert's figure beside the model's gap, with reason, name and the day it ends; the model's own stays as it is. */
export function OverrideForm({ row }: { readonly row: GapRow }) {
  const { words } = usePage()
  const body = (form: FormData): OverrideRequest => ({
    kind: 'gap',
    figure: row.id,
    year: row.year,
    value: 1000 * (typedNumber(form, 'value') ?? 0),
    reason: typed(form, 'reason') ?? '',
    author: typed(form, 'author') ?? '',
    expiresOn: typed(form, 'expiresOn') ?? '',
  })
  return (
    <>
      <p class="lead">
        {words.t('override.lead', {
          sector: shortName(words, row),
          year: row.year,
          model: words.signedThousands(row.gap.p50),
          range: words.range(row.gap, true),
        })}
      </p>
      <WithKey>
        {(key, refused) => (
          <SendForm<OverrideRow>
            apiKey={key}
            refused={refused}
            path="v1/overrides"
            body={body}
            submit={words.t('override.submit')}
            done={(sent) =>
              words.t('override.done', { value: words.signedThousands(sent.value), until: words.day(sent.expiresOn) })
            }
          >
            <label>
              <span>{words.t('override.value')}</span>
              <input name="value" type="number" step="any" required />
            </label>
            <label>
              <span>{words.t('override.author')}</span>
              <input name="author" required maxLength={200} />
            </label>
            <label>
              <span>{words.t('override.until')}</span>
              <input name="expiresOn" type="date" required />
            </label>
            <label class="grow">
              <span>{words.t('override.reason')}</span>
              <textarea name="reason" rows={2} required minLength={LEAST_REASON} maxLength={2000} />
            </label>
          </SendForm>
        )}
      </WithKey>
    </>
  )
}
