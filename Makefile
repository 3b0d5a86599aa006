# Kunnafoni. `make demo` to try it, `make test` to test it; `make help` lists everything.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PO := $(wildcard locales/*/LC_MESSAGES/messages.po)
SOURCES := $(shell find bot handlers -name '*.py')

.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.catalogs: $(PO) $(VENV)/.runtime
	@$(BIN)/kunnafoni locales compile > /dev/null
	@touch $@

# Even where Python may not write what it compiled (PYTHONDONTWRITEBYTECODE): the bot starts sooner.
$(VENV)/.compiled: $(SOURCES) $(VENV)/.runtime
	@$(BIN)/python -m compileall -q bot handlers
	@touch $@

install: $(VENV)/.catalogs $(VENV)/.compiled ## install what the bot needs to run

catalogs: $(VENV)/.catalogs ## compile the texts of every language

demo: install ## run the bot on demo data, with its simulator page
	$(BIN)/kunnafoni demo

# Two more than there are processors: tests wait for servers, clocks and programs that they start.
WORKERS = $(shell expr $$(getconf _NPROCESSORS_ONLN) + 2)
TEST = $(BIN)/python -m pytest --quiet --numprocesses=$(WORKERS) --maxprocesses=4 --dist=worksteal

test: $(VENV)/.dev $(VENV)/.catalogs $(VENV)/.compiled ## run the tests
	$(TEST)

coverage: $(VENV)/.dev $(VENV)/.catalogs ## run every case of the tests on both databases, and show which branches they reach
	KUNNAFONI_EVERY_CASE=1 $(TEST) --cov --cov-report=term:skip-covered

check: $(VENV)/.dev $(VENV)/.catalogs ## format, lint, types, catalogs
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/kunnafoni locales check

bench: $(VENV)/.dev $(VENV)/.catalogs $(VENV)/.compiled ## measure: reading, understanding, places, clinics, the whole path, sending
	$(BIN)/python -m bench.messages
	$(BIN)/python -m bench.intents
	$(BIN)/python -m bench.corrections
	$(BIN)/python -m bench.places
	$(BIN)/python -m bench.clinics
	$(BIN)/python -m bench.path
	$(BIN)/python -m bench.alerts
	$(BIN)/python -m bench.sending
	$(BIN)/python -m bench.gateways
	$(BIN)/python -m bench.broadcasts

soak: $(VENV)/.dev $(VENV)/.catalogs ## kill the program at fifty moments of a broadcast (an hour)
	KUNNAFONI_SOAK=1 $(BIN)/python -m pytest --quiet tests/handlers/broadcast/test_killed.py

translations: $(VENV)/.dev ## add new texts to every catalog, and compile
	$(BIN)/kunnafoni locales update
	$(BIN)/kunnafoni locales compile

clean: ## remove what was installed and built
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage demo.db*
	find locales -name '*.mo' -delete
	find bot handlers -name __pycache__ -exec rm -r {} +

.PHONY: help install catalogs demo test coverage check bench soak translations clean
