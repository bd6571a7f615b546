"""RAT in time: dates of all registers, deadlines by year and form, unknown dates left out, later registers heard."""

from __future__ import annotations

import dataclasses
import datetime as dt

import duckdb
import pytest

from etl.acuan import Reference, load_reference
from etl.indikator import compute_indicators, load_indicators
from etl.prove import verify
from etl.settings.entries import read_in_force
from etl.settings.operator import list_blocking
from etl.store import load
from etl.store.versions import Store
from tests import golden
from tests.installations import with_settings

HEAD = ["NIK", "Nama Koperasi", "Kelurahan", "Bentuk Koperasi", "Status", "RAT Tahun Buku", "Tanggal RAT Terakhir"]
FOUNDED = dt.date(2010, 1, 1)


def row(n: int, name: str, year: int | None, day: dt.date | None, form: str | None = "Primer") -> list:
    return [f"357200000000{n}", name, "Turi", form, "Aktif", year, day, FOUNDED]


def day(month: int, number: int, year: int = 2025) -> dt.date:
    return dt.date(year, month, number)


REGISTERS = {
    "2025-T1": [
        row(1, "KSP Awal", 2024, day(3, 12)),
        row(2, "KSP Batas", 2023, day(5, 5, 2024)),
        row(3, "KSP Lambat", 2023, day(5, 5, 2024)),
        row(4, "Pusat Koperasi", 2023, day(5, 5, 2024), "Sekunder"),
        row(5, "KSP Tanpa Tanggal", 2024, None),
        row(6, "KSP Belum", 2023, None),
        row(7, "KSP Tanpa Bentuk", None, None, None),
    ],
    "2025-T3": [
        row(1, "KSP Awal", 2024, None),  # its day stands in the register of the first quarter
        row(2, "KSP Batas", 2024, day(4, 30)),
        row(3, "KSP Lambat", 2024, day(5, 1)),
        row(4, "Pusat Koperasi", 2024, day(6, 30), "Sekunder"),
        row(5, "KSP Tanpa Tanggal", 2024, None),
        row(6, "KSP Belum", 2023, None),
        row(7, "KSP Tanpa Bentuk", None, day(5, 2), None),  # read as primer
    ],
}
ASKED = """select pembilang, penyebut, nilai from indikator where periode = ? and indikator = 'rat_tepat_waktu'
           and kode_wilayah = ? and kelompok_hitung = 'semua'"""


def publish(store: Store, registers: dict[str, list[list]], **others: object) -> int:
    for periode, rows in registers.items():
        golden.publish_book(
            store, periode, {"Koperasi": [[*HEAD, "Tanggal Badan Hukum"], *rows]}, reason="uji", **others
        )
    return store.find_current() or 0


def ask(store: Store, periode: str = "2025-T3", area: str = "35.72.02.1004") -> tuple:
    return store.open_version(store.find_current() or 0).execute(ASKED, [periode, area]).fetchall()[0]


def test_held_by_the_deadline_of_its_form_of_those_obliged_whose_day_is_known(store):
    publish(store, REGISTERS)
    # in time: Awal (12 March), Batas (30 April), Pusat (sekunder, 30 June); late: Lambat, Tanpa Bentuk; not held: Belum
    assert ask(store) == (3, 6, 0.5)
    assert ask(store, area="35.72") == (3, 6, 0.5)


def test_a_day_that_only_a_later_register_tells_is_heard_in_the_quarter_before(store):
    publish(store, REGISTERS)
    later = [r[:6] + [day(4, 2) if r[1] == "KSP Tanpa Tanggal" else r[6], r[7]] for r in REGISTERS["2025-T3"]]
    publish(store, {"2025-T4": later})
    assert ask(store) == (4, 7, 4 / 7)
    assert verify.verify_store(store).problems == []


def count_anew(store: Store, reference: Reference) -> duckdb.DuckDBPyConnection:
    """The registers of the current version in a database of their own, all quarters computed under these settings."""
    con, version = duckdb.connect(":memory:"), store.open_version(store.find_current() or 0)
    load.create_tables(con, reference)
    for table in ("periode", "periode_jenis", "koperasi_triwulan"):
        con.register("baris", version.execute(f"from {table}").df())
        con.execute(f"insert into {table} by name from baris")
    compute_indicators(con, reference)
    return con


def test_what_is_computed_with_a_publication_is_what_all_quarters_computed_anew_give(store):
    publish(store, {"2025-T3": REGISTERS["2025-T3"], "2025-T1": REGISTERS["2025-T1"]})
    sql = "from indikator where indikator = 'rat_tepat_waktu' order by all"
    stored = store.open_version(store.find_current() or 0).execute(sql).fetchall()
    assert ask(store) == (3, 6, 0.5)  # the day of KSP Awal came with the workbook that was published last
    assert count_anew(store, load_reference()).execute(sql).fetchall() == stored


@pytest.mark.parametrize(
    ("deadlines", "in_time"),
    [
        ({}, 5),  # without a circular the six months of the law: all five that held it
        ({"2025": {"primer": "2025-03-31", "sekunder": "2025-03-31", "dasar": "uji"}}, 1),
        ({"2024": {"primer": "2024-01-31", "dasar": "uji"}}, 5),
    ],
)
def test_the_deadlines_stand_in_the_settings_by_year_and_form(store, deadlines, in_time):
    publish(store, REGISTERS)
    known = load_reference()
    reference = dataclasses.replace(known, settings={**known.settings, "batas_rat": deadlines})
    counted = count_anew(store, reference).execute(ASKED, ["2025-T3", "35.72"]).fetchall()
    assert counted[0][:2] == (in_time, 6)


@pytest.mark.parametrize(
    ("section", "year", "values", "sentence"),
    [
        (
            "batas_rat",
            "2025",
            {"primer": "30 April"},
            "Setelan [batas_rat.2025] primer = '30 April' tidak dapat dipakai",
        ),
        ("batas_rat", "2025", {"primer": "2024-04-30"}, "tulis tanggal tahun itu seperti"),
        ("batas_rat", "25", {"primer": "2025-04-30"}, "tulis bagian satu tahun, misalnya [batas_rat.2025]"),
        ("pdrb", "2024", {"nilai": "9,1 triliun"}, "tulis rupiah di atas 0, tanpa titik"),
    ],
)
def test_a_deadline_that_cannot_be_stops_publishing_with_a_sentence(section, year, values, sentence):
    [said] = list_blocking(with_settings(section, **{year: values}))
    assert sentence in said


def test_a_version_holds_the_deadlines_that_it_was_counted_with(store):
    publish(store, REGISTERS)
    known = read_in_force(store.open_version(store.find_current() or 0)).entries
    assert known["batas_rat.primer.2025"] == (20250430.0, "SE Deputi 1/2025: laporan RAT", "berkas")


def test_the_statutory_indicator_stays_at_six_months(store):
    publish(store, REGISTERS)
    sql = ASKED.replace("rat_tepat_waktu", "rat_tahun_buku")
    held = store.open_version(store.find_current() or 0).execute(sql, ["2025-T3", "35.72"]).fetchall()
    assert held[0][:2] == (6, 7)
    assert [i.indikator for i in load_indicators() if i.sees_all_quarters] == ["rat_tepat_waktu"]
