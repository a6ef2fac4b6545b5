import type { LabelText } from '../contracts/common.ts'
import type { ObsStatus } from '../domain/series.ts'

/** A code with its name; null where the code says it all. */
export interface CubeCode {
  readonly code: string
  readonly label: LabelText | null
}

export interface CubeDimension {
  /** SDMX concept id, e.g. `REF_AREA`. */
  readonly id: string
  readonly label: LabelText
  /** What JSON-stat calls its role. */
  readonly role?: 'geo' | 'metric'
}

/** One figure with everything that makes it comparable: what SDMX calls an observation. */
export interface CubeFigure {
  /** One code for each dimension of the cube, in its order. */
  readonly codes: readonly CubeCode[]
  /** `2024`, `2024-Q3`, `2024-03` */
  readonly period: string
  /** In the unit, never scaled: UNIT_MULT is 0 in every export. Null with a status that says why, never 0. */
  readonly value: number | null
  /** SDMX CL_UNIT: PS persons, PT per cent, PN pure number. */
  readonly unit: string
  /** Digits worth showing; the value itself is not rounded. */
  readonly decimals: number
  readonly obsStatus: ObsStatus
  /** SDMX CL_CONF_STATUS: F free, C confidential, N not for publication. */
  readonly confStatus: 'F' | 'C' | 'N'
  /** Values of the cube's attributes, in their order. */
  readonly attributes: readonly (string | null)[]
}

/** How rows of one resource become figures; one per resource stands in cubes/. */
export interface Cube<R> {
  /** Id of the data flow, e.g. `GAPS`. */
  readonly id: string
  readonly dimensions: readonly CubeDimension[]
  readonly attributes: readonly { readonly id: string; readonly label: LabelText }[]
  readonly figures: (row: R) => Iterable<CubeFigure>
}

/** Version of the structures of the cubes; a new dimension or another meaning of a code is a new one. */
export const STRUCTURE_VERSION = '1.0.0'
export const AGENCY = 'NHANLUC'
/** `NHANLUC:GAPS(1.0.0)` */
export const structureId = (cube: { readonly id: string }): string => `${AGENCY}:${cube.id}(${STRUCTURE_VERSION})`
