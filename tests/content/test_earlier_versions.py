"""Pages on what an earlier release published: its tables lack columns and indicators that came later."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from dasbor.choice import Choice
from dasbor.query import cooperatives
from dasbor.query.source.hidden_names import open_version
from etl.store.versions import Store
from tests.installations import copy_reference
from tests.ui.test_frame import app, text

STORED = sorted((Path(__file__).parents[1] / "upkeep" / "states").glob("*.tar.xz"))
EARLIER = [p for p in STORED if "060265e" in p.name or p.name.startswith("pertama")]


@pytest.fixture(params=EARLIER, ids=lambda p: p.name)
def version(request, tmp_path, monkeypatch) -> int:
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path / "keadaan", filter="data")
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    return Store().find_current() or 0


def test_columns_that_came_later_are_blank(version):
    row = open_version(Choice(version)).execute("select nama_koperasi, nib, punya_usp, rowid from koperasi_triwulan")
    assert ("KSP Satu", None, None) in [r[:3] for r in row.fetchall()]


def test_names_are_hidden_there_as_well(version, tmp_path, monkeypatch):
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, nama_koperasi="masuk")))
    con = open_version(Choice(version))
    names = con.execute("select nama_koperasi, nib from koperasi_triwulan where periode = '2024-T3'").fetchall()
    assert len(names) == 6
    assert all(name.startswith("Koperasi ") and nib is None for name, nib in names)


@pytest.mark.parametrize(
    ("page", "url"),
    [
        ("koperasi", {}),
        ("kesehatan", {"bagian": "Rencana kota"}),
        ("kesehatan", {"bagian": "Agenda RAT"}),
        ("asal", {"indikator": "ksp_usp_sehat"}),
        ("asal", {"indikator": "rat_tepat_waktu"}),
        ("kamus", {}),
        ("mutu", {}),
    ],
)
def test_the_pages_open(version, page, url):
    one = cooperatives.find_cooperatives(Choice(version), "KSP Satu")["koperasi_id"].iloc[0]
    at = app(f"pages/publik/{page}.py", triwulan="2024-T3", **url, **({"id": one} if page == "koperasi" else {}))
    assert not at.exception
    assert {"koperasi": "KSP Satu", "kamus": "Belum dicatat pada terbitan ini"}.get(page, "") in text(at)
