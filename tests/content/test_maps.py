"""The map on the front page: boundaries when the settings name a good file, else tiles and a sentence; clicks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.answers import area_map
from etl.acuan import ROOT, load_reference
from etl.store.versions import Store
from tests import golden
from tests.drawings import explore, list_switches
from tests.installations import copy_reference


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation whose settings name a boundary file; the file itself comes from each test."""
    folder = tmp_path_factory.mktemp("peta")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_ACUAN", str(copy_reference(folder, batas_geojson="batas.geojson")))
        m.setenv("KOPERASI_DATA", str(folder / "keadaan"))
        golden.publish_book(Store(), "2025-T3", golden.BUKU["2025-T3"])
        yield folder


def write(folder: Path, key: str) -> None:
    """An invented square per kelurahan, in a row."""
    feature = [
        {
            "type": "Feature",
            "properties": {key: code},
            "geometry": {"type": "Polygon", "coordinates": [[[i, 0], [i + 1, 0], [i + 1, 1], [i, 1], [i, 0]]]},
        }
        for i, code in enumerate(load_reference().kelurahan["kode_kelurahan"])
    ]
    content = json.dumps({"type": "FeatureCollection", "features": feature})
    (folder / "acuan" / "batas.geojson").write_text(content, encoding="utf-8")


def app() -> AppTest:
    """With the map explored: what moves is looked at."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    explore(at, next(iter(list_switches(at))))
    assert not at.exception
    assert not at.error
    return at


def text(at: AppTest) -> str:
    return re.sub(r"<style>.*?</style>", "", " ".join(str(e.proto.body) for e in at.get("html")), flags=re.S)


def kinds(at: AppTest) -> set[str]:
    """Types of the traces that are drawn; those that only write are left out."""
    data = json.loads(at.get("plotly_chart")[0].proto.spec)["data"]
    return {j["type"] for j in data if j.get("mode") != "text"}


def test_boundaries_are_drawn_when_the_file_is_good(folder: Path) -> None:
    write(folder, "kode_kelurahan")
    at = app()
    assert kinds(at) == {"scatter"}
    assert area_map.say_map_note() == ""
    assert len(json.loads(at.get("plotly_chart")[0].proto.spec)["data"]) == 22  # 21 areas and the click points


def test_a_bad_file_is_said_on_the_page_and_tiles_are_drawn(folder: Path) -> None:
    write(folder, "KODE")
    at = app()
    assert kinds(at) == {"bar"}
    assert "Batas wilayah tidak punya isian “kode_kelurahan” (wilayah.kunci_geojson); yang ada: “KODE”." in text(at)
    assert "Karena itu tampil peta ubin." in text(at)


def test_a_missing_file_is_said_too(folder: Path) -> None:
    (folder / "acuan" / "batas.geojson").unlink()
    at = app()
    assert kinds(at) == {"bar"}
    assert "Berkas batas wilayah “batas.geojson” tidak ditemukan di folder acuan." in text(at)


def click(kode: str) -> None:
    """What a click on the map calls, in a session of its own."""
    import streamlit as st

    from dasbor.blocks import map_click

    map_click.open_clicked({"selection": {"points": [{"customdata": [kode, "nama"]}]}})
    st.session_state["hasil"] = dict(st.session_state["_pilihan_url"])


def test_a_click_on_a_kelurahan_chooses_it_and_leads_to_its_page(folder: Path) -> None:
    at = AppTest.from_function(click, args=("35.72.02.1004",)).run()
    assert at.session_state["hasil"] == {"kelurahan": "35.72.02.1004"}
    assert at.session_state["_pilihan_tujuan"] == "pages/publik/kelurahan.py"
    main = app()
    main.session_state["_pilihan_url"] = {"kelurahan": "35.72.02.1004"}
    main.session_state["_pilihan_tujuan"] = "pages/publik/kelurahan.py"
    main.run()
    assert "<h1>Kelurahan</h1>" in text(main)
    assert main.query_params == {"kelurahan": "35.72.02.1004"}


def test_a_click_on_a_kecamatan_of_the_ranking_narrows_the_choice(folder: Path) -> None:
    at = AppTest.from_function(click, args=("35.72.02",)).run()
    assert at.session_state["hasil"] == {"kecamatan": "35.72.02"}
    assert "_pilihan_tujuan" not in at.session_state
