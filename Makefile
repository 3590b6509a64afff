PYTHON ?= python3
BIN := .venv/bin

.PHONY: chat install test test-slow lint bench clean help

help:            ## what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:[^#]*##/\t/' | expand -t 14

chat: .venv/.installed   ## open the chat page on http://127.0.0.1:7860
	$(BIN)/whyrec chat

install: .venv/.installed   ## make the environment only

test: .venv/.tested   ## the fast tests, everything they need included
	$(BIN)/python -m pytest

test-slow: .venv/.tested   ## the slow tests
	$(BIN)/python -m pytest -m slow

lint: .venv/.tested   ## style and types
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: .venv/.installed   ## the measured figures of the README
	$(BIN)/python -m eval.bench

clean:           ## remove the environment; downloads and fitted models stay in the cache
	rm -rf .venv build *.egg-info

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip

.venv/.installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install -c constraints.txt -e .
	@touch $@

.venv/.tested: .venv/.installed
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[test]'
	$(BIN)/whyrec setup
	@touch $@
