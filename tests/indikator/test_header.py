"""The header of an indicator: one line for each field, a long one over several lines."""

from __future__ import annotations

from etl.acuan import load_reference
from etl.indikator import list_definitions
from etl.indikator.declare import AGREED, FOLDER, _read_header


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


# Nothing but these may stand behind "dasar": regulations, circulars and plans that somebody read, or our own agreement.
KNOWN_SOURCES = (
    AGREED,
    "Permenkop 25/Per/M.KUKM/IX/2015 pasal 1",
    "UU 25/1992 pasal 26",
    "Permenkop 9/2020 dan Juknis Deputi Perkoperasian 15/2021",
    "Renstra satu kota 2026–2030",
    "Indikator Kinerja Daerah (IKD)",
)


def test_every_indicator_says_where_its_definition_comes_from():
    for path in FOLDER.glob("[a-z]*.sql"):
        source = _read_header(path.read_text(encoding="utf-8"))["dasar"]
        assert any(known in source for known in KNOWN_SOURCES), (path.name, source)


def test_the_source_stands_in_the_table_of_definitions():
    sources = list_definitions(load_reference()).set_index("indikator")["dasar"]
    assert sources["rat_tahun_buku"] == "UU 25/1992 pasal 26, paling lambat enam bulan sesudah tahun buku"
    assert sources["jangkauan_pelatihan"] == "kesepakatan dasbor ini"
    assert "Permenkop 25/Per/M.KUKM/IX/2015" in sources["koperasi_aktif"]
    assert "status yang ditulis dinas" in sources["koperasi_aktif"]
