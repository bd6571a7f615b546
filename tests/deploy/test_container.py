"""The Containerfile, read line by line: there is no podman where these tests run."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from deploy import check_alive
from etl.acuan import ROOT
from etl.upkeep.destination import refuse_inside
from tests.servers import server


def read_instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text, flags=re.M))
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in joined.splitlines() if line]


INSTRUCTIONS = read_instructions()


def values(name: str) -> list[str]:
    return [value for word, value in INSTRUCTIONS if word == name]


def test_it_runs_without_root_and_writes_to_the_volumes_only() -> None:
    assert values("USER") == ["10001:10001"]
    assert values("VOLUME") == ["/data /cadangan"]
    settings = dict(pair.split("=", 1) for line in values("ENV") for pair in line.split())
    assert (settings["KOPERASI_DATA"], settings["HOME"]) == ("/data", "/tmp")
    assert settings["TZ"] == "WIB-7"
    order = [word for word, _ in INSTRUCTIONS]
    assert order.index("USER") > max(i for i, word in enumerate(order) if word in ("RUN", "COPY"))


def test_the_backup_of_the_docs_goes_to_a_volume_that_the_program_does_not_refuse() -> None:
    docs = (ROOT / "docs" / "pemasangan.md").read_text(encoding="utf-8")
    (destination,) = re.findall(r"podman exec \S+ python -m etl backup (\S+)", docs)
    mounted = re.findall(r"-v [\w-]+:(/\w+)", docs)
    assert (destination, mounted) == ("/cadangan", values("VOLUME")[0].split())
    refuse_inside(Path("/data"), Path(destination))
    with pytest.raises(ValueError, match="diska lain"):
        refuse_inside(Path("/data"), Path("/data/cadangan"))


def test_the_build_fetches_the_locked_packages_and_nothing_else() -> None:
    fetching = [run for run in values("RUN") if re.search(r"pip|apt|curl|wget|git|http", run)]
    words = "--no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock"
    assert fetching == [f"python -m pip install {words}"]
    assert values("ADD") == []
    assert values("FROM") == ["python:3.13-slim-bookworm"]


def test_everything_that_is_copied_is_there_and_no_state_is() -> None:
    sources = [name for copy in values("COPY") for name in copy.split()[:-1]]
    assert {s for s in sources if not (ROOT / s).exists()} == set()
    assert {s for s in sources if s.startswith("data")} == {"data/acuan", "data/contoh"}
    assert {"app.py", "etl", "dasbor", "pages", ".streamlit"} <= set(sources)


def test_its_health_is_asked_by_a_program_that_knows_alive_from_dead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = values("HEALTHCHECK")[0].split("CMD ", 1)[1]
    assert json.loads(command) == ["python", "-m", check_alive.__name__]
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "koperasi")
    with server(tmp_path, {"STREAMLIT_SERVER_BASE_URL_PATH": "koperasi"}) as address:
        monkeypatch.setenv("PORT", address.rsplit(":", 1)[1])
        assert check_alive.main() == 0
    assert check_alive.main() == 1
