"""The declarations are consistent: what is declared once can be derived without doubt."""

from __future__ import annotations

import pytest

from etl.indikator import load_indicators
from etl.pesan import MESSAGES, TO_CHECK, WRONG, make_finding
from etl.skema import (
    COOPERATIVES_SHEET,
    DUCKDB_TYPES,
    HEALTH_LIMITS,
    HEALTH_PREDICATES,
    PUBLISHED_KINDS,
    REGISTER,
    SHEET_KINDS,
)
from etl.stages import STAGES

SEMUA = [(sheet, column) for sheet in SHEET_KINDS.values() for column in sheet.kolom]


@pytest.mark.parametrize(("tab", "columns"), SEMUA, ids=lambda x: getattr(x, "nama", getattr(x, "jenis", "")))
def test_every_column_has_a_meaning_a_known_type_and_choices_where_its_type_needs_them(tab, columns):
    assert columns.arti.endswith((".", "…"))
    assert columns.tipe in DUCKDB_TYPES
    assert bool(columns.pilihan) == (columns.tipe in ("pilihan", "daftar", "ya_tidak"))


@pytest.mark.parametrize("tab", SHEET_KINDS.values(), ids=lambda x: x.jenis)
def test_no_heading_of_a_sheet_means_two_columns(tab):
    owned: dict[str, str] = {}
    for column in tab.kolom:
        for title in {j.casefold() for j in (column.judul, *column.sinonim)}:
            assert owned.setdefault(title, column.nama) == column.nama, title


@pytest.mark.parametrize("tab", SHEET_KINDS.values(), ids=lambda x: x.jenis)
def test_columns_are_named_once_and_typical_ones_exist(tab):
    name = [k.nama for k in tab.kolom]
    assert len(name) == len(set(name))
    assert set(tab.telling_columns) <= set(name)


def test_no_personal_column_reaches_a_table():
    was_saved = {k.nama for kind in PUBLISHED_KINDS for k in SHEET_KINDS[kind].stored_columns}
    assert was_saved & {"nama_peserta", "nik_peserta", "telepon", "tanggal_lahir", "alamat_peserta"} == set()


def test_loss_is_allowed_and_money_otherwise_not_negative():
    assert COOPERATIVES_SHEET["shu"].minimum is None
    assert COOPERATIVES_SHEET["aset"].minimum == 0


def test_health_limits_name_the_declared_predicates_in_descending_order():
    assert [b for b, _ in HEALTH_LIMITS] == [80, 66, 51, 0]
    assert [p for _, p in HEALTH_LIMITS] == list(HEALTH_PREDICATES)


@pytest.mark.parametrize("kode", MESSAGES)
def test_every_message_is_a_sentence_with_advice_and_one_of_two_weights(kode):
    p = MESSAGES[kode]
    assert p.berat in (WRONG, TO_CHECK)
    assert p.pesan[-1] in ".?" and p.saran
    assert not {"error", "invalid", "null", "none"} & set(p.pesan.lower().replace("“", " ").split())


def test_a_message_with_a_hole_is_refused():
    with pytest.raises(KeyError):
        make_finding("koperasi_ganda", "Data", "C4", "KSP Satu")


def test_every_indicator_tells_its_title_definition_numerator_unit_and_direction():
    for i in load_indicators():
        assert i.definisi.endswith(".")
        assert i.satuan in ("persen", "koperasi", "orang", "kelompok", "Rp")
        assert i.arah in ("naik", "turun", "netral")
        assert (i.penyebut == "-") == (i.satuan != "persen")


@pytest.mark.parametrize("tab", SHEET_KINDS.values(), ids=lambda x: x.jenis)
def test_what_a_kind_says_of_its_columns_names_columns_it_has(tab):
    dari_tahap = {*tab.added_columns, "tujuan_id"}
    column = {tab.name_column, *tab.date_columns, *tab.event_columns, *filter(None, [tab.target_column])}
    assert {k for k in column if k not in tab} == set()
    assert {k for k in tab.repeat_key if k not in tab} <= dari_tahap
    assert {k.range_end for k in tab.kolom if k.range_end} <= {k.nama for k in tab.kolom if k.takes_last_day}
    assert bool(tab.event_columns) == bool(tab.not_yet_reason)
    assert not tab.missing_target_code or (tab.missing_target_code in MESSAGES and tab.target_column)
    assert not tab.counted_kind or tab.counted_kind in SHEET_KINDS


def test_every_kind_has_its_functions_and_one_kind_is_the_register():
    assert STAGES.keys() == SHEET_KINDS.keys()
    assert [kind for kind, sheet in SHEET_KINDS.items() if sheet.is_register] == [REGISTER] == ["koperasi"]
