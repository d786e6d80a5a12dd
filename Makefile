# Every command of the house. `make` alone lists them.
.DEFAULT_GOAL := help
PORT ?= 8000
BIN := .venv/bin

.PHONY: help setup demo dev test check format bench screenshots lock clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /make \1: /p' Makefile

setup: ## make .venv/ with the samordna command
	@scripts/setup.sh base

demo: setup ## set up, load the demonstration where the database is empty, and serve (PORT=8000)
	@exec $(BIN)/samordna demo --port $(PORT)

dev:
	@scripts/setup.sh dev

test: dev ## run everything: rules, rooms on both databases, journeys in a real Chromium
	@$(BIN)/python scripts/test.py

check: dev ## run every check that needs no test database: style, types, imports, templates, docs
	@$(BIN)/python scripts/check.py

format: dev ## lay out the code as `make check` wants it
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

bench: dev ## seed many applications and associations, and measure the pages
	@$(BIN)/python -m bench

screenshots: dev ## take the pictures of the README and the guide from the demonstration
	@$(BIN)/python scripts/chromium.py --install
	@$(BIN)/python scripts/screenshots.py

# Keeps the versions that are locked; `make lock UPGRADE=--upgrade` takes the newest allowed.
COMPILE = $(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-annotate --python-version 3.11 $(UPGRADE)
lock: setup ## write requirements/*.txt from requirements/*.in
	@$(COMPILE) requirements/tools.in --output-file requirements/tools.txt
	@$(COMPILE) requirements/base.in --output-file requirements/base.txt
	@$(COMPILE) requirements/dev.in --output-file requirements/dev.txt

clean: ## remove .venv/ and what tests and builds left (never var/, the data)
	@rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
