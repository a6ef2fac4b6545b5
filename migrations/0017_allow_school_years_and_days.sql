-- Why: enrolment is counted by school year (AY, from 1 September) and stocks such as a census on one day (D); neither is a
-- calendar year.
-- Locks: series, briefly (the check is validated by a scan of its rows). Undo: delete series of AY and D, restore 0002's check.
alter table series drop constraint series_frequency;
alter table series add constraint series_frequency check (frequency in ('A', 'Q', 'M', 'AY', 'D'));
