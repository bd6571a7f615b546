"""Hasil Pembinaan, Bank Sampah & Kelompok, Prioritas: literal numbers from two cities that can be counted by hand."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dasbor import kelompok, kohor, kueri_pembinaan, pilihan, prioritas, sasaran, transisi
from dasbor.pilihan import Pilihan
from dasbor.prioritas import ALASAN, Aturan
from dasbor.selang import wilson
from etl import publish, run, skema
from etl.acuan import AKAR
from etl.gudang import Gudang
from etl.read import read_workbook
from tests import emas

TURI, BENDO, SANANWETAN = "35.72.02.1004", "35.72.01.1006", "35.72.03"
A, TA, DUB = "Aktif", "Tidak Aktif", "Diusulkan Dibubarkan"
JUDUL = ["NIK", "Nama Koperasi", "Kelurahan", "Status", "RAT Tahun Buku", "Jumlah Anggota"]
KUNJUNGAN = emas.JUDUL_PENDAMPINGAN
KELOMPOK = ["Nama Kelompok", "Jenis Kelompok", "Kelurahan", "Koperasi Terkait"]
_ = None


def _register(**status: str | None) -> list[list]:
    """Five cooperatives of Turi with the statuses of one quarter; None = not in the register. Beta moves in the end."""
    tempat = {"Beta": "Bendo"} if "Eka" in status else {}
    nomor = {"Alfa": 1, "Beta": 2, "Citra": 3, "Delta": 4, "Usul": 5, "Eka": 6}
    return [
        JUDUL,
        *([f"357200000001{nomor[n]}", f"KSU {n}", tempat.get(n, "Turi"), s, 2022, 20] for n, s in status.items() if s),
    ]


def _trained(tanggal: dt.date, *asal: str) -> list[list]:
    baris = [
        ["Pelatihan Perkoperasian", tanggal, _, f"Peserta {a}", "P", a, "Gedog" if "Sampah" in a else _] for a in asal
    ]
    return [emas.JUDUL_PELATIHAN, *baris]


# 2024-T3 has no register, 2024-T4 no visits.
KOTA = {
    "2024-T1": {
        "Koperasi": _register(Alfa=TA, Beta=TA, Citra=TA, Delta=A, Usul=DUB),
        "Pendampingan": [KUNJUNGAN, [dt.date(2024, 2, 1), "KSU Alfa", _, "Sari", "Khusus"]],
        "Pelatihan": _trained(dt.date(2024, 3, 1), "KSU Beta", "Bank Sampah Mawar", "Bank Sampah Melati"),
    },
    "2024-T2": {
        "Koperasi": _register(Alfa=A, Beta=TA, Citra=TA, Delta=A, Usul=DUB),
        "Pendampingan": [KUNJUNGAN, [dt.date(2024, 5, 1), "KSU Beta", _, "Sari", "Khusus"],
                         [dt.date(2024, 6, 1), "Bank Sampah Mawar", "Gedog", "Tono", "Pascapelatihan"]],
        "Kelompok": [KELOMPOK, ["Bank Sampah Mawar", "Bank Sampah", "Gedog", "KSU Alfa"], ["Bank Sampah Melati", "Bank Sampah", "Gedog", _]],
    },
    "2024-T3": {"Pendampingan": [KUNJUNGAN, [dt.date(2024, 7, 1), "KSU Delta", _, "Tono", "Usaha"]]},
    "2024-T4": {"Koperasi": _register(Alfa=A, Beta=A, Citra=TA, Delta=TA, Usul=DUB)},
    "2025-T1": {
        "Koperasi": _register(Alfa=A, Beta=A, Citra=_, Delta=TA, Usul=DUB, Eka=A),
        "Pendampingan": [KUNJUNGAN, [dt.date(2025, 3, 1), "KSU Eka", _, "Sari", "Usaha"]],
        "Pelatihan": _trained(dt.date(2025, 2, 3), "KSU Beta", "Bank Sampah Melati"),
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def kota(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The city above, published quarter by quarter; tests of this module only read it."""
    folder = tmp_path_factory.mktemp("pembinaan")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        for periode, lembar in KOTA.items():
            emas.publish_book(Gudang(folder), periode, lembar, alasan="uji")
        st.cache_data.clear()
        yield folder


