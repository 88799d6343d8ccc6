#!/usr/bin/env bash
# What `make run` does in a folder where nothing is: fill, print the accounts, serve; and the second
# time only serve. Interrupted while filling, it begins anew.
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -f .setup/env ] || . .setup/env
folder=$(mktemp -d)
server=
cleanup() {
  if [ -n "$server" ]; then
    pkill -TERM -P "$server" || true
    kill "$server" 2>/dev/null || true
    wait "$server" || true
  fi
  rm -rf "$folder"
}
trap cleanup EXIT
unset LINLI_DATABASE_URL
export LINLI_DATA=$folder/data LINLI_LOG=warn
LINLI_ADDR=127.0.0.1:$(scripts/free-port.sh)
export LINLI_ADDR

wrong() { echo "✗ make run: $1"; cat "$folder/log"; exit 1; }

start() { scripts/run.sh > "$folder/log" 2>&1 & server=$!; }

serves() {
  for _ in $(seq 600); do
    if curl -fs "http://$LINLI_ADDR/readyz" > /dev/null; then
      grep -q 19900000101 "$folder/log" || wrong "the accounts are not printed"
      grep -q "http://$LINLI_ADDR" "$folder/log" || wrong "the address is not printed"
      kill "$server"
      wait "$server" || wrong "it did not stop as asked"
      server=
      return
    fi
    kill -0 "$server" 2>/dev/null || wrong "it ended"
    sleep 0.1
  done
  wrong "it does not answer"
}

start
until compgen -G "$LINLI_DATA/filling.*/linli.db" > /dev/null; do kill -0 "$server" 2>/dev/null || wrong "it ended"; sleep 0.05; done
pkill -TERM -P "$server" || true
wait "$server" && wrong "it went on after filling was interrupted"
[ -z "$(ls -A "$LINLI_DATA")" ] || wrong "something half-filled is left"
start && serves
start && serves
! grep -q "filling" "$folder/log" || wrong "it filled twice"
echo "✓ make run: from an empty folder, again, and after an interruption"
