-- Who did not come: since when it is said and by whom, and what they say themselves.
alter table assignments add column missed_at bigint;
alter table assignments add column missed_by uuid references people (id);
alter table assignments add column excuse text;
