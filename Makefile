# make run: set up and start the dashboard.  make test, uji-berat, lint, bench, potret: checks and pictures.
# make periksa-paket: are the installed packages those of requirements.lock?  make kunci: make that list anew.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: run test uji-berat uji-danau lint bench potret periksa-paket kunci clean

UV := 0.13.9

run: $(VENV)/.terpasang
	PORT=$(PORT) $(PY) -m dasbor.mulai

test: $(VENV)/.terpasang-uji
	$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# Long attacks in full (kills, damaged states, misspellings, random cities …); `make test` runs a twentieth of them
uji-berat: $(VENV)/.terpasang-uji
	UJI_BERAT=1 $(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# The shared catalog: its own environment with the DuckDB of its extensions, the contract on both stores; says what it
# skips where PostgreSQL lacks
uji-danau: $(VENV)-danau/.terpasang-uji
	$(VENV)-danau/bin/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder tests/store tests/publish tests/indikator tests/deploy/test_several.py

lint: $(VENV)/.terpasang-uji
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

bench: $(VENV)/.terpasang-uji
	$(PY) -m bench

# Screenshots of all pages into docs/gambar/ (needs Chromium)
potret: $(VENV)/.terpasang-uji
	$(PY) -m docs.potret

# Installed packages beside the locked list, without the network
periksa-paket: $(VENV)/.terpasang
	$(PY) -m deploy.packages periksa

# After a change of requirements.txt: the locked list with hashes and the list of licences
kunci:
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m venv $(VENV)/uv && $(VENV)/uv/bin/pip install --quiet uv==$(UV)
	$(VENV)/uv/bin/uv pip compile requirements.txt --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m deploy.packages lisensi

# Stamp files: a second run finds them newer than the lists and starts at once.
$(VENV)/.terpasang: requirements.lock
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.terpasang-uji: requirements-dev.txt requirements.txt $(VENV)/.terpasang
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

$(VENV)-danau/.terpasang-uji: requirements-dev.txt requirements.lock requirements-ducklake.txt
	test -x $(VENV)-danau/bin/python || $(PYTHON) -m venv $(VENV)-danau
	$(VENV)-danau/bin/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(VENV)-danau/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ducklake.txt
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-danau .pytest_cache .mypy_cache .ruff_cache .hypothesis
