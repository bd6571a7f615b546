"""The brief says only what the tables say: each figure is read again from the version, each sentence leads to its view,
and it stays one page whatever the names."""

from __future__ import annotations

import datetime as dt
import gzip
import random
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.export.brief import as_html, as_text, as_typst, pictures
from dasbor.export.brief.compose import compose
from dasbor.export.brief.model import Brief
from dasbor.export.kept import make_file
from dasbor.export.meeting import slides
from dasbor.export.request import Request
from dasbor.query import choose
from dasbor.ui.menu import ADDRESSES
from dasbor.words import language
from etl.accounts.roles import User
from etl.remarks.say import say_remark, withdraw_remark
from etl.store.versions import Store
from tests import golden
from tests.content import random_city
from tests.heavy import times
from tests.installations import copy_reference

PLACE = "https://koperasi.contoh.go.id/dasbor"
QUESTIONS = 5


def pick(version: int, quarter: str | None = None, code: str | None = None, group: str = WITH_KKMP) -> Choice:
    return choose.choose(Choice(version), quarter, code, group)


def request(p: Choice) -> Request:
    return Request(p, address=PLACE)


def sentences(brief: Brief, key: str) -> list[str]:
    return next([s.whole.replace("\u00a0", " ") for s in part.sentences] for part in brief.sections if part.key == key)


