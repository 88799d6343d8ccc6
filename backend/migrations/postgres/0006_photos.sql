-- A picture that was taken in. Until it belongs to something that happened it may be swept away.
create table photo_uploads (
  -- random, in every address of the picture and in the names of its files
  id uuid primary key,
  -- who sent it, when somebody was signed in
  person_id uuid references people (id),
  -- SHA-256 of the file as it was sent
  digest text not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  bytes integer not null check (bytes > 0),
  small_width integer not null check (small_width > 0),
  small_height integer not null check (small_height > 0),
  small_bytes integer not null check (small_bytes > 0),
  created_at bigint not null
);

create index photo_uploads_by_created on photo_uploads (created_at);

-- With which event of which order it came: once, and for good.
create table photos (
  id uuid primary key references photo_uploads (id),
  order_id uuid not null references orders (id),
  event_seq bigint not null references order_events (seq),
  position integer not null
);

create index photos_by_order on photos (order_id, event_seq, position);

create trigger photos_stay before update or delete on photos
  for each row execute function refuse_change();
create trigger photos_keep before truncate on photos
  for each statement execute function refuse_change();