@pytest.fixture(scope="module")
def kota_emas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("emas")
    emas.publish_all(Gudang(folder))
    return folder


@pytest.fixture
def di_emas(kota_emas: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_DATA", str(kota_emas))
    return kota_emas


def _choice(periode: str, kode: str = "35.72", versi: int = 5) -> Pilihan:
    return Pilihan(versi, periode, kode, "Kota Blitar", "kota", pilihan.SEMUA)


def page(nama: str, **url: str) -> AppTest:
    at = AppTest.from_file(str(AKAR / "app.py"), default_timeout=60)
    at.query_params.update(url)
    return at.switch_page(f"pages/publik/{nama}.py").run()


def text(at: AppTest) -> str:
    """Everything that the page says."""
    assert not at.exception
    isi = " ".join(str(e.proto.body) for e in at.get("html"))
    return re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", isi, flags=re.S))


# ── the interval ──


@pytest.mark.parametrize(
    ("k", "n", "batas"),
    [(1, 10, (0.0179, 0.4042)), (0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0)), (40, 80, (0.3929, 0.6071))],
)
def test_the_wilson_interval_has_its_textbook_values(k: int, n: int, batas: tuple[float, float]) -> None:
    assert wilson(k, n) == pytest.approx(batas, abs=1e-4)


def test_without_cases_there_is_no_interval() -> None:
    assert wilson(0, 0) is None


# ── cohorts ──


def _pooled(jenis: kohor.Kata, **pilih: str) -> list[tuple]:
    data = kohor.describe(kueri_pembinaan.kohor(_choice("2025-T1", **pilih), jenis.jenis), jenis, "2025-T1", 10)
    isi = kohor.pooled(data, jenis)
    return [
        tuple(None if pd.isna(x) else x for x in b)
        for b in isi[["sesudah", "kelompok", "pembilang", "penyebut", "keterangan"]].itertuples(index=False)
    ]


def test_visited_and_unvisited_inactive_cooperatives_are_followed_side_by_side(kota: Path) -> None:
    kecil = kohor.KECIL
    assert _pooled(kohor.KUNJUNGAN) == [
        (1, "dikunjungi", 1, 1, kecil), (1, "tidak dikunjungi", 0, 2, kecil),
        (2, "dikunjungi", 1, 1, kecil), (2, "tidak dikunjungi", 0, 1, kecil),
        (3, "dikunjungi", 2, 2, kecil), (3, "tidak dikunjungi", 1, 3, kecil),
        (4, "dikunjungi", 1, 1, kecil), (4, "tidak dikunjungi", 1, 2, kecil),
    ]  # fmt: skip


def test_a_later_quarter_that_has_not_come_and_a_register_that_is_missing_are_told_apart(kota: Path) -> None:
    data = kohor.describe(kueri_pembinaan.kohor(_choice("2025-T1"), "pendampingan"), kohor.KUNJUNGAN, "2025-T1", 10)
    isi = [list(b) for b in kohor.per_cohort(data).fillna("").itertuples(index=False)]
    waktu, terbit = kohor.BELUM_WAKTUNYA, kohor.BELUM_TERBIT
    assert isi == [
        ["2025-T1", "tidak dikunjungi", 1, waktu, waktu, waktu, waktu],
        ["2024-T4", "data kunjungan belum terbit", 2, "0 dari 2", waktu, waktu, waktu],
        ["2024-T2", "dikunjungi", 1, terbit, "1 dari 1", "1 dari 1", waktu],
        ["2024-T2", "tidak dikunjungi", 1, terbit, "0 dari 1", "0 dari 1", waktu],
        ["2024-T1", "dikunjungi", 1, "1 dari 1", terbit, "1 dari 1", "1 dari 1"],
        ["2024-T1", "tidak dikunjungi", 2, "0 dari 2", terbit, "1 dari 2", "1 dari 2"],
    ]


