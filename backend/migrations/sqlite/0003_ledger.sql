-- Points: one row is one transfer between two accounts, so the books balance by construction.
create table accounts (
  id blob primary key,
  kind text not null check (kind in ('issue', 'pending', 'available', 'hold', 'spent', 'gift', 'expired')),
  -- a person, or the community for issue, spent, gift and expired
  owner_id blob not null,
  balance integer not null,
  unique (kind, owner_id),
  -- only what a community has issued may be below zero
  check (balance >= 0 or kind = 'issue')
) strict;

create table transfers (
  id blob primary key,
  entry_id blob not null,
  debit_id blob not null references accounts (id),
  credit_id blob not null references accounts (id),
  amount integer not null check (amount > 0),
  kind text not null,
  order_id blob references orders (id),
  person_id blob references people (id),
  round int not null,
  reverses blob references transfers (id),
  created_by blob references people (id),
  approved_by blob references people (id),
  at integer not null,
  check (debit_id <> credit_id)
) strict;

create unique index transfers_once on transfers (kind, order_id, person_id, round);
create index transfers_by_debit on transfers (debit_id, at);
create index transfers_by_credit on transfers (credit_id, at);

create trigger transfers_stay before update on transfers
begin
  select raise(abort, 'transfers is append-only');
end;

create trigger transfers_keep before delete on transfers
begin
  select raise(abort, 'transfers is append-only');
end;

-- Hours are facts, kept apart from points: a change of the points rule never touches them.
create table service_minutes (
  id blob primary key,
  assignment_id blob not null references assignments (id),
  order_id blob not null references orders (id),
  person_id blob not null references people (id),
  -- negative in a reversing row
  minutes int not null,
  basis text not null check (basis in ('keys', 'resident', 'call_back', 'auto')),
  reverses blob references service_minutes (id),
  created_by blob references people (id),
  at integer not null
) strict;

create unique index service_minutes_once on service_minutes (assignment_id) where reverses is null;
create unique index service_minutes_reversed_once on service_minutes (reverses) where reverses is not null;
create index service_minutes_by_person on service_minutes (person_id, at);

create trigger service_minutes_stay before update on service_minutes
begin
  select raise(abort, 'service_minutes is append-only');
end;

create trigger service_minutes_keep before delete on service_minutes
begin
  select raise(abort, 'service_minutes is append-only');
end;

-- Complaints and suggestions: a visible entry with a receipt.
create table complaints (
  id blob primary key,
  receipt text not null unique,
  person_id blob references people (id),
  about text not null,
  words text not null,
  contact text,
  created_at integer not null,
  answered_at integer,
  answer text
) strict;
