import type { z } from 'zod'
import type { Problem } from '../contracts/common.ts'
import type { DefinitionList } from '../contracts/definitions.ts'
import type { GapDrivers } from '../contracts/drivers.ts'
import type { AccuracyResponse, ForecastResponse } from '../contracts/forecasts.ts'
import type { GapList, GapRow, GapSkills } from '../contracts/gaps.ts'
import type { OverrideList } from '../contracts/overrides.ts'
import type { AreaList, LensList, SourceList } from '../contracts/reference.ts'
import type { ReleaseComparison } from '../contracts/release-compare.ts'
import type { ReleaseList } from '../contracts/releases.ts'
import type { Comparison, ScenarioList } from '../contracts/scenarios.ts'
import type { TrackCaseList, TrackRecordList } from '../contracts/track-record.ts'

export type { GapRow }
export type Gaps = z.infer<typeof GapList>
export type Skills = GapSkills
export type Drivers = GapDrivers
export type Scenarios = z.infer<typeof ScenarioList>
export type Compared = z.infer<typeof Comparison>
export type Forecast = z.infer<typeof ForecastResponse>
export type Accuracy = z.infer<typeof AccuracyResponse>
export type Areas = z.infer<typeof AreaList>
export type Lenses = z.infer<typeof LensList>
export type Sources = z.infer<typeof SourceList>
export type Releases = z.infer<typeof ReleaseList>
export type Definitions = z.infer<typeof DefinitionList>
export type ReleaseChanges = z.infer<typeof ReleaseComparison>
export type Overrides = z.infer<typeof OverrideList>
export type TrackScores = z.infer<typeof TrackRecordList>
export type TrackCases = z.infer<typeof TrackCaseList>
export type ProblemDetail = Pick<Problem, 'title' | 'detail' | 'status' | 'code'>

/** Carries the RFC 9457 body of an answer that was not 2xx. */
export class ApiError extends Error {
  readonly problem: ProblemDetail
  constructor(problem: ProblemDetail) {
    super(problem.detail)
    this.problem = problem
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>

/** `v1/gaps?area=VN-HN`, relative to the page, so that the page also works below a path. */
export function apiPath(resource: string, query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined) params.set(key, String(value))
  const text = params.toString().replaceAll('%3A', ':')
  return text ? `v1/${resource}?${text}` : `v1/${resource}`
}

/** The same as a full address, for other programs. */
export const apiAddress = (path: string): string => new URL(path, document.baseURI).href

/** @throws ApiError with the problem the API reported, or status 0 when nothing answered */
export const getJson = <T>(path: string, signal?: AbortSignal): Promise<T> => ask<T>(path, { signal })

/** What a route that writes is sent. */
export interface Sending {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly key: string
  /** Sent as JSON, or as it is when it is a file. */
  readonly body?: object | Blob
}

/** Asks a route that needs the key. @throws ApiError */
export function send<T>(path: string, { method, key, body }: Sending): Promise<T> {
  const isFile = body instanceof Blob
  const type = body === undefined ? undefined : isFile ? 'application/octet-stream' : 'application/json'
  return ask<T>(path, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(type && { 'content-type': type }) },
    body: isFile ? body : body && JSON.stringify(body),
  })
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response
  try {
    const headers = { accept: 'application/json', 'accept-language': document.documentElement.lang, ...init.headers }
    response = await fetch(path, { ...init, headers })
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new ApiError({ title: 'offline', detail: '', status: 0, code: 'SOURCE_UNAVAILABLE' })
  }
  if (response.ok) return (await response.json()) as T
  const body = (await response.json().catch(() => ({}))) as Partial<ProblemDetail>
  throw new ApiError({
    title: body.title ?? response.statusText,
    detail: body.detail ?? '',
    status: response.status,
    code: body.code ?? 'INTERNAL',
  })
}

/** All pages of the gaps of one area. */
export async function getGaps(path: string, signal?: AbortSignal): Promise<Gaps> {
  const first = await getJson<Gaps>(path, signal)
  const rows = [...first.rows]
  for (let next = first.next; next !== null; ) {
    const page = await getJson<Gaps>(`${path}&cursor=${encodeURIComponent(next)}`, signal)
    rows.push(...page.rows)
    next = page.next
  }
  return { ...first, rows, next: null }
}
