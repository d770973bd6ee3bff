# Every path is relative, so that the tree may lie in a directory with a space in its name.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# pip-compile writes no address of an index into the pins.
COMPILE := $(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-annotate --no-header --no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

# Tests start some hundred processes: compiling all modules for each of them takes a tenth of the time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help .venv dev run test nightly test-pg16 check format bench bench-full requirements clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9.-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

.venv: .venv/runtime.done ## the virtual environment with what the engine needs; the command is .venv/bin/redress

dev: .venv/dev.done ## the same, with what checks and tests need

.venv/runtime.done: requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Redress needs Python 3.11 or newer: make PYTHON=…")'
	@echo "Making .venv from the pinned requirements ..."
	@$(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.done: .venv/runtime.done requirements/dev.txt
	@echo "Adding the tools of the checks and tests ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

run: .venv ## start the engine on 127.0.0.1:8000, with a demo in an empty embedded database
	@exec $(BIN)/redress run

test: dev ## all tests, against the embedded PostgreSQL 18
	@$(BIN)/python -m coverage erase
	@$(BIN)/python -m coverage run -m pytest -q -n auto tests/domain
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report
	@$(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder --ignore tests/domain

nightly: export REDRESS_WALKS ?= 10000
nightly: export REDRESS_TEST_FUZZ ?= 5
nightly: export REDRESS_FAULT_ROUNDS ?= 10
nightly: dev ## all that is random or tried in part by make test, at length: 10,000 walks of each kind (REDRESS_WALKS); SEED repeats a night
	@seed=$${SEED:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}; \
	echo "$$REDRESS_WALKS walks each; to walk the same ways again: make nightly REDRESS_WALKS=$$REDRESS_WALKS SEED=$$seed"; \
	$(BIN)/python -m pytest -q -n auto --hypothesis-seed=$$seed tests/domain/*/test_walks*.py tests/domain/sla \
		tests/infrastructure/test_mapper.py tests/projections/test_projector.py tests/api/test_openapi.py tests/faults

test-pg16: dev ## the store's tests against PostgreSQL 16
	@REDRESS_TEST_PG=16 $(BIN)/python -m pytest -q -n auto --dist loadfile -m store

check: dev ## format, lint, types, walls
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: dev ## let ruff format and mend the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: dev ## measure the goals on 10 and 100 thousand cases
	@$(BIN)/python -m benchmarks

bench-full: dev ## the same, with 1 million cases
	@$(BIN)/python -m benchmarks --full

requirements: dev ## pin the requirements anew
	@$(PIP) install pip-tools
	@$(COMPILE) -o requirements/runtime.txt requirements/runtime.in
	@$(COMPILE) -o requirements/dev.txt requirements/dev.in
	@$(COMPILE) -c requirements/runtime.txt -o benchmarks/requirements-rivals.txt benchmarks/requirements-rivals.in

clean: ## remove the virtual environment and the caches; the data in var stays
	@rm -rf .venv .bench .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build *.egg-info
