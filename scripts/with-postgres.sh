#!/usr/bin/env bash
# Runs a command with LINLI_TEST_POSTGRES set to a PostgreSQL server.
#
#   scripts/with-postgres.sh cargo nextest run -p backend
#
# With LINLI_TEST_POSTGRES set already, that server is used as it is. Otherwise a private one is
# made in the temp folder, on a free port of the loopback, and taken away again at the end, also
# after ctrl-C. It works as root (the server then runs as `postgres`) and as anybody else.
set -euo pipefail

if [ "$#" -eq 0 ]; then
  echo "usage: $0 COMMAND [ARGUMENT…]" >&2
  exit 64
fi
if [ -n "${LINLI_TEST_POSTGRES:-}" ]; then
  exec "$@"
fi

bin=${LINLI_POSTGRES_BIN:-}
if [ -z "$bin" ]; then
  # Debian keeps the server's programs off the PATH, one folder a version: the newest
  for folder in /usr/lib/postgresql/*/bin; do
    [ -x "$folder/initdb" ] && bin=$folder
  done
fi
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || true)")
if [ ! -x "$bin/initdb" ]; then
  echo "with-postgres: no PostgreSQL found; install postgresql, or set LINLI_TEST_POSTGRES" >&2
  exit 69
fi

root=$(mktemp -d "${TMPDIR:-/tmp}/linli-pg.XXXXXX")
data=$root/data
as_server() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
  # PostgreSQL refuses to run as root
  chown postgres: "$root"
  if command -v runuser >/dev/null; then
    as_server() { runuser -u postgres -- "$@"; }
  else
    as_server() { su postgres -s /bin/sh -c '"$0" "$@"' -- "$@"; }
  fi
fi

command_pid=
cleanup() {
  trap '' INT TERM HUP
  if [ -n "$command_pid" ] && kill -0 "$command_pid" 2>/dev/null; then
    kill -TERM "$command_pid" 2>/dev/null || true
    wait "$command_pid" 2>/dev/null || true
  fi
  if [ -f "$data/postmaster.pid" ]; then
    (cd "$root" && as_server "$bin/pg_ctl" -D "$data" -m immediate -w stop) >/dev/null 2>&1 || true
  fi
  rm -rf "$root"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

cd_here=$PWD
cd "$root"
as_server "$bin/initdb" -D "$data" --data-checksums -U linli -A trust -E UTF8 --locale=C \
  >"$root/initdb.log" 2>&1 || { cat "$root/initdb.log" >&2; exit 70; }
# fsync stays on: what a commit promises is part of what is tested. The rest is small.
cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$root'
max_connections = 400
shared_buffers = 64MB
work_mem = 4MB
maintenance_work_mem = 32MB
max_wal_size = 512MB
autovacuum_naptime = 1h
deadlock_timeout = 200ms
log_min_messages = fatal
CONF

# Somebody else may take a free port before the server does: then another one is tried.
for try in 1 2 3 4 5 6 7 8; do
  port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
  if as_server "$bin/pg_ctl" -D "$data" -w -t 60 -o "-p $port" -l "$root/server.log" start >/dev/null 2>&1; then
    break
  fi
  if [ "$try" -eq 8 ]; then
    echo "with-postgres: the server does not start" >&2
    cat "$root/server.log" >&2 || true
    exit 70
  fi
done
cd "$cd_here"

export LINLI_TEST_POSTGRES="postgres://linli@127.0.0.1:$port/postgres"
# in the background, because a trap runs only once a command in the foreground has ended
set +e
"$@" <&0 &
command_pid=$!
wait "$command_pid"
status=$?
command_pid=
exit "$status"
