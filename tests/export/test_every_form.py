"""Screen = SVG = PNG = table = CSV = XLSX = PPTX = PDF = HTML = open data, to the last digit: one choice in all its
forms, held against the table of indicators."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.query import choose, published
from dasbor.query.figures import Figure
from dasbor.words import language
from etl.indikator import find_indicator, load_indicators
from etl.indikator.declare import SUMMARY_PAGE
from etl.store.versions import Store
from tests import heavy
from tests.export.every_form import FORMS, RECOUNTED, Asked, Told
from tests.export.opened import needs_office, needs_poppler
from tests.installations import make_app, serve

pytestmark = needs_poppler
_ROUNDED = 6e-9  # Satu Data writes per cent with six decimals
TIMES = heavy.times(80)
ACTIVE = find_indicator("koperasi_aktif")
assert ACTIVE is not None


@pytest.fixture(scope="module")
def place(whole_sample: int) -> Iterator[str]:
    with serve(make_app()) as address:
        yield address


def draw_one(seed: int, place: str, folder: Path) -> Asked:
    """An indicator of the first page, which every form holds, of a quarter and area that know it."""
    dice, p = random.Random(seed), Choice(Store().find_current() or 0)
    quarters, codes = published.list_quarters(p)["periode"].tolist(), published.list_areas(p)["kode"].tolist()
    shown = [i for i in load_indicators() if i.shown(SUMMARY_PAGE)]
    while True:
        group = dice.choice([WITH_KKMP, WITHOUT_KKMP])
        i, one = dice.choice(shown), choose.choose(p, dice.choice(quarters), dice.choice(codes), group)
        a = Asked(one, i, place, folder)
        if read_table(a).penyebut:
            return a


def read_table(a: Asked) -> Figure:
    """As it is stored."""
    sql = """select pembilang, penyebut, nilai from indikator
        where indikator = ? and kode_wilayah = ? and periode = ? and kelompok_hitung = ?"""
    key = [a.i.indikator, a.p.kode_wilayah, a.p.periode, a.p.kelompok_hitung]
    row = Store().open_version(a.p.version).execute(sql, key).fetchone()
    return Figure(*row) if row else Figure()


def list_differences(a: Asked, told: list[Told]) -> list[object]:
    """Where a form does not say what is stored; [None] where it says nothing."""
    n = read_table(a)
    return [t for t in told if not is_same(a, n, t)] if told else [None]


def is_same(a: Asked, n: Figure, told: Told) -> bool:
    counts = told.part in (None, n.pembilang) and told.whole in (None, n.penyebut)
    if isinstance(told.share, str):
        return counts and told.share == language.format_percent(n.nilai, n.penyebut)
    return counts and (told.share is None or told.share == pytest.approx(n.nilai, rel=1e-12, abs=_ROUNDED))


@pytest.mark.parametrize("seed", range(TIMES))
def test_all_forms_of_one_figure_say_what_is_stored(seed: int, place: str, tmp_path: Path) -> None:
    a = draw_one(seed, place, tmp_path)
    told = {name: list(form.read(a, form.take(a))) for name, form in FORMS.items()}
    assert {name: wrong for name, t in told.items() if (wrong := list_differences(a, t))} == {}, a


@needs_office
def test_a_workbook_that_another_program_counts_anew_says_the_same(place: str, tmp_path: Path) -> None:
    a = draw_one(1, place, tmp_path)
    assert list_differences(a, list(RECOUNTED.read(a, RECOUNTED.take(a)))) == []


# ── the comparison can fail ──


@pytest.fixture(scope="module")
def known(place: str, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """268 of 301 cooperatives of the city are active, 89.03…%."""
    return Asked(
        choose.choose(Choice(Store().find_current() or 0), "2025-T2"), ACTIVE, place, tmp_path_factory.mktemp("x")
    )


@pytest.mark.parametrize("name", FORMS)
def test_one_more_in_a_single_form_is_found(name: str, known: Asked) -> None:
    form = FORMS[name]
    taken = form.take(known)
    assert list_differences(known, list(form.read(known, taken))) == []
    assert list_differences(known, list(form.read(known, change(taken)))) != []


def test_a_form_that_says_nothing_of_the_figure_is_found(known: Asked) -> None:
    assert list_differences(known, []) == [None]


def change(taken: Any) -> Any:
    """268 becomes 269 wherever it stands, also within a packed file."""
    if isinstance(taken, str):
        whole = re.sub(r"268(?= |<|\"|;|,)", "269", taken)
        return whole.replace("89.036", "89.037").replace(repr(268 / 301), repr(269 / 301))
    if not taken.startswith(b"PK"):
        return change(taken.decode("utf-8")).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(taken)) as old, zipfile.ZipFile(made, "w") as new:
        for n in old.infolist():
            new.writestr(n, re.sub(rb">268(?=<| )", b">269", old.read(n)))
    return made.getvalue()
