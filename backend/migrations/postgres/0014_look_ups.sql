-- Who at the desk had somebody's name and door opened by their number, and when.
create table look_ups (
  staff_id uuid not null references people (id),
  person_id uuid not null references people (id),
  at bigint not null,
  primary key (person_id, staff_id, at)
);

create trigger look_ups_stay before update or delete on look_ups
  for each row execute function refuse_change();
create trigger look_ups_keep before truncate on look_ups
  for each statement execute function refuse_change();
