"""The sample data: totals of the invented city, its few fixed events, the mark, and that it can be made again."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from etl import contoh, run
from etl.contoh import angka, kegiatan, kunjungan, profil, world
from etl.model import CheckResult, write_address

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "contoh"
TANDA = "DATA CONTOH – bukan data sebenarnya"

TOTAL = {  # quarter: aktif, tidak aktif + diusulkan dibubarkan
    "2021-T4": (256, 84), "2022-T1": (258, 84), "2022-T2": (258, 84), "2022-T3": (258, 84), "2022-T4": (259, 84),
    "2023-T1": (259, 84), "2023-T2": (259, 84), "2023-T3": (260, 84), "2023-T4": (246, 98), "2024-T1": (247, 98),
    "2024-T2": (249, 98), "2024-T3": (257, 101), "2024-T4": (249, 98), "2025-T1": (248, 40), "2025-T2": (268, 40),
}  # fmt: skip
DIUSULKAN = {"2022-T2": 62, "2022-T3": 62, "2023-T1": 62, "2024-T4": 62, "2025-T1": 7, "2025-T2": 7}


@pytest.fixture(scope="module")
def terbitan() -> dict[str, openpyxl.Workbook]:
    """The 15 committed workbooks, as written."""
    return {p: openpyxl.load_workbook(FOLDER / f"koperasi-{p}.xlsx") for p in TOTAL}


@pytest.fixture(scope="module")
def segar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh generation."""
    folder = tmp_path_factory.mktemp("contoh")
    contoh.write_all(folder)
    return folder


def rows(buku: openpyxl.Workbook, lembar: str) -> list[dict]:
    """The rows of a clean sheet: headings stand in row 4."""
    semua = list(buku[lembar].iter_rows(min_row=4, values_only=True))
    return [dict(zip(semua[0], baris, strict=True)) for baris in semua[1:]]


def check(nama: str) -> CheckResult:
    """What the stages say of a committed workbook; the quarter is theirs to find."""
    return run.check_workbook((FOLDER / nama).read_bytes(), nama)


def test_the_invented_city_has_the_totals_of_the_public_table():
    for p, (aktif, lain) in TOTAL.items():
        status = Counter(k.status(p) for k in world.make_city())
        assert (status["aktif"], status["tidak aktif"] + status["diusulkan dibubarkan"]) == (aktif, lain), p
        assert len(world.list_register(p)) == aktif + lain, p


def test_the_written_workbooks_have_the_totals_of_the_public_table(terbitan):
    for p, (aktif, lain) in TOTAL.items():
        status = Counter(r["Status"] for r in rows(terbitan[p], "Koperasi"))
        assert status.pop("Aktif") == aktif, p
        assert sum(status.values()) == lain, p
        assert set(status) == {"Tidak Aktif", "Diusulkan Dibubarkan"}, p


def test_342_cooperatives_of_2022_t2_are_280_registered_and_62_proposed(terbitan):
    status = Counter(r["Status"] for r in rows(terbitan["2022-T2"], "Koperasi"))
    assert status == {"Aktif": 258, "Tidak Aktif": 22, "Diusulkan Dibubarkan": 62}


def test_the_proposed_ones_stay_until_the_clean_out_of_2025_t1(terbitan):
    for p, jumlah in DIUSULKAN.items():
        status = [r["Status"] for r in rows(terbitan[p], "Koperasi")]
        assert status.count("Diusulkan Dibubarkan") == jumlah, p


def test_58_inactive_ones_and_one_active_leave_in_2025_t1():
    keluar = [k.status("2024-T4") for k in world.make_city() if k.status("2024-T4") and not k.status("2025-T1")]
    assert Counter(keluar) == {"diusulkan dibubarkan": 56, "tidak aktif": 2, "aktif": 1}


def test_all_20_newcomers_of_2025_t2_are_merah_putih_and_the_21st_is_an_older_one_renamed(terbitan):
    dahulu = {r["NIK"]: r["Nama Koperasi"] for r in rows(terbitan["2025-T1"], "Koperasi") if r["NIK"]}
    kkmp = [r for r in rows(terbitan["2025-T2"], "Koperasi") if r["Kelompok Koperasi"] == "KKMP"]
    assert len(kkmp) == 21
    assert len({r["Kelurahan"] for r in kkmp}) == 21
    assert [(r["Nama Koperasi"], dahulu[r["NIK"]]) for r in kkmp if r["NIK"]] == [
        ("KKMP Bendogerit", next(k.nama for k in world.make_city() if k.new_name[1] == "KKMP Bendogerit"))
    ]
    assert len([k for k in world.make_city() if k.masuk == "2025-T2"]) == 20