def test_who_left_the_register_counts_as_not_active_and_is_counted(kota: Path) -> None:
    isi = kueri_pembinaan.kohor(_choice("2025-T1"), "pendampingan")
    satu = isi[(isi["periode"] == "2024-T1") & ~isi["kena"].fillna(True).astype(bool) & (isi["sesudah"] == 4)].iloc[0]
    assert [int(satu[k]) for k in ("pembilang", "penyebut", "keluar", "koperasi")] == [1, 2, 1, 2]


def test_cohorts_end_at_the_chosen_quarter(kota: Path) -> None:
    isi = kueri_pembinaan.kohor(_choice("2024-T2"), "pendampingan")
    assert int(isi["penyebut"].sum()) == 6  # three cooperatives of 2024-T1 one quarter later, per cohort and pooled


def test_all_cohorts_together_agree_with_the_indicator_aktif_kembali(di_emas: Path) -> None:
    isi = kueri_pembinaan.kohor(_choice("2025-T3"), "pendampingan")
    setahun = isi[(isi["periode"] == "2024-T3") & (isi["sesudah"] == 4)]
    assert (setahun["pembilang"].sum(), setahun["penyebut"].sum()) == (2, 4)  # test_indikator: aktif_kembali 2 of 4


def test_the_page_tells_the_longest_view_with_its_caution(kota: Path) -> None:
    isi = text(page("hasil"))
    assert "4 triwulan kemudian aktif: 1 dari 1 dikunjungi, 1 dari 2 tidak" in isi
    assert "Belum bisa dibandingkan: salah satu kelompok kurang dari 10." in isi
    assert "Ini bukan bukti sebab-akibat: siapa yang dikunjungi tidak diundi" in isi
    assert "Data pendampingan belum diterbitkan untuk Triwulan IV 2024" in isi


def test_an_area_without_inactive_cooperatives_is_said(kota: Path) -> None:
    assert "tidak ada koperasi tidak aktif yang tercatat di Kecamatan Sananwetan" in text(
        page("hasil", kecamatan=SANANWETAN)
    )


# ── the figure on numbers large enough ──


def _large() -> pd.DataFrame:
    baris = [(None, kena, h, 100, k, 100, 0, 0, 60) for h in (1, 2, 3, 4) for kena, k in ((True, 20 + h), (False, 5))]
    kolom = [
        "periode",
        "kena",
        "sesudah",
        "anggota_kohor",
        "pembilang",
        "penyebut",
        "keluar",
        "tidak_diketahui",
        "koperasi",
    ]
    return kohor.pooled(
        kohor.describe(pd.DataFrame(baris, columns=kolom), kohor.KUNJUNGAN, "2025-T1", 10), kohor.KUNJUNGAN
    )


def test_the_chart_draws_what_its_table_holds_with_intervals() -> None:
    g = kohor.gambar(
        _large(), kohor.KUNJUNGAN, tempat="Kota Blitar", periode="2025-T1", batas=kohor.axis_limit(_large())
    )
    ya, tidak = g.figur.data
    assert list(ya.x) == [0.21, 0.22, 0.23, 0.24]
    assert list(tidak.x) == [0.05] * 4
    assert ya.error_x.array[3] == pytest.approx(0.3323 - 0.24, abs=1e-4)
    assert (ya.marker.symbol, tidak.marker.symbol) == ("circle", "diamond")
    assert list(g.figur.layout.xaxis.range) == [0, 0.4]
    assert g.judul == "4 triwulan kemudian aktif: 24 dari 100 dikunjungi, 5 dari 100 tidak"
    assert len(g.judul.split()) <= 12


