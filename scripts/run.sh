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
  mkdir -p "$LINLI_DATA"
  # a half-filled community is of no use: the next time begins anew
  trap 'rm -f "$LINLI_DATA"/linli.db "$LINLI_DATA"/linli.db-* "$accounts.part"' EXIT
  trap 'exit 130' INT TERM
  "$linli" demo --seed 1 --residents 2000 | tee "$accounts.part"
  mv "$accounts.part" "$accounts"
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
