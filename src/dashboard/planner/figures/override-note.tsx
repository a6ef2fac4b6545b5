import { apiPath, getJson, type Overrides } from '../../api.ts'
import { useLoad } from '../../use-load.ts'
import { usePage } from '../page.tsx'

/** The expert figure that counts today beside the model's, shown as such; nothing where there is none. */
export function OverrideNotes({ figure }: { readonly figure: string }) {
  const { words } = usePage()
  const overrides = useLoad<Overrides>(apiPath('overrides', { figure, active: 'true' }), getJson)
  const newest = overrides.data?.rows[0]
  if (!newest) return null
  return (
    <p class="note override">
      {words.t('override.note', {
        value: words.signedThousands(newest.value),
        model: words.signedThousands(newest.unOverridden),
        until: words.day(newest.expiresOn),
        author: newest.author,
        reason: newest.reason,
      })}
    </p>
  )
}
