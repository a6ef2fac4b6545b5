import type { TrackVerdict } from '../../contracts/track-record.ts'
import { AppError } from '../../domain/errors.ts'
import type { Sex } from '../../domain/series.ts'
import type { NeuralForecaster } from '../../forecast/neural-forecaster.ts'
import { ratingAgreement } from '../../market/track-record/rating-agreement.ts'
import { type CaseScore, PUBLISHED, scoreCases } from '../../market/track-record/score-cases.ts'
import { BENCHMARKS, verdictOf } from '../../market/track-record/verdict.ts'
import { type Pool, withTransaction } from '../../storage/database.ts'
import { publishWaits } from '../../storage/job.ts'
import { resolveRelease } from '../../storage/read-release.ts'
import {
  hasTrackRecord,
  insertRound,
  readRoundIds,
  readRunIdentity,
  readTrackedCases,
  replaceScores,
  type TrackCaseRecord,
  type TrackScoreRecord,
} from '../../storage/track-record.ts'
import type { Report } from '../progress.ts'
import { HANOI, readInputs } from '../publish/inputs.ts'
import { targetId } from '../publish/panel.ts'
import { BALANCED } from './national-round.ts'
import { planRounds } from './plan.ts'
import type { Tracked } from './tracked.ts'

export interface TrackRecordDeps {
  readonly pool: Pool
  readonly codeVersion: string
  readonly loadNeural: () => Promise<NeuralForecaster | null>
}

export interface TrackRecordResult {
  readonly releaseId: string
  /** Rounds computed now; those stored by an earlier attempt are not computed again. */
  readonly rounds: number
  /** False when the job made room for a release that waits to be published; asked again, it goes on. */
  readonly complete: boolean
  /** Measures whose published method lost to a benchmark over the rounds: named beside the figures, and in the log. */
  readonly losing?: readonly string[]
}

/**
 * Runs the historical rounds of a release and stores their scores: data as known then, the release's own rules, against the
 * ladder of benchmarks. One round is one transaction, so that a stopped job goes on where it was.
 *
 * @throws AppError RELEASE_NOT_FOUND; NOT_COMPARABLE when code or data are no longer those of the release; INTERRUPTED
 */
export async function trackRecord(
  deps: TrackRecordDeps,
  { releaseId }: { readonly releaseId: string },
  report: Report,
  signal: AbortSignal,
): Promise<TrackRecordResult> {
  const { pool } = deps
  const release = await resolveRelease(pool, releaseId)
  if (await hasTrackRecord(pool, releaseId)) return { releaseId, rounds: 0, complete: true }
  const { asOf, codeVersion } = release.manifest
  const [inputs, run] = [await readInputs(pool, asOf), await readRunIdentity(pool, releaseId)]
  if (codeVersion !== deps.codeVersion || inputs.hash !== run.dataHash)
    throw new AppError(
      'NOT_COMPARABLE',
      `Release ${releaseId} was made by ${codeVersion === deps.codeVersion ? 'other data or assumptions' : 'another version of the program'}; its rounds cannot be run again here. Publish a new release.`,
    )
  const stored = await readRoundIds(pool, releaseId)
  const plan = await planRounds(pool, inputs, release.manifest.seed)
  const waiting = plan.filter(({ id }) => !stored.has(id))
  const neural = await deps.loadNeural()
  let rounds = 0
  for (const round of waiting) {
    if (signal.aborted)
      throw new AppError('INTERRUPTED', 'The track record was stopped; the rounds done so far are kept.')
    if (await publishWaits(pool)) return { releaseId, rounds, complete: false }
    report((plan.length - waiting.length + rounds) / plan.length, `vòng / round ${round.id}`)
    const cases = await round.run({ neural, threads: 1, signal })
    const record = { round_id: round.id, origin: round.origin, known_on: round.knownOn }
    await withTransaction(pool, (tx) => insertRound(tx, releaseId, record, cases.map(toRecord)))
    rounds += 1
  }
  report(0.98, 'chấm điểm / scoring')
  const groups = groupsOf((await readTrackedCases(pool, releaseId)).map(toTracked))
  const scores = groups.flatMap(scoresOf)
  const staffing = BALANCED[release.manifest.method?.staffing.model ?? 'fixed']
  const verdicts = groups.flatMap((group) => verdictOn(group, run.publishedBy, staffing))
  await withTransaction(pool, (tx) => replaceScores(tx, releaseId, scores, verdicts))
  const losing = verdicts
    .filter(({ obeys }) => !obeys)
    .map(
      ({ kind, area, measure, published, lostTo }) =>
        `${kind} ${area} ${measure}: ${published} to ${lostTo.join(', ')}`,
    )
  return { releaseId, rounds, complete: true, ...(losing.length > 0 ? { losing } : {}) }
}