class Page(HTMLParser):
    """figures: (attributes, text) of each shown value; items: (address, text) of each sentence."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.figures: list[tuple[dict[str, str], str]] = []
        self.items: list[tuple[str, str]] = []
        self._inside: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        known = {name: value or "" for name, value in attributes}
        if tag == "li":
            self.items.append(("", ""))
        if tag == "a" and self.items and not self.items[-1][0]:
            self.items[-1] = (known["href"], self.items[-1][1])
        if known.get("class") == "angka":
            self.figures.append((known, ""))
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = None if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self.items:
            self.items[-1] = (self.items[-1][0], self.items[-1][1] + data)
        if self._inside:
            attributes, text = self.figures[-1]
            self.figures[-1] = (attributes, text + data)


@pytest.fixture(scope="module")
def sample(whole_sample: int) -> int:
    return whole_sample


def random_choices(version: int, count: int) -> list[Choice]:
    chance = random.Random(12)
    con = Store().open_version(version)
    quarters = [q for (q,) in con.execute("select periode from periode order by 1").fetchall()]
    codes = [k for (k,) in con.execute("select kode from wilayah order by 1").fetchall()]
    groups = (WITH_KKMP, WITHOUT_KKMP)
    return [pick(version, chance.choice(quarters), chance.choice(codes), chance.choice(groups)) for _ in range(count)]


def test_the_first_quarter_has_no_drawing_of_a_change(sample: int) -> None:
    assert list(pictures.list_charts(pick(sample, "2021-T4"))) == ["hubungi"]
    assert list(pictures.list_charts(pick(sample, "2022-T1"))) == ["perubahan", "hubungi"]
    assert "langkah" not in [s.key for s in slides.list_slides(pick(sample, "2021-T4"))]
    assert "langkah" in [s.key for s in slides.list_slides(pick(sample, "2022-T1"))]


# ── every figure is one of the table ──


def test_every_figure_of_random_briefs_stands_in_the_table_of_indicators(sample: int) -> None:
    con = Store().open_version(sample)
    sql = """select pembilang, penyebut from indikator
        where indikator = ? and kode_wilayah = ? and periode = ? and kelompok_hitung = ?"""
    seen = 0
    for p in random_choices(sample, times(500)):
        for n, text in Page(as_html.render(request(p))).figures:
            key = [n["data-indikator"], n["data-wilayah"], n["data-periode"], n["data-kelompok"]]
            ((part, whole),) = con.execute(sql, key).fetchall()
            assert (float(n["data-pembilang"]), float(n["data-penyebut"])) == (part, whole), key
            number = language.format_fraction(part, whole)
            share = language.format_percent(part / whole, whole) if whole else ""
            assert text in (number, f"{number} ({share})", share), key
            seen += 1
    assert seen > times(500) * 5


@pytest.mark.parametrize("seed", range(times(60)))
def test_what_a_brief_says_of_a_random_city_is_true(seed: int, store: Store) -> None:
    """Counted by hand from the rows that were published."""
    chance = random.Random(seed)
    city = random_city.make_city(chance)
    version = random_city.publish_city(city)
    quarter = chance.choice(city.list_registers())
    p = pick(version, quarter, group=chance.choice((WITH_KKMP, WITHOUT_KKMP)))
    brief, with_kkmp = compose(p), p.kelompok_hitung == WITH_KKMP
    now = city.take(quarter, p.kode_wilayah, with_kkmp)
    before = city.take(city.find_before(quarter), p.kode_wilayah, with_kkmp)
    registered, active = now["status"].isin(random_city.REGISTERED).sum(), (now["status"] == "aktif").sum()
    assert brief.lead.text.startswith(f"{active} dari {registered} koperasi aktif")
    new = set(now["nik"]) - set(city.registers.loc[city.registers["periode"] < quarter, "nik"])
    said = "\n".join(sentences(brief, "perubahan"))
    if city.find_before(quarter) is None:
        assert "Belum ada triwulan sebelumnya untuk dibandingkan" in said
        assert len(sentences(brief, "perubahan")) == 1
    else:
        moved = int(active - (before["status"] == "aktif").sum())
        assert f"Koperasi aktif {language.say_direction(moved)}" in said
        for count in re.findall(r"(\d+) koperasi baru:", said):
            assert int(count) == len(new)
    inactive = set(now.loc[now["status"] == "tidak aktif", "nik"])
    in_window = [q for q in city.visited if q in random_city.QUARTERS[: random_city.QUARTERS.index(quarter) + 1]]
    unvisited = inactive - {nik for q in in_window for nik in city.visited[q]}
    answer = next(s for s in sentences(brief, "tanya") if s.startswith("Siapa yang tidak aktif"))
    if in_window:
        assert f"didatangi? {f'{len(unvisited)} koperasi, ' if unvisited else 'Tidak ada.'}" in answer
    else:
        assert "belum diterbitkan" in answer


def test_the_state_of_the_sample_city_against_target_and_a_year_ago(sample: int) -> None:
    brief = compose(pick(sample, "2025-T2"))
    assert brief.lead.text == "268 dari 301 koperasi aktif (89,0%): target 90% belum tercapai, kurang 3"
    assert sentences(brief, "keadaan") == [
        "Koperasi aktif: 268 dari 301 (89,0%); target 90% belum tercapai, kurang 3; "
        "setahun lalu 249 dari 285 (87,4%), ▲ naik 1,7 poin",
        "Koperasi dilatih: 123 dari 301 (40,9%); target 25% tercapai; "
        "setahun lalu 119 dari 285 (41,8%), kurun belum lengkap, tidak dibandingkan",
        "Koperasi didampingi: 140 dari 301 (46,5%); target 50% belum tercapai, kurang 11; "
        "setahun lalu 130 dari 285 (45,6%), ▲ naik 0,9 poin",
        "Pendampingan khusus: 25 dari 33 (76%); target 80% belum tercapai, kurang 2; "
        "setahun lalu 27 dari 36 (75%), ▲ naik 1 poin",
    ]


def test_the_clean_out_of_the_register_is_told_and_not_taken_for_a_rise(sample: int) -> None:
    brief = compose(pick(sample, "2025-T1"))
    assert sentences(brief, "jangan")[0].startswith(
        "Jumlah dan persen koperasi aktif bergerak berlainan sejak T4 2024: terdaftar turun"
    )


def test_where_the_kkmp_turn_a_verdict_the_brief_says_both(sample: int) -> None:
    assert sentences(compose(pick(sample, "2025-T2")), "jangan")[0] == (
        "Kesimpulan tentang koperasi aktif bergantung pada KKMP: tanpa KKMP 247 dari 280, turun 1, persennya hampir "
        "tetap; tentang koperasi didampingi: tanpa KKMP 140 dari 280, target tercapai."
    )
    without = sentences(compose(pick(sample, "2025-T2", group=WITHOUT_KKMP)), "jangan")[0]
    assert "tentang koperasi didampingi: dengan KKMP 140 dari 301, target belum tercapai." in without
    karangsari = sentences(compose(pick(sample, "2025-T2", "35.72.02.1005")), "jangan")[0]
    assert "tentang koperasi didampingi: tanpa KKMP 5 dari 10, target tercapai" in karangsari
    assert "KKMP" not in " ".join(sentences(compose(pick(sample, "2025-T1")), "jangan"))


def test_five_questions_have_answers(sample: int) -> None:
    for p in (pick(sample, "2025-T2"), pick(sample, "2025-T2", "35.72.02.1004"), pick(sample, "2021-T4")):
        asked = sentences(compose(p), "tanya")
        assert len(asked) == QUESTIONS
        assert all(re.fullmatch(r"[^?]+\? .+\.", s) for s in asked)


def test_few_cooperatives_are_said_as_counts(sample: int) -> None:
    brief = compose(pick(sample, "2025-T2", "35.72.01.1002"))
    assert brief.lead.text == "6 dari 9 koperasi aktif: target 90%, n di bawah 10: belum bisa dibandingkan"
    assert "Hanya 9 koperasi: satu koperasi menggeser persennya sampai 11 poin. Bandingkan jumlahnya." in sentences(
        brief, "jangan"
    )
    assert "poin" not in " ".join(sentences(brief, "keadaan"))


# ── where each sentence leads ──


def test_every_sentence_leads_to_a_page_with_this_version_quarter_and_area(sample: int) -> None:
    p = pick(sample, "2025-T1", "35.72.02", WITHOUT_KKMP)
    for address, text in Page(as_html.render(request(p))).items:
        assert text
        parts = urlsplit(address)
        assert address.startswith(f"{PLACE}/")
        assert parts.path.removeprefix("/dasbor/") in ADDRESSES
        query = parse_qs(parts.query)
        assert (query["triwulan"], query["versi"], query["kkmp"]) == (["2025-T1"], [str(sample)], ["tanpa"])
        assert query.get("kecamatan") == ["35.72.02"] or query["kelurahan"][0].startswith("35.72.02.")


def test_without_an_address_nothing_is_a_link(sample: int) -> None:
    assert "href" not in as_html.render(Request(pick(sample)))


# ── what it is made of ──


def test_the_page_needs_nothing_else_and_is_light(sample: int) -> None:
    html = as_html.render(request(pick(sample, "2025-T2")))
    assert len(gzip.compress(html.encode())) <= 100_000
    assert {"script", "iframe", "link", "object"} & set(Page(html).tags) == set()
    loaded = re.findall(r"""(?:src=|url\()["']?([^"')]{1,40})""", html)
    assert loaded and all(address.startswith(("data:", "#")) for address in loaded)
    assert html.count("<svg ") == 4  # two charts, each with a narrow twin


def test_the_pdf_is_one_tagged_page_with_every_sentence(sample: int) -> None:
    """The words are read from the structure that screen readers get."""
    content = as_typst.make_pdf(request(pick(sample, "2025-T2")))
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type ?/Page\b(?!s)", content)) == 1
    assert b"/StructTreeRoot" in content and b"pdfuaid" in content


def test_the_picture_is_a_png_and_the_same_request_gives_the_same_bytes(sample: int) -> None:
    r = request(pick(sample, "2025-T2"))
    assert as_typst.make_png(r).startswith(b"\x89PNG")
    for make in (as_html.make_html, as_typst.make_pdf, as_text.make_text):
        assert make(r) == make(r)


def test_the_text_says_the_same_sentences_as_the_page(sample: int) -> None:
    p = pick(sample, "2025-T2")
    text = as_text.write(request(p))
    assert [line[2:] for line in text.splitlines() if line.startswith("• ")] == [
        s.whole for part in compose(p).sections for s in part.sentences
    ]
    assert text.startswith("*Lembar Wali Kota: Koperasi Kota Blitar, Triwulan II 2025*\n*DATA CONTOH")
    assert f"{PLACE}/lembar?triwulan=2025-T2&versi={sample}" in text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("data_koperasi_T3.xlsx", "data_koperasi_T3.xlsx"),
        ("KSU *Maju* _Jaya_ ~x~ `y`", "KSU Maju Jaya x y"),
        ("*tebal", "tebal"),
        ("a*b", "ab"),
    ],
)
def test_no_name_makes_a_message_bold_and_a_file_keeps_its_name(written: str, shown: str) -> None:
    assert as_text.plain(written) == shown


