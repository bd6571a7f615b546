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
    "2021-T4": (256, 84),
    "2022-T1": (258, 84),
    "2022-T2": (258, 84),
    "2022-T3": (258, 84),
    "2022-T4": (259, 84),
    "2023-T1": (259, 84),
    "2023-T2": (259, 84),
    "2023-T3": (260, 84),
    "2023-T4": (246, 98),
    "2024-T1": (247, 98),
    "2024-T2": (249, 98),
    "2024-T3": (257, 101),
    "2024-T4": (249, 98),
    "2025-T1": (248, 40),
    "2025-T2": (268, 40),
}
DIUSULKAN = {"2022-T2": 62, "2022-T3": 62, "2023-T1": 62, "2024-T4": 62, "2025-T1": 7, "2025-T2": 7}


@pytest.fixture(scope="module")
def publication() -> dict[str, openpyxl.Workbook]:
    """The 15 committed workbooks, as written."""
    return {p: openpyxl.load_workbook(FOLDER / f"koperasi-{p}.xlsx") for p in TOTAL}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh generation."""
    folder = tmp_path_factory.mktemp("contoh")
    contoh.write_all(folder)
    return folder


def rows(book: openpyxl.Workbook, sheet: str) -> list[dict]:
    """The rows of a clean sheet: headings stand in row 4."""
    every = list(book[sheet].iter_rows(min_row=4, values_only=True))
    return [dict(zip(every[0], row, strict=True)) for row in every[1:]]


def check(nama: str) -> CheckResult:
    """What the stages say of a committed workbook; the quarter is theirs to find."""
    return run.check_workbook((FOLDER / nama).read_bytes(), nama)


def test_the_invented_city_has_the_totals_of_the_public_table():
    for p, (active, other) in TOTAL.items():
        status = Counter(k.find_status(p) for k in world.make_city())
        assert (status["aktif"], status["tidak aktif"] + status["diusulkan dibubarkan"]) == (active, other), p
        assert len(world.list_register(p)) == active + other, p


def test_the_written_workbooks_have_the_totals_of_the_public_table(publication):
    for p, (active, other) in TOTAL.items():
        status = Counter(r["Status"] for r in rows(publication[p], "Koperasi"))
        assert status.pop("Aktif") == active, p
        assert sum(status.values()) == other, p
        assert set(status) == {"Tidak Aktif", "Diusulkan Dibubarkan"}, p


def test_342_cooperatives_of_2022_t2_are_280_registered_and_62_proposed(publication):
    status = Counter(r["Status"] for r in rows(publication["2022-T2"], "Koperasi"))
    assert status == {"Aktif": 258, "Tidak Aktif": 22, "Diusulkan Dibubarkan": 62}


def test_the_proposed_ones_stay_until_the_clean_out_of_2025_t1(publication):
    for p, total in DIUSULKAN.items():
        status = [r["Status"] for r in rows(publication[p], "Koperasi")]
        assert status.count("Diusulkan Dibubarkan") == total, p


def test_58_inactive_ones_and_one_active_leave_in_2025_t1():
    leaving = [
        k.find_status("2024-T4") for k in world.make_city() if k.find_status("2024-T4") and not k.find_status("2025-T1")
    ]
    assert Counter(leaving) == {"diusulkan dibubarkan": 56, "tidak aktif": 2, "aktif": 1}


def test_all_20_newcomers_of_2025_t2_are_merah_putih_and_the_21st_is_an_older_one_renamed(publication):
    earlier = {r["NIK"]: r["Nama Koperasi"] for r in rows(publication["2025-T1"], "Koperasi") if r["NIK"]}
    kkmp = [r for r in rows(publication["2025-T2"], "Koperasi") if r["Kelompok Koperasi"] == "KKMP"]
    assert len(kkmp) == 21
    assert len({r["Kelurahan"] for r in kkmp}) == 21
    assert [(r["Nama Koperasi"], earlier[r["NIK"]]) for r in kkmp if r["NIK"]] == [
        ("KKMP Bendogerit", next(k.name for k in world.make_city() if k.new_name[1] == "KKMP Bendogerit"))
    ]
    assert len([k for k in world.make_city() if k.entered == "2025-T2"]) == 20


def test_23_may_2022_trains_80_people_of_40_bank_sampah(publication):
    participants = [
        r for r in rows(publication["2022-T2"], "Pelatihan") if r["Tanggal Mulai"].date() == dt.date(2022, 5, 23)
    ]
    origin = Counter(r["Asal Koperasi/Kelompok"] for r in participants)
    assert len(participants) == 80
    assert len({r["Nama Peserta"] for r in participants}) == 80
    assert len(origin) == 40
    assert set(origin.values()) == {2}
    assert all(name.startswith("Bank Sampah ") for name in origin)
    assert {r["Tempat"] for r in participants} == {"Wisma PKPRI"}
    assert {r["Sumber Dana"] for r in participants} == {"DAK Nonfisik PK2UKM 2022"}
    assert {r["Nama Kelompok"] for r in rows(publication["2022-T2"], "Kelompok")} == set(origin)


def test_33_of_the_40_bank_sampah_are_visited_within_180_days(publication):
    day = {}
    for p in ("2022-T2", "2022-T3", "2022-T4"):
        for r in rows(publication[p], "Pendampingan"):
            if r["Sasaran"].startswith("Bank Sampah ") and r["Jenis Pendampingan"] == "Pascapelatihan":
                difference = (r["Tanggal"].date() - dt.date(2022, 5, 23)).days
                day[r["Sasaran"]] = min(difference, day.get(r["Sasaran"], 999))
    assert len([h for h in day.values() if 0 < h <= 180]) == 33


def test_every_quarter_has_trainings_and_visits_of_the_usual_size():
    for p in angka.PUBLISHED_QUARTERS:
        usual = [t for t in kegiatan.make_trainings(p) if t.start != dt.date(2022, 5, 23)]
        assert len(usual) in ((0,) if p == "2023-T3" else (1, 2, 3)), p
        assert all(20 <= len(t.participants) <= 40 for t in usual), p
        assert all(p == _quarter(t.start) == _quarter(t.end) for t in usual), p
        assert 25 <= len(kunjungan.make_visits(p)) <= 60, p
        assert {_quarter(v.date) for v in kunjungan.make_visits(p)} == {p}


def test_a_kind_that_is_not_known_has_no_sheet(publication):
    assert publication["2023-T3"].sheetnames == ["Koperasi", "Pendampingan", "Kelompok", "Acara"]
    assert publication["2022-T1"].sheetnames == ["Koperasi", "Pelatihan", "Pendampingan"]
    assert publication["2022-T2"].sheetnames == ["Koperasi", "Pelatihan", "Pendampingan", "Kelompok", "Acara"]


def test_events_stand_in_all_but_the_first_quarter_of_a_year_and_say_not_all(publication):
    held = {p: rows(book, "Acara") for p, book in publication.items() if "Acara" in book.sheetnames}
    assert [p for p in held if p.endswith("T1")] == [] and len(held) == 10
    assert [r["Nama Acara"] for r in held["2025-T2"]] == ["Blitar Jadoel", "Bazar Merah Putih"]
    assert "Jumlah UMKM Peserta" not in held["2024-T3"][0]


def test_the_award_of_14_july_2022_stands_in_the_workbook_of_its_quarter(publication):
    assert [
        (r["Tanggal"].date(), r["Penghargaan"], r["Kategori"]) for r in rows(publication["2022-T3"], "Penghargaan")
    ] == [(dt.date(2022, 7, 14), "Penggerak Koperasi Terbaik", "Penggerak")]
    assert [p for p, workbook in publication.items() if "Penghargaan" in workbook.sheetnames] == ["2022-T3"]


def test_every_cooperative_can_be_known_again(publication):
    for p, workbook in publication.items():
        every = rows(workbook, "Koperasi")
        nik = [r["NIK"] for r in every if r["NIK"]]
        assert len(set(nik)) == len(nik) < len(every), p
        assert all(re.fullmatch(r"\d{13}", n) for n in nik), p
        assert all(r["NIK"] or r["Nomor Badan Hukum"] for r in every), p
        assert len({r["Nama Koperasi"] for r in every}) == len(every), p
        assert len({r["Kelurahan"] for r in every}) == 21, p


def test_money_keeps_to_the_quantiles_of_the_public_file():
    content = [profil.make_register_row(k, "2024-T4") for k in world.list_register("2024-T4")]
    capital = sorted(r["modal_sendiri"] for r in content if r["modal_sendiri"] is not None)
    assert 1_500_000 < capital[0] and capital[-1] < 6_000_000_000
    assert 50_000_000 < capital[len(capital) // 2] < 250_000_000
    assert 5 < len([r for r in content if (r["shu"] or 0) < 0]) < 40


def test_committed_files_are_what_the_generator_makes(fresh):
    assert sorted(p.name for p in FOLDER.iterdir()) == sorted(p.name for p in fresh.iterdir())
    for file in fresh.iterdir():
        # Members byte by byte: how tightly a zip packs depends on the zlib of the machine.
        assert _members(file) == _members(FOLDER / file.name), file.name


def test_every_workbook_is_small_and_every_sheet_says_that_it_is_invented():
    for file in FOLDER.glob("*.xlsx"):
        workbook = openpyxl.load_workbook(file, read_only=True)
        assert workbook.custom_doc_props["koperasi_data_contoh"].value == "ya", file.name
        for ws in workbook:
            title = [str(value) for row in ws.iter_rows(max_row=4, values_only=True) for value in row if value]
            assert any(TANDA in text for text in title), (file.name, ws.title)
        assert file.stat().st_size < 90_000, file.name
    assert TANDA in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_no_file_holds_a_number_of_16_digits():
    for file in FOLDER.iterdir():
        for name, content in _members(file).items():
            assert not re.search(rb"\d{16}", content), (file.name, name)


def test_the_readme_names_the_cells_of_the_deliberate_mistakes():
    workbook = openpyxl.load_workbook(FOLDER / "koperasi-2025-T3-berantakan.xlsx", data_only=True)
    register, note = workbook["Koperasi TW 3 "], contoh.list_mistakes()
    value = {c.code: workbook[c.sheet][c.cell].value for c in note if re.fullmatch(r"[A-Z]+\d+", c.cell)}
    assert value["kelurahan_ragu"] == "Kepanjen"
    assert value["kelurahan_tak_dikenal"] == "Bndgrt"
    assert value["kecamatan_bertentangan"] == "Turi"
    assert value["wajib_kosong"] is None
    assert value["status_tak_dikenal"] == 3
    assert value["bukan_bilangan"] == "abc"
    assert value["sel_galat"] == "#DIV/0!"
    assert value["di_luar_triwulan"] == "14 Juni 2025"
    assert value["koperasi_tak_ditemukan"] == "KSU Angin Lalu"
    repeated = [row[2] for row in register.iter_rows(min_row=9, values_only=True)].count(value["koperasi_ganda"])
    assert repeated == 2
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for c in note:
        assert f"| {c.sheet.strip()} | {c.cell or '–'} | `{c.code}` |" in readme


def test_the_clean_2025_t3_differs_from_the_messy_one_in_the_mistakes_only():
    clean = openpyxl.load_workbook(FOLDER / "koperasi-2025-T3.xlsx", data_only=True)
    dirty = openpyxl.load_workbook(FOLDER / "koperasi-2025-T3-berantakan.xlsx", data_only=True)
    register = dirty["Koperasi TW 3 "]
    different = {
        write_address(cell.row, cell.column)
        for row in clean["Koperasi TW 3 "].iter_rows(max_row=300)
        for cell in row
        if cell.value != register[cell.coordinate].value
    }
    on_purpose = {c.cell for c in contoh.list_mistakes() if c.sheet == "Koperasi TW 3 "}
    assert len(different) >= 14
    # A wrong number shows in the totals below it too (row of a total: names in column C only).
    assert {cell for cell in different if register[f"I{_row_of(cell)}"].value} <= on_purpose


def test_the_check_finds_every_deliberate_mistake_in_its_row_and_no_other_blocking_one(store):
    result = check("koperasi-2025-T3-berantakan.xlsx")
    assert result.periode == "2025-T3"
    assert result.is_sample
    assert not result.dapat_terbit
    known = {(t.lembar, t.kode, _row_of(t.sel)) for t in result.temuan}
    assert [c for c in contoh.list_mistakes() if (c.sheet, c.code, _row_of(c.cell)) not in known] == []
    assert sorted(t.kode for t in result.temuan if t.berat == "salah") == [
        "di_luar_triwulan",
        "kecamatan_bertentangan",
        "kelurahan_ragu",
        "kelurahan_tak_dikenal",
        "koperasi_ganda",
        "wajib_kosong",
    ]


def test_the_clean_2025_t3_can_be_published(store):
    result = check("koperasi-2025-T3.xlsx")
    assert result.dapat_terbit
    assert {t.kode for t in result.temuan} == {"kolom_pribadi", "satuan_dikali", "bukan_tanggal", "status_rat_berbeda"}
    status = Counter(result.tabel["koperasi"]["status"])
    assert status == {"aktif": 270, "tidak aktif": 32, "diusulkan dibubarkan": 5, "dibubarkan": 2}


@pytest.mark.parametrize("p", ["2021-T4", "2022-T2", "2024-T3"])
def test_a_sample_quarter_has_no_mistakes_and_little_to_look_at(store, p):
    result = check(f"koperasi-{p}.xlsx")
    assert (result.periode, result.is_sample, result.dapat_terbit) == (p, True, True)
    assert {t.kode for t in result.temuan} == {"kolom_pribadi", "status_rat_berbeda"}
    assert len(result.temuan) < 25


def _row_of(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _members(file: Path) -> dict[str, bytes]:
    if file.suffix != ".xlsx":
        return {file.name: file.read_bytes()}
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _quarter(day: dt.date) -> str:
    return f"{day.year}-T{(day.month + 2) // 3}"
