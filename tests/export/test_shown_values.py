"""What is shown says what it was read from: every "N dari M" in what leaves the house and on a card, and every mark
that bears the name of an indicator, has the counts of the table. A text beside a mark is said by the mark."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from dasbor.answers import charts
from dasbor.chart import still
from dasbor.choice import Choice
from dasbor.export.brief import as_html as brief
from dasbor.export.meeting import as_html as meeting
from dasbor.export.request import Request
from dasbor.export.snapshot.as_html import make_html
from dasbor.query import choose
from dasbor.ui.menu import PAGES
from etl.indikator import load_indicators
from etl.store.versions import Store
from tests.export.every_form import take_page
from tests.heavy import times

CARRIED = ("indikator", "wilayah", "periode", "kelompok", "pembilang", "penyebut")
FRACTION = re.compile(r"(?<![\d.])(\d[\d.]*) dari (\d[\d.]*\d|\d)(?! (?:kelurahan|kecamatan|triwulan|indikator|pemda))")
NO_TEXT = {"style", "script", "title", "desc", "text"}
NO_END = {"meta", "link", "br", "img", "input", "hr"}
PUBLIC = [p.address for p in PAGES if not p.is_staff]
# what marks count that show no indicator, but its steps, its classes or what is beside it
OTHER_NAMES = {
    "status_koperasi",
    "predikat_kesehatan",
    "grade_pelaporan_rat",
    "keadaan_rat",
    "agenda_rat",
    "tindak_lanjut_kelompok",
    "anggota_kkmp",
    "keadaan_kkmp",
    "kanal_digital",
    "hasil_pendampingan",
    "hasil_pelatihan",
    "perpindahan_status",
    "tidak_aktif_menurut_aturan",
    "sehat_dari_semua_aktif",
    "menjawab_soal_ti",
    "kelompok",
    "kkmp",
}


class Reader(HTMLParser):
    """texts: (text, what the element around it says of itself or None); marks: what each element says of itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._open: list[tuple[str, dict[str, str] | None]] = []
        self.texts: list[tuple[str, dict[str, str] | None]] = []
        self.marks: list[dict[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {k.removeprefix("data-"): v or "" for k, v in attributes if k.startswith("data-")}
        own = said if "pembilang" in said or "indikator" in said else None
        if own is not None:
            self.marks.append(own)
        if tag not in NO_END:
            self._open.append((tag, own or (self._open[-1][1] if self._open else None)))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in NO_END:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in NO_END and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open or not {tag for tag, _ in self._open} & NO_TEXT:
            self.texts.append((data, self._open[-1][1] if self._open else None))


def read_number(text: str) -> float:
    return float(text.replace(".", ""))


def list_unsaid(page: str) -> list[str]:
    """Texts "N dari M" whose element does not say the same."""
    wrong = []
    for text, said in Reader(page).texts:
        for part, whole in FRACTION.findall(text.replace("\u00a0", " ")):
            given = said or {}
            if (given.get("pembilang"), given.get("penyebut")) != (part.replace(".", ""), whole.replace(".", "")):
                wrong.append(text.strip())
    return wrong


@pytest.fixture(scope="module")
def stored(whole_sample: int) -> dict[tuple[str, ...], tuple[float | None, float | None]]:
    con = Store().open_version(whole_sample)
    rows = con.execute("select indikator, kode_wilayah, periode, kelompok_hitung, pembilang, penyebut from indikator")
    return {row[:4]: row[4:] for row in rows.fetchall()}


def choose_some(version: int, count: int) -> Iterator[Choice]:
    chance = random.Random(27)
    con = Store().open_version(version)
    quarters = [q for (q,) in con.execute("select periode from periode order by 1").fetchall()]
    codes = [k for (k,) in con.execute("select kode from wilayah order by 1").fetchall()]
    for n in range(count):
        code = "35.72" if n % 4 == 0 else chance.choice(codes)
        yield choose.choose(Choice(version), chance.choice(quarters), code, chance.choice(("semua", "tanpa")))


def list_wrong(page: str, stored: dict[Any, Any]) -> tuple[int, list[dict[str, str]]]:
    """How many elements bear the name of an indicator, and which of them another count than the table's."""
    declared = {i.indikator for i in load_indicators()}
    wrong, seen = [], 0
    for said in Reader(page).marks:
        if said.get("indikator") not in declared or not said.get("pembilang"):
            continue
        seen += 1
        key = tuple(said.get(name, "") for name in CARRIED[:4])
        part, whole = stored.get(key, (None, None))
        told = float(said["pembilang"]), float(said["penyebut"]) if said.get("penyebut") else None
        if told != (part, whole):
            wrong.append(said)
    return seen, wrong


FILES: dict[str, Callable[[Request], str]] = {
    "lembar": brief.render,
    "potret": lambda r: make_html(r).decode(),
    "rapat": lambda r: meeting.render(r, meeting.Addresses("/rapat.js", "/kabar", "/")),
}


@pytest.mark.parametrize("name", FILES)
def test_every_fraction_in_a_file_says_its_counts_and_they_are_those_of_the_table(
    name: str, whole_sample: int, stored: dict[Any, Any]
) -> None:
    fractions = 0
    for p in choose_some(whole_sample, times(100)):
        page = FILES[name](Request(p, address="https://koperasi.contoh.go.id"))
        assert list_unsaid(page) == [], p
        seen, wrong = list_wrong(page, stored)
        assert wrong == [], p
        fractions += seen
    assert fractions > times(100) * 5


@pytest.mark.parametrize("address", PUBLIC)
def test_what_bears_the_name_of_an_indicator_on_a_page_has_its_counts(
    address: str, whole_sample: int, stored: dict[Any, Any]
) -> None:
    declared = {i.indikator for i in load_indicators()} | OTHER_NAMES
    for p in choose_some(whole_sample, max(times(20), 3)):
        page = take_page(address, p)
        assert list_wrong(page, stored)[1] == [], p
        names = {said.get("indikator", "") for said in Reader(page).marks}
        assert {n.removeprefix("perubahan_") for n in names} <= declared, p
        assert {tuple(k for k in CARRIED[:4] if k not in said) for said in Reader(page).marks} <= {()}, p


def test_the_cards_of_a_page_say_all_their_fractions(whole_sample: int) -> None:
    cards = 0
    for address in ("ringkasan", "keaktifan", "pelatihan", "pendampingan", "kesehatan", "digital", "merah_putih"):
        for p in choose_some(whole_sample, 2):
            for card in re.findall('<section class="kartu kartu-indikator">.*?</section>', take_page(address, p)):
                shown = re.sub(r"</?span>", "", re.sub('<p class="kartu-kaki">.*?</p>', "", card))
                assert list_unsaid(shown) == [], (address, p)
                cards += 1
    assert cards > 30


def test_a_false_or_lacking_count_is_found(whole_sample: int, stored: dict[Any, Any]) -> None:
    page = brief.render(Request(choose.choose(Choice(whole_sample), "2025-T2", None, "semua")))
    assert list_unsaid(re.sub(' data-pembilang="268"', ' data-pembilang="267"', page)) != []
    assert list_wrong(re.sub(' data-pembilang="268"', ' data-pembilang="267"', page), stored)[1] != []
    assert list_unsaid(re.sub("<span class=.angka.[^>]*>(.*?)</span>", r"\1", page)) != []


def test_a_share_in_a_file_is_said_too(whole_sample: int) -> None:
    """Of the city where there was no target yet, and where a share is said without its counts."""
    bare = re.compile(r"angka kota \d+,\d%|volume usaha −?\d+,\d%")
    for quarter, code in (("2021-T4", None), ("2021-T4", "35.72.01"), ("2025-T2", "35.72.01.1003")):
        r = Request(
            choose.choose(Choice(whole_sample), quarter, code, "semua"), address="https://koperasi.contoh.go.id"
        )
        for page in (brief.render(r), make_html(r).decode()):
            assert [text for text, said in Reader(page).texts if said is None and bare.search(text)] == []


def test_an_area_without_a_bar_says_its_counts_beside_its_name(whole_sample: int) -> None:
    chart = charts.make_rates_chart(choose.choose(Choice(whole_sample), "2025-T2", None, "semua"), "peserta_perempuan")
    none = {row["kode_wilayah"] for row in chart.table.to_dict("records") if row["penyebut"] == 0}
    marks = [m for m in Reader(still.svg(chart)).marks if m["penyebut"] == "0"]
    assert {m["wilayah"] for m in marks} == none != set()
    assert {(m["indikator"], m["periode"], m["pembilang"]) for m in marks} == {("peserta_perempuan", "2025-T2", "0")}
