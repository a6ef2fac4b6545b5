import { type Correction, readCorrections } from './correction.ts'
import type { Db } from './database.ts'

export interface KnownCode {
  readonly code: string
  readonly names: readonly string[]
}

/** A territory for as long as its borders were what they are. */
export interface KnownArea extends KnownCode {
  readonly gsoCode: string | null
  readonly validFrom: string
  readonly endsOn: string | null
}

/** A reviewed spelling of a code. */
export interface Synonym {
  readonly scheme: string
  readonly label: string
  readonly code: string
}

/** Every code a figure may carry. */
export interface KnownCodes {
  readonly areas: readonly KnownArea[]
  readonly sources: readonly KnownCode[]
  /** `SCHEME:code`. */
  readonly classifications: readonly KnownCode[]
  readonly synonyms: readonly Synonym[]
  readonly corrections: readonly Correction[]
}

export async function readKnownCodes(db: Db): Promise<KnownCodes> {
  const read = async (sql: string): Promise<KnownCode[]> => {
    const { rows } = await db.query<{ code: string; name_vi: string; name_en: string }>(sql)
    return rows.map(({ code, name_vi, name_en }) => ({ code, names: [name_vi, name_en] }))
  }
  const areas = await db.query<AreaRow>("select * from area where kind <> 'published' order by area_id")
  const synonyms = await db.query<Synonym & Record<string, unknown>>('select scheme, label, code from synonym')
  return {
    areas: areas.rows.map((row) => ({
      code: row.area_id,
      names: [row.name_vi, row.name_en],
      gsoCode: row.gso_code,
      validFrom: row.valid_from,
      endsOn: row.valid_to,
    })),
    sources: await read('select source_id as code, name_vi, name_en from source order by source_id'),
    classifications: await read(
      `select scheme || ':' || code as code, name_vi, name_en from classification_code order by scheme, sort, code`,
    ),
    synonyms: synonyms.rows,
    corrections: await readCorrections(db),
  }
}

interface AreaRow extends Record<string, unknown> {
  area_id: string
  name_vi: string
  name_en: string
  gso_code: string | null
  valid_from: string
  valid_to: string | null
}