def test_23_may_2022_trains_80_people_of_40_bank_sampah(terbitan):
    peserta = [r for r in rows(terbitan["2022-T2"], "Pelatihan") if r["Tanggal Mulai"].date() == dt.date(2022, 5, 23)]
    asal = Counter(r["Asal Koperasi/Kelompok"] for r in peserta)
    assert len(peserta) == 80
    assert len({r["Nama Peserta"] for r in peserta}) == 80
    assert len(asal) == 40
    assert set(asal.values()) == {2}
    assert all(nama.startswith("Bank Sampah ") for nama in asal)
    assert {r["Tempat"] for r in peserta} == {"Wisma PKPRI"}
    assert {r["Sumber Dana"] for r in peserta} == {"DAK Nonfisik PK2UKM 2022"}
    assert {r["Nama Kelompok"] for r in rows(terbitan["2022-T2"], "Kelompok")} == set(asal)


def test_33_of_the_40_bank_sampah_are_visited_within_180_days(terbitan):
    hari = {}
    for p in ("2022-T2", "2022-T3", "2022-T4"):
        for r in rows(terbitan[p], "Pendampingan"):
            if r["Sasaran"].startswith("Bank Sampah ") and r["Jenis Pendampingan"] == "Pascapelatihan":
                selisih = (r["Tanggal"].date() - dt.date(2022, 5, 23)).days
                hari[r["Sasaran"]] = min(selisih, hari.get(r["Sasaran"], 999))
    assert len([h for h in hari.values() if 0 < h <= 180]) == 33


def test_every_quarter_has_trainings_and_visits_of_the_usual_size():
    for p in angka.PUBLISHED_QUARTERS:
        biasa = [t for t in kegiatan.make_trainings(p) if t.mulai != dt.date(2022, 5, 23)]
        assert len(biasa) in ((0,) if p == "2023-T3" else (1, 2, 3)), p
        assert all(20 <= len(t.peserta) <= 40 for t in biasa), p
        assert all(p == _quarter(t.mulai) == _quarter(t.selesai) for t in biasa), p
        assert 25 <= len(kunjungan.make_visits(p)) <= 60, p
        assert {_quarter(v.tanggal) for v in kunjungan.make_visits(p)} == {p}


def test_a_kind_that_is_not_known_has_no_sheet(terbitan):
    assert terbitan["2023-T3"].sheetnames == ["Koperasi", "Pendampingan", "Kelompok"]
    assert terbitan["2022-T1"].sheetnames == ["Koperasi", "Pelatihan", "Pendampingan"]
    assert terbitan["2022-T2"].sheetnames == ["Koperasi", "Pelatihan", "Pendampingan", "Kelompok"]


def test_the_award_of_14_july_2022_stands_in_the_workbook_of_its_quarter(terbitan):
    assert [
        (r["Tanggal"].date(), r["Penghargaan"], r["Kategori"]) for r in rows(terbitan["2022-T3"], "Penghargaan")
    ] == [(dt.date(2022, 7, 14), "Penggerak Koperasi Terbaik", "Penggerak")]
    assert [p for p, buku in terbitan.items() if "Penghargaan" in buku.sheetnames] == ["2022-T3"]


def test_every_cooperative_can_be_known_again(terbitan):
    for p, buku in terbitan.items():
        semua = rows(buku, "Koperasi")
        nik = [r["NIK"] for r in semua if r["NIK"]]
        assert len(set(nik)) == len(nik) < len(semua), p
        assert all(re.fullmatch(r"\d{13}", n) for n in nik), p
        assert all(r["NIK"] or r["Nomor Badan Hukum"] for r in semua), p
        assert len({r["Nama Koperasi"] for r in semua}) == len(semua), p
        assert len({r["Kelurahan"] for r in semua}) == 21, p


