#!/usr/bin/env bash
# Takes the pictures of the README from the demo community: docs/pictures/*.png.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p docs/pictures
LINLI_PICTURES=$PWD/docs/pictures scripts/e2e.sh --project=pictures
