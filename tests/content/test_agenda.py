"""The diary of the annual meetings: held, due, days left, not yet reported; deadlines by year and form."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from dasbor.choice import Choice
from dasbor.content import kamus, kesehatan_agenda
from dasbor.query import health
from dasbor.words import columns
from dasbor.words.rat_states import DIARY_ORDER
from etl.__main__ import main
from etl.store.versions import Store
from tests import golden
from tests.indikator import test_on_time
from tests.ui.test_frame import app, text

KOTA = "35.72"


def choose(store: Store, periode: str) -> Choice:
    return Choice(store.find_current() or 0, periode, KOTA, "Kota Blitar", "kota", "semua")


def diary(p: Choice) -> list[tuple]:
    shown = health.list_diary(p).read_all().astype(object).where(lambda t: t.notna(), None)
    days = [None if day is None else f"{day:%d.%m.%Y}" for day in shown["rat_diadakan"]]
    return list(zip(shown["nama_koperasi"], shown["agenda_rat"], days, shown["sisa_hari"], strict=True))


def test_before_the_deadline_who_has_not_reported_comes_first_with_the_days_left(store):
    test_on_time.publish(store, test_on_time.REGISTERS)
    assert diary(choose(store, "2025-T1")) == [
        ("KSP Batas", "Belum dilaporkan, masih ada waktu", None, 30),
        ("KSP Belum", "Belum dilaporkan, masih ada waktu", None, 30),
        ("KSP Lambat", "Belum dilaporkan, masih ada waktu", None, 30),
        ("KSP Tanpa Bentuk", "Belum dilaporkan, masih ada waktu", None, 30),
        ("Pusat Koperasi", "Belum dilaporkan, masih ada waktu", None, 91),  # sekunder: 30 June
        ("KSP Tanpa Tanggal", "Sudah, tanggal belum tercatat", None, None),
        ("KSP Awal", "Sudah, tepat waktu", "12.03.2025", None),
    ]


def test_after_it_they_are_overdue_and_those_that_held_it_late_are_told_apart(store):
    test_on_time.publish(store, test_on_time.REGISTERS)
    p = choose(store, "2025-T3")
    assert health.count_diary(p) == {
        "Belum dilaporkan, lewat batas": 1,
        "Sudah, lewat batas": 2,
        "Sudah, tanggal belum tercatat": 1,
        "Sudah, tepat waktu": 3,
    }
    assert diary(p)[0] == ("KSP Belum", "Belum dilaporkan, lewat batas", None, -153)
    g = kesehatan_agenda.make_chart(p)
    assert g.title == "1 dari 7 koperasi belum melaporkan RAT tahun buku 2024"
    assert g.table["nama"].tolist() == list(DIARY_ORDER)
    assert "Batas: primer 30 April 2025 (SE Deputi 1/2025: laporan RAT); sekunder 30 Juni 2025" in g.subtitle


def test_a_year_without_a_circular_ends_with_the_month_of_the_law(store):
    golden.copy_registers(store)
    g = kesehatan_agenda.make_chart(choose(store, "2024-T3"))
    assert "Batas: primer akhir Juni 2024 (UU 25/1992); sekunder akhir Juni 2024 (UU 25/1992)" in g.subtitle
    assert g.title == "0 dari 2 koperasi belum melaporkan RAT tahun buku 2023"


def test_kamus_data_and_the_command_say_the_deadlines_with_their_source(store, capsys):
    golden.copy_registers(store)
    rules = dict(kamus.list_rules(choose(store, "2025-T3")))
    assert rules["Batas RAT koperasi primer 2025"] == "30 April 2025. Dasar: SE Deputi 1/2025: laporan RAT."
    assert rules["Batas RAT koperasi primer 2026"] == "31 Maret 2026. Dasar: Kementerian Koperasi, Februari 2026."
    assert main(["pengaturan"]) == 0
    assert "Batas RAT koperasi sekunder 2025: 30 Juni 2025 (SE Deputi 1/2025: laporan RAT)" in capsys.readouterr().out
    assert main(["pengaturan", "--json"]) == 0
    [first, *_] = json.loads(capsys.readouterr().out)["tahunan"]
    expected = {"kunci": "batas_rat.primer.2025", "nilai": 20250430.0, "keterangan": "SE Deputi 1/2025: laporan RAT"}
    assert first == expected


@pytest.mark.parametrize(
    ("kkmp", "title"),
    [("", "1 dari 3 koperasi belum melaporkan"), ("tanpa", "1 dari 3 koperasi belum melaporkan")],
)
def test_the_page_shows_the_diary_in_a_part_of_its_own(store, kkmp, title):
    golden.copy_registers(store)
    at = app("pages/publik/kesehatan.py", bagian="Agenda RAT", **({"kkmp": kkmp} if kkmp else {}))
    assert not at.exception
    assert title in text(at)
    assert "KSU Dua" in text(at)
    assert "Sisa hari dihitung dari 30 September 2025" in text(at)


def test_of_who_held_it_no_days_are_left_and_nothing_is_missing():
    heading = columns.list_headings(pd.DataFrame({"sisa_hari": [-61.0, None]}))[0]
    assert [columns.write_value(x, heading.form) for x in (-61.0, None)] == ["−61", "–"]
