# The commands of this project. Each sets up what is missing first (scripts/setup says what, and why when it cannot).

.PHONY: help serve build test check oracle size bench clean
.DEFAULT_GOAL := help
PORT ?= 8080

help:
	@echo "make serve   build the page and serve it on http://127.0.0.1:$(PORT) (PORT=... for another port)"
	@echo "make build   build the page into dist/, ready for any static host and any folder of it"
	@echo "make test    every check: format, lints, tests, release build, size, the page in a real browser"
	@echo "make check   the fast part of it: format, lints and tests, without the page"
	@echo "make oracle  every float32 there is against ml_dtypes: minutes, and no part of make test"
	@echo "make size    what the start view weighs, compressed"
	@echo "make bench   how fast redraws, conversions, 10,000 paths, matrix-vector products, training and a moving knob are, beside others' in the same run"
	@echo "make clean   remove what was built here (the tools stay in ~/.cache/octet)"

serve:
	@scripts/with-tools web -- sh -c 'trunk build --release --locked && exec node scripts/serve.mjs --port $(PORT)'

build:
	@scripts/with-tools web -- trunk build --release --locked
	@echo "The page is in dist/."

test:
	@scripts/with-tools web browser oracle -- scripts/test

check:
	@scripts/with-tools native -- scripts/test native

oracle:
	@scripts/with-tools native oracle -- scripts/oracle

size:
	@scripts/with-tools web -- sh -c 'trunk build --release --locked && node scripts/size.mjs'

bench:
	@scripts/with-tools web browser -- scripts/bench

clean:
	rm -rf target dist tests/e2e/test-results tests/e2e/playwright-report tests/e2e/node_modules