def test_intervals_that_overlap_and_those_that_do_not_are_said_without_a_cause() -> None:
    pisah = kohor.reading(_large(), kohor.KUNJUNGAN, 10)[0]
    assert pisah == ("Selang 95% 4 triwulan kemudian (17–33% dan 2–11%) tidak tumpang tindih. "
                     "Sebab bedanya tidak dapat dibaca dari angka ini.")  # fmt: skip
    assert "100 dikunjungi adalah 60 koperasi berbeda" in kohor.reading(_large(), kohor.KUNJUNGAN, 10)[1]


# ── transitions ──


def test_every_cooperative_stands_once_in_the_matrix_with_new_and_gone(kota: Path) -> None:
    isi, judul = transisi.matrix(kueri_pembinaan.transisi(_choice("2025-T1"), "2024-T4"))
    assert list(judul.values()) == [
        "Dari ↓ menjadi →",
        "Aktif",
        "Tidak aktif",
        "Diusulkan dibubarkan",
        "Keluar",
        "Jumlah",
    ]
    assert isi.to_numpy().tolist() == [
        ["Aktif", 2, 0, 0, 0, 2],
        ["Tidak aktif", 0, 1, 0, 1, 2],
        ["Diusulkan dibubarkan", 0, 0, 1, 0, 1],
        ["Baru", 1, 0, 0, 0, 1],
        ["jumlah".capitalize(), 3, 1, 1, 1, 6],
    ]


def test_a_moved_cooperative_is_followed_and_neither_new_nor_gone(kota: Path) -> None:
    pindah = kueri_pembinaan.transisi(_choice("2025-T1", BENDO), "2024-T4")
    tinggal = kueri_pembinaan.transisi(_choice("2025-T1", TURI), "2024-T4")
    assert pindah.empty
    aktif = tinggal[(tinggal["dari"] == "aktif") & (tinggal["ke"] == "aktif")].iloc[0]
    assert (int(aktif["jumlah"]), int(aktif["pindah"])) == (2, 1)
    assert transisi.moved_note(tinggal).endswith("tetap dihitung di kelurahan waktu itu: 1 koperasi.")


@pytest.mark.parametrize(
    ("kode", "judul"),
    [
        ("35.72", "Sejak T3 2024: 4 berubah status, 3 masuk, 0 keluar register"),
        (TURI, "Sejak T3 2024: 3 berubah status, 0 masuk, 0 keluar register"),
        (BENDO, "Sejak T3 2024: 1 berubah status, 0 masuk, 0 keluar register"),
    ],
)
def test_the_flow_says_how_many_changed_came_and_left(di_emas: Path, kode: str, judul: str) -> None:
    data = kueri_pembinaan.transisi(_choice("2025-T3", kode), "2024-T3")
    g = transisi.alir(data, tempat="Kota Blitar", periode="2025-T3", lalu="2024-T3")
    assert g.judul == judul
    assert sum(g.figur.data[0].link.value) == g.tabel["jumlah"].sum()


def test_the_register_to_compare_with_is_chosen_and_stands_in_the_url(kota: Path) -> None:
    at = page("hasil")
    assert "Sejak T4 2024: 0 berubah status, 1 masuk, 1 keluar register" in text(at)
    at.selectbox(key="parameter_sejak").select("setahun").run()
    assert at.query_params == {"sejak": "setahun"}
    assert "Sejak T1 2024: 3 berubah status, 1 masuk, 1 keluar register" in text(at)


def test_one_register_only_and_a_quarter_without_register_are_said(kota: Path) -> None:
    assert "Baru satu register yang diterbitkan" in text(page("hasil", triwulan="2024-T1"))
    assert "Register koperasi Triwulan III 2024 belum diterbitkan" in text(page("hasil", triwulan="2024-T3"))


# ── groups ──


