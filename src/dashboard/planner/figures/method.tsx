import { useContext } from 'preact/hooks'
import { inLanguage } from '../../language.ts'
import { usePage } from '../page.tsx'
import { AskingContext } from '../parts/asking-context.ts'
import { gapMethodInFull } from '../parts/names.ts'

/** Definitions, rating limits and sources, at the foot of the page where every figure points. */
export function Method() {
  const definitions = useContext(AskingContext)?.definitions
  const { words, release, sources } = usePage()
  const manifest = release?.manifest
  const loaded = sources.filter((source) => source.observations > 0)
  const others = sources.filter((source) => source.observations === 0)
  return (
    <section id="method" aria-labelledby="method-title" class="method">
      <h2 id="method-title">{words.t('method.title')}</h2>
      <p class="lead">{words.t('method.lead')}</p>
      {manifest && <p class="lead">{gapMethodInFull(words, manifest)}</p>}
      {definitions && (
        <details class="alternative">
          <summary>
            {words.t('method.terms', { n: definitions.terms.length + definitions.replacementDemand.length })}
          </summary>
          <dl class="terms">
            {[...definitions.terms, ...definitions.replacementDemand].map((definition) => (
              <div key={definition.term}>
                <dt>
                  {words.label(definition.name)} <code>{definition.term}</code>
                </dt>
                <dd>
                  {words.label(definition.text)} {definition.formula && <code>{definition.formula}</code>}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <h3 id="sources">{words.t('method.sources')}</h3>
      <ul class="sources">
        {loaded.map((source) => (
          <li key={source.id}>
            <b>{words.label(source.name)}</b>. {inLanguage(source.publisher, words.lang)}.{' '}
            {source.url && <a href={source.url}>{new URL(source.url).hostname}</a>}{' '}
            <small>
              {words.t('method.licence')}: {inLanguage(source.licence, words.lang)}.{' '}
              {source.lastVintage && `${words.t('source.vintage')}: ${words.day(source.lastVintage)}. `}
              {words.count('method.observations', source.observations)}
            </small>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <p class="note">
          {words.t('method.otherSources')}{' '}
          {others.map((source, i) => (
            <>
              {i > 0 && '; '}
              {source.url ? <a href={source.url}>{words.label(source.name)}</a> : words.label(source.name)}
            </>
          ))}
          .
        </p>
      )}
      {manifest && (
        <p class="note">
          {words.t('method.reproduce', {
            run: manifest.runId,
            code: manifest.codeVersion,
            backend: manifest.backend,
            seed: manifest.seed,
            draws: manifest.draws,
          })}{' '}
          <a href="v1/releases">/v1/releases</a>, <a href="v1/definitions">/v1/definitions</a>, <a href="docs">/docs</a>
          .
        </p>
      )}
    </section>
  )
}