# ── poor circumstances ──

REGISTER = golden.BUKU["2025-T3"]["Koperasi"]
RECAP = [["Kelurahan", "Kecamatan", "Aktif", "Tidak Aktif", "Jumlah"], ["Turi", "Sukorejo", 5, 1, 6]]
UNLISTED = "Belum dapat didaftar: register Triwulan III 2025 belum diterbitkan."
POOR = {
    "satu register saja": ({"2025-T3": {"Koperasi": REGISTER}}, "Belum ada triwulan sebelumnya untuk dibandingkan"),
    "rekap saja": (
        {"2025-T3": {"Rekap": RECAP}},
        "Belum dapat didaftar: register Triwulan III 2025 belum diterbitkan.",
    ),
    "kunjungan saja": (
        {
            "2025-T3": {
                "Pendampingan": [
                    golden.JUDUL_PENDAMPINGAN,
                    [dt.date(2025, 8, 4), "Kelompok A", "Turi", "P 1", "TI"],
                ]
            }
        },
        UNLISTED,
    ),
}


@pytest.mark.parametrize("name", POOR)
def test_what_is_missing_is_said(name: str, store: Store) -> None:
    books, sentence = POOR[name]
    for quarter, book in books.items():
        golden.publish_book(store, quarter, book)
    for code in (None, "35.72.02", "35.72.02.1004"):
        p = pick(store.find_current() or 0, None, code)
        text = as_text.write(request(p))
        assert sentence in text
        assert "nan" not in text and "None" not in text
        assert as_typst.make_pdf(request(p)).startswith(b"%PDF-")
        assert len(sentences(compose(p), "tanya")) == QUESTIONS


