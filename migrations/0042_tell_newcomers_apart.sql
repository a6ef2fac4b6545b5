-- Why: graduates and migration are what policy can move, so each is a driver of its own; shares of occupations and sexes too.
-- Locks: gap_driver, while the constraint is checked. Undo: put back the list of 0011 once no row has another driver.
alter table gap_driver
  drop constraint gap_driver_driver,
  add constraint gap_driver_driver check (driver in ('economy', 'sectorMix', 'staffing', 'areaLead', 'exits', 'graduates',
    'migration', 'areaInflow', 'otherEntrants', 'labourForce', 'entrants'));
