# Every command a person needs. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test check bench messages new-concept requirements style types laws migrations templates words

PORT ?= 8000
BIN := .venv/bin
export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/run ## Serve http://127.0.0.1:8000 with the sample network (PORT=8001 for another port)
	@$(BIN)/openitc serve --sample --port $(PORT)

test: .venv/test ## Run every test, browser journeys included
	@sh requirements/debian.sh chromium
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -q $(ARGS)

check: style types laws migrations templates words test ## The whole gate: lint, types, import laws, migrations, templates, messages, tests

bench: .venv/test ## Measure: each file in bench/ prints a table and writes JSON
	@set -e; for file in bench/*.py; do echo "== $$file"; $(BIN)/python $$file $(ARGS); done

messages: .venv/test ## Collect the texts to translate into locale/ and say which lack their Thai
	@sh requirements/debian.sh gettext
	@$(BIN)/python -m openitc.cli.messages collect

new-concept: .venv/run ## Begin a package with the inner shape: make new-concept NAME=coupons
	@$(BIN)/python -m openitc.cli.new_concept $(NAME)

requirements: .venv/test ## Pin requirements/*.in again, with hashes
	@for name in run test; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate requirements/$$name.in -o requirements/$$name.txt; done

style: .venv/test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: .venv/test
	@$(BIN)/mypy

laws: .venv/test
	@$(BIN)/lint-imports --no-logo

migrations: .venv/test
	@$(BIN)/openitc manage makemigrations --check --dry-run
	@$(BIN)/openitc manage check --fail-level WARNING

templates: .venv/test
	@git ls-files -co --exclude-standard -- 'openitc/*.html' | xargs -r $(BIN)/djade --target-version 5.2 --check
	@git ls-files -co --exclude-standard -- 'openitc/*.html' | xargs -r $(BIN)/djlint --lint --quiet

words: .venv/test
	@sh requirements/debian.sh gettext
	@$(BIN)/python -m openitc.cli.messages check

# What is installed, and from which list: built again when the list changes.
.venv/python:
	@sh requirements/python.sh
	@touch $@

.venv/run: requirements/run.txt pyproject.toml | .venv/python
	@echo "Installing what OpenITC needs (once) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/test: requirements/test.txt .venv/run
	@echo "Installing what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@
