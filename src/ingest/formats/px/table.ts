import { AppError } from '../../../domain/errors.ts'
import type { Coordinate, ReadLimits } from '../reader.ts'
import type { PxStatement } from './header.ts'
import { isTimeVariable, romanQuarter, timeCodes, timeCodeToPeriod } from './time.ts'

export interface PxDimension {
  /** VARIABLECODE where there is one, else the name. */
  readonly id: string
  readonly name: string
  readonly coordinates: readonly Coordinate[]
  /** Text of VALUES, in order. */
  readonly labels: readonly string[]
  readonly codes: readonly string[] | null
  readonly isTime: boolean
  readonly isContents: boolean
  /** How rows with keys name it. */
  readonly key: 'CODES' | 'VALUES' | null
}

/** The keywords of a PX file as a table. */
export interface PxTable {
  readonly keywords: PxKeywords
  readonly dimensions: readonly PxDimension[]
  readonly stubCount: number
  /** Cells of the whole table. */
  readonly cells: number
  /** Periods by position in the time dimension; null without one. */
  readonly periods: readonly string[] | null
  /** Whether rows lead with keys and rows of nothing but zeros are left out. */
  readonly hasKeys: boolean
}

/** Keywords by name, those of the main language. */
export class PxKeywords {
  readonly #byName = new Map<string, PxStatement[]>()
  readonly language: string | null
  readonly languages: readonly string[]

  constructor(statements: readonly PxStatement[]) {
    const raw = (keyword: string): PxStatement | undefined => statements.find((s) => s.keyword === keyword)
    this.language = raw('LANGUAGE')?.values[0]?.toLowerCase() ?? null
    this.languages = raw('LANGUAGES')?.values.map((v) => v.toLowerCase()) ?? (this.language ? [this.language] : [])
    for (const statement of statements) {
      if (statement.language !== null && statement.language !== this.language) continue
      const list = this.#byName.get(statement.keyword)
      if (list) list.push(statement)
      else this.#byName.set(statement.keyword, [statement])
    }
  }

  all(keyword: string): readonly PxStatement[] {
    return this.#byName.get(keyword) ?? []
  }

  /** The statement with these subjects; without subjects the general one. */
  get(keyword: string, ...subjects: string[]): PxStatement | undefined {
    const same = (s: PxStatement): boolean =>
      s.subjects.length === subjects.length && s.subjects.every((subject, k) => subject === subjects[k])
    return this.all(keyword).find(same)
  }

  text(keyword: string, ...subjects: string[]): string | null {
    return this.get(keyword, ...subjects)?.values.join(', ') || null
  }
}

/**
 * @param name  of the file, for messages
 * @throws AppError SOURCE_SCHEMA_CHANGED when the keywords contradict each other, TOO_LARGE when the table has more cells
 *         than `limits.maxCells`
 */
export function buildPxTable(name: string, statements: readonly PxStatement[], limits: ReadLimits): PxTable {
  const keywords = new PxKeywords(statements)
  const fail = (what: string): AppError =>
    new AppError('SOURCE_SCHEMA_CHANGED', `${name}: ${what}. Ask the source for the file again.`, { file: name })
  const stub = keywords.get('STUB')?.values ?? []
  const heading = keywords.get('HEADING')?.values ?? []
  const names = [...stub, ...heading]
  if (names.length === 0) throw fail('neither STUB nor HEADING names a variable')
  const twice = names.find((variable, k) => names.indexOf(variable) !== k)
  if (twice !== undefined) throw fail(`the variable "${twice}" stands twice in STUB and HEADING`)

  const read = names.map((variable) => {
    const labels = keywords.get('VALUES', variable)?.values
    const codes = keywords.get('CODES', variable)?.values ?? null
    const texts = labels ?? codes
    if (!texts || texts.length === 0) throw fail(`VALUES("${variable}") is missing`)
    if (codes && codes.length !== texts.length) {
      throw fail(`"${variable}" has ${texts.length} VALUES but ${codes.length} CODES`)
    }
    const seen = new Set<string>()
    const repeated = (codes ?? texts).find((code) => seen.size === seen.add(code).size)
    if (repeated !== undefined) throw fail(`"${variable}" has the value "${repeated}" twice`)
    return { variable, labels: texts, codes }
  })
  const time = timeVariable(keywords, read)
  const contents = keywords.text('CONTVARIABLE')
  const dimensions = read.map(({ variable, labels, codes }, k): PxDimension => {
    const key = k < stub.length ? keywords.text('KEYS', variable)?.toUpperCase() : undefined
    if (key !== undefined && key !== 'CODES' && key !== 'VALUES') {
      throw fail(`KEYS("${variable}") is "${key}"; it must be CODES or VALUES`)
    }
    return {
      id: keywords.text('VARIABLECODE', variable) ?? keywords.text('VARIABLE-CODE', variable) ?? variable,
      name: variable,
      labels,
      codes,
      coordinates: labels.map((label, i) => ({ code: codes?.[i] ?? null, label })),
      isTime: variable === time,
      isContents: variable === contents,
      key: (key as 'CODES' | 'VALUES' | undefined) ?? null,
    }
  })
  const ids = dimensions.map(({ id }) => id)
  const clash = ids.find((id, k) => ids.indexOf(id) !== k)
  if (clash !== undefined) throw fail(`two variables have the code "${clash}"`)

  const keyed = dimensions.filter(({ key }) => key !== null).length
  if (keyed > 0 && keyed !== stub.length) throw fail('KEYS stands for some variables of STUB but not for all')
  const cells = dimensions.reduce((product, { labels }) => product * labels.length, 1)
  if (cells > limits.maxCells) {
    const message = `${name} is a table of ${cells} cells; at most ${limits.maxCells} are read. Select fewer values and load it in parts.`
    throw new AppError('TOO_LARGE', message, { file: name, cells, limit: limits.maxCells })
  }
  const timeDimension = dimensions.find(({ isTime }) => isTime)
  return {
    keywords,
    dimensions,
    stubCount: stub.length,
    cells,
    periods: timeDimension ? periodsOf(keywords, timeDimension) : null,
    hasKeys: keyed > 0,
  }
}

/** The variable with a time list, else the one marked as time, else the one that looks like time. */
function timeVariable(
  keywords: PxKeywords,
  variables: readonly { readonly variable: string; readonly labels: readonly string[] }[],
): string | null {
  const withList = variables.find(({ variable }) => keywords.get('TIMEVAL', variable))
  const marked = variables.find(({ variable }) => /^(t|time)$/i.test(keywords.text('VARIABLE-TYPE', variable) ?? ''))
  const like = variables.filter(({ variable, labels }) => isTimeVariable(variable, labels)).at(-1)
  return (withList ?? marked ?? like)?.variable ?? null
}

/** A status some offices write into the label of a period. */
const STATUS_WORD = /sơ bộ|ước|prel|provis|estim|tạm tính|[*¹]$/iu

/** The time list says the period in one form for all languages; a label is kept where it also says a status. */
function periodsOf(keywords: PxKeywords, { name, labels }: PxDimension): readonly string[] {
  const statement = keywords.get('TIMEVAL', name)
  const codes = statement ? timeCodes(statement) : null
  if (!statement?.timeUnit || !codes || codes.length !== labels.length) return labels.map(romanQuarter)
  const unit = statement.timeUnit
  return labels.map((label, k) => (STATUS_WORD.test(label) ? label : timeCodeToPeriod(unit, codes[k]!)))
}