def test_without_a_target_the_brief_says_so_and_judges_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = copy_reference(tmp_path)
    (reference / "target.csv").write_text("indikator,tahun,nilai_target,keterangan\n", encoding="utf-8")
    monkeypatch.setenv("KOPERASI_ACUAN", str(reference))
    golden.publish_book(store, "2025-T3", {"Koperasi": REGISTER})
    p = pick(store.find_current() or 0)
    text = as_text.write(request(p))
    lacking = [s for s in sentences(compose(p), "hubungi") if ", kurang " in s]
    assert lacking and all(" untuk menyamai angka kota " in s for s in lacking)
    assert "belum ada target" in text
    assert "tercapai" not in text


# ── what people said ──


def test_the_latest_remark_beside_its_figures_stands_in_the_brief_until_it_is_withdrawn(long_names: int) -> None:
    p, store = pick(long_names), Store()
    before = make_file(p, "lembar", ".pdf")
    for sentence in ("Yang lama.", f"Dua puluh KKMP masuk, <b>{'panjang sekali ' * 15}</b>"):
        remark = say_remark(store, User("Ani", "petugas"), ("koperasi_aktif", "35.72", "2025-T3"), sentence)
    (said,) = [
        s for s in sentences(compose(p), "keadaan") if s.startswith("Catatan tentang Koperasi aktif: “Dua puluh")
    ]
    assert "…” (Petugas, " in said
    assert "Ani" not in said and "Yang lama" not in " ".join(sentences(compose(p), "keadaan"))
    content = as_typst.make_pdf(request(p))
    assert len(re.findall(rb"/Type ?/Page\b(?!s)", content)) == 1
    assert make_file(p, "lembar", ".pdf") != before
    withdraw_remark(store, User("Ani", "petugas"), remark.nomor)
    assert any("“Yang lama.”" in s for s in sentences(compose(p), "keadaan"))


