"""Whom to visit first, and what must not be concluded."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import provenance, whom
from dasbor.choice import Choice
from dasbor.export import about
from dasbor.export.brief import cautions
from dasbor.export.layout import read_layout
from dasbor.export.report.part import Part
from dasbor.export.tables.sheet import Sheet
from dasbor.query import cells
from dasbor.words import language

_KINDS = ("koperasi", "pelatihan", "pendampingan")
COLUMNS = {
    "peringkat": "Urutan",
    "nama_koperasi": "Koperasi atau kelompok",
    "kelurahan": "",
    "sebab": "Sebab",
    "terakhir_didampingi": "Kunjungan terakhir",
}
_ON_SLIDE = {"peringkat": "Urutan", "nama_koperasi": "Koperasi atau kelompok", "kelurahan": "", "sebab": "Sebab"}
FILE_COLUMNS = COLUMNS | {"poin": "Poin", "petugas": "Petugas terakhir", "lembar": "", "baris": ""}


def make_priorities(p: Choice) -> Part:
    """The first targets of visits, as Prioritas ranks them; why nobody is named where nobody is."""
    most = int(read_layout("laporan")["prioritas"])
    table = whom.read_targets(p, most)
    count = whom.count_targets(p) if len(table) else 0
    first = "" if count <= len(table) else f", {len(table)} yang pertama"
    title = f"{language.format_number(count)} sasaran kunjungan{first}" if count else whom.say_if_empty(p)
    table = table if len(table) else pd.DataFrame(columns=list(FILE_COLUMNS))
    sheet = Sheet(
        "Prioritas",
        f"Sasaran kunjungan, {provenance.say_place(p)}",
        table,
        cells.drop_places(p, FILE_COLUMNS),
        [*about.list_notes(p), *about.list_withheld(p)],
    )
    said = (missing,) if (missing := whom.say_missing(p)) else ()
    return Part("prioritas", title, sheet, sentences=said, on_slide=_ON_SLIDE)


def make_remarks(p: Choice) -> tuple[Part, Part]:
    """What must not be concluded; then sources and version, under a heading of their own: those may be concluded from.
    The table holds both and stands once, with the sources."""
    warned = [s.whole for s in cautions.make_section(p).sentences]
    sources = [*provenance.say_sources(p, *_KINDS, kurun=True), about.say_version(p)]
    facts = about.read_facts(p)
    more = pd.DataFrame(
        [("Jangan disimpulkan", s) for s in warned] + [("Sumber", s) for s in sources], columns=["butir", "isi"]
    )
    table = pd.concat([facts, more], ignore_index=True)
    sheet = Sheet("Metadata", "Tentang laporan ini", table, about.FACT_COLUMNS)
    return (
        Part("jangan", "Jangan disimpulkan", sheet, sentences=tuple(warned)),
        Part("keterangan", "Sumber dan versi", sheet, sentences=tuple(sources)),
    )
