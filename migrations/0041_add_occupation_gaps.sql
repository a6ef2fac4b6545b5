-- Why: a planner asks in which occupations, and of which sex, people will be short. Their figures are gaps like the others: same
-- draws, same columns, rated in three steps; the published class is the likeliest one, the class of the median beside it.
-- Locks: gap, while columns with a constant default are added and its index is built again. Undo: delete rows of the kind,
-- drop the columns and the constraint, build the index as in 0004.
alter table gap
  add column occupation text not null default '_T',   -- VSCO2020:2 where sector_kind is occupation
  add column median_rating text,                      -- null in releases whose rating is that of the median
  add column three_step jsonb,                        -- recent and projected score of an occupation group
  drop constraint gap_sector_kind,
  add constraint gap_sector_kind check (sector_kind in ('total', 'section', 'lens', 'occupation'));
drop index gap_query;
create index gap_query on gap (release_id, area_id, sector_kind, sector, occupation, year, sex);
