# Everything this project needs is installed from its own files into .venv; nothing else is touched.
PYTHON ?= python3
PORT ?= 8000
SERVE ?= yes
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SITE := $(VENV)/.site
DEV := $(VENV)/.dev
BENCH := $(VENV)/.bench
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
POSTGRES ?= postgres://postgres@127.0.0.1:5432/postgres

.DEFAULT_GOAL := help
.PHONY: help install demo test lint check journeys postgres bench messages locks permissions pictures clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: $(SITE) ## a virtual environment with everything the site needs, every package checked by its hash

$(VENV)/bin/python:
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(SITE): $(VENV)/bin/python requirements/site.txt pyproject.toml
	@echo "Installing what the site needs (about a minute the first time)"
	@$(PIP) --require-hashes -r requirements/site.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(SITE) requirements/dev.txt
	@echo "Installing what the tests need"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(BENCH): $(DEV) requirements/bench.txt
	@echo "Installing the peers that speed is compared with"
	@$(PIP) --require-hashes -r requirements/bench.txt
	@touch $@

demo: $(SITE) ## the London example, its report, and the site on 127.0.0.1:8000 (PORT=, SERVE=no)
	@$(BIN)/said migrate
	@SAID_DEMO=1 $(BIN)/said demo
	@if [ "$(SERVE)" != "no" ]; then SAID_DEMO=1 exec $(BIN)/said serve --port $(PORT); fi

test: $(DEV) ## every test that this machine can run; what it lacks is named as skipped
	@$(PYTEST) -m "not journey and not killing and not axe"

lint: $(DEV) ## style, types, and which room may import which
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

journeys: $(DEV) ## people's days in a real browser at 360 and 1280 px, light and dark; axe; and what a kill leaves
	@$(PYTEST) -m "journey or killing or axe"

postgres: $(DEV) ## the database tests on PostgreSQL (POSTGRES=)
	@DATABASE_URL=$(POSTGRES) $(PYTEST) -q -m "not journey and not killing and not browser" tests/stages tests/rooms tests/website

check: lint test journeys postgres ## what CI runs

permissions: $(SITE) ## write anew who opens what, as the code says it
	@SAID_DEMO=1 DJANGO_SETTINGS_MODULE=saidanddone.website.settings $(BIN)/python -c "import django; django.setup(); from saidanddone.website.permissions import permissions_page; print(permissions_page(), end='')" > docs/reference/permissions.md

pictures: $(DEV) ## take the pictures that the docs show anew
	@SAID_PICTURES=yes $(BIN)/python -m pytest -q tests/journeys/test_pictures.py

bench: $(BENCH) ## speed as ratios against bare floors, in one run
	@$(BIN)/python -m benchmarks

messages: $(DEV) ## gather every string that a person reads for translation (needs GNU gettext)
	@cd saidanddone && ../$(BIN)/django-admin makemessages --locale cy --no-obsolete --ignore "examples/*"

locks: $(VENV)/bin/python ## compile the locks anew (needs the network)
	@$(PIP) uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url pyproject.toml requirements/build.in -o requirements/site.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url requirements/dev.in -o requirements/dev.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url requirements/bench.in -o requirements/bench.txt

clean: ## remove the virtual environment and caches; never .said, which holds what people wrote
	@rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
