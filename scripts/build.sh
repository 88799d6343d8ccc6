#!/usr/bin/env bash
# The release binary and the site. The browser half is built by cargo-leptos with its own small
# profile; both halves by one compiler.
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -f .setup/env ] || . .setup/env
target=${CARGO_TARGET_DIR:-target}
export LEPTOS_SITE_ROOT=$target/site LEPTOS_HASH_FILE_NAME=hash.txt

cargo leptos build --release --split ${LINLI_LEPTOS_FLAGS:-}
cp "$target/release/hash.txt" "$target/site/hash.txt" 2>/dev/null || true
# phones get files that were compressed once, as well as it goes
node scripts/compress.mjs "$target/site"
