-- Why: a gap is believed when its reasons are shown; they are means over the draws, since means add up and medians do not.
-- Locks: none (new table). Undo: drop table gap_driver.
create table gap_driver (
  release_id text not null,
  gap_id     text not null,
  driver     text not null constraint gap_driver_driver
             check (driver in ('economy', 'sectorMix', 'areaLead', 'exits', 'labourForce', 'entrants')),
  persons    double precision not null,        -- mean over the draws since the base year; positive widens a shortage
  primary key (release_id, gap_id, driver),
  foreign key (release_id, gap_id) references gap on delete cascade
);
