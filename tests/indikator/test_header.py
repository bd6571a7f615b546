"""The header of an indicator: one line for each field, a long one over several lines."""

from __future__ import annotations

from etl.acuan import load_reference
from etl.indikator import list_definitions
from etl.indikator.declare import _read_header


def test_a_line_that_is_set_in_goes_on_with_the_field_above():
    text = "-- judul: Sehat\n-- definisi: Bagian koperasi yang sehat,\n--     menurut: Permenkop\n"
    text += "-- satuan: persen\nselect 1"
    assert _read_header(text) == {
        "judul": "Sehat",
        "definisi": "Bagian koperasi yang sehat, menurut: Permenkop",
        "satuan": "persen",
    }


def test_a_definition_over_several_lines_is_one_text():
    definitions = list_definitions(load_reference()).set_index("indikator")["definisi"]
    assert definitions["rat_tahun_buku"] == (
        "Dari koperasi aktif yang wajib, bagian yang sudah mengadakan RAT untuk tahun buku terakhir yang jatuh tempo "
        "(30 Juni tahun berikutnya). Yang didirikan sesudah tahun buku itu belum wajib; yang tanggal berdirinya tidak "
        "diketahui dihitung wajib."
    )
