"""A snapshot holds every indicator with the values of the table, asks for nothing, and names nobody who is hidden."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from dasbor.__main__ import main
from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.content import unduhan
from dasbor.export.kept import make_file
from dasbor.export.request import Request
from dasbor.export.snapshot.as_html import make_html
from dasbor.query import choose
from etl.indikator import load_indicators
from etl.store.versions import Store
from tests import golden
from tests.export.test_brief import POOR, Page
from tests.installations import copy_reference

MARK = re.compile(
    r'data-indikator="(\w+)" data-wilayah="([\d.]+)" data-periode="([\d-]+T\d)" data-pembilang="([\d.-]*)"'
)


def snapshot(version: int, quarter: str | None = None, code: str | None = None, group: str = "semua") -> str:
    return make_html(Request(choose.choose(Choice(version), quarter, code, group))).decode()


@pytest.fixture(scope="module")
def html(whole_sample: int) -> str:
    return snapshot(whole_sample, "2025-T2")


def test_every_indicator_has_a_card_a_chapter_and_a_definition(html: str) -> None:
    for i in load_indicators():
        assert html.count(f'href="#indikator-{i.indikator}"') == 1
        assert html.count(f'<article id="indikator-{i.indikator}">') == 1
    assert html.count("<dt>") == len(load_indicators())
    assert "Dasar: status yang ditulis dinas. Permenkop 25" in html
    assert html.count("pembaginya belum diketahui") == 1  # of the PDRB, which the sample has not


def test_every_value_is_that_of_the_table(html: str, whole_sample: int) -> None:
    con = Store().open_version(whole_sample)
    rows = con.execute("select indikator, kode_wilayah, periode, kelompok_hitung, pembilang, penyebut from indikator")
    stored = {tuple(row[:4]): row[4:] for row in rows.fetchall()}
    seen = set()
    for n, _ in Page(html).figures:
        if not n["data-pembilang"]:
            continue  # said to be unknown
        key = (n["data-indikator"], n["data-wilayah"], n["data-periode"], n["data-kelompok"])
        whole = float(n["data-penyebut"]) if n["data-penyebut"] else None
        assert (float(n["data-pembilang"]), whole) == stored[key], key
        seen.add(key)
    assert len({area for _, area, _, _ in seen}) == 22
    assert len({quarter for _, _, quarter, _ in seen}) == 15


KELURAHAN = "35.72.03.1004"


@pytest.mark.parametrize("areas", [["35.72"], ["35.72.03"], [KELURAHAN, "35.72.03", "35.72"]])
def test_marks_of_its_charts_have_the_values_of_the_table(whole_sample: int, areas: list[str]) -> None:
    """In the one of a kelurahan stand bars of its kecamatan and of the city as well."""
    html, con = snapshot(whole_sample, "2025-T2", areas[0]), Store().open_version(whole_sample)
    rows = con.execute(
        "select indikator, kode_wilayah, periode, pembilang from indikator where kelompok_hitung = 'semua'"
    )
    stored = {tuple(row[:3]): row[3] for row in rows.fetchall()}
    marks = [m for m in MARK.findall(html) if m[0] == "cakupan_pendampingan"]
    assert set(areas) <= {m[1] for m in marks}
    assert len(marks) >= 14
    assert [m for m in marks if float(m[3]) != stored[m[:3]]] == []


def test_it_needs_nothing_else_and_its_contents_lead_somewhere(html: str) -> None:
    assert {"script", "iframe", "link", "object", "form"} & set(Page(html).tags) == set()
    loaded = re.findall(r"""(?:src=|url\()["']?([^"')]{1,40})""", html)
    assert loaded and all(address.startswith(("data:", "#")) for address in loaded)
    anchors = set(re.findall(r'href="#([\w-]+)"', html))
    assert anchors <= set(re.findall(r' id="([\w-]+)"', html)) and len(anchors) > 40
    assert "<title>DATA CONTOH: Potret Koperasi Kota Blitar, Triwulan II 2025</title>" in html
    assert '<p class="tanda">DATA CONTOH: semua isi berkas ini rekaan.</p>' in html
    assert "<details" in html and "<details open" not in html


@pytest.mark.parametrize("code", ["35.72.02", "35.72.02.1004"])
def test_a_part_of_the_city_has_its_own(whole_sample: int, code: str) -> None:
    html = snapshot(whole_sample, "2025-T1", code, WITHOUT_KKMP)
    assert "tanpa KKMP <span>Triwulan I 2025</span></h1>" in html
    assert {n["data-kelompok"] for n, _ in Page(html).figures} == {WITHOUT_KKMP}
    assert "indikator-rasio_volume_pdrb" not in html


def test_names_stand_in_it_only_where_everybody_may_see_them(
    whole_sample: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = dataclasses.replace(choose.choose(Choice(whole_sample), "2025-T2"), with_names=True)
    names = [
        str(n)
        for (n,) in Store()
        .open_version(whole_sample)
        .execute("select nama_koperasi from koperasi_triwulan where periode = '2025-T2'")
        .fetchall()
    ]
    open_to_all = make_html(Request(p)).decode()
    assert any(n in open_to_all for n in names)
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, nama_koperasi="masuk")))
    hidden = make_html(Request(p)).decode()
    assert [n for n in names if n in hidden] == []


@pytest.mark.parametrize("name", POOR)
def test_what_is_missing_is_said(name: str, store: Store) -> None:
    books, sentence = POOR[name]
    for quarter, book in books.items():
        golden.publish_book(store, quarter, book)
    for code in (None, "35.72.02", "35.72.02.1004"):
        html = snapshot(store.find_current() or 0, None, code)
        assert "belum ada data" in html and ">nan<" not in html and "None" not in html
    assert sentence in snapshot(store.find_current() or 0)


def test_the_command_writes_it_and_knows_no_other_ending(
    whole_sample: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "potret.html"
    assert main(["export", "snapshot", "--periode", "2025-T2", "--wilayah", "35.72.01", "-o", str(file)]) == 0
    assert "Potret triwulan ditulis" in capsys.readouterr().out
    assert "<h1>Koperasi Kecamatan" in file.read_text(encoding="utf-8")
    assert main(["export", "snapshot", "-o", str(tmp_path / "potret.pdf")]) == 2
    assert "Akhiran yang ada: .html." in capsys.readouterr().err
    assert main(["export", "snapshot", "--periode", "2031-T1", "-o", str(file)]) == 1


def test_it_is_offered_on_the_page_and_kept(whole_sample: int) -> None:
    p = choose.choose(Choice(whole_sample), "2025-T2")
    (product,) = [one for one in unduhan.list_products() if one.name == "snapshot"]
    (file,) = unduhan.list_files(p, product)
    assert file.name.startswith("snapshot_2025-T2_Kota_Blitar_versi_") and file.name.endswith("_DATA_CONTOH.html")
    assert make_file(p, "snapshot", ".html") is make_file(p, "snapshot", ".html")
