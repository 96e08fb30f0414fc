# Yingsu 应诉. Every target is explained by `make help`.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BIN := .venv/bin
WORKERS ?= 2
# What `make bench` and `make stress` measure; empty means the samples, all parts, usual sizes.
CORPUS ?=
PART ?=
SIZE ?=
# Papers per damage of the OCR comparison: one takes minutes, fifteen more than an hour.
PAPERS ?= 1

.PHONY: help setup run serve demo test check bench stress samples train licences

help:  ## list these targets
	@echo "Yingsu 应诉: make <target>"
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

setup: .venv/.setup  ## install what running needs: system packages, uv, the locked environment in .venv

.venv/.setup: apt/run.txt uv.lock pyproject.toml
	@tools/install-packages apt/run.txt
	@tools/python-environment --no-dev
	@touch $@

.venv/.setup-test: .venv/.setup apt/test.txt
	@tools/install-packages apt/test.txt
	@tools/python-environment
	@touch $@

run: .venv/.setup  ## read the samples and serve them on http://127.0.0.1:8000 (演示 data, apart from yours)
	@$(BIN)/yingsu demo --serve

demo: .venv/.setup  ## the same without serving
	@$(BIN)/yingsu demo

serve: .venv/.setup  ## serve your own cases from data/ (or YINGSU_DATA_DIR)
	@$(BIN)/yingsu serve

test: check  ## everything: style, types, imports, then all tests, with real browser, PostgreSQL and S3
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: .venv/.setup-test  ## style, types and import directions only
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/.setup-test  ## accuracy and speed with n and 95 % interval; CORPUS=<folder> for your own papers
	@$(BIN)/python -m benchmarks.accuracy $(if $(CORPUS),--corpus $(CORPUS))
	@$(if $(CORPUS),$(BIN)/python -m benchmarks.outcomes --corpus $(CORPUS))
	@$(if $(CORPUS),$(BIN)/python -m benchmarks.sure --corpus $(CORPUS))
	@$(BIN)/python -m benchmarks.reading
	@$(BIN)/python -m benchmarks.reliability
	@$(BIN)/python -m benchmarks.envelopes
	@$(BIN)/python -m benchmarks.ocr --papers $(PAPERS)
	@$(BIN)/python -m benchmarks.speed

stress: .venv/.setup-test  ## larger and worse input than a day brings; PART=duties, damaged, kinds, inbox, long, scans, accuracy or ingest, SIZE=<number>
	@$(BIN)/python -m benchmarks.stress $(PART) $(if $(SIZE),--size $(SIZE))

samples: .venv/.setup-test  ## redraw the fictional papers in samples/
	@$(BIN)/python -m samples.draw

train: .venv/.setup-test  ## train models/court_zh, the second reader, on generated papers (some minutes)
	@$(BIN)/python -m models.train

licences: .venv/.setup-test  ## write docs/licences.md from the locked environment
	@$(BIN)/python tools/licences.py
