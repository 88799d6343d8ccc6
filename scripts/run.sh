#!/usr/bin/env bash
# Serves the demo community. The first time it fills an empty data folder; then it only serves.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
export LINLI_SITE=${LINLI_SITE:-$target/site}
export LINLI_DATA=${LINLI_DATA:-./data}
linli=$target/release/linli
accounts=$LINLI_DATA/demo-accounts.txt
if [ ! -f "$LINLI_DATA/linli.db" ] && [ -z "${LINLI_DATABASE_URL:-}" ]; then
  echo "• filling an empty database with the demo community (synthetic data)"
  mkdir -p -m 700 "$LINLI_DATA"
  # it becomes the database when it is whole: what is interrupted leaves nothing that could be served
  filling=$(mktemp -d "$LINLI_DATA/filling.XXXXXX")
  trap 'rm -rf "$filling"' EXIT
  trap 'exit 130' INT TERM
  LINLI_DATABASE_URL=sqlite:$filling/linli.db "$linli" demo --seed 1 --residents 2000 | tee "$filling/accounts"
  if [ -f "$LINLI_DATA/linli.db" ]; then echo "✗ $LINLI_DATA/linli.db was made meanwhile"; exit 1; fi
  mv "$filling/accounts" "$accounts"
  mv "$filling/linli.db" "$LINLI_DATA/linli.db"
  rm -rf "$filling"
  trap - EXIT INT TERM
else
  cat "$accounts" 2>/dev/null || true
fi
cat <<'TEXT'

  Residents and volunteers: open the page, 登录, type a phone number from the table.
  The 6-digit code is printed here, as "SMS → …" (LINLI_SMS=log).
  Staff: 工作人员登录, with phone, password and an authenticator code from the TOTP secret.
  To begin again: stop, remove the data folder, make run.
TEXT
exec "$linli" serve
