#!/usr/bin/env bash
# Playwright against the release binary on a fresh demo database. Each run has its own data folder
# and port; nothing is left behind.
#
#   scripts/e2e.sh [ARGUMENTS OF PLAYWRIGHT…]              on embedded SQLite
#   scripts/e2e.sh --postgres [ARGUMENTS OF PLAYWRIGHT…]   on PostgreSQL, with two servers of one database
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -f .setup/env ] || . .setup/env
if [ "${1:-}" = --postgres ]; then
  shift
  LINLI_E2E_POSTGRES=yes exec scripts/with-postgres.sh "$0" "$@"
fi
target=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)
data=$(mktemp -d)
export LINLI_DATA=$data LINLI_SITE=$target/site LINLI_SMS=file:$data/sms.jsonl LINLI_LOG=warn
[ -z "${LINLI_E2E_POSTGRES:-}" ] || export LINLI_DATABASE_URL=$LINLI_TEST_POSTGRES

servers=()
cleanup() {
  for server in "${servers[@]}"; do kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; done
  rm -rf "$data"
}
trap cleanup EXIT

# Starts a server on a free port; its address is in $url afterwards.
serve() { # log
  local port
  port=$(scripts/free-port.sh)
  url=http://127.0.0.1:$port
  LINLI_ADDR=127.0.0.1:$port "$target/release/linli" serve > "$data/$1" 2>&1 &
  servers+=($!)
  for _ in $(seq 100); do curl -fs "$url/readyz" >/dev/null && return; sleep 0.1; done
  cat "$data/$1"; echo "the server did not start"; exit 1
}

"$target/release/linli" demo --seed 1 --residents 600 --json > "$data/accounts.json"
export LINLI_ACCOUNTS=$data/accounts.json LINLI_SMS_FILE=$data/sms.jsonl
serve server.log
export LINLI_URL=$url
if [ -n "${LINLI_E2E_POSTGRES:-}" ]; then
  serve second.log
  export LINLI_SECOND_URL=$url
fi
(cd end2end && npx playwright test "$@") || { echo "— the server said:"; tail -n 20 "$data"/*.log; exit 1; }
