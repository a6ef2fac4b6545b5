import type { IngestReport } from '../contracts/ingest.ts'
import type { IngestRelease } from '../storage/ingest-release.ts'
import { countOpenQuarantine } from '../storage/quarantine.ts'
import type { IngestDeps } from './ingest-file.ts'
import { retryQuarantine } from './quarantine.ts'

/** `read 12 = stored 10 + unchanged 1 + quarantined 1`; parts that are 0 and rarely occur are left out. */
export function countsOf(report: IngestReport): string {
  const { read, stored, unchanged, withdrawn, quarantined, nil, absent } = report
  const rare = [withdrawn && `withdrawn ${withdrawn}`, nil && `nil ${nil}`].filter(Boolean)
  const sum = [`stored ${stored}`, `unchanged ${unchanged}`, `quarantined ${quarantined}`, ...rare].join(' + ')
  const gone = absent ? `; ${absent} figures it no longer has are withdrawn` : ''
  const day = report.quality?.disbelievedDay
  const early = day ? `; published by its own word on ${day}, before its periods: that day is not used` : ''
  return `read ${read} = ${sum}${gone}${early}${keptOf(report)}`
}

/** Says which figures no written mapping translates, so that nobody looks for them among ours. */
function keptOf({ quality }: IngestReport): string {
  const kept = (quality?.published ?? []).map(({ id }) => id)
  if (kept.length === 0) return ''
  const shown = kept.slice(0, 3).join(', ') + (kept.length > 3 ? ` and ${kept.length - 3} more` : '')
  return `; kept as published, not used by forecasts: ${shown}`
}

/** What the caller is told of a stored ingest. */
export function toReport({ ingestId, sourceFile, sha256, quality, mapping, ...counts }: IngestRelease): IngestReport {
  const { read, stored, unchanged, withdrawn, quarantined, nil, absent } = counts
  return {
    ingestId,
    file: sourceFile,
    sha256,
    format: 'format' in mapping ? mapping.format : 'tidy-csv',
    read,
    stored,
    unchanged,
    withdrawn,
    quarantined,
    nil,
    absent,
    recognised: false,
    quality,
  }
}

/** The report on bytes that were read before: nothing is stored again, but refused rows are tried again. */
export async function recognise(deps: IngestDeps, known: IngestRelease, sourceName: string): Promise<IngestReport> {
  const retried = known.quarantined > 0 ? await retryQuarantine(deps, known.ingestId) : null
  const stored = retried?.stored ?? 0
  const quarantined = await countOpenQuarantine(deps.pool, known.ingestId)
  deps.log.debug(`${sourceName}: these bytes were read before, as ingest ${known.ingestId}`)
  const unchanged = known.read - known.nil - stored - quarantined
  return {
    ...toReport(known),
    ingestId: retried?.ingestId ?? null,
    file: sourceName,
    stored,
    unchanged,
    withdrawn: 0,
    quarantined,
    absent: 0,
    recognised: true,
    quality: null,
  }
}
