-- The area tree. A row is dated: communities split and merge, and old orders keep their old name.
create table areas (
  id uuid primary key,
  parent_id uuid references areas (id),
  level text not null check (level in ('courtyard', 'estate', 'community', 'street', 'district')),
  -- the operator's own key, by which an import finds the row again
  code text not null unique,
  name text not null,
  -- 居民小组 or grid, on buildings: an address always resolves to one
  grid text,
  valid_from bigint not null,
  valid_to bigint,
  settings text not null default '{}'
);

create index areas_by_parent on areas (parent_id);

-- Every pair (ancestor, descendant), itself included: one join answers "in my part of the tree?".
create table area_paths (
  ancestor_id uuid not null references areas (id),
  area_id uuid not null references areas (id),
  depth integer not null,
  primary key (ancestor_id, area_id)
);

create index area_paths_by_area on area_paths (area_id, depth);

create table people (
  id uuid primary key,
  name text not null,
  -- 1[3-9] and nine digits; none for people without a phone
  phone text unique,
  gender text check (gender in ('female', 'male')),
  birth_year integer,
  -- the building; the door within it is private
  area_id uuid references areas (id),
  door text,
  -- who shares a door shares a household: no points between them
  household_id uuid,
  language text not null default 'zh-CN' check (language in ('zh-CN', 'en')),
  elder_mode boolean not null default false,
  guardian_id uuid references people (id),
  created_at bigint not null,
  disabled_at bigint
);

create index people_by_area on people (area_id);

create table role_grants (
  person_id uuid not null references people (id),
  role text not null check (role in ('resident', 'volunteer', 'dispatcher', 'community_admin', 'coordinator', 'auditor', 'system_admin')),
  area_id uuid not null references areas (id),
  granted_by uuid references people (id),
  granted_at bigint not null,
  revoked_at bigint,
  primary key (person_id, role, area_id)
);

-- The report-in 报到. Party membership is never self-declared: verified_by is staff.
create table volunteers (
  person_id uuid primary key references people (id),
  community_id uuid not null references areas (id),
  claims_party boolean not null default false,
  branch text,
  verified_at bigint,
  verified_by uuid references people (id),
  -- 星期天先锋
  weekend_only boolean not null default false,
  urgent_opt_in boolean not null default false,
  quiet_start integer not null default 1260,
  quiet_end integer not null default 480,
  cap integer not null default 3,
  insured_until bigint,
  paused boolean not null default false,
  reported_in_at bigint not null
);

create index volunteers_by_community on volunteers (community_id);

create table volunteer_skills (
  person_id uuid not null references volunteers (person_id),
  skill text not null,
  valid_until bigint,
  primary key (person_id, skill)
);

create table availability (
  person_id uuid not null references volunteers (person_id),
  weekday integer not null check (weekday between 1 and 7),
  start_minute integer not null check (start_minute between 0 and 1439),
  end_minute integer not null check (end_minute between 1 and 1440),
  primary key (person_id, weekday, start_minute)
);

-- Who does not want to meet whom; nobody is told.
create table blocks (
  person_id uuid not null references people (id),
  blocked_id uuid not null references people (id),
  at bigint not null,
  primary key (person_id, blocked_id)
);

create table staff_credentials (
  person_id uuid primary key references people (id),
  password_hash text not null,
  totp_secret text not null,
  -- the last accepted step, so that a code cannot be used twice
  totp_step bigint not null default 0,
  failed integer not null default 0,
  locked_until bigint,
  changed_at bigint not null
);

create table sign_in_codes (
  id uuid primary key,
  phone text not null,
  code_hash text not null,
  created_at bigint not null,
  expires_at bigint not null,
  tries_left integer not null,
  used_at bigint
);

create index sign_in_codes_by_phone on sign_in_codes (phone, created_at);

-- A paper card for people without SMS, issued at the desk.
create table sign_in_cards (
  id uuid primary key,
  person_id uuid not null references people (id),
  code_hash text not null unique,
  issued_by uuid not null references people (id),
  issued_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);

create table sessions (
  id uuid primary key,
  token_hash text not null unique,
  person_id uuid not null references people (id),
  kind text not null check (kind in ('resident', 'staff', 'api')),
  scopes text not null default '',
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  ended_at bigint
);

create index sessions_by_person on sessions (person_id);

-- Counters of the rate limits; they survive a restart.
create table limits (
  name text not null,
  window_start bigint not null,
  count integer not null,
  primary key (name, window_start)
);

-- Append-only tables call this: a correction is a new row, never a changed one.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end
$$;
