-- What somebody would order if it were on the menu. Counted once a person.
create table demands (
  id blob primary key,
  -- the community whose menu it is missing on
  area_id blob not null references areas (id),
  person_id blob not null references people (id),
  -- the words without what does not tell them apart
  key text not null,
  words text not null,
  at integer not null,
  -- put on the menu, or answered otherwise
  settled_at integer,
  unique (area_id, key, person_id)
) strict;
