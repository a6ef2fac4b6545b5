-- Why: agencies write one section in many ways; each reviewed spelling is a row with where it was seen, never a guess of code.
-- Locks: none (new table). Undo: drop table synonym.
create table synonym (
  scheme  text not null,   -- a classification scheme, or AREA, SEX, TOTAL
  label   text not null,   -- as published
  code    text not null,   -- of the scheme; an area id; T, F, M; _T
  seen_in text not null,
  primary key (scheme, label)
);
