#!/usr/bin/env bash
# The figures of docs/BENCH.md, of the release binary and the built site, as ratios.
#
#   scripts/bench.sh [--residents 40000] [--rounds 5] [--seconds 2] [--connections 32] [--json]
#
# Its data folder is a temporary one beside the build, so that the disk of the build is measured.
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -f .setup/env ] || . .setup/env
target=${CARGO_TARGET_DIR:-target}

cargo build --quiet --release -p bench
exec "$target/release/bench" --linli "$target/release/linli" --site "$target/site" "$@"
