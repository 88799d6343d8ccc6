create table workdays (
  day text primary key,
  kind text not null check (kind in ('work', 'rest')),
  note text
) strict;

create table menu_items (
  id blob primary key,
  -- the area in which it is offered, with everything below
  area_id blob not null references areas (id),
  code text not null,
  no int not null,
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
  required int not null check (required between 1 and 20),
  planned_minutes int not null check (planned_minutes between 1 and 480),
  points_per_hour int not null check (points_per_hour between 0 and 1000),
  home_visit int not null check (home_visit in (0, 1)),
  review int not null check (review in (0, 1)),
  open int not null check (open in (0, 1)),
  changed_at integer not null,
  unique (area_id, code)
) strict;

create table orders (
  id blob primary key,
  -- the human number: a series and its counter
  no text not null unique,
  community_id blob not null references areas (id),
  area_id blob not null references areas (id),
  holder_id blob not null references areas (id),
  level text not null check (level in ('courtyard', 'estate', 'community', 'street', 'district')),
  owner_id blob references people (id),
  item_id blob not null references menu_items (id),
  urgency text not null check (urgency in ('u1', 'u2', 'u3', 'u4')),
  mode text check (mode in ('direct', 'waves', 'pool', 'team', 'rota', 'supplier')),
  required int not null check (required between 1 and 20),
  window_start integer not null,
  window_end integer not null,
  beneficiary_id blob not null references people (id),
  orderer_id blob not null references people (id),
  dispatcher_id blob references people (id),
  channel text not null check (channel in ('self', 'family', 'desk', 'phone', 'paper', 'chat', 'patrol', 'meeting', 'open311')),
  state text not null check (state in ('submitted', 'need_info', 'to_dispatch', 'offered', 'claimed', 'in_service', 'reported', 'confirmed', 'closed', 'disputed', 'on_hold', 'escalated', 'referred', 'rejected', 'cancelled', 'merged', 'unmet')),
  version integer not null,
  round int not null,
  failed_rounds int not null,
  promise_at integer not null,
  paused_at integer,
  entered_at integer not null,
  due_at integer,
  urged_at integer,
  hold_until integer,
  holds int not null,
  merged_into blob references orders (id),
  outcome text check (outcome in ('done', 'not_at_home', 'refused', 'unsafe', 'partly', 'not_done')),
  basis text check (basis in ('keys', 'resident', 'call_back', 'auto')),
  confirmed_at integer,
  -- everything below is words, and private until somebody has accepted
  details text not null,
  answer text,
  door text not null,
  contact_name text not null,
  contact_phone text,
  -- what helpers may read before they accept; written by the desk
  public_note text,
  rating int check (rating between 1 and 5),
  rating_note text,
  created_at integer not null,
  check (window_start < window_end)
) strict;

create index orders_by_holder on orders (holder_id, state, due_at);
create index orders_by_community on orders (community_id, state, created_at);
create index orders_by_beneficiary on orders (beneficiary_id, created_at);
create index orders_by_orderer on orders (orderer_id, created_at);
create index orders_by_due on orders (state, due_at);

-- A series is a day and a short code: communities that share a short code share the counter.
create table order_numbers (
  series text primary key,
  last int not null
) strict;

create table door_keys (
  order_id blob not null references orders (id),
  round int not null,
  arrive_key text not null,
  leave_key text not null,
  tries_left int not null,
  primary key (order_id, round)
) strict;

create table assignments (
  id blob primary key,
  order_id blob not null references orders (id),
  person_id blob not null references people (id),
  round int not null,
  wave int not null,
  state text not null check (state in ('offered', 'waiting', 'accepted', 'declined', 'lapsed', 'withdrawn', 'released', 'standin_wanted', 'replaced', 'checked_in', 'checked_out', 'verified', 'reversed', 'no_show', 'excused')),
  offered_at integer not null,
  respond_by integer,
  accepted_at integer,
  checked_in_at integer,
  checked_out_at integer,
  arrive_key_ok int not null default 0 check (arrive_key_ok in (0, 1)),
  leave_key_ok int not null default 0 check (leave_key_ok in (0, 1)),
  late_entry int not null default 0 check (late_entry in (0, 1)),
  minutes int,
  reason text,
  unique (order_id, person_id, round)
) strict;

create index assignments_by_person on assignments (person_id, state);
create index assignments_by_respond on assignments (state, respond_by);

create table order_events (
  seq integer primary key autoincrement,
  order_id blob not null references orders (id),
  version integer not null,
  kind text not null,
  from_state text,
  to_state text not null,
  actor_id blob references people (id),
  part text not null,
  reason text,
  note text,
  late int not null default 0 check (late in (0, 1)),
  at integer not null
) strict;

create index order_events_by_order on order_events (order_id, seq);
create index order_events_by_at on order_events (at);

create trigger order_events_stay before update on order_events
begin
  select raise(abort, 'order_events is append-only');
end;

create trigger order_events_keep before delete on order_events
begin
  select raise(abort, 'order_events is append-only');
end;

-- One row an intention: the same id again returns the first answer.
create table client_ops (
  person_id blob not null references people (id),
  op_id blob not null,
  verb text not null,
  body_hash text not null,
  answer text not null,
  at integer not null,
  primary key (person_id, op_id)
) strict;

create table leases (
  name text primary key,
  holder text not null,
  until integer not null
) strict;

-- Messages: the inbox is the truth, the outbox brings them to phones.
create table messages (
  id blob primary key,
  person_id blob not null references people (id),
  key text not null,
  args text not null,
  order_id blob references orders (id),
  created_at integer not null,
  read_at integer
) strict;

create index messages_by_person on messages (person_id, created_at);

create table outbox (
  id blob primary key,
  -- sms: payload {phone, key, args, language}
  kind text not null check (kind in ('sms')),
  payload text not null,
  created_at integer not null,
  due_at integer not null,
  attempts int not null default 0,
  claimed_until integer,
  done_at integer,
  error text
) strict;

create index outbox_by_due on outbox (done_at, due_at);
