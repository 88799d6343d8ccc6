#!/usr/bin/env bash
# Tests of domain, backend, app and server. Store tests and races run on SQLite and on a private,
# throw-away PostgreSQL that is started here and stopped at the end.
#
#   LINLI_RACE_ROUNDS   rounds of 200 people who accept one place over HTTP (100 a database)
#   LINLI_KILL_ROUNDS   how often the server is killed under load (50)
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -f .setup/env ] || . .setup/env
scripts/with-postgres.sh cargo nextest run -p domain -p backend -p app -p server --features app/ssr --no-fail-fast "$@"
