#!/usr/bin/env bash
# Playwright against the release binary on a fresh demo database. Each run has its own data folder
# and port; nothing is left behind.
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -f .setup/env ] || . .setup/env
target=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)
data=$(mktemp -d)
export LINLI_DATA=$data LINLI_SITE=$target/site LINLI_SMS=file:$data/sms.jsonl LINLI_LOG=warn
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
export LINLI_ADDR=127.0.0.1:$port LINLI_URL=http://127.0.0.1:$port

"$target/release/linli" demo --seed 1 --residents 600 --json > "$data/accounts.json"
export LINLI_ACCOUNTS=$data/accounts.json LINLI_SMS_FILE=$data/sms.jsonl
"$target/release/linli" serve > "$data/server.log" 2>&1 &
server=$!
cleanup() { kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$data"; }
trap cleanup EXIT
for _ in $(seq 100); do curl -fs "$LINLI_URL/readyz" >/dev/null && break; sleep 0.1; done
curl -fs "$LINLI_URL/readyz" >/dev/null || { cat "$data/server.log"; echo "the server did not start"; exit 1; }
(cd end2end && npx playwright test "$@") || { echo "— the server said:"; tail -20 "$data/server.log"; exit 1; }
