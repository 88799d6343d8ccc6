# Linli 邻里. `make help` lists what a person does here; nothing has to be installed before.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
ENV := [ ! -f .setup/env ] || . .setup/env
TARGET := $(or $(CARGO_TARGET_DIR),target)

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: ## install what this machine lacks to build and run
	@scripts/setup.sh

setup-test: ## and what it lacks to test
	@scripts/setup.sh --test

build: setup ## the release binary and the site: target/release/linli, target/site
	@$(ENV)
	echo "• building server and site"
	scripts/build.sh

run: build ## the demo community at http://127.0.0.1:3000, on embedded SQLite
	@scripts/run.sh

dev: setup ## rebuild and reload while you write
	@$(ENV)
	cargo leptos watch

fmt: ## format everything
	@$(ENV)
	cargo fmt --all

check: setup-test ## formatting, clippy, arrows between the crates
	@scripts/check.sh

unit: setup-test ## tests of domain, backend (both databases) and server
	@scripts/unit.sh

e2e: build setup-test ## the story in a real browser, hydrated and without JavaScript
	@scripts/e2e.sh

test: ## everything: check, unit, e2e
	@scripts/test.sh

bench: build ## the figures, as ratios; BENCH="--residents 40000 --json" says more
	@scripts/bench.sh $(BENCH)

sizes: build ## what the browser's half weighs, crate by crate
	@node scripts/sizes.mjs

screenshots: build setup-test ## the pictures of the README
	@scripts/screenshots.sh

clean: ## forget builds (not data)
	@rm -rf target end2end/results

.PHONY: help setup setup-test build run dev fmt check unit e2e test bench sizes screenshots clean
