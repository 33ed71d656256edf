# Two commands: `make site` builds the companion, `make test` tests it and the generator.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Exact versions; the scheduled workflow names others.
LOCKS ?= .ci/locks
PIP := $(BIN)/python -m pip --disable-pip-version-check
CHECKER := $(VENV)/vnu/node_modules/vnu-jar/build/dist/vnu.jar

.PHONY: install site books serve check test quick slow lint types handbook words fuzz benchmark lock chromium firefox pango checker clean

install: $(VENV)/.site

site: $(VENV)/.site
	$(BIN)/hedgesite build --strict

# The site with the whole companion as PDF and EPUB.
books: $(VENV)/.books pango
	$(BIN)/hedgesite build --strict --pdf --epub

serve: $(VENV)/.site
	$(BIN)/hedgesite serve

check: $(VENV)/.site
	$(BIN)/hedgesite check --strict

# Tests run side by side: a worker a core, and one more, since browsers wait more than they work. `make test COVERAGE=1` also
# prints which lines ran.
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) + 1)))
PYTEST := $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal $(if $(COVERAGE),--cov --cov-report term:skip-covered)

# What a user meets.
test: $(VENV)/.test chromium firefox checker pango
	$(PYTEST) -m "not slow"

# A look at most of it within a minute: no browser, no other program, few invented examples.
quick: $(VENV)/.test
	HYPOTHESIS_PROFILE=quick $(PYTEST) -m "not slow and not browser and not outside"

# Growth, many histories, many kills, companions invented at random.
slow: $(VENV)/.test chromium checker pango
	$(PYTEST) -m slow

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.test
	$(BIN)/mypy

# The handbook's reference is made from the code first, so that what is published is what is true.
handbook: $(VENV)/.site
	$(BIN)/python docs/tools/generate.py
	NO_MKDOCS_2_WARNING=true $(BIN)/mkdocs build --quiet --strict --config-file docs/tools/mkdocs.yml
	@echo "The handbook is in build/handbook: open build/handbook/index.html in a browser"

# Extracts the words of the pages, brings the catalogues of all languages up to date, and compiles them.
words: $(VENV)/.site
	$(BIN)/python docs/tools/catalogues.py

# Lets a fuzzer loose on what reads content; `make fuzz FUZZ_SECONDS=600 FUZZ_SEED=2` looks longer, and elsewhere.
FUZZ_SECONDS ?= 12
FUZZ_SEED ?= 1

fuzz: $(VENV)/.fuzz
	@mkdir -p build/fuzz; for target in front_matter markdown bibtex edtf latex; do log=build/fuzz/$$target.log; \
	  $(BIN)/python -m tests.fuzz.run $$target $(FUZZ_SECONDS) $(FUZZ_SEED) >$$log 2>&1 || { cat $$log; exit 1; }; \
	  echo "Fuzzed $$target with $$(sed -n 's/^stat::number_of_executed_units: //p' $$log) inputs"; done

# What is found is written to benchmarks/RESULTS.md. A quick look at builds alone:
# .venv/bin/python benchmarks/run.py --rounds 1 --growth-rounds 1 --sizes 1,10
benchmark: $(VENV)/.test chromium
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/pairs.py
	$(BIN)/python benchmarks/rebuild.py
	$(BIN)/python benchmarks/lighthouse.py

# Exact versions, from what pyproject.toml allows; `make lock UPGRADE=1` takes the newest allowed.
RESOLUTION ?= highest

lock: | $(BIN)/python
	$(PIP) install --quiet --require-hashes --requirement .ci/locks/lock.txt
	UV=$(BIN)/uv LOCKS=$(LOCKS) RESOLUTION=$(RESOLUTION) UPGRADE=$(UPGRADE) .ci/lock

chromium:
	@.ci/programs chromium libatomic

firefox:
	@.ci/programs firefox

# What sets the type of the PDF.
pango:
	@.ci/programs pango

# Puppeteer, which drives Firefox, and the Nu HTML checker: a Java program in a package of the npm registry, whose install script would only fetch another Java.
checker: $(CHECKER)
	@.ci/programs java

$(CHECKER): .ci/npm/package-lock.json | $(BIN)/python
	@.ci/programs npm
	@mkdir -p $(VENV)/vnu && cp .ci/npm/package.json .ci/npm/package-lock.json $(VENV)/vnu/
	npm ci --silent --no-audit --no-fund --ignore-scripts --prefix $(VENV)/vnu
	@touch $@

clean:
	rm -rf site build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@PYTHON="$(PYTHON)" .ci/programs python
	@$(PYTHON) -m venv $(VENV)

# One lock a purpose: site, books, test, fuzz. The build of hedgesite itself takes its packages from the lock, too.
$(VENV)/.%: $(LOCKS)/%.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes --requirement $<
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
	@case $* in \
	  books) touch $(VENV)/.site ;; \
	  test) touch $(VENV)/.books $(VENV)/.site ;; \
	  fuzz) touch $(VENV)/.test $(VENV)/.books $(VENV)/.site ;; \
	esac
