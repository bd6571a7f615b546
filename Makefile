# make run: set up and start the dashboard.  make test, uji-berat, lint, bench, potret: checks and pictures.
# make periksa-paket: are the installed packages those of requirements.lock?  make kunci: make that list anew.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: run test uji-berat uji-danau uji-danau-inti lint bench potret periksa-paket kunci clean

UV := 0.13.9
DANAU := $(VENV)-danau/bin/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder
INTI := publish.py kills.py withdraw.py::test_a_whole_quarter_goes_and_the_figures_of_later_ones_follow

run: $(VENV)/.terpasang
	PORT=$(PORT) $(PY) -m dasbor.mulai

test: $(VENV)/.terpasang-uji
	$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# Long attacks in full (kills, damaged states, misspellings, random cities …); `make test` runs a twentieth of them
uji-berat: $(VENV)/.terpasang-uji
	UJI_BERAT=1 $(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# The shared catalog, with the DuckDB of its extensions beside the other packages: the contract on both stores, every
# hundred kills; says what it skips where PostgreSQL lacks
uji-danau: $(VENV)-danau/.terpasang-uji
	UJI_DANAU=1 $(DANAU) tests/store tests/publish tests/indikator tests/deploy/test_several.py tests/deploy/test_several_areas.py

# Of that what .ci/run has time for: the catalog's own tests with fewer kills, and of the contract (publish, restore,
# gates, withdraw, verify, rebuild, kills) the shared store alone; the default store has had its turn in make test
uji-danau-inti: $(VENV)-danau/.terpasang-uji
	$(DANAU) -k "lake or several" tests/store/lake tests/deploy/test_several.py tests/deploy/test_several_areas.py $(addprefix tests/publish/test_,$(INTI))

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

# All else comes from the environment of the tests, by a path that is looked at after its own folder.
$(VENV)-danau/.terpasang-uji: requirements-ducklake.txt $(VENV)/.terpasang-uji
	test -x $(VENV)-danau/bin/python || $(PYTHON) -m venv $(VENV)-danau
	$(VENV)-danau/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ducklake.txt
	$(PY) -c "import sysconfig; print(sysconfig.get_path('purelib'))" > \
	  "$$($(VENV)-danau/bin/python -c "import sysconfig; print(sysconfig.get_path('purelib'))")/uji.pth"
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-danau .pytest_cache .mypy_cache .ruff_cache .hypothesis
