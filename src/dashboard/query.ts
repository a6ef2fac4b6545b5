import { LANGUAGES, type Language } from './language.ts'

/** The value of `allowed` that `text` says; undefined when it says none of them. */
export const oneOf = <T extends string>(allowed: readonly T[], text: string | null): T | undefined =>
  allowed.find((value) => value === text)

/** The language an address asks for; Vietnamese unless it says otherwise. */
export const languageIn = (params: URLSearchParams): Language => oneOf(LANGUAGES, params.get('lang')) ?? 'vi'

/** A query in which the signs our ids are made of stay readable. */
export const queryText = (params: URLSearchParams): string =>
  params.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%7E', '~').replaceAll('%2C', ',')

/** The same state of a view in another language. */
export function queryIn(query: string, lang: Language): string {
  const params = new URLSearchParams(query)
  params.set('lang', lang)
  return `?${queryText(params)}`
}
