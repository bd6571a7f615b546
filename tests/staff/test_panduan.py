"""The guide for staff: its steps are the upload page's, its findings the catalogue's, its pictures small."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from dasbor.staff import panduan
from etl.acuan import ROOT
from etl.pesan import MESSAGES, MUST, SHOULD, say_weight


def test_the_steps_are_those_of_the_upload_page() -> None:
    page = (ROOT / "pages" / "petugas" / "unggah.py").read_text(encoding="utf-8")
    titles = re.findall(r'show_step\((\d), "([^"]+)"', page)
    assert sorted(titles) == [(str(i), step.title) for i, step in enumerate(panduan.STEPS, 1)]


@pytest.mark.parametrize("number", range(1, len(panduan.STEPS) + 1))
def test_each_step_has_a_small_picture_that_fits_a_page(number: int) -> None:
    file = panduan.PICTURES / f"langkah-{number}.png"
    with Image.open(file) as picture:
        assert (picture.format, picture.width, picture.height <= 420) == ("PNG", 640, True)
    assert 1_000 < file.stat().st_size < 40_000


def test_ten_findings_of_the_catalogue_are_explained_and_shown_mended() -> None:
    codes = [e.kode for e in panduan.EXAMPLES]
    assert (len(set(codes)), set(codes) <= set(MESSAGES)) == (10, True)
    assert {say_weight(e.finding) for e in panduan.EXAMPLES} == {MUST, SHOULD}
    assert all(e.mended and e.mended != e.isi for e in panduan.EXAMPLES)
    assert [e.finding.saran for e in panduan.EXAMPLES if e.kode == "kelurahan_ragu"] == [
        MESSAGES["kelurahan_ragu"].saran
    ]
    assert panduan.EXAMPLES[2].finding.pesan == "Kelurahan “Kepanjen” bisa berarti Kepanjenlor atau Kepanjenkidul."
