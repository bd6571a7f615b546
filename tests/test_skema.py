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


@pytest.mark.parametrize(("lembar", "kolom"), SEMUA, ids=lambda x: getattr(x, "nama", getattr(x, "jenis", "")))
def test_every_column_has_a_meaning_a_known_type_and_choices_where_its_type_needs_them(lembar, kolom):
    assert kolom.arti.endswith((".", "…"))
    assert kolom.tipe in DUCKDB_TYPES
    assert bool(kolom.pilihan) == (kolom.tipe in ("pilihan", "daftar", "ya_tidak"))


@pytest.mark.parametrize("lembar", SHEET_KINDS.values(), ids=lambda x: x.jenis)
def test_no_heading_of_a_sheet_means_two_columns(lembar):
    owned: dict[str, str] = {}
    for column in lembar.kolom:
        for title in {j.casefold() for j in (column.judul, *column.sinonim)}:
            assert owned.setdefault(title, column.nama) == column.nama, title


@pytest.mark.parametrize("lembar", SHEET_KINDS.values(), ids=lambda x: x.jenis)
def test_columns_are_named_once_and_typical_ones_exist(lembar):
    name = [k.nama for k in lembar.kolom]
    assert len(name) == len(set(name))
    assert set(lembar.telling_columns) <= set(name)


def test_no_personal_column_reaches_a_table():
    disimpan = {k.nama for kind in PUBLISHED_KINDS for k in SHEET_KINDS[kind].stored_columns}
    assert disimpan & {"nama_peserta", "nik_peserta", "telepon", "tanggal_lahir", "alamat_peserta"} == set()


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


@pytest.mark.parametrize("lembar", SHEET_KINDS.values(), ids=lambda x: x.jenis)
def test_what_a_kind_says_of_its_columns_names_columns_it_has(lembar):
    dari_tahap = {*lembar.added_columns, "tujuan_id"}
    column = {lembar.name_column, *lembar.date_columns, *lembar.event_columns, *filter(None, [lembar.target_column])}
    assert {k for k in column if k not in lembar} == set()
    assert {k for k in lembar.repeat_key if k not in lembar} <= dari_tahap
    assert {k.range_end for k in lembar.kolom if k.range_end} <= {k.nama for k in lembar.kolom if k.takes_last_day}
    assert bool(lembar.event_columns) == bool(lembar.not_yet_reason)
    assert not lembar.missing_target_code or (lembar.missing_target_code in MESSAGES and lembar.target_column)
    assert not lembar.counted_kind or lembar.counted_kind in SHEET_KINDS


def test_every_kind_has_its_functions_and_one_kind_is_the_register():
    assert STAGES.keys() == SHEET_KINDS.keys()
    assert [kind for kind, sheet in SHEET_KINDS.items() if sheet.is_register] == [REGISTER] == ["koperasi"]