@pytest.mark.parametrize(
    ("periode", "jawaban"),
    [
        ("2024-T1", {"Bank Sampah Mawar": "belum lewat", "Bank Sampah Melati": "belum lewat"}),
        ("2024-T2", {"Bank Sampah Mawar": "ya", "Bank Sampah Melati": "belum lewat"}),
        ("2024-T3", {"Bank Sampah Mawar": "ya", "Bank Sampah Melati": "tidak"}),
        ("2025-T1", {"Bank Sampah Mawar": None, "Bank Sampah Melati": "belum lewat"}),
    ],
)
def test_a_group_is_mentored_in_time_or_not_or_the_days_are_not_over(kota: Path, periode: str, jawaban: dict) -> None:
    isi = kueri_pembinaan.kelompok(_choice(periode))
    assert {
        n: None if pd.isna(d) else d for n, d in zip(isi["nama_kelompok"], isi["didampingi"], strict=True)
    } == jawaban


def test_without_the_visits_of_all_quarters_nobody_is_called_unmentored(di_emas: Path) -> None:
    isi = kueri_pembinaan.kelompok(_choice("2025-T2"))
    assert isi["didampingi"].tolist() == ["tidak diketahui"]
    assert kelompok.headline(isi) == "1 kelompok dilatih: 1 tidak diketahui"


def test_the_page_of_groups_shows_the_counts_the_story_and_the_cooperative(kota: Path) -> None:
    isi = text(page("kelompok", triwulan="2024-T2"))
    assert "2 kelompok dilatih: 1 didampingi, 1 batas belum lewat" in isi
    assert (
        "selesai 1 Maret 2024, dengan 3 orang dari 2 kelompok. Batas pendampingannya 28 Agustus 2024, belum lewat"
        in isi
    )
    assert "menjadi bagian koperasi: Bank Sampah Mawar (KSU Alfa)." in isi
    assert re.search(r"Menjadi bagian koperasi\s+1\s+dari 2", isi)


def test_a_window_without_group_sheet_leaves_membership_unknown(kota: Path) -> None:
    isi = text(page("kelompok", triwulan="2024-T1"))
    assert "Lembar Kelompok belum diterbitkan dalam empat triwulan ini" in isi
    assert re.search(r"Menjadi bagian koperasi\s+belum ada data", isi)
    lama = text(page("kelompok", triwulan="2025-T1"))
    assert "Daftar kelompok dan koperasinya dari Triwulan II 2024, lembar Kelompok terakhir yang terbit." in lama


def test_an_area_without_groups_is_said(kota: Path) -> None:
    assert "Tidak ada kelompok yang tercatat, dilatih atau dikunjungi di wilayah ini" in text(
        page("kelompok", kelurahan=TURI)
    )


# ── whom to visit ──


def _rule(periode: str, **ganti: int) -> Aturan:
    bobot = {n: a.bobot for n, a in ALASAN.items()} | ganti
    return Aturan(bobot, 4, periode, tahun_rat=3, bulan=6, jendela=4, hari=180)


def _list(periode: str, **ganti: int) -> pd.DataFrame:
    p = _choice(periode)
    return prioritas.ranked(
        kueri_pembinaan.sasaran_koperasi(p), kueri_pembinaan.sasaran_kelompok(p), _rule(periode, **ganti)
    )


def test_the_list_is_ranked_by_points_then_by_the_longest_without_visit(di_emas: Path) -> None:
    isi = _list("2025-T3")
    assert isi[["nama_koperasi", "poin"]].to_numpy().tolist() == [
        ["Kopwan Lima", 6], ["Bank Sampah Mawar", 3], ["KSU Dua", 3], ["KSP Satu", 3], ["Kopkar Enam", 1],
    ]  # fmt: skip
    assert isi["alasan"].tolist() == [
        "Tidak aktif, tanpa kunjungan dalam 4 triwulan (5) · Belum tercatat: jumlah anggota (1)",
        "Dilatih sampai 5 Agustus 2025, belum didampingi, batas 1 Februari 2026 (3)",
        "Dilatih sampai 4 April 2025, belum didampingi, batas 1 Oktober 2025 (3)",
        "Dilatih sampai 5 Agustus 2025, belum didampingi, batas 1 Februari 2026 (3)",
        "Belum tercatat: status, RAT dan jumlah anggota (1)",
    ]


