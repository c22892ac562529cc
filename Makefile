# Everything is set up inside .venv and nowhere else. `make help` lists what there is.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
BIN := .venv/bin
PORT ?= 8080
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --no-deps

.DEFAULT_GOAL := help
.PHONY: help setup run test proof bench check screenshots audit lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.run ## make .venv with all that the line needs to run

run: .venv/.run ## run the line on this machine, for trials (PORT=8080)
	$(BIN)/hotline serve --dev --port $(PORT)

test: .venv/.dev ## run every test, and the linters
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not proof" --ignore tests/proof

proof: .venv/.dev ## run the long proofs: mutants, broken bytes, killed processes, every page in a browser (HOTLINE_PROOF_SEED=n for another draw)
	$(BIN)/python -m pytest -q -n 2 --dist worksteal tests/proof
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m proof --ignore tests/proof

bench: .venv/.dev ## measure speed, half an hour on an idle machine (TO=file.md keeps the tables; docs/performance.md)
	$(BIN)/python -m bench.speed $(if $(TO),--to $(TO))

check: .venv/.run ## look the shipped line over
	$(BIN)/hotline check

screenshots: .venv/.dev ## take the pictures of the console in docs/screenshots (needs Debian's chromium)
	$(BIN)/python -m tests.console.screenshots

audit: .venv/audit/.done ## look up known flaws of all locked packages (needs the internet, and says so without it)
	@.venv/audit/bin/pip-audit -r requirements/run.txt -r requirements/dev.txt --require-hashes --disable-pip \
		--progress-spinner off --format json 2>/dev/null | $(BIN)/python requirements/audit.py

lock: .venv/.dev ## write the lock files anew from pyproject.toml
	$(PIP) install uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra server --extra console --extra postgres --extra metrics --extra build -o requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra server --extra console --extra postgres --extra metrics --extra build --extra dev -o requirements/dev.txt pyproject.toml
	echo pip-audit | $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		-o requirements/audit.txt -

clean: ## take out .venv and everything made
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/"; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { rm -rf .venv; \
		echo "This Python cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	"$(PYTHON)" -m venv .venv

.venv/.run: .venv/bin/python requirements/run.txt pyproject.toml
	$(INSTALL) -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# in a folder of its own: what it brings is no part of the line
.venv/audit/.done: .venv/bin/python requirements/audit.txt
	$(BIN)/python -m venv .venv/audit
	.venv/audit/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps -r requirements/audit.txt
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	$(INSTALL) -r requirements/dev.txt
	@touch $@
