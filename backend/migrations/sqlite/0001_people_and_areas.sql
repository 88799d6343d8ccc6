-- The area tree. A row is dated: communities split and merge, and old orders keep their old name.
create table areas (
  id blob primary key,
  parent_id blob references areas (id),
  level text not null check (level in ('courtyard', 'estate', 'community', 'street', 'district')),
  -- the operator's own key, by which an import finds the row again
  code text not null unique,
  name text not null,
  -- 居民小组 or grid, on buildings: an address always resolves to one
  grid text,
  valid_from integer not null,
  valid_to integer,
  settings text not null default '{}'
) strict;

create index areas_by_parent on areas (parent_id);

-- Every pair (ancestor, descendant), itself included: one join answers "in my part of the tree?".
create table area_paths (
  ancestor_id blob not null references areas (id),
  area_id blob not null references areas (id),
  depth int not null,
  primary key (ancestor_id, area_id)
) strict;

create index area_paths_by_area on area_paths (area_id, depth);

create table people (
  id blob primary key,
  name text not null,
  -- 1[3-9] and nine digits; none for people without a phone
  phone text unique,
  gender text check (gender in ('female', 'male')),
  birth_year int,
  -- the building; the door within it is private
  area_id blob references areas (id),
  door text,
  -- who shares a door shares a household: no points between them
  household_id blob,
  language text not null default 'zh-CN' check (language in ('zh-CN', 'en')),
  elder_mode int not null default 0 check (elder_mode in (0, 1)),
  guardian_id blob references people (id),
  created_at integer not null,
  disabled_at integer
) strict;

create index people_by_area on people (area_id);

create table role_grants (
  person_id blob not null references people (id),
  role text not null check (role in ('resident', 'volunteer', 'dispatcher', 'community_admin', 'coordinator', 'auditor', 'system_admin')),
  area_id blob not null references areas (id),
  granted_by blob references people (id),
  granted_at integer not null,
  revoked_at integer,
  primary key (person_id, role, area_id)
) strict;

-- The report-in 报到. Party membership is never self-declared: verified_by is staff.
create table volunteers (
  person_id blob primary key references people (id),
  community_id blob not null references areas (id),
  claims_party int not null default 0 check (claims_party in (0, 1)),
  branch text,
  verified_at integer,
  verified_by blob references people (id),
  -- 星期天先锋
  weekend_only int not null default 0 check (weekend_only in (0, 1)),
  urgent_opt_in int not null default 0 check (urgent_opt_in in (0, 1)),
  quiet_start int not null default 1260,
  quiet_end int not null default 480,
  cap int not null default 3,
  insured_until integer,
  paused int not null default 0 check (paused in (0, 1)),
  reported_in_at integer not null
) strict;

create index volunteers_by_community on volunteers (community_id);

create table volunteer_skills (
  person_id blob not null references volunteers (person_id),
  skill text not null,
  valid_until integer,
  primary key (person_id, skill)
) strict;

create table availability (
  person_id blob not null references volunteers (person_id),
  weekday int not null check (weekday between 1 and 7),
  start_minute int not null check (start_minute between 0 and 1439),
  end_minute int not null check (end_minute between 1 and 1440),
  primary key (person_id, weekday, start_minute)
) strict;

-- Who does not want to meet whom; nobody is told.
create table blocks (
  person_id blob not null references people (id),
  blocked_id blob not null references people (id),
  at integer not null,
  primary key (person_id, blocked_id)
) strict;

create table staff_credentials (
  person_id blob primary key references people (id),
  password_hash text not null,
  totp_secret text not null,
  -- the last accepted step, so that a code cannot be used twice
  totp_step integer not null default 0,
  failed int not null default 0,
  locked_until integer,
  changed_at integer not null
) strict;

create table sign_in_codes (
  id blob primary key,
  phone text not null,
  code_hash text not null,
  created_at integer not null,
  expires_at integer not null,
  tries_left int not null,
  used_at integer
) strict;

create index sign_in_codes_by_phone on sign_in_codes (phone, created_at);

-- A paper card for people without SMS, issued at the desk.
create table sign_in_cards (
  id blob primary key,
  person_id blob not null references people (id),
  code_hash text not null unique,
  issued_by blob not null references people (id),
  issued_at integer not null,
  expires_at integer not null,
  used_at integer
) strict;

create table sessions (
  id blob primary key,
  token_hash text not null unique,
  person_id blob not null references people (id),
  kind text not null check (kind in ('resident', 'staff', 'api')),
  scopes text not null default '',
  created_at integer not null,
  seen_at integer not null,
  expires_at integer not null,
  ended_at integer
) strict;

create index sessions_by_person on sessions (person_id);

-- Counters of the rate limits; they survive a restart.
create table limits (
  name text not null,
  window_start integer not null,
  count int not null,
  primary key (name, window_start)
) strict;