type Group = readonly [Tracked, ...Tracked[]]

/** Cases that are scored together: one kind, area and measure. */
function groupsOf(cases: readonly Tracked[]): Group[] {
  const groups = new Map<string, [Tracked, ...Tracked[]]>()
  for (const one of cases) {
    const key = `${one.kind}|${one.area}|${one.measure}`
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()]
}

function scoresOf(group: Group): TrackScoreRecord[] {
  const { kind, area, measure } = group[0]
  const cases = group.map((one) => one.case)
  const units = [...new Set(cases.map(({ unit }) => unit))]
  const all = units.length > 1 ? [undefined, ...units] : units
  return all.flatMap((unit) =>
    scoreCases(cases, unit).map((score) => ({
      kind,
      area_id: area,
      measure,
      unit: unit ?? '',
      horizon: score.horizon ?? 0,
      contender: score.contender,
      score: kind === 'replacement' ? levelsOnly(score) : score,
    })),
  )
}

/** A flow over five years has no growth from its origin. */
const levelsOnly = (score: CaseScore): CaseScore => ({
  ...score,
  directionHits: null,
  expansionWape: null,
  skill: null,
})

/** The rule that a model which loses is not published, on a measure that has benchmarks. */
function verdictOn(group: Group, publishedBy: ReadonlyMap<string, string>, staffing: string): TrackVerdict[] {
  const { kind, area, measure, unit } = group[0]
  if (kind === 'replacement') return []
  // Of the provinces Hanoi alone is published.
  const [where, sex] = [kind === 'province' ? HANOI : area, kind === 'sex' ? (unit as Sex) : 'T']
  const own = publishedBy.get(targetId(where, measure, kind === 'sector' ? unit : '_T', sex)) ?? 'combination'
  const published = kind === 'occupation' ? staffing : own === 'combination' ? 'blend' : own
  const cases = group.map((one) => one.case)
  const { best, lostTo, obeys, wape, rounds } = verdictOf(cases, published)
  const agreement = ratingAgreement(cases, [PUBLISHED, ...new Set([published, ...BENCHMARKS])])
  return [{ kind, area, measure, published, best, lostTo: [...lostTo], obeys, wape, rounds, agreement }]
}

function toRecord({ kind, area, measure, unit, actualStatus, case: one }: Tracked): TrackCaseRecord {
  return {
    kind,
    area_id: area,
    measure,
    unit,
    target: one.target,
    base: one.base,
    scale: one.scale,
    forecasts: one.forecasts,
    p10: one.interval?.low ?? null,
    p90: one.interval?.high ?? null,
    crps: one.interval?.crps ?? null,
    actual: one.actual,
    actual_status: actualStatus,
  }
}

function toTracked(row: TrackCaseRecord & { readonly origin: number }): Tracked {
  const { kind, area_id: area, measure, unit, origin, target, base, scale, forecasts, actual } = row
  const interval = row.p10 === null ? null : { low: row.p10, high: row.p90!, crps: row.crps! }
  return {
    kind,
    area,
    measure,
    unit,
    actualStatus: row.actual_status,
    case: { unit, origin, target, base, scale, forecasts, interval, actual },
  }
}
