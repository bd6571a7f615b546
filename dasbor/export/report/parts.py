"""The parts of a report for a choice, in the order of laporan.toml."""

from __future__ import annotations

from collections.abc import Callable

from dasbor import keep
from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.export.layout import list_names, read_layout
from dasbor.export.report import drawn_parts, figure_parts, list_parts
from dasbor.export.report.part import Part
from dasbor.words import language, terms

_PARTS: dict[str, Callable[[Choice], Part | tuple[Part, ...] | None]] = {
    "angka": figure_parts.make_figures,
    "tren": drawn_parts.make_trend,
    "status": drawn_parts.make_statuses,
    "target": figure_parts.make_targets,
    "perubahan": drawn_parts.make_changes,
    "prioritas": list_parts.make_priorities,
    "keterangan": list_parts.make_remarks,
}


def make_title(p: Choice) -> str:
    """ "Laporan Triwulan Koperasi: Kota Blitar, Triwulan II 2025"."""
    title = terms.say_terms(str(read_layout("laporan")["judul"]))
    return f"{title}: {provenance.say_place(p)}, {language.format_quarter(p.periode)}"


def list_all(p: Choice) -> tuple[Part, ...]:
    """Those that have something to say or say why they have not. Raises WrongRequest for a part that nobody knows."""
    wanted = check()
    return keep.keep_once("bagian laporan", p, lambda: _make_all(p, wanted), wanted)


def check() -> tuple[str, ...]:
    """The parts that laporan.toml names. Raises WrongRequest for one that nobody knows or that is named twice."""
    return tuple(list_names("laporan", "bagian", list(_PARTS)))


def _make_all(p: Choice, wanted: tuple[str, ...]) -> tuple[Part, ...]:
    return tuple(part for key in wanted for part in _list_parts(_PARTS[key](p)))


def _list_parts(made: Part | tuple[Part, ...] | None) -> tuple[Part, ...]:
    if made is None:
        return ()
    return made if isinstance(made, tuple) else (made,)
