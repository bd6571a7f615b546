"""The pages Kelurahan and Koperasi: of a city that can be counted by hand, and when something is missing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.choice import Choice
from dasbor.content import kelurahan, kelurahan_indicators, koperasi, koperasi_history, koperasi_money, koperasi_strip
from dasbor.query import areas, cooperatives, due_year
from dasbor.query.figures import Figure
from etl.indikator import load_indicators
from etl.store.versions import Store
from tests import golden
from tests.ui.test_frame import app, text
from tests.workbooks import workbook

TURI, GEDOG, BENDO, SENTUL = "35.72.02.1004", "35.72.03.1001", "35.72.01.1006", "35.72.01.1003"
KELURAHAN, KOPERASI = "pages/publik/kelurahan.py", "pages/publik/koperasi.py"


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(tmp_path_factory.mktemp("emas")))
        yield golden.copy_all(Store())


def choice(version: int, kode: str = TURI, periode: str = "2025-T3") -> Choice:
    return Choice(version, periode, kode, "Kelurahan Turi", "kelurahan", "semua")


def record(version: int, nama: str, periode: str = "2025-T3") -> koperasi.CooperativeRecord:
    r = koperasi.load_record(
        choice(version, periode=periode), cooperatives.find_cooperatives(Choice(version), nama)["koperasi_id"].iloc[0]
    )
    assert r is not None
    return r


def bare(at: AppTest) -> str:
    """The text of a page without its tags."""
    assert not at.exception
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(at)))


# ── kelurahan ──


def test_without_a_kelurahan_the_page_offers_all_of_them_by_kecamatan(version: int) -> None:
    at = app(KELURAHAN)
    assert "Kecamatan Kepanjenkidul 1 dari 1 aktif, 7 kelurahan Bendo 1 dari 1 aktif Kauman belum ada koperasi" in bare(
        at
    )
    assert len(set(re.findall(r'href="/kelurahan\?kelurahan=([\d.]+)"', text(at)))) == 21
    assert f'href="/kelurahan?kelurahan={TURI}"' in text(at)


def test_the_profile_shows_every_indicator_beside_kecamatan_city_and_target(version: int) -> None:
    content = kelurahan_indicators.list_indicators(choice(version)).set_index("indikator")
    assert content.index.tolist() == [i.indikator for i in load_indicators() if not i.is_of_city_only]
    page = ["jumlah_kata", "nilai_kata", "perubahan", "selang", "kecamatan_kata", "kota_kata", "catatan"]
    assert content.loc["koperasi_aktif", page].tolist() == [
        "2 dari 3",
        "n di bawah 10",
        "jumlahnya tetap",
        "21% sampai 94%",
        "2 dari 3",
        "4 dari 7",
        "belum bisa dibandingkan",
    ]
    assert content.loc["aset", page].tolist() == [
        "Rp 210 juta",
        "",
        "belum ada pembanding",
        "",
        "Rp 210 juta",
        "Rp 215 juta",
        "",
    ]
    assert content.loc["anggota_perempuan", ["pembilang", "penyebut"]].tolist() == [25, 40]


def test_the_profile_page_names_cooperatives_trainings_visits_and_whom_to_call(version: int) -> None:
    content = bare(app(KELURAHAN, kelurahan=TURI))
    assert "Kelurahan Turi: 2 dari 3 koperasi aktif" in content
    assert "KSU Dua aktif 2023 10 1 –" in content
    assert "KPRI Tiga tidak aktif 2020 40 0 15 Juli 2025" in content
    assert "15 Juli 2025 KPRI Tiga Khusus Petugas 1" in content
    assert "Pelatihan C 5 Agustus 2025 2 1 0" in content
    assert "Perlu dihubungi" in content


def test_an_inactive_cooperative_nobody_visited_is_to_be_called_and_leads_to_its_record(version: int) -> None:
    content = kelurahan.list_to_call(choice(version, GEDOG))
    assert [(name, cause) for name, cause, _ in content] == [
        (
            "Kopwan Lima",
            "Tidak aktif, tanpa kunjungan dalam 2 triwulan yang terbit dari 4 · Belum tercatat: jumlah anggota",
        ),
        ("Bank Sampah Mawar", "Dilatih sampai 5 Agustus 2025, belum didampingi, batas 1 Februari 2026"),
        ("Kopkar Enam", "Belum tercatat: status, RAT dan jumlah anggota"),
    ]
    assert [address[:14] for _, _, address in content] == ["/koperasi?id=K", "", "/koperasi?id=K"]


def test_with_more_areas_than_a_list_holds_the_page_offers_the_kecamatan_first(
    version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kelurahan, "MAX_ROWS", 7)
    monkeypatch.setattr(areas, "MAX_BARS", 7)
    content = text(app(KELURAHAN))
    assert '<a href="/kelurahan?kecamatan=35.72.02" target="_self">Kecamatan Sukorejo</a>' in content
    assert content.count('target="_self">Kecamatan ') == 3
    assert "kelurahan=35.72.02.1004" not in content
    assert "kelurahan=35.72.02.1004" in text(app(KELURAHAN, kecamatan="35.72.02"))


def test_a_kelurahan_without_cooperatives_says_so(version: int) -> None:
    content = bare(app(KELURAHAN, kelurahan=SENTUL))
    assert "Belum ada koperasi pada register triwulan ini." in content
    assert "Belum ada kunjungan dalam empat triwulan terakhir." in content
    assert "Tidak ada yang perlu didahulukan di wilayah ini." in content


def test_a_quarter_without_register_is_announced_on_the_profile(version: int) -> None:
    content = bare(app(KELURAHAN, kelurahan=TURI, triwulan="2024-T4"))
    assert "Register koperasi Triwulan IV 2024 belum diterbitkan" in content
    assert "Koperasi aktif belum ada data" in content


@pytest.mark.parametrize(
    ("indikator", "now", "past", "word"),
    [
        ("koperasi_aktif", Figure(8, 10, 0.8), Figure(9, 10, 0.9), "turun 1 · ▼ turun 10 poin"),
        ("sertifikat_nik", Figure(7, 11, 7 / 11), Figure(7, 10, 0.7), "tetap 7 · ▼ turun 6 poin"),  # none was lost
        ("sertifikat_nik", Figure(7, 10, 0.7), Figure(7, 10, 0.7), "tetap 7 · persen tetap"),
        ("pertumbuhan_volume_usaha", Figure(1e6, 1e8, 0.01), Figure(2e6, 1e8, 0.02), "▼ turun 1,0 poin"),
        ("koperasi_terdaftar", Figure(8, None, 8), Figure(8, None, 8), "tetap"),
        ("aset", Figure(5e6, None, 5e6), Figure(3e6, None, 3e6), "▲ naik Rp 2 juta"),
        ("shu", Figure(-1e6, None, -1e6), Figure(1e6, None, 1e6), "▼ turun Rp 2 juta"),
        ("aset", Figure(), Figure(3e6, None, 3e6), "–"),
    ],
)
def test_a_change_is_said_in_the_unit_of_its_indicator(indikator: str, now: Figure, past: Figure, word: str) -> None:
    assert (
        kelurahan_indicators.say_change(next(i for i in load_indicators() if i.indikator == indikator), now, past)
        == word
    )


# ── finding a cooperative ──


@pytest.mark.parametrize(
    ("word", "nama"),
    [
        ("ksp satu", ["KSP Satu"]),
        ("satu KSP", ["KSP Satu"]),
        ("3572000000002", ["KSU Dua"]),
        ("KSU", ["KSU Dua", "KSU Sembilan"]),
        ("merah putih", ["Koperasi Kelurahan Merah Putih Gedog"]),
        ("'; drop table koperasi_triwulan --", []),
        ("%", []),
    ],
)
def test_a_search_finds_by_words_of_the_name_or_by_nik(version: int, word: str, nama: list[str]) -> None:
    assert cooperatives.find_cooperatives(Choice(version), word)["nama_koperasi"].tolist() == nama


def test_a_search_shows_its_first_and_says_how_many_there_are(version: int) -> None:
    one = cooperatives.find_cooperatives(Choice(version), "ksu", 1)
    assert one[["nama_koperasi", "semua"]].to_numpy().tolist() == [["KSU Dua", 2]]
    assert cooperatives.find_cooperatives(Choice(version), "satu")["semua"].tolist() == [1]
    assert cooperatives.find_similar(Choice(version), "delapn")["nama_koperasi"].tolist() == ["Kopas Delapan"]


def test_a_badan_hukum_and_a_former_name_find_it_too(store: Store) -> None:
    title = ["NIK", "Nama Koperasi", "Nomor Badan Hukum", "Kelurahan", "Status"]
    for periode, name in (("2025-T1", "KSU Lama"), ("2025-T2", "KSU Baru")):
        golden.publish_book(
            store, periode, {"Koperasi": [title, ["3572000000009", name, "518/441/KUMKM/2014", "Turi", "Aktif"]]}
        )
    assert cooperatives.find_cooperatives(Choice(2), "518/441/kumkm")["nama_koperasi"].tolist() == ["KSU Baru"]
    assert cooperatives.find_cooperatives(Choice(2), "lama")["nama_koperasi"].tolist() == ["KSU Baru"]


def test_the_search_stands_in_the_url_and_its_results_lead_to_the_record(version: int) -> None:
    at = app(KOPERASI)
    assert "9 koperasi di register" in bare(at)
    assert "Sumber: " in bare(at)
    at.text_input(key="parameter_cari").input("kpri").run()
    assert at.query_params == {"cari": "kpri"}
    assert "1 koperasi cocok dengan “kpri” Di seluruh wilayah" in bare(at)
    assert re.search(r'href="/koperasi\?id=K\w+" target="_self">KPRI Tiga</a>', text(at))


def test_a_misspelt_name_is_answered_with_names_like_it(version: int) -> None:
    content = bare(app(KOPERASI, cari="Kopas Dellapan"))
    assert "Tidak ada koperasi dengan nama, NIK atau nomor badan hukum “Kopas Dellapan”." in content
    assert "Kopas Delapan" in content


def test_the_list_of_an_area_without_cooperatives_or_of_a_quarter_without_register_says_so(version: int) -> None:
    assert "Tidak ada koperasi di Kelurahan Sentul pada register Triwulan III 2025." in bare(
        app(KOPERASI, kelurahan=SENTUL)
    )
    assert "Register koperasi Triwulan IV 2024 belum diterbitkan." in bare(app(KOPERASI, triwulan="2024-T4"))


def test_an_unknown_id_is_answered_with_a_sentence_and_a_way_back(version: int) -> None:
    at = app(KOPERASI, id="<i>K0</i>")
    assert "Koperasi dengan kode “&lt;i&gt;K0&lt;/i&gt;” tidak ada di versi 5." in text(at)
    assert 'href="/koperasi"' in text(at)


# ── the record ──


def test_the_record_tells_the_status_over_the_quarters_in_words(version: int) -> None:
    assert koperasi_history.list_runs(record(version, "KSU Dua")) == [
        ("tidak aktif", "2024-T3", "2024-T3"),
        ("register belum terbit", "2024-T4", "2025-T2"),
        ("aktif", "2025-T3", "2025-T3"),
    ]
    assert koperasi.say_headline(record(version, "KSU Dua")) == "KSU Dua: aktif sejak Triwulan III 2025"
    assert koperasi.say_headline(record(version, "Kopwan Lima")) == "Kopwan Lima: tidak aktif sejak Triwulan III 2024"


def test_the_strip_says_word_and_length_of_each_run(version: int) -> None:
    html = koperasi_strip.make_strip([("aktif", "2024-T3", "2025-T1"), ("tidak tercatat", "2025-T2", "2025-T2")])
    assert re.sub(r"<[^>]+>", " ", html).split() == (
        "Aktif T3 2024 sampai T1 2025 (3 triwulan) Tidak tercatat T2 2025 (1 triwulan)".split()
    )
    assert "flex-grow:3" in html


def test_every_value_of_the_record_is_what_its_cell_of_the_workbook_holds(version: int) -> None:
    content = koperasi.list_values(record(version, "KSP Satu")).set_index("hal")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(golden.BUKU["2025-T3"])))["Koperasi"]
    as_typed = {page: str(sheet[cell.split("!")[1]].value) for page, cell in content["sel"].items() if "!" in cell}
    page = ["NIK", "Kelurahan", "Status", "RAT Tahun Buku", "Jumlah Anggota", "Anggota UMKM", "Skor Kesehatan"]
    assert [as_typed[h] for h in page] == ["3572000000001", "Turi", "Aktif", "2024", "30", "5", "85"]
    assert content.loc[page, "isi"].tolist() == ["3572000000001", "Turi", "aktif", "2024", "30", "5", "85"]
    assert content.loc["Alamat", ["isi", "sel"]].tolist() == ["–", "tidak ada kolomnya"]


def test_money_stands_with_its_cell_in_every_quarter(version: int) -> None:
    money = koperasi_money.list_money(record(version, "KSU Dua"))
    assert money[["periode", "aset", "sel_aset", "shu", "sel_shu"]].to_numpy().tolist() == [
        ["2025-T3", 60_000_000, "Koperasi!N3", -5_000_000, "Koperasi!P3"]
    ]


def test_book_years_without_rat_are_named_up_to_the_last_one_due(version: int) -> None:
    rat = koperasi_history.list_rat(record(version, "KPRI Tiga"))
    assert rat[["tahun_buku", "tercatat"]].to_numpy().tolist() == [
        [2024, False],
        [2023, True],
        [2022, False],
        [2021, False],
        [2020, True],
    ]
    assert due_year.find_due_year(Choice(version), "2025-T1") == 2023
    assert due_year.find_due_year(Choice(version), "2025-T2") == 2024


def test_the_record_page_shows_trainings_visits_health_and_the_workbooks(version: int) -> None:
    content = bare(app(KOPERASI, id=record(version, "Kopas Delapan").id))
    assert "Kopas Delapan: aktif sejak Triwulan III 2025" in content
    assert "Kelurahan Bendo, Kecamatan Kepanjenkidul · tercatat di 2 register triwulan" in content
    assert "2023 belum ada data Cukup Sehat Triwulan III 2025 Koperasi!U9, S9, T9" in content
    assert "Pelatihan C – 5 Agustus 2025 – 2 Triwulan III 2025 Pelatihan!F3" in content
    assert "30 September 2025 Pemasaran Petugas 2" in content
    assert "Triwulan III 2025 Pendampingan!B3" in content
    assert re.search(r"Sumber: 2025-T3\.xlsx · SHA-256 [0-9a-f]{12} · diterbitkan oleh Penguji, \d", content)


def test_the_record_lists_the_findings_of_its_own_row_only(version: int) -> None:
    findings = koperasi.list_findings(record(version, "Kopkar Enam"))
    assert findings[["periode", "sel"]].drop_duplicates().to_numpy().tolist() == [["2025-T3", "Koperasi!E7"]]
    assert koperasi.say_quality(record(version, "Kopkar Enam"))[0] == "Terisi 4 dari 43 kolom, Triwulan III 2025."


def test_a_cooperative_outside_the_register_of_the_quarter_shows_its_last_one(version: int) -> None:
    r = record(version, "KSP Satu", periode="2025-T1")
    assert (
        koperasi.say_quarter_note(r)
        == "Tidak tercatat di register Triwulan I 2025. Di bawah ini keadaan Triwulan III 2024."
    )
    assert koperasi.say_quarter_note(record(version, "KSP Satu")) == ""


# ── paper ──


def test_the_print_style_hides_filters_and_buttons_and_fits_the_profile_on_one_sheet(version: int) -> None:
    from dasbor.ui.markup import CSS

    printed = CSS[CSS.index("@media print") :]
    for part in ("stHeader", "stSelectbox", "stDownloadButton", "stExpander", "stTextInput"):
        assert f'[data-testid="{part}"]' in printed
    assert "size:A4" in printed
    assert 'class="asal satu-a4 hanya-layar"' in text(app(KELURAHAN, kelurahan=TURI))


def test_nothing_published_says_so_on_both_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    for page in (KELURAHAN, KOPERASI):
        assert "Belum ada buku kerja yang diterbitkan" in text(app(page))