# ── names ──

LONG = "Koperasi <script>alert('x')</script> & \"Kutip\" *tebal* ꦏꦺꦴ 🙂 " + "Panjang Sekali " * 5


def publish_long_names(store: Store) -> int:
    """Two quarters in which every name has 120 letters, among them all that could break a file."""
    columns = ["Nama Koperasi", "Kelurahan", "Kecamatan", "Status", "RAT Tahun Buku"]
    places = [("Turi", "Sukorejo"), ("Gedog", "Sananwetan"), ("Bendo", "Kepanjenkidul"), ("Ngadirejo", "Kepanjenkidul")]
    for quarter, turn in (("2025-T2", 0), ("2025-T3", 1)):
        status = [("Aktif", "Tidak Aktif")[(i + turn * (i % 3 == 0)) % 2] for i in range(60 - 6 * turn)]
        rows = [[f"{i:02} {LONG}"[:120], *places[i % 4], s, 2020 + i % 5] for i, s in enumerate(status)]
        golden.publish_book(store, quarter, {"Koperasi": [columns, *rows]}, reason="uji")
    return store.find_current() or 0


@pytest.fixture
def long_names(store: Store) -> int:
    return publish_long_names(store)


def test_names_that_could_break_a_file_are_shown_as_they_are(long_names: int) -> None:
    r = request(pick(long_names))
    html = as_html.render(r)
    assert "<script" not in html
    assert "Koperasi <script>alert('x')</script> &" in unescape(html)
    assert as_typst.make_pdf(r).startswith(b"%PDF-")
    bold = [line for line in as_text.write(r).splitlines() if "*" in line]
    assert all(line.startswith("*") and line.endswith("*") and line.count("*") == 2 for line in bold)


def test_long_names_stay_on_one_page(long_names: int) -> None:
    for code in (None, "35.72.02", "35.72.02.1004"):
        content = as_typst.make_pdf(request(pick(long_names, None, code)))
        assert len(re.findall(rb"/Type ?/Page\b(?!s)", content)) == 1


@pytest.fixture
def hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, nama_koperasi="masuk")))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    golden.copy_all(Store())
    yield Store().find_current() or 0


def test_names_that_the_settings_hide_stand_in_no_format(hidden: int) -> None:
    con = Store().open_version(hidden)
    names = {n for (n,) in con.execute("select distinct nama_koperasi from koperasi_triwulan").fetchall()}
    ids = {n for (n,) in con.execute("select distinct koperasi_id from koperasi_triwulan").fetchall()}
    p = pick(hidden)
    said = as_html.render(request(p)) + as_text.write(request(p)) + str(as_typst._make_data(request(p)))
    assert len(names) > 3
    assert [n for n in names | ids if str(n) in unescape(said)] == []
    shown = as_text.write(Request(choose.choose(Choice(hidden, with_names=True))))
    assert [n for n in names if n in shown] != []


def test_the_map_says_what_its_colours_mean_and_which_area_is_chosen(sample: int) -> None:
    """On a screen, on a telephone and on paper."""
    for code, word in ((None, "n di bawah 10"), ("35.72.01.1001", "Kepanjenkidul</text>")):
        p = pick(sample, "2025-T2", code)
        shown = pictures.list_pictures(request(p))["hubungi"]["svg"]
        for drawing in (shown, pictures.draw_for_phone(request(p))["hubungi"], as_html.render(request(p))):
            assert "90% ke atas" in drawing and word in drawing


def test_where_nothing_moved_no_chart_of_a_change_is_drawn(sample: int) -> None:
    con = Store().open_version(sample)
    codes = [k for (k,) in con.execute("select kode from wilayah where length(kode) = 13 order by 1").fetchall()]
    still = [p for p in (pick(sample, "2025-T1", k) for k in codes) if "tetap" in sentences(compose(p), "perubahan")[0]]
    assert still
    for p in still:
        assert ("perubahan" in pictures.list_charts(p)) == any(
            "aktif +" in s for s in sentences(compose(p), "perubahan")
        )
