#!/usr/bin/env bash
# Formatting, lints, and the arrows: frontend, server → app → backend → domain, never back.
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -f .setup/env ] || . .setup/env

echo "• formatting"
cargo fmt --all --check

echo "• clippy, of the tests, the bench and the browser's half as well"
cargo clippy --quiet --workspace --exclude frontend --all-targets --features app/ssr -- -D warnings
cargo clippy --quiet -p frontend --target wasm32-unknown-unknown -- -D warnings

echo "• arrows between the crates"
fail=0
may_not() { # crate, what must not be in its tree, extra arguments
  local crate=$1 pattern=$2; shift 2
  if cargo tree -q -p "$crate" -e normal --prefix none "$@" | awk '{print $1}' | grep -qxE "$pattern"; then
    echo "✗ $crate depends on one of: $pattern"; fail=1
  fi
}
may_not domain 'backend|app|server|frontend|leptos|tokio|axum|rand|chrono|jiff'
may_not backend 'app|server|frontend|leptos|axum' --features testing
may_not app 'server|frontend' --features ssr
may_not frontend 'sqlx|sqlx-core|axum|leptos_axum|backend|tokio' --target wasm32-unknown-unknown
grep -rnE 'backend::' app/src/pages app/src/ui && { echo "✗ a page reaches into backend"; fail=1; }
grep -rnE 'sqlx::(query|PgPool|SqlitePool)' backend/src --include=*.rs | grep -vE '^backend/src/(db|testing)/' && { echo "✗ SQL driver named outside backend/src/db"; fail=1; }
grep -rnE 'SystemTime::now|Instant::now|Timestamp::now|Uuid::(now_v7|new_v4)|OsRng' domain/src backend/src --include=*.rs \
  | grep -vE '^backend/src/(ctx|testing)|/tests/' && { echo "✗ somebody asks the clock or chance directly"; fail=1; }
node scripts/check-views.mjs || fail=1
exit $fail
