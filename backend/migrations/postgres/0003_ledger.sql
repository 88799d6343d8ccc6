-- Points: one row is one transfer between two accounts, so the books balance by construction.
create table accounts (
  id uuid primary key,
  kind text not null check (kind in ('issue', 'pending', 'available', 'hold', 'spent', 'gift', 'expired')),
  -- a person, or the community for issue, spent, gift and expired
  owner_id uuid not null,
  balance bigint not null,
  unique (kind, owner_id),
  -- only what a community has issued may be below zero
  check (balance >= 0 or kind = 'issue')
);

create table transfers (
  id uuid primary key,
  entry_id uuid not null,
  debit_id uuid not null references accounts (id),
  credit_id uuid not null references accounts (id),
  amount bigint not null check (amount > 0),
  kind text not null,
  order_id uuid references orders (id),
  person_id uuid references people (id),
  round integer not null,
  reverses uuid references transfers (id),
  created_by uuid references people (id),
  approved_by uuid references people (id),
  at bigint not null,
  check (debit_id <> credit_id)
);

create unique index transfers_once on transfers (kind, order_id, person_id, round);
create index transfers_by_debit on transfers (debit_id, at);
create index transfers_by_credit on transfers (credit_id, at);

create trigger transfers_stay before update or delete on transfers
  for each row execute function refuse_change();
create trigger transfers_keep before truncate on transfers
  for each statement execute function refuse_change();

-- Hours are facts, kept apart from points: a change of the points rule never touches them.
create table service_minutes (
  id uuid primary key,
  assignment_id uuid not null references assignments (id),
  order_id uuid not null references orders (id),
  person_id uuid not null references people (id),
  -- negative in a reversing row
  minutes integer not null,
  basis text not null check (basis in ('keys', 'resident', 'call_back', 'auto')),
  reverses uuid references service_minutes (id),
  created_by uuid references people (id),
  at bigint not null
);

create unique index service_minutes_once on service_minutes (assignment_id) where reverses is null;
create unique index service_minutes_reversed_once on service_minutes (reverses) where reverses is not null;
create index service_minutes_by_person on service_minutes (person_id, at);

create trigger service_minutes_stay before update or delete on service_minutes
  for each row execute function refuse_change();
create trigger service_minutes_keep before truncate on service_minutes
  for each statement execute function refuse_change();

-- Complaints and suggestions: a visible entry with a receipt.
create table complaints (
  id uuid primary key,
  receipt text not null unique,
  person_id uuid references people (id),
  about text not null,
  words text not null,
  contact text,
  created_at bigint not null,
  answered_at bigint,
  answer text
);