def test_money_keeps_to_the_quantiles_of_the_public_file():
    isi = [profil.make_register_row(k, "2024-T4") for k in world.list_register("2024-T4")]
    modal = sorted(r["modal_sendiri"] for r in isi if r["modal_sendiri"] is not None)
    assert 1_500_000 < modal[0] and modal[-1] < 6_000_000_000
    assert 50_000_000 < modal[len(modal) // 2] < 250_000_000
    assert 5 < len([r for r in isi if (r["shu"] or 0) < 0]) < 40


def test_committed_files_are_what_the_generator_makes(segar):
    assert sorted(p.name for p in FOLDER.iterdir()) == sorted(p.name for p in segar.iterdir())
    for berkas in segar.iterdir():
        # Members byte by byte: how tightly a zip packs depends on the zlib of the machine.
        assert _members(berkas) == _members(FOLDER / berkas.name), berkas.name


def test_every_workbook_is_small_and_every_sheet_says_that_it_is_invented():
    for berkas in FOLDER.glob("*.xlsx"):
        buku = openpyxl.load_workbook(berkas, read_only=True)
        assert buku.custom_doc_props["koperasi_data_contoh"].value == "ya", berkas.name
        for ws in buku:
            judul = [str(nilai) for baris in ws.iter_rows(max_row=4, values_only=True) for nilai in baris if nilai]
            assert any(TANDA in teks for teks in judul), (berkas.name, ws.title)
        assert berkas.stat().st_size < 90_000, berkas.name
    assert TANDA in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_no_file_holds_a_number_of_16_digits():
    for berkas in FOLDER.iterdir():
        for nama, isi in _members(berkas).items():
            assert not re.search(rb"\d{16}", isi), (berkas.name, nama)


def test_the_readme_names_the_cells_of_the_deliberate_mistakes():
    buku = openpyxl.load_workbook(FOLDER / "koperasi-2025-T3-berantakan.xlsx", data_only=True)
    register, catatan = buku["Koperasi TW 3 "], contoh.list_mistakes()
    nilai = {c.kode: buku[c.lembar][c.sel].value for c in catatan if re.fullmatch(r"[A-Z]+\d+", c.sel)}
    assert nilai["kelurahan_ragu"] == "Kepanjen"
    assert nilai["kelurahan_tak_dikenal"] == "Bndgrt"
    assert nilai["kecamatan_bertentangan"] == "Turi"
    assert nilai["wajib_kosong"] is None
    assert nilai["status_tak_dikenal"] == 3
    assert nilai["bukan_bilangan"] == "abc"
    assert nilai["sel_galat"] == "#DIV/0!"
    assert nilai["di_luar_triwulan"] == "14 Juni 2025"
    assert nilai["koperasi_tak_ditemukan"] == "KSU Angin Lalu"
    ganda = [baris[2] for baris in register.iter_rows(min_row=9, values_only=True)].count(nilai["koperasi_ganda"])
    assert ganda == 2
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for c in catatan:
        assert f"| {c.lembar.strip()} | {c.sel or '–'} | `{c.kode}` |" in readme


def test_the_clean_2025_t3_differs_from_the_messy_one_in_the_mistakes_only():
    bersih = openpyxl.load_workbook(FOLDER / "koperasi-2025-T3.xlsx", data_only=True)
    kotor = openpyxl.load_workbook(FOLDER / "koperasi-2025-T3-berantakan.xlsx", data_only=True)
    register = kotor["Koperasi TW 3 "]
    beda = {
        write_address(sel.row, sel.column)
        for baris in bersih["Koperasi TW 3 "].iter_rows(max_row=300)
        for sel in baris
        if sel.value != register[sel.coordinate].value
    }
    sengaja = {c.sel for c in contoh.list_mistakes() if c.lembar == "Koperasi TW 3 "}
    assert len(beda) >= 14
    # A wrong number shows in the totals below it too (row of a total: names in column C only).
    assert {sel for sel in beda if register[f"I{_row_of(sel)}"].value} <= sengaja


def test_the_check_finds_every_deliberate_mistake_in_its_row_and_no_other_blocking_one(gudang):
    hasil = check("koperasi-2025-T3-berantakan.xlsx")
    assert hasil.periode == "2025-T3"
    assert hasil.contoh
    assert not hasil.dapat_terbit
    ada = {(t.lembar, t.kode, _row_of(t.sel)) for t in hasil.temuan}
    assert [c for c in contoh.list_mistakes() if (c.lembar, c.kode, _row_of(c.sel)) not in ada] == []
    assert sorted(t.kode for t in hasil.temuan if t.berat == "salah") == [
        "di_luar_triwulan", "kecamatan_bertentangan", "kelurahan_ragu", "kelurahan_tak_dikenal", "koperasi_ganda",
        "wajib_kosong",
    ]  # fmt: skip


def test_the_clean_2025_t3_can_be_published(gudang):
    hasil = check("koperasi-2025-T3.xlsx")
    assert hasil.dapat_terbit
    assert {t.kode for t in hasil.temuan} == {"kolom_pribadi", "satuan_dikali", "bukan_tanggal", "status_rat_berbeda"}
    status = Counter(hasil.tabel["koperasi"]["status"])
    assert status == {"aktif": 270, "tidak aktif": 32, "diusulkan dibubarkan": 5, "dibubarkan": 2}


@pytest.mark.parametrize("p", ["2021-T4", "2022-T2", "2024-T3"])
def test_a_sample_quarter_has_no_mistakes_and_little_to_look_at(gudang, p):
    hasil = check(f"koperasi-{p}.xlsx")
    assert (hasil.periode, hasil.contoh, hasil.dapat_terbit) == (p, True, True)
    assert {t.kode for t in hasil.temuan} == {"kolom_pribadi", "status_rat_berbeda"}
    assert len(hasil.temuan) < 25


def _row_of(sel: str) -> str:
    return sel.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _members(berkas: Path) -> dict[str, bytes]:
    if berkas.suffix != ".xlsx":
        return {berkas.name: berkas.read_bytes()}
    with zipfile.ZipFile(berkas) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def _quarter(hari: dt.date) -> str:
    return f"{hari.year}-T{(hari.month + 2) // 3}"
