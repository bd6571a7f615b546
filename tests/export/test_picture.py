"""A chart as a picture says what it shows, of whom and when, and holds the figures of the table."""

from __future__ import annotations

import re

import pytest

from dasbor.choice import Choice
from dasbor.content import asal
from dasbor.export.picture.product import make_png, make_svg
from dasbor.export.request import NothingPublished, Request, WrongRequest
from dasbor.query import choose
from etl.indikator import load_indicators
from etl.store.versions import Store


def request(version: int, indikator: str, quarter: str = "2025-T2", code: str | None = None) -> Request:
    return Request(choose.choose(Choice(version), quarter, code), indikator)


def test_the_rates_by_kelurahan_are_those_of_the_table(whole_sample: int) -> None:
    svg = make_svg(request(whole_sample, "koperasi_aktif")).decode()
    marks = re.findall(r"<rect [^>]*data-indikator[^>]*>", svg)
    shown = {m["wilayah"]: (m["pembilang"], m["penyebut"]) for m in (dict(_attributes(mark)) for mark in marks)}
    sql = """select kode_wilayah, pembilang, penyebut from indikator join wilayah on kode = kode_wilayah
        where indikator = 'koperasi_aktif' and periode = '2025-T2' and kelompok_hitung = 'semua'
        and tingkat = 'kelurahan'"""
    stored = Store().open_version(whole_sample).execute(sql).fetchall()
    assert shown == {code: (f"{part:g}", f"{whole:g}") for code, part, whole in stored}
    assert "DATA CONTOH" in svg and "Triwulan II 2025" in svg and "koperasi-2025-T2.xlsx" in svg


def _attributes(mark: str) -> list[tuple[str, str]]:
    return re.findall(r'data-(\w+)="([^"]*)"', mark)


@pytest.mark.parametrize("code", [None, "35.72.02.1004"])
def test_every_known_indicator_has_its_picture(whole_sample: int, code: str | None) -> None:
    made = 0
    for i in load_indicators():
        try:
            assert make_svg(request(whole_sample, i.indikator, code=code)).startswith(b"<svg ")
        except NothingPublished:
            continue
        made += 1
    assert made > 25
    assert make_png(request(whole_sample, "koperasi_aktif", code=code)).startswith(b"\x89PNG")


def test_a_share_whose_whole_nobody_wrote_is_no_picture(whole_sample: int) -> None:
    """The volume alone, over axes of per cent, would be taken for its share of the PDRB."""
    with pytest.raises(NothingPublished, match="belum ada datanya untuk Kota Blitar"):
        make_svg(request(whole_sample, "rasio_volume_pdrb"))
    p = choose.choose(Choice(whole_sample), "2025-T2")
    parts = asal.say_headline(p, asal.read_figure(p, "rasio_volume_pdrb"))
    said = "".join(part if isinstance(part, str) else part.text for part in parts)
    assert said == "Volume usaha koperasi ÷ PDRB: Rp 192,71 miliar, pembaginya belum diketahui"


def test_an_unknown_indicator_is_refused(whole_sample: int) -> None:
    with pytest.raises(WrongRequest, match="“laba” tidak dikenal"):
        make_svg(request(whole_sample, "laba"))
