# The project's commands; CONTRIBUTING.md tells more. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo test check bench lock run-environment dev-environment system
.NOTPARALLEL:
BIN := .venv/bin
export PYTHON UPGRADE

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

demo: run-environment ## publish every episode and course of this workspace into public/, and say how to look at it
	@$(BIN)/publish episode --all
	@$(BIN)/publish course --all --per-lesson
	@$(BIN)/python -m scripts.demo

test: dev-environment system ## install all that the tests need, then run every check
	@$(MAKE) --no-print-directory check

check: dev-environment ## lint, types, import contracts, dependencies, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/pytest --cov --numprocesses=auto --dist=loadfile

bench: dev-environment ## time a 60-minute episode beside other tools (BENCH="--minutes 10" for a quick run)
	@$(BIN)/python -m benchmarks.startup
	@$(BIN)/python -m benchmarks.episode $(BENCH)
	@$(BIN)/python -m benchmarks.analysis $(BENCH)
	@$(BIN)/python -m benchmarks.mp3 $(BENCH)
	@$(BIN)/python -m benchmarks.cores
	@$(BIN)/python -m benchmarks.length --minutes 10 --cleanup --alternates aac,opus
	@$(BIN)/python -m benchmarks.feed 1000
	@$(BIN)/python -m benchmarks.video elearning/digital-transformasjon-og-innovasjon/brukeren-forst/video.mp4

lock: dev-environment ## renew requirements/ from pyproject.toml (UPGRADE=1: with newer versions)
	@$(BIN)/python -m scripts.lock

run-environment:
	@python=$$(sh scripts/python.sh) && "$$python" -m scripts.environment run

dev-environment:
	@python=$$(sh scripts/python.sh) && "$$python" -m scripts.environment dev

system:
	@$(BIN)/python -m scripts.system
