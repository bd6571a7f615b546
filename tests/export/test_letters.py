"""Letters that the font of a PDF lacks are written in Latin ones or named; no box stands there without a word."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest

from dasbor.choice import Choice
from dasbor.export import javanese, letters, typeset
from dasbor.export.kept import make_file
from dasbor.export.tables.pdf_file import make_pdf
from dasbor.export.tables.sheet import Sheet
from dasbor.query import choose
from etl.store.versions import Store
from tests import golden
from tests.export.opened import needs_poppler, read_pdf

SPOKEN = {
    "ꦏꦺꦴꦥꦼꦫꦱꦶ": "koperasi",
    "ꦧ꧀ꦭꦶꦠꦂ": "blitar",
    "ꦱꦸꦏꦺꦴꦫꦺꦗꦺꦴ": "sukorejo",
    "ꦏꦸꦛ": "kutha",
    "ꦱꦤꦤ꧀ꦮꦺꦠꦤ꧀": "sananwetan",
    "ꦥꦿꦶꦩꦏꦂꦠ": "primakarta",
    "ꦏꦾꦲꦶ": "kyahi",
    "ꦏꦽꦠ": "kreta",
    "ꦠꦸꦫꦶ ꦒꦼꦝꦺꦴꦒ꧀": "turi gedhog",
    "ꦗꦪꦁ": "jayang",
    "ꦫꦩꦃ": "ramah",
    "ꦉꦏ": "reka",
    "ꦄꦤꦶ": "ani",
    "ꦥ꦳ꦗꦂ": "fajar",
    "꧒꧐꧒꧕": "2025",
    "ꦧꦸꦢꦶ꧈ ꦱꦶꦠꦶ꧉": "budi, siti.",
    "ꦱꦻ": "sai",
    "ꦱꦻꦴ": "sau",
}
NAMED = {
    "🦜 Koperasi": "[emoji] Koperasi",
    "🦜🦜👍🏽 ya": "[emoji] ya",
    "👨‍👩‍👧 keluarga": "[emoji] keluarga",
    "合作社": "[aksara Han]",
    "KSP 合作社 Maju": "KSP [aksara Han] Maju",
    "コープ": "[aksara Jepang]",
    "협동조합": "[aksara Korea]",
    "تعاونية الخير": "[aksara Arab]",
    "ᬓᭀᬧᭂᬭᬲᬶ": "[aksara Bali]",
    "ᮊᮧᮕᮨᮛᮞᮤ": "[aksara Sunda]",
    "สหกรณ์": "[aksara Thailand]",
    "सहकारी": "[aksara Dewanagari]",
    "\U000102a0": "[huruf lain]",
    "\ue000": "[huruf lain]",
}


@pytest.mark.parametrize("text", SPOKEN)
def test_javanese_letters_are_written_in_latin_ones(text: str) -> None:
    assert letters.take_known(text) == SPOKEN[text]


@pytest.mark.parametrize("text", NAMED)
def test_other_letters_are_named(text: str) -> None:
    assert letters.take_known(text) == NAMED[text]


@pytest.mark.parametrize("text", ["Koperasi “Maju” – 1.250 – Ñandú", "naik ▲ 2, turun ▼ 1", "", "a\n\tb", "✎"])
def test_what_the_font_has_stays(text: str) -> None:
    known = letters.read_known()
    assert letters.take_known(text) == (text if all(ord(c) in known or c in "\n\t" for c in text) else "[tanda]")


def test_every_javanese_letter_has_a_reading_in_letters_that_the_font_has() -> None:
    block = [chr(c) for c in range(0xA980, 0xA9E0) if unicodedata.name(chr(c), "")]
    assert len(block) == 91
    for letter in block:
        assert javanese.spell(letter).isascii(), unicodedata.name(letter)
    consonants = [c for c in block if unicodedata.category(c) == "Lo"]
    assert [c for c in consonants if not javanese.spell(c)] == []


def test_a_text_of_any_letters_is_written_with_those_of_the_font() -> None:
    known = letters.read_known()
    for start in (*range(0x20, 0xD800, 97), *range(0xE000, 0x30000, 1009)):
        text = "".join(map(chr, range(start, min(start + 40, 0x10FFFF)))).replace("\ud800", "")
        assert all(ord(c) in known or c in "\n\t" for c in letters.take_known(text))


def test_a_reader_is_told_what_was_written_otherwise() -> None:
    assert typeset.say_replaced("Koperasi Maju") == []
    assert typeset.say_replaced("ꦏꦺꦴꦥꦼꦫꦱꦶ") == [
        "Aksara Jawa di berkas ini dialihkan ke huruf Latin; tulisan aslinya di dasbor."
    ]
    assert typeset.say_replaced("🦜", "合作社") == [
        "[aksara Han], [emoji]: huruf yang tidak ada di berkas ini; tulisan aslinya di dasbor."
    ]
    assert len(typeset.say_replaced("ꦏ 🦜")) == 2


@needs_poppler
def test_a_table_on_paper_reads_and_explains_them() -> None:
    data = pd.DataFrame({"nama": ["ꦏꦺꦴꦥꦼꦫꦱꦶ Maju", "🦜 Koperasi", "合作社"]})
    text = read_pdf(make_pdf([Sheet("Daftar", "Daftar", data, {"nama": "Nama"})], "", ""), "-layout")
    for said in (
        "koperasi Maju",
        "[emoji] Koperasi",
        "[aksara Han]",
        "Aksara Jawa di berkas ini dialihkan",
        "[emoji]: huruf",
    ):
        assert said in text
    assert "\u25a1" not in text
    assert "Aksara" not in read_pdf(make_pdf([Sheet("D", "D", data.head(0), {"nama": "Nama"})], "", ""))


@needs_poppler
@pytest.mark.parametrize("product", ["lembar", "laporan"])
def test_brief_and_report_of_a_city_with_such_names_hold_no_box(product: str, store: Store) -> None:
    head = ["Nama Koperasi", "Kelurahan", "Kecamatan", "Status"]
    names = ["ꦏꦺꦴꦥꦼꦫꦱꦶ Satu", "🦜 Koperasi", "合作社 Tiga"]
    for quarter, status in (("2025-T2", "Aktif"), ("2025-T3", "Tidak Aktif")):
        rows = [[name, "Turi", "Sukorejo", status] for name in names]
        golden.publish_book(store, quarter, {"Koperasi": [head, *rows]})
    text = read_pdf(make_file(choose.choose(Choice(store.find_current() or 0)), product, ".pdf"))
    assert "\u25a1" not in text and "koperasi Satu" in " ".join(text.split())
    assert "Aksara Jawa di berkas ini dialihkan" in " ".join(text.split())
