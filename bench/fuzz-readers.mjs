import { fork } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { AppError } from '../dist/domain/errors.js'
import { compileFigureMapping } from '../dist/ingest/figures/map-figure.js'
import { proposeMapping } from '../dist/ingest/figures/propose-mapping.js'
import { PublishedLists } from '../dist/ingest/figures/published.js'
import { detectFormat } from '../dist/ingest/formats/detect.js'
import { bytesSource } from '../dist/ingest/formats/open-bytes.js'
import { READ_LIMITS } from '../dist/ingest/formats/reader.js'
import { parseWorkbook } from '../dist/ingest/formats/spreadsheet/parse-workbook.js'

// Damages every file of a folder many times over, reads what comes out and maps it as a proposed mapping does, in a process that is ended when one mutant takes too
// long or too much memory. Prints a line a file: mutants, refused by name, read, faults of ours, slowest, hung, out of memory.
// npm run build && node bench/fuzz-readers.mjs --dir FOLDER [--mutants 300] [--seconds 10] [--memory 512] [--bare]
// --bare reads workbooks without the thread that bounds them, to see what the library itself does.
const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    mutants: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '10' },
    memory: { type: 'string', default: '512' },
    bare: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    child: { type: 'string' },
    from: { type: 'string', default: '0' },
  },
})
const NO_CODES = { areas: [], sources: [], classifications: [], synonyms: [], corrections: [] }
const LIMITS = { ...READ_LIMITS, maxBytes: 16 * 1024 * 1024, maxCells: 200_000 }
const TEXTS = ['"', ',', ';', '\n', '\t', '[', '}', '-1e999', 'NaN', '1.234', '__proto__', '\0', '<a>', '..', '((((', '\\', '&#x0;', '﻿']

if (values.child) await mutateAll(values.child, Number(values.from), Number(values.mutants))
else await fuzzFolder(values.dir)

