import { apiPath, getJson, type Releases, type Sources } from '../api.ts'
import { inLanguage } from '../language.ts'
import { useLoad } from '../use-load.ts'
import { useShell } from '../use-shell.ts'

type Manifest = Pick<Releases['rows'][number]['manifest'], 'inputs'>

/** Publishers behind a release: sources whose files are among its inputs; all loaded sources when none can be told apart. */
export function usePublishers(manifest: Manifest | undefined): string[] {
  const { words } = useShell()
  const sources = useLoad<Sources>(apiPath('sources'), getJson).data?.rows ?? []
  const inputs = new Set(manifest?.inputs.map((input) => input.sha256))
  const used = sources.filter((source) => source.ingests.some((ingest) => inputs.has(ingest.sha256)))
  const named = used.length > 0 ? used : sources.filter((source) => source.observations > 0)
  return [
    ...new Set(named.map((source) => words.look(`publisher.${source.id}`, inLanguage(source.publisher, words.lang)))),
  ]
}
