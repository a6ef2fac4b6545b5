import type { Transaction } from './database.ts'

/** Notes that the series of the staged rows are part of a dataset. */
export async function keepDataset(tx: Transaction, dataset: string): Promise<void> {
  await tx.query(
    `insert into dataset_series (dataset, series_no)
     select distinct $1, series_no from staged join series using (series_id) on conflict do nothing`,
    [dataset],
  )
}

/**
 * Withdraws, from a vintage on, the figures of a dataset that were known before it and that it no longer has. The rows of
 * the vintage itself must have been stored; a figure that comes back in a later vintage is there again from then on.
 *
 * @returns how many figures
 */
export async function withdrawAbsent(
  tx: Transaction,
  dataset: string,
  vintage: string,
  ingestId: number,
): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into observation (series_no, period_start, vintage, value, obs_status, note, ingest_id, line, is_withdrawn)
     select series_no, period_start, $2, null, 'O', 'No longer in the source', $3, 0, true
       from (select distinct on (o.series_no, o.period_start) o.series_no, o.period_start, o.vintage, o.is_withdrawn
               from dataset_series d join observation o using (series_no)
              where d.dataset = $1 and o.vintage <= $2
              order by o.series_no, o.period_start, o.vintage desc) known
      where vintage < $2 and not is_withdrawn`,
    [dataset, vintage, ingestId],
  )
  // Their digests no longer tell what the vintage holds.
  if (rowCount) {
    await tx.query(
      `insert into series_vintage (series_no, vintage, ingest_id)
       select distinct o.series_no, o.vintage, o.ingest_id from dataset_series d join observation o using (series_no)
        where d.dataset = $1 and o.vintage = $2 and o.ingest_id = $3 and o.is_withdrawn
       on conflict (series_no, vintage) do update set figures = null, digest_a = null, digest_b = null,
             ingest_id = excluded.ingest_id`,
      [dataset, vintage, ingestId],
    )
  }
  return rowCount ?? 0
}
