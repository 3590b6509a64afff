PYTHON ?= python3
BIN := .venv/bin

.PHONY: chat install test test-slow lint bench eval clean help

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

eval: .venv/.evaluating   ## the report of the evaluation, reports/<data set>/index.html
	$(BIN)/whyrec eval all

bench: .venv/.installed   ## the measured figures of the README
	$(BIN)/whyrec eval cost

TUNED := build/writer
ADAPTER := recsys/llm/adapters/smollm2-135m-explain
PAIRS := $(BIN)/python -m eval.pairs --hand eval/texts/development

writer: .venv/.tested   ## tune the model that words the reasons: about an hour on two cores; goes on where it was stopped
	$(PAIRS) $(TUNED)/first.jsonl
	$(BIN)/whyrec tune $(TUNED)/first.jsonl --validation $(TUNED)/first.validation.jsonl --out $(TUNED)/first --epochs 1
	$(PAIRS) $(TUNED)/second.jsonl --seed 2
	$(BIN)/whyrec tune $(TUNED)/second.jsonl --validation $(TUNED)/first.validation.jsonl --start $(TUNED)/first \
		--out $(TUNED)/second --epochs 1
	cp $(TUNED)/second/adapter.gguf $(ADAPTER).gguf
	cp $(TUNED)/second/card.md $(ADAPTER).md

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

# A peer that does not install here is left out of the report, with the reason.
.venv/.evaluating: .venv/.installed
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[eval]'
	-$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[peers]'
	-$(BIN)/python -m pip install --quiet --no-deps -r eval/ranking/lenskit.txt
	$(BIN)/whyrec setup
	@touch $@
