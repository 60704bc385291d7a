# Two commands: `make demo` and `make test`. Both set up everything they need first.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CATALOGS := $(wildcard i18n/*/LC_MESSAGES/*.po)
export PYTHONUTF8 := 1

.PHONY: help setup system catalogs demo test coverage run bench campaigns campaigns-short installer lock sbom pot clean

help:
	@echo "make demo       set up, then run the whole errand headless into ./demo"
	@echo "make test       set up, then every check"
	@echo "make coverage   the tests once more, traced: which lines and branches they run"
	@echo "make run        open the window"
	@echo "make bench      measure into docs/benchmarks.md"
	@echo "make installer  build, install and self-test the Debian package"

system:
	@sh installer/system.sh

$(STAMP): requirements.lock pyproject.toml
	@sh installer/system.sh
	@test -x $(BIN)/python || python3 -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

setup: system $(STAMP) catalogs

catalogs: $(STAMP)
	@$(BIN)/python -m caseworker.i18n >/dev/null

demo: setup
	@rm -rf demo
	@$(BIN)/python -m caseworker.cli demo --dir demo --persons 300 --seed 1

run: setup
	@$(BIN)/python -m caseworker.start

test: setup
	@$(BIN)/python -m tests.run

coverage: setup
	@$(BIN)/python -m tests.run coverage

campaigns-short: setup
	@sh installer/system.sh campaign-packages.txt
	@$(BIN)/python -m tests.run campaigns-short

campaigns: setup
	@sh installer/system.sh campaign-packages.txt
	@$(BIN)/python -m tests.run campaigns

bench: setup
	@sh installer/system.sh bench-packages.txt
	@$(BIN)/python -m tests.benchmarks

installer: setup
	@sh installer/linux/build_deb.sh

# maintenance: after a change of pyproject.toml or of a msgid
lock:
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --all-extras --group dev \
		--python-version 3.11 pyproject.toml -o requirements.lock
	@echo "now: make sbom"

sbom: $(STAMP)
	@$(BIN)/python installer/sbom.py

pot: $(STAMP)
	@$(BIN)/python -m tests.catalogs --write

clean:
	rm -rf demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
