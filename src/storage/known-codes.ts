import type { Db } from './database.ts'

export interface KnownCode {
  readonly code: string
  readonly names: readonly string[]
  /** First day on which a territory no longer exists. */
  readonly endsOn?: string | null
}

/** Every code a figure may carry. */
export interface KnownCodes {
  readonly areas: readonly KnownCode[]
  readonly sources: readonly KnownCode[]
  /** `SCHEME:code`. */
  readonly classifications: readonly KnownCode[]
}

export async function readKnownCodes(db: Db): Promise<KnownCodes> {
  const read = async (sql: string): Promise<KnownCode[]> => {
    const { rows } = await db.query<{ code: string; name_vi: string; name_en: string; ends_on?: string | null }>(sql)
    return rows.map(({ code, name_vi, name_en, ends_on }) => ({
      code,
      names: [name_vi, name_en],
      ...(ends_on === undefined ? {} : { endsOn: ends_on }),
    }))
  }
  return {
    areas: await read('select area_id as code, name_vi, name_en, valid_to as ends_on from area order by area_id'),
    sources: await read('select source_id as code, name_vi, name_en from source order by source_id'),
    classifications: await read(
      `select scheme || ':' || code as code, name_vi, name_en from classification_code order by scheme, sort, code`,
    ),
  }
}