def test_one_more_missed_rat_and_a_proposal_of_long_ago_are_reasons(kota: Path) -> None:
    isi = _list("2025-T1").set_index("nama_koperasi")["alasan"]
    # 31 March 2025: book year 2023 was due in June 2024; 2022 + 3 makes the rule apply when 2024 and 2025 are missed too
    assert "KSU Alfa" not in isi.index
    assert isi["KSU Usul"] == "Diusulkan dibubarkan 5 triwulan, tercatat sejak T1 2024 (2)"
    tua = kueri_pembinaan.sasaran_koperasi(_choice("2025-T1")).assign(tahun_buku_rat=pd.array([2021] * 5, "Int32"))
    tanpa = kueri_pembinaan.sasaran_kelompok(_choice("2025-T1")).iloc[:0]
    dua = prioritas.ranked(tua, tanpa, _rule("2025-T1")).set_index("nama_koperasi")["alasan"]
    assert dua["KSU Alfa"] == "RAT terakhir tahun buku 2021: tidak aktif bila belum RAT sampai 30 Juni 2025 (4)"
    lewat = prioritas.ranked(tua.assign(tahun_buku_rat=pd.array([2020] * 5, "Int32")), tanpa, _rule("2025-T1"))
    assert (
        lewat.set_index("nama_koperasi")["alasan"]["KSU Alfa"]
        == "RAT terakhir tahun buku 2020: menurut aturan sudah tidak aktif (4)"
    )


def test_points_of_zero_switch_a_reason_off(di_emas: Path) -> None:
    assert _list("2025-T3", pasca=0, data=0)["nama_koperasi"].tolist() == ["Kopwan Lima"]


def test_the_page_changes_the_rule_and_keeps_it_in_the_url(di_emas: Path) -> None:
    at = page("prioritas")
    assert "5 sasaran kunjungan; poin terbanyak Kopwan Lima (6)" in text(at)
    assert "“Tidak aktif, belum dikunjungi” 5, “RAT sudah lewat batas” 4" in text(at)
    at.number_input(key="parameter_poin_pasca").set_value(9).run()
    assert at.query_params == {"poin_pasca": "9"}
    assert "5 sasaran kunjungan; poin terbanyak Bank Sampah Mawar (9)" in text(at)
    assert "4 sasaran kunjungan" not in text(at)
    assert "1 sasaran kunjungan; poin terbanyak Kopwan Lima (5)" in text(
        page("prioritas", poin_pasca="0", poin_data="0")
    )


@pytest.mark.parametrize("tulis", ["-1", "999", "²", "abc", "9" * 5000])
def test_points_that_make_no_sense_in_the_url_are_the_usual_ones(di_emas: Path, tulis: str) -> None:
    assert "poin terbanyak Kopwan Lima (6)" in text(page("prioritas", poin_pasca=tulis, petugas="<b>"))


def test_the_officer_is_the_last_who_visited(di_emas: Path) -> None:
    assert "1 dari 5 sasaran, Kota Blitar" in text(page("prioritas", petugas="Petugas 1"))
    assert "4 dari 5 sasaran, Kota Blitar" in text(page("prioritas", petugas=prioritas.BELUM_ADA))


def test_without_published_visits_nobody_is_called_unvisited(kota: Path) -> None:
    aturan = Aturan({n: 1 for n in ALASAN}, 4, "2025-T1", 3, 6, 4, 180, ada_kunjungan=False)
    assert aturan.active() == ["gugur", "hampir", "usulan", "data"]


