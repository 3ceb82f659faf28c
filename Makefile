# `make` lists what can be done. PYTHON is the interpreter that makes the virtual environment.
PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
DATASETS ?= ../shared/datasets

.DEFAULT_GOAL := help
.PHONY: help setup test check lint types contracts corpus-check model evaluate bench soak demo clean

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

$(BIN)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint .ci/constraints.txt --editable '.[dev]'
	@touch $@

setup: $(BIN)/.ready  ## Make the virtual environment with everything for development

demo: setup  ## Protect an invented inbox with the embedded server
	$(BIN)/seawall demo

test: setup  ## Run every test but the slow ones (needs Dovecot: apt-get install dovecot-imapd)
	$(BIN)/pytest -m 'not slow' -n 2 --dist loadgroup

check: lint types contracts corpus-check test  ## Everything that CI runs

lint: setup  ## Style, and unused or undeclared dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/deptry .

types: setup  ## mypy --strict
	$(BIN)/mypy

contracts: setup  ## Which module may import which
	$(BIN)/lint-imports

corpus-check: setup  ## Check our own labelled messages: form, coverage, duplicates, disguises, style, words, splits, agreement
	$(BIN)/python -m classifier.corpus --datasets $(DATASETS)

model: setup  ## Make the shipped model, stage by stage, from the public sets in DATASETS and data/authored (an hour)
	$(BIN)/seawall train --datasets $(DATASETS)
	$(BIN)/seawall train --datasets $(DATASETS) --encoder
	$(BIN)/seawall train --datasets $(DATASETS) --multilingual
	$(BIN)/seawall train --datasets $(DATASETS) --cascade

evaluate: setup  ## Measure the shipped model
	$(BIN)/seawall evaluate --datasets $(DATASETS)

bench: setup  ## Throughput, memory and start-up time of the shipped model and mail path
	$(BIN)/python tests/benchmarks/bench.py --datasets $(DATASETS)

soak: setup  ## The slow tests: many random kills, long fault-injection runs
	$(BIN)/pytest -m slow

clean:  ## Remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
