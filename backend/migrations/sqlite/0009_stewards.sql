-- 楼栋长 and 网格员: two more roles, of which a building has at most one each.
alter table role_grants rename to role_grants_before;

create table role_grants (
  person_id blob not null references people (id),
  role text not null check (role in ('resident', 'volunteer', 'steward', 'grid_worker', 'dispatcher', 'community_admin', 'coordinator', 'auditor', 'system_admin')),
  area_id blob not null references areas (id),
  granted_by blob references people (id),
  granted_at integer not null,
  revoked_at integer,
  primary key (person_id, role, area_id)
) strict;

insert into role_grants (person_id, role, area_id, granted_by, granted_at, revoked_at)
  select person_id, role, area_id, granted_by, granted_at, revoked_at from role_grants_before;
drop table role_grants_before;

create unique index one_steward on role_grants (area_id, role)
  where revoked_at is null and role in ('steward', 'grid_worker');
