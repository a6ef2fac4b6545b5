import { usePublishers } from '../../parts/sources.ts'
import { usePage } from '../page.tsx'

/** Under every figure: source, vintage, release, status and method. */
export function SourceLine(props: {
  /** SDMX statuses of what the figure shows, e.g. F and E. */
  readonly statuses: readonly string[]
  readonly method: string
}) {
  const { words, release } = usePage()
  const publishers = usePublishers(release?.manifest)
  const statuses = [...new Set(props.statuses)].map((status) => `${words.look(`status.${status}`, status)} (${status})`)
  return (
    <p class="source">
      <span>
        {words.t('source.source')}: {publishers.length > 0 ? <a href="#sources">{publishers.join('; ')}</a> : '…'}.
      </span>{' '}
      <span>
        {words.t('source.vintage')}: {release ? words.day(release.manifest.asOf) : '…'}.
      </span>{' '}
      <span>
        {words.t('source.release')}: <code>{release?.id ?? '…'}</code>.
      </span>{' '}
      <span>
        {words.t('source.status')}: {statuses.join(', ')}.
      </span>{' '}
      <span>
        {words.t('source.method')}: {props.method} (<a href="#method">{words.t('source.details')}</a>).
      </span>
    </p>
  )
}
