-- 楼栋长 and 网格员: two more roles, of which a building has at most one each.
alter table role_grants drop constraint role_grants_role_check;
alter table role_grants add constraint role_grants_role_check
  check (role in ('resident', 'volunteer', 'steward', 'grid_worker', 'dispatcher', 'community_admin', 'coordinator', 'auditor', 'system_admin'));

create unique index one_steward on role_grants (area_id, role)
  where revoked_at is null and role in ('steward', 'grid_worker');
