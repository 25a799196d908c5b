# make serve, make test, make build: each makes the environment first, once.
PYTHON ?= python3
BIN := .venv/bin
# The date of the commit, where there is one and the reader has not set another.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null)
ifneq ($(strip $(SOURCE_DATE_EPOCH)),)
export SOURCE_DATE_EPOCH
endif
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve build test bench format clean

serve: .venv/ready
	$(BIN)/mkdocs serve --dirtyreload

build: .venv/ready
	$(BIN)/mkdocs build --strict --site-dir build/site
	rm -rf site && mv build/site site
	$(BIN)/python -m recaps.adapters.offline

test: .venv/ready
	$(BIN)/ruff check && $(BIN)/ruff format --check
	$(BIN)/python -m recaps
	$(BIN)/pytest tests

bench: .venv/ready
	PYTHONPATH=snippets $(BIN)/python tests/bench.py

format: .venv/ready
	$(BIN)/ruff check --fix && $(BIN)/ruff format

clean:
	rm -rf build site

.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet uv==0.13.9 && $(BIN)/uv pip install --quiet --python $(BIN)/python \
	  --torch-backend=cpu --requirement requirements.txt || { \
	  echo "The build of torch for CPUs is out of reach, so pip takes the usual one: on Linux gigabytes more."; \
	  $(BIN)/pip install --quiet --requirement requirements.txt; }
	touch $@
