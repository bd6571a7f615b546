"""The template: filled with last quarter's register it can be published as it is, and what is typed into it arrives."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import run
from etl.__main__ import main
from etl.acuan import load_reference
from etl.out.prefill import make_prefilled
from etl.out.template import make_template
from etl.publish.publish import publish_workbook
from etl.skema import COOPERATIVES_SHEET, Column
from etl.store.versions import Store
from tests import golden, heavy
from tests.workbooks import workbook

HARI = dt.date(2026, 1, 15)
JUDUL_CONTOH = "DATA CONTOH – bukan data sebenarnya"


def publish_register(store: Store, sample: bool = False) -> None:
    data = workbook({"Register": [golden.JUDUL_REGISTER, *golden.REGISTER_2025_T3]}, sample=sample)
    publish_workbook(run.check_workbook(data, "register.xlsx", "2025-T3", store=store), data, "Siti", store=store)


def rows(data: bytes, sheet: str, title: int = 1) -> list[dict]:
    every = list(openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(min_row=title, values_only=True))
    return [dict(zip(every[0], b, strict=True)) for b in every[1:]]


def published(store: Store, periode: str) -> list[dict]:
    column = ", ".join(["kode_kelurahan", *(k.nama for k in COOPERATIVES_SHEET.stored_columns)])
    sql = f"select {column} from koperasi_triwulan where periode = ? order by nama_koperasi"
    result = store.open_version(store.find_current()).execute(sql, [periode])
    name = [d[0] for d in result.description]
    return [dict(zip(name, row, strict=True)) for row in result.fetchall()]


# ── filled with last quarter's register ──


def test_the_prefilled_template_holds_the_last_register_and_no_examples(store):
    publish_register(store)
    data = make_prefilled(store)
    content = rows(data, "Koperasi")
    assert [(r["Nama Koperasi"], r["Kelurahan"], r["Kecamatan"], r["Status"]) for r in content[1:5]] == [
        ("KSU Sembilan", "Bendo", "Kepanjenkidul", "Dibubarkan"),
        ("KPRI Tiga", "Turi", "Sukorejo", "Tidak Aktif"),
        ("KSP Satu", "Turi", "Sukorejo", "Aktif"),
        ("KSU Dua", "Turi", "Sukorejo", "Aktif"),
    ]
    one = content[3]
    assert {k: one[k] for k in ("NIK", "Tanggal Badan Hukum", "Jumlah Anggota", "Aset", "SHU", "RAT Tahun Buku")} == {
        "NIK": "3572000000001",
        "Tanggal Badan Hukum": dt.datetime(2010, 1, 1),
        "Jumlah Anggota": 30,
        "Aset": 150_000_000,
        "SHU": 10_000_000,
        "RAT Tahun Buku": 2024,
    }
    assert (one["Skor Kesehatan"], one["Pakai Internet"], one["Alamat"]) == (85, "Ya", None)
    assert len(content) == 9
    assert [rows(data, sheet) for sheet in ("Pelatihan", "Pendampingan", "Kelompok")] == [[], [], []]


def test_a_status_that_was_not_known_is_left_blank_to_be_filled_in(store):
    publish_register(store)
    status = {r["Nama Koperasi"]: r["Status"] for r in rows(make_prefilled(store), "Koperasi")}
    assert (status["Kopkar Enam"], status["KUD Tujuh"]) == (None, "Diusulkan Dibubarkan")


def test_uploaded_untouched_it_is_said_to_be_last_quarters_and_published_with_a_reason_it_changes_nothing(store):
    publish_register(store)
    data = make_prefilled(store)
    result = run.check_workbook(data, "isian.xlsx", "2025-T4", store=store, today=HARI)
    assert [t.kode for t in result.temuan if t.berat == "salah"] == ["gerbang_register_sama"]
    publish_workbook(result, data, "Siti", "memang belum ada yang berubah", store=store)
    assert published(store, "2025-T4") == published(store, "2025-T3")


def test_made_from_sample_data_it_says_so_and_stays_sample_data(store):
    publish_register(store, sample=True)
    data = make_prefilled(store)
    ws = openpyxl.load_workbook(io.BytesIO(data))["Koperasi"]
    assert (ws["A1"].value, ws["A2"].value, ws.freeze_panes) == (JUDUL_CONTOH, "NIK", "C3")
    result = run.check_workbook(data, "isian.xlsx", "2025-T4", store=store, today=HARI)
    assert [t.kode for t in result.temuan if t.berat == "salah"] == ["gerbang_register_sama"]
    assert result.is_sample is True


def test_the_command_line_fills_it_in_or_says_that_nothing_is_published(store, tmp_path, capsys):
    path = tmp_path / "isian.xlsx"
    assert main(["template", str(path), "--isi-triwulan-lalu"]) == 2
    assert "belum ada register yang terbit" in capsys.readouterr().err
    assert not path.exists()
    publish_register(store)
    assert main(["template", str(path), "--isi-triwulan-lalu"]) == 0
    assert len(rows(path.read_bytes(), "Koperasi")) == 9


def test_without_a_register_each_sheet_has_one_example_of_every_column_type():
    is_sample = rows(make_template(), "Koperasi")
    assert len(is_sample) == 1
    assert {k: is_sample[0][k] for k in ("NIK", "Nama Koperasi", "Status", "Tanggal RAT Terakhir", "SHU")} == {
        "NIK": "3572010010001",
        "Nama Koperasi": "KSU Contoh Sejahtera",
        "Status": "Aktif",
        "Tanggal RAT Terakhir": dt.datetime(2025, 3, 12),
        "SHU": 12_500_000,
    }


# ── whatever is filled in, in whatever order and under whatever headings ──

WILAYAH = load_reference().kelurahan
TANGGAL = st.dates(dt.date(1950, 1, 1), dt.date(2025, 9, 30))
NILAI = {
    "teks": st.sampled_from(
        ["Jl. Mawar No. 1", "Jalan Melati 12 RT 3/RW 4", "Simpan pinjam & toko", "=catatan", "100% lunas"]
    ),
    "bulat": st.integers(0, 5_000),
    "rupiah": st.integers(0, 2_000_000_000),
    "desimal": st.integers(0, 1_000).map(lambda n: n / 10),
    "tahun": st.integers(1990, 2025),
    "tanggal": TANGGAL,
    "ya_tidak": st.booleans(),
}


def value_of(column: Column) -> st.SearchStrategy:
    if column.tipe == "pilihan":
        return st.sampled_from(list(column.pilihan))
    if column.tipe == "daftar":
        order = list(column.pilihan)
        return st.sets(st.sampled_from(order), min_size=1).map(lambda s: "; ".join(sorted(s, key=order.index)))
    return NILAI[column.tipe]


@st.composite
def registers(draw) -> list[dict]:
    """One to six cooperatives with their own number, name and kelurahan; other columns filled or blank."""
    content = []
    for i in range(draw(st.integers(1, 6))):
        place = WILAYAH.iloc[draw(st.integers(0, len(WILAYAH) - 1))]
        row = {k.nama: draw(st.none() | value_of(k)) for k in COOPERATIVES_SHEET.stored_columns if k.tipe != "kode"}
        row |= {
            "nik_koperasi": f"35720{draw(st.integers(0, 9_999_999)):07d}{i}",
            "nomor_badan_hukum": f"0{i}/BH/2014",
            "nib": draw(st.none() | st.just(f"081200000012{i}")),
            "npwp": draw(st.none() | st.just(f"01.234.567.{i}-653.000")),
        }
        row |= {"nama_koperasi": f"KSU {'Anggrek Bakung Cempaka Dahlia Edelwis Flamboyan'.split()[i]}"}
        row |= {"status": draw(value_of(COOPERATIVES_SHEET["status"])), "kode_kelurahan": place["kode_kelurahan"]}
        content.append({**row, "kelurahan": place["kelurahan"], "kecamatan": place["kecamatan"]})
    return content


@st.composite
def headings(draw) -> list[tuple[str, str]]:
    """(heading in the template, heading instead of it) in any order."""
    return [
        (k.judul, draw(st.sampled_from([k.judul, *k.sinonim]))) for k in draw(st.permutations(COOPERATIVES_SHEET.kolom))
    ]


@settings(max_examples=heavy.times(40), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(isi=registers(), title=headings())
def test_published_rows_equal_what_was_filled_in_whatever_the_order_and_headings(tmp_path_factory, isi, title):
    filled = rows(make_template(content=pd.DataFrame(isi, dtype=object)), "Koperasi")
    data = workbook({"Data": [[j for _, j in title], *([b[origin] for origin, _ in title] for b in filled)]})
    store = Store(Path(tmp_path_factory.mktemp("keadaan")))
    result = run.check_workbook(data, "isian.xlsx", "2025-T3", store=store, today=HARI)
    assert [(t.sel, t.pesan) for t in result.temuan if t.berat == "salah"] == []
    publish_workbook(result, data, "Siti", store=store)
    was_saved = ["kode_kelurahan", *(k.nama for k in COOPERATIVES_SHEET.stored_columns)]
    assert published(store, "2025-T3") == [{k: b[k] for k in was_saved} for b in isi]
