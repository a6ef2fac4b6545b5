import { inLanguage } from '../../language.ts'
import { usePage } from '../page.tsx'

/** Publishers behind the release: sources whose files are among its inputs; all loaded sources when none can be told apart. */
function usePublishers(): string[] {
  const { release, sources, words } = usePage()
  const inputs = new Set(release?.manifest.inputs.map((input) => input.sha256))
  const used = sources.filter((source) => source.ingests.some((ingest) => inputs.has(ingest.sha256)))
  const named = used.length > 0 ? used : sources.filter((source) => source.observations > 0)
  return [
    ...new Set(named.map((source) => words.look(`publisher.${source.id}`, inLanguage(source.publisher, words.lang)))),
  ]
}

/** Under every figure: source, vintage, release, status and method. */
export function SourceLine(props: {
  /** SDMX statuses of what the figure shows, e.g. F and E. */
  readonly statuses: readonly string[]
  readonly method: string
}) {
  const { words, release } = usePage()
  const publishers = usePublishers()
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
