import type { Jump, Quality } from '../../contracts/ingest.ts'
import type { Transaction } from '../../storage/database.ts'
import { CANDIDATES, type Candidate, untold } from '../../storage/jump-rule.ts'
import { readReasons, readStoredJumps, registerJumps } from '../../storage/stored-summary.ts'
import { loadFrame, plainFrame } from '../frame/frame.ts'
import { coverage } from '../quality.ts'
import { dayText, type Ledger, type Track } from './ledger.ts'

/** A data frame of its own takes two seconds to load and 150 MB: for what fits on a sheet, not for bulk. */
const FRAME_ROWS = 100_000
const JUMPS = 12
const VINTAGES = 100

interface Facts {
  readonly ingestId: number
  readonly read: number
  readonly ignored: readonly string[]
}

/** The quality report of a file that was read in bytes: the same as `reportQuality` makes of staged rows. */
export async function reportLedger(tx: Transaction, ledger: Ledger, facts: Facts): Promise<Quality> {
  const { tracks, contexts } = ledger
  const series = bySeries(tracks)
  const frame = facts.read <= FRAME_ROWS ? await loadFrame() : plainFrame
  const statuses: Record<string, number> = {}
  let breaksFlagged = 0
  for (const { status, isBreak, rows } of contexts) {
    statuses[status] = (statuses[status] ?? 0) + rows
    if (isBreak) breaksFlagged += rows
  }
  const vintages = [...new Set(tracks.map(({ vintage }) => vintage))].sort()
  return {
    series: series.length,
    seriesLength: frame.describe(series.map(({ figures }) => figures)),
    coverage: coverage(frame, series),
    statuses: Object.fromEntries(
      Object.entries(statuses)
        .filter(([, rows]) => rows > 0)
        .sort(),
    ),
    vintages: vintages.slice(0, VINTAGES),
    breaksFlagged,
    outsideValidity: tracks.reduce((sum, track) => sum + track.outsideValidity, 0),
    jumps: await jumps(tx, ledger),
    reasons: await readReasons(tx, facts.ingestId),
    ignoredColumns: [...facts.ignored],
  }
}

function bySeries(tracks: readonly Track[]) {
  const groups = new Map<string, Track[]>()
  for (const track of tracks) {
    const group = groups.get(track.series.seriesId)
    if (group) group.push(track)
    else groups.set(track.series.seriesId, [track])
  }
  return [...groups.keys()].sort().map((id) => {
    const group = groups.get(id)!
    const { series } = group[0]!.series
    return {
      measure: String(series[2]),
      area: String(series[1]),
      frequency: String(series[0]),
      figures: group.reduce((sum, { figures }) => sum + figures, 0),
      missing: group.reduce((sum, { missing }) => sum + missing, 0),
      first: dayAsNumber(Math.min(...group.map(({ firstDay }) => firstDay))),
      last: dayAsNumber(Math.max(...group.map(({ lastDay }) => lastDay))),
    }
  })
}

const dayAsNumber = (day: number): number => Number(dayText(day).replaceAll('-', ''))

/** The largest changes; those of series that came in no order, or in several vintages, are looked up in the store. */
async function jumps(tx: Transaction, { changes, tracks }: Ledger): Promise<Jump[]> {
  const vintagesOf = new Map<number, number>()
  for (const { series } of tracks) vintagesOf.set(series.seriesNo, (vintagesOf.get(series.seriesNo) ?? 0) + 1)
  const isPlain = (track: Track): boolean => track.isOrdered && vintagesOf.get(track.series.seriesNo) === 1
  const told = changes
    .filter(({ track }) => isPlain(track))
    .map(({ track, day, before, after }) => {
      const { vintage } = track
      return { series: track.series.seriesId, period: dayText(day), vintage, before, after, ratio: after / before }
    })
  const others = [...new Set(tracks.filter((track) => !isPlain(track)).map(({ series }) => series.seriesNo))]
  const vintages = [...new Set(tracks.map(({ vintage }) => vintage))]
  const looked = others.length > 0 ? await readStoredJumps(tx, vintages, others, JUMPS * CANDIDATES) : []
  const all = [...told, ...looked].sort(
    (a, b) => size(b) - size(a) || (a.series + a.period < b.series + b.period ? -1 : 1),
  )
  return registerJumps(tx, await untold(tx, all.slice(0, JUMPS * CANDIDATES), JUMPS))
}

const size = ({ ratio }: Candidate): number => Math.abs(Math.log(ratio))
