-- On what somebody signed in, roughly: so that they know their own sessions apart.
alter table sessions add column device text not null default 'other'
  check (device in ('android', 'iphone', 'tablet', 'computer', 'program', 'other'));
-- The roles of the person changed: the token has to be replaced (trust.md A7).
alter table sessions add column renew_from integer;
-- SHA-256 of the token that was given out in its place. The first use of that one ends the old.
alter table sessions add column next_hash text;
alter table sessions add column next_at integer;

create unique index sessions_by_next_hash on sessions (next_hash) where next_hash is not null;