def test_a_quarter_without_register_says_what_is_left(kota: Path) -> None:
    isi = text(page("prioritas", triwulan="2024-T3"))
    assert "Register koperasi Triwulan III 2024 belum diterbitkan: yang didaftar hanya kelompok yang dilatih." in isi


# ── the visit sheet ──


def _fill(data: bytes, mulai: dt.date) -> tuple[bytes, list[str]]:
    """What an officer does: a date in every row. The workbook, and the headings found in it."""
    buku = openpyxl.load_workbook(io.BytesIO(data))
    lembar = buku[skema.PENDAMPINGAN.judul]
    judul = [c.value for c in lembar[2]]
    for ke, baris in enumerate(range(3, lembar.max_row + 1)):
        assert lembar.cell(baris, 1).value is None
        lembar.cell(baris, judul.index("Tanggal") + 1).value = mulai + dt.timedelta(days=ke)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue(), judul


def test_the_visit_sheet_is_read_back_and_each_visit_finds_its_cooperative(gudang: Gudang) -> None:
    kembar = [["3572000000021", "KSU Rukun", "Turi", TA, 2018, 10], [_, "KSU Rukun", "Gedog", TA, 2018, 10],
              [_, "=KPRI SMPN 1", "Bendo", TA, 2018, 10], ["3572000000024", "KPRI SMPN 2", "Bendo", TA, 2018, 10]]  # fmt: skip
    lembar = {
        "Koperasi": [JUDUL, *kembar],
        "Pelatihan": _trained(dt.date(2025, 2, 3), "Bank Sampah Melati"),
        "Pendampingan": [KUNJUNGAN, [dt.date(2025, 1, 5), "Kelompok Tani", "Gedog", "Sari", "Usaha"]],
    }
    versi = emas.publish_book(gudang, "2025-T1", lembar)
    p = _choice("2025-T1", versi=versi)
    daftar = prioritas.ranked(
        kueri_pembinaan.sasaran_koperasi(p), kueri_pembinaan.sasaran_kelompok(p), _rule("2025-T1")
    )
    assert len(daftar) == 5
    data, judul = _fill(sasaran.visit_sheet(daftar, contoh=False), dt.date(2025, 4, 1))
    assert judul == [k.judul for k in skema.PENDAMPINGAN.kolom]
    hasil = run.check(data, "lembar_kunjungan.xlsx", "2025-T2", gudang=gudang)
    publish.publish(hasil, data, "Penguji", gudang=gudang)
    kini = gudang.terkini()
    assert kini is not None
    sql = "select koperasi_id, kelompok_id, jenis_pendampingan from pendampingan_kunjungan where periode = '2025-T2' order by tanggal"
    kunjungan = gudang.buka(kini).execute(sql).df().astype(object)
    kunci = ["koperasi_id", "kelompok_id"]
    assert kunjungan[kunci].fillna("").to_numpy().tolist() == daftar[kunci].fillna("").to_numpy().tolist()
    assert kunjungan["jenis_pendampingan"].tolist() == ["Khusus"] * 4 + ["Pascapelatihan"]


def test_a_visit_sheet_from_sample_data_carries_the_mark(di_emas: Path) -> None:
    daftar = _list("2025-T3")
    assert read_workbook(sasaran.visit_sheet(daftar, contoh=True), "a.xlsx").contoh is True
    assert read_workbook(sasaran.visit_sheet(daftar, contoh=False), "a.xlsx").contoh is False


def test_the_button_offers_the_rows_that_are_shown(di_emas: Path) -> None:
    label = [b.label for b in page("prioritas", petugas="Petugas 1").get("download_button")]
    assert label[0] == "Unduh lembar kunjungan (1 sasaran)"


# ── nothing published ──


@pytest.mark.parametrize("halaman", ["hasil", "kelompok", "prioritas"])
def test_an_empty_installation_says_so(gudang: Gudang, halaman: str) -> None:
    assert "Belum ada buku kerja yang diterbitkan" in text(page(halaman))
