-- Why: files of international agencies hold other countries, groups of countries (the European Union as of 2020) and states of
-- other countries (the USA); a province is one of Viet Nam.
-- Locks: area, briefly (the check is validated by a scan of its rows). Undo: delete those rows, restore 0001's check.
alter table area drop constraint area_kind;
alter table area add constraint area_kind check (kind in ('country', 'group', 'region', 'province', 'state', 'commune'));
