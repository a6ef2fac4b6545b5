import { MACHINE_NUMBERS, readNumber } from '../number-text.ts'
import type { createPeriodReader } from '../period-text.ts'
import type { Coordinate, RawFigure, ReadItem } from '../reader.ts'
import { isStatusId, MEASURE } from '../sdmx/concepts.ts'
import type { Values } from './groups.ts'

export interface FigureShape {
  readonly part: string | null
  readonly row: number
  readonly timeId: string
  readonly action: string | null
  readonly isDimension: (id: string) => boolean
  readonly periodOf: ReturnType<typeof createPeriodReader>
}

const PRELIMINARY = /^\s*([-+]?\d[\d.]*)\s?(sb|sơ bộ)\s*$/i

/**
 * Makes a figure of one observation.
 * @param own      its components and those of its series
 * @param carried  attributes of its data set and groups
 */
export function createFigure(
  own: Values,
  carried: Values,
  { part, row, timeId, action, isDimension, periodOf }: FigureShape,
): ReadItem {
  const dimensions: Record<string, Coordinate> = {}
  const attributes: Record<string, string> = action === null ? {} : { ACTION: action }
  const flags: string[] = []
  let period = ''
  const describe = (id: string, value: string): void => {
    if (value === '') return
    if (isStatusId(id)) flags.splice(0, flags.length, ...value.split(/[\s,;]+/).filter((flag) => flag !== ''))
    else attributes[id] = value
  }
  for (const id in carried) describe(id, carried[id]!.normalize('NFC'))
  for (const id in own) {
    const value = own[id]!.trim().normalize('NFC')
    if (id === timeId) period = value
    else if (id === MEASURE) continue
    else if (isDimension(id)) dimensions[id] = { code: value || null, label: null }
    else describe(id, value)
  }
  const key = [...Object.values(dimensions).map(({ code }) => code), period].join('.')
  const text = own[MEASURE] ?? ''
  const fault = (reason: string, figure?: Omit<RawFigure, 'value'>): ReadItem => ({
    kind: 'fault',
    fault: {
      place: { part, row, column: key },
      text: `${key} ${MEASURE}="${text}"`.slice(0, 4096),
      reason,
      ...(figure ? { figure } : {}),
    },
  })
  // The Vietnamese office writes `sb` (sơ bộ, preliminary) behind a figure, as in its printed tables.
  const [, bare, mark] = PRELIMINARY.exec(text) ?? []
  const number = readNumber(bare ?? text, MACHINE_NUMBERS)
  if (number.kind === 'refused')
    return fault(number.reason, { place: { part, row, column: key }, dimensions, period, text, flags, attributes })
  if (mark !== undefined) flags.push('P')
  if (period !== '') {
    const reading = periodOf(period, dimensions['FREQ']?.code ?? undefined)
    if (reading.kind === 'refused' && (reading.why === 'impossible' || reading.why === 'not-a-period'))
      return fault(reading.reason)
  } else if (action !== 'D') return fault(`the observation has no ${timeId}.`)
  const value = number.kind === 'missing' ? null : number.value
  return {
    kind: 'figure',
    figure: { place: { part, row, column: key }, dimensions, period, text, value, flags, attributes },
  }
}
