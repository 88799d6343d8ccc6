-- A picture that was taken in. Until it belongs to something that happened it may be swept away.
create table photo_uploads (
  -- random, in every address of the picture and in the names of its files
  id blob primary key,
  -- who sent it, when somebody was signed in
  person_id blob references people (id),
  -- SHA-256 of the file as it was sent
  digest text not null,
  width int not null check (width > 0),
  height int not null check (height > 0),
  bytes int not null check (bytes > 0),
  small_width int not null check (small_width > 0),
  small_height int not null check (small_height > 0),
  small_bytes int not null check (small_bytes > 0),
  created_at integer not null
) strict;

create index photo_uploads_by_created on photo_uploads (created_at);

-- With which event of which order it came: once, and for good.
create table photos (
  id blob primary key references photo_uploads (id),
  order_id blob not null references orders (id),
  event_seq integer not null references order_events (seq),
  position int not null
) strict;

create index photos_by_order on photos (order_id, event_seq, position);

create trigger photos_stay before update on photos
begin
  select raise(abort, 'photos is append-only');
end;

create trigger photos_keep before delete on photos
begin
  select raise(abort, 'photos is append-only');
end;
