# Every target sets up what it needs by itself: system libraries, uv, the locked packages. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run test rest quick coverage lint bench layouts screens migration

# Arguments of the desk or of pytest (`make run ARGS="--db URL"`), and where a rehearsal leaves its results.
ARGS ?=
OUT ?= out/rehearsal

python := .ci/uv run --frozen python

# Where Python is told to write no bytecode, each run would compile the program and all tests again.
export PYTHONPYCACHEPREFIX := $(CURDIR)/out/compiled
unexport PYTHONDONTWRITEBYTECODE

# One process more than there are cores: many tests wait for a server, a program or a time limit.
processes := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# In the order of the folders, as tests/conftest.py lists them: the long property tests begin early, and the many short
# ones of the screens end the run.
parallel := --numprocesses=$(processes) --dist=loadfile --no-loadscope-reorder
covering := tests/rules tests/actions/test_correct.py tests/actions/test_undo.py tests/actions/test_consent.py \
  tests/actions/test_consents_that_follow.py tests/actions/test_promises.py tests/actions/test_intake.py \
  tests/actions/test_appointments_are_handed_on.py \
  tests/actions/test_dispatch.py tests/ui/ticket/test_steps.py tests/ui/ticket/test_correct_form.py \
  tests/alerts/test_ledger.py tests/alerts/test_nobody_on_duty.py tests/importing/test_subscribers.py tests/test_desk.py \
  tests/test_permission.py tests/test_service.py tests/store/test_feed.py tests/store/test_server_clock.py \
  tests/store/server/test_id_gaps.py tests/store/server/test_listen_connection.py \
  tests/store/server/test_listening.py tests/store/server/test_notify_triggers.py
# What runs no further branch: the actions a second time on a server, and the many examples of random tests.
repeating := (actions and server) or many_orders or for_any_changes_of_duty
headless := QT_QPA_PLATFORM=offscreen $(python)
display := $(if $(filter Linux,$(shell uname -s)),$(DISPLAY)$(WAYLAND_DISPLAY),yes)

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## system libraries, uv and the locked packages; all other targets begin with it
	@.ci/system
	@.ci/uv sync --frozen $(if $(wildcard .venv),--quiet)

ifneq ($(display),)
run: setup ## the desk (Chinese is typed with fcitx5 or ibus); without a display a rehearsal and its pictures
	@.ci/typing desktop
	@$(python) main.py $(ARGS)
else
run: setup
	@echo "No display here: nine days are rehearsed instead, and the desks drawn as they were on the eighth morning."
	@echo "That takes about a minute."
	@$(headless) main.py drill --hours 227 --calls 1500 --seed 1 --out $(OUT)
	@$(headless) -m tests.screens $(OUT)
	@echo "The pictures of every desk and the report are in $(abspath $(OUT))"
endif

test: setup ## every test, on every core
	@.ci/typing tests
	@$(python) -m pytest $(parallel) $(ARGS)

rest: setup ## every test that `make coverage` leaves out
	@.ci/typing tests
	@$(python) -m pytest $(parallel) $(covering) -k "$(repeating)" $(ARGS)
	@$(python) -m pytest $(parallel) $(covering:%=--ignore=%) $(ARGS)

quick: setup ## the tests that take no more than a moment each
	@$(python) -m pytest $(parallel) -m "not slow" $(ARGS)

coverage: setup ## whether every branch of the core files (pyproject.toml) is run by the tests that are about them
	@$(python) -m coverage erase
	@$(python) -m coverage run -m pytest -q $(parallel) $(covering) -k "not ($(repeating))"
	@$(python) -m coverage combine --quiet
	@$(python) -m coverage report

lint: setup ## style and types
	@$(python) -m ruff check
	@$(python) -m ruff format --check
	@$(python) -m mypy

bench: setup ## the benchmarks: a table, then one JSON line each
	@$(python) -m tests.bench

layouts: setup ## the layouts that the screens are compared with, after a change that is meant
	@RECORD_LAYOUTS=yes $(headless) -m pytest -q tests/ui/test_recorded_layouts.py

screens: setup ## pictures of every desk, and of one call from telephone to report, into docs/pictures
	@$(headless) -m tests.screens docs/pictures
	@$(headless) -m tests.walk docs/pictures

migration: setup ## the next change of the schema: make migration NAME="what it is for"
	@$(python) -m tickets.store.migrations.new "$(NAME)"
	@$(python) -m ruff check --quiet --fix tickets/store/migrations
	@$(python) -m ruff format --quiet tickets/store/migrations
