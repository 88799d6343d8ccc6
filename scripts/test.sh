#!/usr/bin/env bash
# Everything, with what it needs set up first. The last lines are the runners' own summaries.
set -euo pipefail
cd "$(dirname "$0")/.."
started=$SECONDS
say() { printf '\n━━ %s (%d:%02d)\n' "$*" $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60)); }

say "1/5 setting up";            scripts/setup.sh --test
. .setup/env
say "2/5 building server and site"; scripts/build.sh
say "3/5 formatting, clippy, arrows"; scripts/check.sh
say "4/5 tests of domain, backend and server on both databases"
scripts/unit.sh 2>&1 | tee .setup/unit.log
say "5/5 make run from an empty folder, the story in a browser, and once more with two servers of one PostgreSQL"
scripts/check-run.sh
scripts/e2e.sh 2>&1 | tee .setup/e2e.log
scripts/e2e.sh --postgres --project=phone live story 2>&1 | tee -a .setup/e2e.log
say "done"
grep -E '^ +Summary \[' .setup/unit.log | tail -1
grep -E '^ +[0-9]+ (passed|failed|flaky|skipped)' .setup/e2e.log || true
