#!/usr/bin/env bash
# Tests of domain and backend. Store tests run on SQLite and on a private, throw-away
# PostgreSQL that is started here and stopped at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -f .setup/env ] || . .setup/env
scripts/with-postgres.sh cargo nextest run -p domain -p backend --no-fail-fast "$@"