/** Mulberry32: a mutant is known by file and seed. */
function generator(seed) {
  let a = (seed + 1) * 0x9e3779b9
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Cuts, repeats, overwrites, inserts and flips stretches of bytes. */
export function mutantOf(bytes, seed) {
  const random = generator(seed)
  let result = bytes
  for (let k = 1 + Math.floor(random() * 4); k > 0; k -= 1) {
    const at = Math.floor((random() < 0.3 ? random() ** 4 : random()) * result.length)
    const length = 1 + Math.floor(random() ** 3 * 4000)
    const piece = result.subarray(at, at + length)
    const insert =
      random() < 0.5
        ? Buffer.from(TEXTS[Math.floor(random() * TEXTS.length)])
        : Buffer.from(Array.from({ length: 1 + Math.floor(random() * 8) }, () => Math.floor(random() * 256)))
    const kind = Math.floor(random() * 5)
    const [before, after] = [result.subarray(0, at), result.subarray(at)]
    if (kind === 0) result = Buffer.concat([before, after.subarray(length)])
    else if (kind === 1) result = Buffer.concat([before, piece, after])
    else if (kind === 2) result = Buffer.concat([before, insert, after.subarray(insert.length)])
    else if (kind === 3) result = Buffer.concat([before, insert, after])
    else if (random() < 0.2) result = before
  }
  return result
}

async function mutateAll(file, from, mutants) {
  const bytes = readFileSync(file)
  for (let seed = from; seed < mutants; seed += 1) {
    process.send({ seed })
    const start = performance.now()
    let outcome = 'read'
    try {
      await readMutant(basename(file), mutantOf(bytes, seed))
    } catch (error) {
      outcome = error instanceof AppError ? 'refused' : `fault ${String(error?.stack ?? error).slice(0, 400)}`
    }
    process.send({ seed, outcome, ms: performance.now() - start })
  }
  process.disconnect()
}

async function readMutant(name, bytes) {
  if (values.bare && /\.xlsx?$/i.test(name)) {
    parseWorkbook(name, bytes, { maxCells: 200_000, maxRows: 100_000, maxFieldLength: 65_536 })
    return
  }
  const source = bytesSource(name, bytes, 4096)
  const reader = await detectFormat(source)
  const { head, items } = await reader.open(source, LIMITS)
  const first = []
  for await (const item of items) {
    if (item.kind === 'figure' && first.length < 200) first.push(item.figure)
    if (item.kind === 'figure' && item.figure.value !== null && !Number.isFinite(item.figure.value)) {
      throw new Error(`${item.figure.text} gave ${item.figure.value}`)
    }
  }
  if (first.length > 0) mapAsProposed(name, head, first)
}

/** What the document says of itself gives a mapping whatever it says, and each figure a row or a reason. */
function mapAsProposed(name, head, figures) {
  const mapping = proposeMapping(name, head, figures)
  const map = compileFigureMapping(mapping, '2100-01-01', NO_CODES, new PublishedLists())
  for (const figure of figures) {
    const said = map(figure)
    if (said === 'nil' || 'reason' in said) continue
    if (said.mapped.row.value !== figure.value && !(said.mapped.row.value === null)) {
      throw new Error(`${figure.text} was read as ${figure.value} and mapped as ${said.mapped.row.value}`)
    }
  }
}

async function fuzzFolder(folder) {
  const files = statSync(folder).isFile()
    ? [folder]
    : readdirSync(folder, { recursive: true })
        .map((name) => join(folder, name))
        .filter((name) => statSync(name).isFile() && extname(name) !== '.md' && name.includes(values.only))
        .sort()
  const all = { mutants: 0, refused: 0, read: 0, fault: 0, hung: 0, memory: 0 }
  for (const file of files) {
    const sum = await fuzzFile(file)
    for (const key of Object.keys(all)) all[key] += sum[key]
    const { mutants, refused, read, fault, hung, memory, slowest } = sum
    console.log(
      `${relative(folder, file) || file}: ${mutants} = read ${read} + refused ${refused} + faults ${fault} + hung ${hung} + out of memory ${memory}; slowest ${Math.round(slowest.ms)} ms (seed ${slowest.seed})`,
    )
    for (const note of sum.notes.slice(0, 5)) console.log(`    ${note}`)
  }
  console.log(`${files.length} files: ${JSON.stringify(all)}`)
  process.exitCode = all.fault + all.hung + all.memory > 0 ? 1 : 0
}

async function fuzzFile(file) {
  const sum = { mutants: 0, refused: 0, read: 0, fault: 0, hung: 0, memory: 0, slowest: { ms: 0, seed: 0 }, notes: [] }
  for (let from = 0; from < Number(values.mutants); ) from = await runChild(file, from, sum)
  return sum
}

/** @returns the seed to go on with */
function runChild(file, from, sum) {
  const args = ['--child', file, '--from', String(from), '--mutants', values.mutants, ...(values.bare ? ['--bare'] : [])]
  const child = fork(fileURLToPath(import.meta.url), args, {
    execArgv: [`--max-old-space-size=${values.memory}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return new Promise((resolve) => {
    let at = from
    let isHung = false
    let timer
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        isHung = true
        child.kill('SIGKILL')
      }, Number(values.seconds) * 1000)
    }
    child.on('message', ({ seed, outcome, ms }) => {
      wait()
      at = seed
      if (outcome === undefined) return
      at = seed + 1
      sum.mutants += 1
      const kind = outcome.split(' ')[0]
      sum[kind] += 1
      if (kind === 'fault') sum.notes.push(`seed ${seed}: ${outcome}`)
      if (ms > sum.slowest.ms) sum.slowest = { ms, seed }
    })
    child.once('exit', () => {
      clearTimeout(timer)
      if (at >= Number(values.mutants)) return resolve(at)
      sum.mutants += 1
      sum[isHung ? 'hung' : 'memory'] += 1
      sum.notes.push(`seed ${at}: ${isHung ? 'hung' : 'process gone'}`)
      resolve(at + 1)
    })
  })
}
