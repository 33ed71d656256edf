# Two commands: `make site` builds the companion, `make test` holds it and the generator to their word.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CHECKER := $(VENV)/vnu/node_modules/vnu-jar/build/dist/vnu.jar

.PHONY: site serve check test lint types handbook fuzz benchmark chromium checker clean

site: $(STAMP)
	$(BIN)/hedgesite build --strict

serve: $(STAMP)
	$(BIN)/hedgesite serve

check: $(STAMP)
	$(BIN)/hedgesite check --strict

test: $(VENV)/.tested-with chromium checker
	$(BIN)/python -m pytest

lint: $(VENV)/.tested-with
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.tested-with
	$(BIN)/mypy

# The handbook's reference is made from the code first, so that what is published is what is true.
handbook: $(STAMP)
	$(BIN)/python docs/tools/generate.py
	NO_MKDOCS_2_WARNING=true $(BIN)/mkdocs build --quiet --strict --config-file docs/tools/mkdocs.yml
	@echo "The handbook is in build/handbook: open build/handbook/index.html in a browser"

# Lets a fuzzer loose on what reads content; `make fuzz FUZZ_SECONDS=600 FUZZ_SEED=2` looks longer, and elsewhere.
FUZZ_SECONDS ?= 12
FUZZ_SEED ?= 1

fuzz: $(VENV)/.fuzzed-with
	@mkdir -p build/fuzz; for target in front_matter markdown bibtex edtf latex; do log=build/fuzz/$$target.log; \
	  $(BIN)/python -m tests.fuzz.run $$target $(FUZZ_SECONDS) $(FUZZ_SEED) >$$log 2>&1 || { cat $$log; exit 1; }; \
	  echo "Fuzzed $$target with $$(sed -n 's/^stat::number_of_executed_units: //p' $$log) inputs"; done

# What is found is written to benchmarks/RESULTS.md. A quick look at builds alone:
# .venv/bin/python benchmarks/run.py --rounds 1 --growth-rounds 1 --sizes 1,10
benchmark: $(VENV)/.tested-with chromium
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/rebuild.py
	$(BIN)/python benchmarks/lighthouse.py

chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { echo "Installing Chromium, which the browser tests drive"; \
	    sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); $$sudo apt-get update -qq && $$sudo apt-get install -y -qq chromium; }

# The Nu HTML checker: a Java program in a package of the npm registry, whose install script would only fetch another Java.
checker: $(CHECKER)
	@command -v java >/dev/null || \
	  { echo "Installing Java, which the HTML checker runs on"; \
	    sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); $$sudo apt-get update -qq && \
	    $$sudo apt-get install -y -qq --no-install-recommends default-jre-headless; }

$(CHECKER): | $(BIN)/python
	@command -v npm >/dev/null || \
	  { echo "Installing npm, which brings the HTML checker"; \
	    sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); $$sudo apt-get update -qq && \
	    $$sudo apt-get install -y -qq --no-install-recommends npm; }
	npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix $(VENV)/vnu vnu-jar@26.9.27

clean:
	rm -rf site build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Debian keeps ensurepip in a package of its own; without it a virtual environment has no pip.
$(BIN)/python:
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); $$sudo apt-get update -qq && $$sudo apt-get install -y -qq python3-venv && \
	  $(PYTHON) -m venv $(VENV); }

$(STAMP): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tested-with: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(STAMP)

$(VENV)/.fuzzed-with: pyproject.toml $(VENV)/.tested-with
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,fuzz]'
	@touch $@
