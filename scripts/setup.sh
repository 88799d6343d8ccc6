#!/usr/bin/env bash
# Installs what a machine lacks to build, run and test Linli. Looks first, installs only
# what is missing, says what and why, and can be run again: the second time takes a second.
#
#   scripts/setup.sh          what `make run` needs
#   scripts/setup.sh --test   and what `make test` needs (browser, PostgreSQL, nextest)
#
# Writes .setup/env, which the Makefile reads: which Rust toolchain, and what goes on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
cache=${LINLI_CACHE:-$HOME/.cache/linli}
tools=$cache/tools
for_tests=no
[ "${1:-}" = --test ] && for_tests=yes
mkdir -p .setup "$tools"

say()  { printf '  %s\n' "$*"; }
step() { printf '• %s\n' "$*"; }
die()  { printf '✗ %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  else die "needs root for: $*. Run it yourself, then run this again."
  fi
}

# Debian packages, all at once and only the missing ones.
apt_updated=no
apt_install() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  have apt-get || die "please install with your package manager: ${missing[*]}"
  say "installing ${missing[*]}"
  if [ $apt_updated = no ]; then as_root apt-get update -qq >>"$cache/apt.log" 2>&1 || true; apt_updated=yes; fi
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" \
    >>"$cache/apt.log" 2>&1 || { tail -5 "$cache/apt.log"; die "apt-get could not install ${missing[*]}"; }
}

locked_version() { awk -v name="\"$1\"" '$1=="name" && $3==name {getline; gsub(/"/,"",$3); print $3; exit}' Cargo.lock; }
wasm_std() { [ -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/wasm32-unknown-unknown/lib" ]; }
rustc_at_least_96() { rustc --version | awk '{split($2,v,"."); exit !(v[1]>1 || v[2]>=96)}'; }

# --- 1. Rust, with a standard library for the browser -------------------------------------
step "Rust and the WebAssembly target"
export PATH="$HOME/.cargo/bin:$PATH"
have cargo || have rustup || die "Rust is missing: install it from https://rustup.rs, then run this again."
have cc || apt_install build-essential

from_debian() {
  # Where rustup may not download, Debian's own rustc (its browsers need a current one) brings
  # the source of std with it; std for the browser is built from that, once, in half a minute.
  say "rustup cannot add the target here; using Debian's rustc and building std for it"
  apt_install rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web
  local linker; linker=$(basename "$(readlink /usr/bin/rust-lld)")
  have "$linker" || apt_install "$linker"
  rustup toolchain link debian /usr 2>/dev/null || true
  export RUSTUP_TOOLCHAIN=debian
  wasm_std && return
  local scratch; scratch=$(mktemp -d)
  (
    cd "$scratch"
    cargo init -q --lib --name scratch .
    RUSTC_BOOTSTRAP=1 cargo build -q --release --target wasm32-unknown-unknown \
      --target-dir "$scratch/target" -Zbuild-std=std,panic_abort,test
    lib=$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib
    as_root mkdir -p "$lib"
    for rlib in target/wasm32-unknown-unknown/release/deps/*.rlib; do
      case $rlib in */libscratch-*) ;; *) as_root cp "$rlib" "$lib/" ;; esac
    done
  )
  rm -rf "$scratch"
}

if [ -f .setup/env ]; then . .setup/env; fi
if ! wasm_std || ! rustc_at_least_96; then
  if have rustup && [ "${RUSTUP_TOOLCHAIN:-}" != debian ] && rustc_at_least_96 \
     && timeout 300 rustup target add wasm32-unknown-unknown >>"$cache/rustup.log" 2>&1; then :
  else from_debian
  fi
fi
wasm_std || die "no standard library for wasm32-unknown-unknown; see $cache/rustup.log"

# --- 2. The build tools of the browser half ------------------------------------------------
# Their own release profiles ask for whole-program optimisation: twenty minutes for nothing.
cargo_tool() { # crate, version, binary
  local crate=$1 version=$2 binary=$3
  [ "$("$tools/bin/$binary" --version 2>/dev/null | awk '{print $NF}')" = "$version" ] && return
  if have "$binary" && [ "$("$binary" --version 2>/dev/null | awk '{print $NF}')" = "$version" ]; then
    mkdir -p "$tools/bin"; ln -sf "$(command -v "$binary")" "$tools/bin/$binary"; return
  fi
  say "building $crate $version (once; some minutes)"
  for locked in --locked ""; do
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
      CARGO_TARGET_DIR="$cache/tool-target" \
      cargo install $locked --force --root "$tools" --version "$version" "$crate" >>"$cache/$crate.log" 2>&1 && return
  done
  tail -20 "$cache/$crate.log"; die "$crate did not build"
}
step "cargo-leptos and wasm-bindgen"
cargo_tool wasm-bindgen-cli "$(locked_version wasm-bindgen)" wasm-bindgen
[ -x "$tools/bin/cargo-leptos" ] && "$tools/bin/cargo-leptos" --version | grep -q 0.3.11 || cargo_tool cargo-leptos 0.3.11 cargo-leptos

step "sass, wasm-opt and the end-to-end tools"
have node || apt_install nodejs npm
if [ ! -d end2end/node_modules ] || [ end2end/package-lock.json -nt end2end/node_modules/.stamp ]; then
  (cd end2end && npm ci --no-fund --no-audit --loglevel=error && touch node_modules/.stamp)
fi

# --- 3. What only the tests need -----------------------------------------------------------
chromium=
if [ $for_tests = yes ]; then
  step "a browser, PostgreSQL and nextest"
  for candidate in "${LINLI_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$candidate" ] && have "$candidate" && { chromium=$(command -v "$candidate"); break; }
  done
  [ -n "$chromium" ] || { apt_install chromium; chromium=$(command -v chromium); }
  fc-list :lang=zh 2>/dev/null | grep -q . || apt_install fonts-noto-cjk
  if ! have initdb && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then apt_install postgresql; fi
  have cargo-nextest || [ -x "$tools/bin/cargo-nextest" ] || cargo_tool cargo-nextest 0.9.143 cargo-nextest
fi

cat > .setup/env <<ENV
export RUSTUP_TOOLCHAIN=${RUSTUP_TOOLCHAIN:-}
[ -n "\$RUSTUP_TOOLCHAIN" ] || unset RUSTUP_TOOLCHAIN
export PATH="$tools/bin:$root/end2end/node_modules/.bin:\$HOME/.cargo/bin:\$PATH"
${chromium:+export LINLI_CHROMIUM=$chromium}
ENV
. .setup/env

printf '✓ ready: %s · %s · cargo-leptos %s · sass %s · wasm-opt %s\n' \
  "$(rustc --version | cut -d' ' -f1-2)" "$(wasm-bindgen --version)" \
  "$(cargo-leptos --version | awk '{print $NF}')" "$(sass --version | cut -d' ' -f1)" \
  "$(wasm-opt --version | awk '{print $3}')"
if [ $for_tests = yes ]; then printf '✓ tests: %s · %s · %s\n' "$("$chromium" --version 2>/dev/null | head -1)" \
  "$( (initdb --version 2>/dev/null || ls -d /usr/lib/postgresql/*/bin/initdb | tail -1) )" "$(cargo nextest --version 2>/dev/null | head -1 | cut -d' ' -f1-2)"; fi
