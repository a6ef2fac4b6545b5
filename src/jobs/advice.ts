import type {
  AdviceBody,
  AdviceOverrides,
  CobwebBody,
  CobwebQuery,
  CoordinationBody,
  QuotaBody,
} from '../contracts/programmes.ts'
import { AppError } from '../domain/errors.ts'
import { editableInputs } from '../market/advice/advice-input.ts'
import { adviseField, type FieldAdvice, fieldProgramme } from '../market/advice/advise.ts'
import { coordinate } from '../market/advice/coordination.ts'
import { arrivals } from '../market/advice/pipeline.ts'
import { completionRate } from '../market/advice/programme.ts'
import type { InputStatus } from '../market/advice/rate.ts'
import { leastRegretIntake, regretTable } from '../market/advice/regret.ts'
import { type Verdict, verdictOf } from '../market/advice/verdict.ts'
import { bandOf } from '../market/gaps/band.ts'
import type { Db } from '../storage/database.ts'
import {
  findProgramme,
  readProgrammes,
  readQuotaRules,
  type StoredProgramme,
  type StoredQuotaRule,
} from '../storage/programme.ts'
import { cobwebOf } from './advice/cobweb.ts'
import { completionOf } from './advice/offered.ts'
import { type AdviceRelease, type FieldQuestion, fieldQuestion } from './advice/question.ts'
import { quotaOf } from './advice/quota.ts'
import { adviceSteps, parameterOf } from './advice/steps.ts'

/** Advice on programmes, fields and rules, from what the store and a release hold. */
export interface AdviceDesk {
  /** @throws AppError NOT_FOUND, NOT_AVAILABLE, HORIZON_TOO_SHORT, INVALID_INPUT */
  advise(
    db: Db,
    release: AdviceRelease,
    programmeId: string,
    overrides: AdviceOverrides,
    day: string,
  ): Promise<AdviceBody>
  /** @throws AppError NOT_FOUND */
  checkQuota(db: Db, programmeId: string, day: string): Promise<QuotaBody>
  /** @throws AppError as `advise`; INVALID_INPUT when the field is taught at several levels and none is named */
  coordinateField(
    db: Db,
    release: AdviceRelease,
    field: { readonly code: string; readonly level?: string; readonly area: string },
    overrides: AdviceOverrides,
    day: string,
  ): Promise<CoordinationBody>
  cobweb(query: Pick<CobwebQuery, 'years' | 'eta' | 'step' | 'before' | 'horizon'>): CobwebBody
}

export const adviceDesk: AdviceDesk = {
  async advise(db, release, programmeId, overrides, day) {
    const own = await findProgramme(db, programmeId)
    const peers = (await readProgrammes(db, { field: own.field, level: own.level })).filter(
      (p) => p.institution.area === own.institution.area,
    )
    const asked = await askField(db, release, peers, overrides, day)
    return adviceBody(
      asked,
      peers.findIndex((p) => p.id === programmeId),
      release,
      day,
    )
  },
  async checkQuota(db, programmeId, day) {
    return quotaOf(await findProgramme(db, programmeId), await readQuotaRules(db), day)
  },
  async coordinateField(db, release, { code, level, area }, overrides, day) {
    const all = (await readProgrammes(db, { field: code, ...(level ? { level } : {}) })).filter(
      (p) => p.institution.area === area,
    )
    const levels = [...new Set(all.map((p) => p.level))]
    if (all.length === 0)
      throw new AppError(
        'NOT_FOUND',
        `No programme of field "${code}"${level ? `, ${level},` : ''} is stored for ${area}. GET /v1/programmes lists them.`,
      )
    if (levels.length > 1)
      throw new AppError(
        'INVALID_INPUT',
        `Field ${code} is taught as ${levels.join(' and ')}; their graduates are needed apart. Name a level.`,
        { parameter: 'level' },
      )
    const asked = await askField(db, release, all, overrides, day)
    return coordinationBody(asked)
  },
  cobweb: cobwebOf,
}

interface Asked extends FieldQuestion {
  readonly programmes: readonly StoredProgramme[]
  readonly rules: readonly StoredQuotaRule[]
  readonly advice: FieldAdvice
}

async function askField(
  db: Db,
  release: AdviceRelease,
  programmes: readonly StoredProgramme[],
  overrides: AdviceOverrides,
  day: string,
): Promise<Asked> {
  const rules = await readQuotaRules(db)
  const limits = programmes.flatMap((p): [string, number][] => {
    const { limit } = quotaOf(p, rules, day)
    return limit === null ? [] : [[p.id, limit]]
  })
  const question = await fieldQuestion(db, release, programmes, overrides, { quotaLimits: new Map(limits) })
  return { ...question, programmes, rules, advice: adviseField(question.question, question.offered) }
}

