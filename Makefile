# Marchland: `make run` and `make test` set up all they need.
PYTHON ?= python3
PORT ?= 8501
DOSSIER ?= data
VENV := .venv
BIN := $(VENV)/bin
UV ?= uv

.PHONY: run test check test-firefox fuzz soak bench bench-import data check-data lock clean

run: $(VENV)/.run
	$(BIN)/streamlit run app.py --server.port $(PORT) -- $(DOSSIER)

test: $(VENV)/.dev
	$(BIN)/python tests/install_browser.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --ignore tests/browser

# long runs, no part of `make test`
fuzz: $(VENV)/.dev
	MARCHLAND_FUZZ_EXAMPLES=20000 $(BIN)/python -m pytest tests/importers/test_properties.py --timeout 0

# side by side with other libraries, half an hour; writes benchmarks/results/
bench: $(VENV)/.bench
	$(BIN)/python tests/install_browser.py
	$(BIN)/python benchmarks/page_of_100k.py
	$(BIN)/python benchmarks/notes_size.py
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/dragging.py
	$(BIN)/python benchmarks/date_in_dashboard.py

soak: $(VENV)/.dev
	$(BIN)/python tests/install_browser.py
	$(BIN)/python -m pytest -m soak

bench-import: $(VENV)/.dev
	$(BIN)/python benchmarks/import_rate.py

# needs Firefox (Debian: firefox-esr); Playwright cannot drive it, so it is no part of `make test`
test-firefox: $(VENV)/.dev requirements-firefox.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-firefox.txt
	$(BIN)/python -m pytest -W ignore tests/firefox

data: $(VENV)/.build
	$(BIN)/python data/build

check-data: $(VENV)/.run
	$(BIN)/python data/build/check.py

# One virtual environment; a stamp says which lock it was last filled from.
$(VENV)/bin/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed; name one with make PYTHON=...')"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	touch $@

$(VENV)/.build: requirements-build.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.txt
	touch $@

COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header
lock:
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-build.in -o requirements-build.txt
	$(COMPILE) requirements-bench.in -o requirements-bench.txt
	$(COMPILE) requirements-firefox.in -o requirements-firefox.txt
	$(COMPILE) requirements-scale.in -o requirements-scale.txt
	$(COMPILE) data/build/releases/2025a.in -o data/build/releases/2025a.txt
	$(COMPILE) data/build/releases/2026c.in -o data/build/releases/2026c.txt

clean:
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
