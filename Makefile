# make run: set up and start the dashboard.  make test, uji-berat, lint, bench, potret: checks and pictures.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: run test uji-berat lint bench potret clean

run: $(VENV)/.terpasang
	PORT=$(PORT) $(PY) -m dasbor.mulai

test: $(VENV)/.terpasang-uji
	$(PY) -m pytest -n 2 --dist loadfile

# Long attacks in full (kills, damaged states, misspellings, random cities …); `make test` runs a tenth of them
uji-berat: $(VENV)/.terpasang-uji
	UJI_BERAT=1 $(PY) -m pytest -n 2 --dist loadfile

lint: $(VENV)/.terpasang-uji
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

bench: $(VENV)/.terpasang-uji
	$(PY) -m bench

# Screenshots of all pages into docs/gambar/ (needs Chromium)
potret: $(VENV)/.terpasang-uji
	$(PY) -m docs.potret

# Stamp files: a second run finds them newer than the lists and starts at once.
$(VENV)/.terpasang: requirements.txt
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.terpasang-uji: requirements-dev.txt $(VENV)/.terpasang
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