function adviceBody(asked: Asked, n: number, release: AdviceRelease, day: string): AdviceBody {
  const { advice, offered, programmes, question, targets, window, counted, rules } = asked
  const { field } = advice
  const own = { ...advice.programmes[n]!, currentIntake: offered[n]!.programme.currentIntake }
  const needed = placesOf(asked, n)
  const range = bandOf(needed)
  const costs = field.costs
  const leastRegret = leastRegretIntake(needed, costs)
  const { announced } = offered[n]!
  const choices: [string, number][] = [
    ['currentIntake', own.currentIntake],
    ...(announced === null ? [] : [['announced', announced] as [string, number]]),
    ['recommended', own.places],
    ['p10', range.p10],
    ['p50', range.p50],
    ['p90', range.p90],
    ['leastRegret', leastRegret],
  ]
  const regret = regretTable(
    needed,
    choices.map(([, places]) => places),
    costs,
  )
  const verdict = (places: number): Verdict => verdictOf(field.draws, places, question.field, window)
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
  const someAnnounced = offered.some((o) => o.announced !== null)
  return {
    intakeYear: field.intakeYear,
    window: [...window],
    lastYear: release.manifest.lastYear,
    verdict: plain(field.verdict),
    verdictIfFollowed: plain(verdict(sum(advice.programmes.map((p) => p.places)))),
    verdictIfAnnounced: someAnnounced
      ? plain(verdict(sum(offered.map((o) => o.announced ?? o.programme.currentIntake))))
      : null,
    waterfall: adviceSteps(field.waterfall, own, new Map(targets.map((t) => [t.occupation, t.name])), counted),
    pipeline: field.waterfall.cohorts.map((cohort) => ({
      entryYear: cohort.entryYear,
      yearOfStudy: cohort.yearOfStudy,
      students: cohort.students,
      graduates: sum(window.map((year) => arrivals([cohort], year))) / window.length,
    })),
    inputs: inputsOf(asked, programmes[n]!),
    field: {
      intakeNeeded: field.waterfall.intakeNeeded,
      range: field.range,
      graduatesNeeded: field.waterfall.graduatesNeeded,
      pipeline: field.waterfall.pipeline,
    },
    programme: {
      currentIntake: own.currentIntake,
      announced,
      allocated: own.allocated,
      range,
      damped: own.damped,
      recommended: own.places,
      limit: own.limit,
    },
    costs,
    leastRegret,
    regret: regret.map((row, k) => ({ choice: choices[k]![0], ...row })),
    coordination: coordinationBody(asked),
    quota: quotaOf(programmes[n]!, rules, day),
    cobweb: field.cobweb,
  }
}

const plain = (verdict: Verdict) => ({
  ...verdict,
  window: [...verdict.window],
  probabilities: [...verdict.probabilities],
})

/** [draw] places that fall to one programme when the field's need of each draw is shared out. */
function placesOf({ advice, offered }: Asked, n: number): Float64Array {
  const providers = offered.map(({ programme: { id, capacity }, quality, pastMatch }) => ({
    id,
    capacity,
    quality,
    pastMatch,
    announced: null,
  }))
  return advice.field.draws.intakeNeeded.map((needed) => coordinate(needed, providers).allocations[n]!.places)
}

function coordinationBody({ advice, offered, programmes, window, question }: Asked): CoordinationBody {
  const { coordination, field } = advice
  const first = programmes[0]!
  return {
    field: first.field,
    fieldName: first.fieldName,
    level: first.level,
    intakeYear: question.intakeYear,
    window: [...window],
    needed: coordination.needed,
    range: field.range,
    announced: coordination.announced,
    overSubscription: coordination.overSubscription,
    pOverSubscribed:
      field.draws.intakeNeeded.filter((needed) => coordination.announced > needed).length / field.draws.draws,
    status: coordination.status,
    unallocated: coordination.unallocated,
    recommended: advice.programmes.reduce((sum, p) => sum + p.places, 0),
    programmes: programmes.map((p, n) => {
      const allocation = coordination.allocations[n]!
      const { places, limit } = advice.programmes[n]!
      return {
        id: p.id,
        name: p.name,
        institution: p.institution.name,
        key: allocation.key,
        capacity: p.capacity,
        currentIntake: offered[n]!.programme.currentIntake,
        allocated: allocation.places,
        announced: allocation.announced,
        difference: allocation.difference,
        recommended: places,
        limit,
        status: p.status as InputStatus,
      }
    }),
  }
}

/** Every number a person may set, as it entered: of the field, and of the programme alone where it has one. */
function inputsOf({ question, advice, offered, counted }: Asked, own: StoredProgramme): AdviceBody['inputs'] {
  const { rates, other, occupations } = question
  const ownRate = (name: string): number | null => own.rates.find((r) => r.rate === name)?.value ?? null
  const row = (
    input: string,
    value: number,
    low: number | null,
    high: number | null,
    origin: { source: string; status: InputStatus },
    ownValue: number | null = null,
  ) => ({
    input: parameterOf(input),
    value,
    low,
    high,
    own: ownValue,
    source: origin.source,
    status: origin.status,
  })
  const completion = completionRate(
    fieldProgramme(
      question.fieldId,
      offered.map((o) => o.programme),
    ),
  )
  const known = editableInputs({ ...question, programme: offered[0]!.programme })
  const rows = known.flatMap((input) => {
    const [kind, code] = [input.slice(0, input.indexOf('/')), input.slice(input.indexOf('/') + 1)]
    if (kind === 'rates') {
      const rate = rates[code as keyof typeof rates]
      return [row(input, rate.value, rate.low ?? null, rate.high ?? null, rate, ownRate(code))]
    }
    if (kind === 'other') {
      const flow = other[code as keyof typeof other]
      return flow ? [row(input, flow.value, flow.low ?? null, flow.high ?? null, flow)] : []
    }
    const occupation = occupations.find((o) => o.code === code)!
    if (kind === 'share')
      return [
        row(
          input,
          occupation.share.value,
          occupation.share.low ?? null,
          occupation.share.high ?? null,
          occupation.share,
        ),
      ]
    const step = advice.field.waterfall.steps.find((s) => s.id === 'openings' && s.code === code)!
    const band = occupation.draws ? bandOf(occupation.draws) : null
    return [row(input, step.change!, band?.p10 ?? null, band?.p90 ?? null, occupation)]
  })
  return [...rows, row('completion', completion, null, null, counted, completionOf(own))]
}
