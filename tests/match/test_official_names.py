"""Every official name that names one place is that place, whatever words, signs and digits it is made of."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from etl.acuan import load_reference
from etl.match.area_finder import AreaFinder

AREAS = [
    ("K1", "Contoh", "1001", "Mawar", "kelurahan"),
    ("K1", "Contoh", "2002", "Mawar", "desa"),
    ("K1", "Contoh", "2003", "Dusun Melati", "desa"),
    ("K1", "Contoh", "2004", "Blok 15", "desa"),
    ("K1", "Contoh", "2005", "Desa Indah", "desa"),
    ("K2", "Lain", "2001", "Indah", "desa"),
    ("K1", "Contoh", "2006", "Kota Batu Contoh", "desa"),
    ("K1", "Contoh", "2007", "Jalan Baru", "desa"),
    ("K1", "Contoh", "2008", "Sungai Rengas/Air", "desa"),
    ("K1", "Contoh", "2009", "Rt. Panjang, Hilir", "desa"),
    ("K2", "Lain", "2010", "Suka Maju", "desa"),
    ("K2", "Lain", "2011", "Sukamaju", "desa"),
    ("K2", "Lain", "2012", "Kampung Baru (UPT III)", "desa"),
    ("K2", "Lain", "2013", "Kabupaten", "desa"),
]
COLUMNS = ["kode_kecamatan", "kecamatan", "kode_kelurahan", "kelurahan", "tingkat"]


@pytest.fixture(scope="module")
def reference():
    ours = load_reference()
    return replace(ours, kelurahan=pd.DataFrame(AREAS, columns=COLUMNS), spellings=ours.spellings.iloc[:0])


@pytest.mark.parametrize("area", [a for a in AREAS if a[3] != "Mawar"], ids=lambda a: a[3])
@pytest.mark.parametrize("typed", ["{}", "{} ", "{:u}", "Desa {}", "DS. {}"])
def test_an_official_name_is_its_place(reference, area, typed):
    text = typed.replace("{:u}", area[3].upper()).replace("{}", area[3])
    assert _match(reference, text, area[1]) == (area[2], [])


def _match(reference, kelurahan: str, kecamatan: str | None) -> tuple[str | None, list[str]]:
    found = AreaFinder(reference).find(kelurahan, kecamatan)
    return found.code, [] if found.code else [found.means]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Kel. Mawar", "1001"), ("Kelurahan Mawar", "1001"), ("Desa Mawar", "2002"), ("ds Mawar", "2002")],
)
def test_kelurahan_and_desa_of_one_name_are_told_apart_by_their_level(reference, text, code):
    assert _match(reference, text, "Contoh") == (code, [])


@pytest.mark.parametrize(
    ("text", "kecamatan", "labels"),
    [
        ("Mawar", "Contoh", ["Kelurahan Mawar (Kec. Contoh)", "Desa Mawar (Kec. Contoh)"]),
        ("Kel./Desa Mawar", "Contoh", ["Kelurahan Mawar (Kec. Contoh)", "Desa Mawar (Kec. Contoh)"]),
        ("Desa Indah", None, ["Desa Indah", "Indah"]),
    ],
)
def test_a_name_of_two_places_is_asked_with_labels_that_differ(reference, text, kecamatan, labels):
    finder = AreaFinder(reference)
    found = finder.find(text, kecamatan)
    assert (found.code, [finder.make_label(code) for code, _ in found.candidates]) == (None, labels)


@pytest.mark.parametrize(
    "text", ["Blok 16", "Dusun Mawar", "Jalan Lama", "Sungai Rengas/Darat", "Kota Indah", "Blok 15/16"]
)
def test_what_is_no_official_name_is_no_place(reference, text):
    assert _match(reference, text, "Contoh")[0] is None
