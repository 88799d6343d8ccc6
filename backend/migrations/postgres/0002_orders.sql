create table workdays (
  day text primary key,
  kind text not null check (kind in ('work', 'rest')),
  note text
);

create table menu_items (
  id uuid primary key,
  -- the area in which it is offered, with everything below
  area_id uuid not null references areas (id),
  code text not null,
  no integer not null,
  door text not null check (door in ('government', 'convenience', 'appeal')),
  icon text not null,
  name_zh text not null,
  name_en text not null,
  summary_zh text not null,
  summary_en text not null,
  question_zh text,
  question_en text,
  urgency text not null check (urgency in ('u1', 'u2', 'u3', 'u4')),
  doer text not null check (doer in ('volunteer', 'party_member', 'staff')),
  skill text,
  risk text not null check (risk in ('ordinary', 'raised')),
  required integer not null check (required between 1 and 20),
  planned_minutes integer not null check (planned_minutes between 1 and 480),
  points_per_hour integer not null check (points_per_hour between 0 and 1000),
  home_visit boolean not null,
  review boolean not null,
  open boolean not null,
  changed_at bigint not null,
  unique (area_id, code)
);

create table orders (
  id uuid primary key,
  -- the human number: a series and its counter
  no text not null unique,
  community_id uuid not null references areas (id),
  area_id uuid not null references areas (id),
  holder_id uuid not null references areas (id),
  level text not null check (level in ('courtyard', 'estate', 'community', 'street', 'district')),
  owner_id uuid references people (id),
  item_id uuid not null references menu_items (id),
  urgency text not null check (urgency in ('u1', 'u2', 'u3', 'u4')),
  mode text check (mode in ('direct', 'waves', 'pool', 'team', 'rota', 'supplier')),
  required integer not null check (required between 1 and 20),
  window_start bigint not null,
  window_end bigint not null,
  beneficiary_id uuid not null references people (id),
  orderer_id uuid not null references people (id),
  dispatcher_id uuid references people (id),
  channel text not null check (channel in ('self', 'family', 'desk', 'phone', 'paper', 'chat', 'patrol', 'meeting', 'open311')),
  state text not null check (state in ('submitted', 'need_info', 'to_dispatch', 'offered', 'claimed', 'in_service', 'reported', 'confirmed', 'closed', 'disputed', 'on_hold', 'escalated', 'referred', 'rejected', 'cancelled', 'merged', 'unmet')),
  version bigint not null,
  round integer not null,
  failed_rounds integer not null,
  promise_at bigint not null,
  paused_at bigint,
  entered_at bigint not null,
  due_at bigint,
  urged_at bigint,
  hold_until bigint,
  holds integer not null,
  merged_into uuid references orders (id),
  outcome text check (outcome in ('done', 'not_at_home', 'refused', 'unsafe', 'partly', 'not_done')),
  basis text check (basis in ('keys', 'resident', 'call_back', 'auto')),
  confirmed_at bigint,
  -- everything below is words, and private until somebody has accepted
  details text not null,
  answer text,
  door text not null,
  contact_name text not null,
  contact_phone text,
  -- what helpers may read before they accept; written by the desk
  public_note text,
  rating integer check (rating between 1 and 5),
  rating_note text,
  created_at bigint not null,
  check (window_start < window_end)
);

create index orders_by_holder on orders (holder_id, state, due_at);
create index orders_by_community on orders (community_id, state, created_at);
create index orders_by_beneficiary on orders (beneficiary_id, created_at);
create index orders_by_orderer on orders (orderer_id, created_at);
create index orders_by_due on orders (state, due_at);

-- A series is a day and a short code: communities that share a short code share the counter.
create table order_numbers (
  series text primary key,
  last integer not null
);

create table door_keys (
  order_id uuid not null references orders (id),
  round integer not null,
  arrive_key text not null,
  leave_key text not null,
  tries_left integer not null,
  primary key (order_id, round)
);

create table assignments (
  id uuid primary key,
  order_id uuid not null references orders (id),
  person_id uuid not null references people (id),
  round integer not null,
  wave integer not null,
  state text not null check (state in ('offered', 'waiting', 'accepted', 'declined', 'lapsed', 'withdrawn', 'released', 'standin_wanted', 'replaced', 'checked_in', 'checked_out', 'verified', 'reversed', 'no_show', 'excused')),
  offered_at bigint not null,
  respond_by bigint,
  accepted_at bigint,
  checked_in_at bigint,
  checked_out_at bigint,
  arrive_key_ok boolean not null default false,
  leave_key_ok boolean not null default false,
  late_entry boolean not null default false,
  minutes integer,
  reason text,
  unique (order_id, person_id, round)
);

create index assignments_by_person on assignments (person_id, state);
create index assignments_by_respond on assignments (state, respond_by);

create table order_events (
  seq bigint generated always as identity primary key,
  order_id uuid not null references orders (id),
  version bigint not null,
  kind text not null,
  from_state text,
  to_state text not null,
  actor_id uuid references people (id),
  part text not null,
  reason text,
  note text,
  late boolean not null default false,
  at bigint not null
);

create index order_events_by_order on order_events (order_id, seq);
create index order_events_by_at on order_events (at);

create trigger order_events_stay before update or delete on order_events
  for each row execute function refuse_change();
create trigger order_events_keep before truncate on order_events
  for each statement execute function refuse_change();

-- One row an intention: the same id again returns the first answer.
create table client_ops (
  person_id uuid not null references people (id),
  op_id uuid not null,
  verb text not null,
  body_hash text not null,
  answer text not null,
  at bigint not null,
  primary key (person_id, op_id)
);

create table leases (
  name text primary key,
  holder text not null,
  until bigint not null
);

-- Messages: the inbox is the truth, the outbox brings them to phones.
create table messages (
  id uuid primary key,
  person_id uuid not null references people (id),
  key text not null,
  args text not null,
  order_id uuid references orders (id),
  created_at bigint not null,
  read_at bigint
);

create index messages_by_person on messages (person_id, created_at);

create table outbox (
  id uuid primary key,
  -- sms: payload {phone, key, args, language}
  kind text not null check (kind in ('sms')),
  payload text not null,
  created_at bigint not null,
  due_at bigint not null,
  attempts integer not null default 0,
  claimed_until bigint,
  done_at bigint,
  error text
);

create index outbox_by_due on outbox (done_at, due_at);
