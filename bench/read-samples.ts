/**
 * Reads every file of a folder with the reader that recognises it and prints a line each: format, figures, missing, faults,
 * periods, sum of the figures. Nothing is stored. For trying the readers on files nobody has seen.
 *
 *     node --experimental-strip-types bench/read-samples.ts --dir FOLDER [--faults 3] [--figures 2]
 *
 * `--faults` and `--figures` show the first of each. Node older than 22.6 runs the compiled file instead.
 * Ends with 1 when a reader fails with anything but a named error.
 */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '../src/domain/errors.ts'
import { detectFormat } from '../src/ingest/formats/detect.ts'
import { fileSource } from '../src/ingest/formats/open-bytes.ts'
import { type RawFigure, READ_LIMITS, type ReadFault } from '../src/ingest/formats/reader.ts'

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    faults: { type: 'string', default: '2' },
    figures: { type: 'string', default: '0' },
  },
})
if (values.dir === undefined) {
  console.error('Say which folder: --dir FOLDER')
  process.exit(2)
}

const folder = values.dir
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
  .sort()
let unnamed = 0
for (const file of files) {
  const { line, details, isNamed } = await readFile(path.join(folder, file))
  console.log(`${file}: ${line}`)
  for (const detail of details) console.log(`    ${detail}`)
  if (!isNamed) unnamed += 1
}
console.log(`${files.length} files, ${unnamed} failures without a name`)
process.exitCode = unnamed > 0 ? 1 : 0

interface Outcome {
  readonly line: string
  readonly details: readonly string[]
  readonly isNamed: boolean
}

async function readFile(file: string): Promise<Outcome> {
  const started = performance.now()
  try {
    const source = await fileSource(file)
    const reader = await detectFormat(source)
    const { head, items } = await reader.open(source, READ_LIMITS)
    const tally = { figures: 0, missing: 0, faults: 0, sum: 0, periods: new Set<string>() }
    const details: string[] = []
    for await (const item of items) {
      if (item.kind === 'fault') {
        tally.faults += 1
        if (tally.faults <= Number(values.faults)) details.push(`fault ${showFault(item.fault)}`)
        continue
      }
      const { figure } = item
      tally.figures += 1
      if (figure.value === null) tally.missing += 1
      else tally.sum += figure.value
      tally.periods.add(figure.period)
      if (tally.figures <= Number(values.figures)) details.push(showFigure(figure))
    }
    const periods = [...tally.periods].sort()
    const span = periods.length === 0 ? 'no period' : `${periods[0]}..${periods.at(-1)} (${periods.length})`
    const dimensions = head.dimensions.map(({ id }) => id).join(',')
    const ms = Math.round(performance.now() - started)
    const line = `${head.format} | ${tally.figures} figures, ${tally.missing} missing, ${tally.faults} faults | ${span} | sum ${Number(tally.sum.toPrecision(12))} | ${dimensions} | ${head.published ?? 'no date'} | ${ms} ms`
    return { line, details: [...details, ...head.notes.map((note) => `note ${note.slice(0, 160)}`)], isNamed: true }
  } catch (error) {
    const isNamed = error instanceof AppError
    return { line: isNamed ? `${error.code}: ${error.message}` : `FAILED ${String(error)}`, details: [], isNamed }
  }
}

function showFault({ place, text, reason }: ReadFault): string {
  return `row ${place.row} ${place.column ?? ''}: ${reason} [${text.slice(0, 80)}]`
}

function showFigure({ dimensions, period, text, value, flags, attributes }: RawFigure): string {
  const key = Object.entries(dimensions).map(([id, { code, label }]) => `${id}=${code ?? label}`)
  return `${key.join(' ')} ${period} = ${value} "${text}" ${flags.join('')} ${JSON.stringify(attributes).slice(0, 200)}`
}
