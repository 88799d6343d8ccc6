-- Who at the desk had somebody's name and door opened by their number, and when.
create table look_ups (
  staff_id blob not null references people (id),
  person_id blob not null references people (id),
  at integer not null,
  primary key (person_id, staff_id, at)
) strict;

create trigger look_ups_stay before update on look_ups
begin
  select raise(abort, 'look_ups is append-only');
end;

create trigger look_ups_keep before delete on look_ups
begin
  select raise(abort, 'look_ups is append-only');
end;
