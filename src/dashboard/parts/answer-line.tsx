import type { Meta } from '../../contracts/common.ts'
import { apiPath, getJson, type Releases } from '../api.ts'
import { inLanguage } from '../language.ts'
import { useLoad } from '../use-load.ts'
import { useShell } from '../use-shell.ts'
import { viewHref } from '../view-names.ts'
import { StateLink } from './link.tsx'
import { usePublishers } from './sources.ts'

/** Codes of a status line in words: `F (base E)` is `forecast (F), estimate (E)`. */
const codesIn = (status: string): string[] => [...new Set(status.match(/\b[A-Z]\b/g) ?? [])]

/** Under a figure: source, vintage, release, status and method, as the answer behind it says. */
export function AnswerLine({ meta }: { readonly meta: Meta }) {
  const { words, lang } = useShell()
  const releases = useLoad<Releases>(apiPath('releases'), getJson).data?.rows
  const publishers = usePublishers(releases?.find((row) => row.id === meta.release)?.manifest)
  const statuses = codesIn(meta.status).map((code) => `${words.look(`status.${code}`, code)} (${code})`)
  return (
    <p class="source">
      {meta.release !== null && (
        <span>
          {words.t('source.source')}: <StateLink to={viewHref('data', lang)}>{publishers.join('; ') || '…'}</StateLink>.{' '}
        </span>
      )}
      <span>
        {words.t('source.vintage')}: {words.day(meta.asOf)}.
      </span>{' '}
      {meta.release !== null && (
        <span>
          {words.t('source.release')}: <code>{meta.release}</code>.{' '}
        </span>
      )}
      {statuses.length > 0 && (
        <span>
          {words.t('source.status')}: {statuses.join(', ')}.{' '}
        </span>
      )}
      <span>
        {words.t('source.method')}: {inLanguage(meta.method, lang)}
      </span>
    </p>
  )
}
