"""The whole brief of a choice, from its parts."""

from __future__ import annotations

from dasbor import keep
from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.export.brief import cautions, changes, questions, state, to_call
from dasbor.export.brief.model import Brief
from dasbor.query import published
from dasbor.words import language
from etl.acuan import load_reference

_READER = {"kota": "Wali Kota", "kabupaten": "Bupati", "provinsi": "Gubernur"}
SAMPLE = "DATA CONTOH: semua angka dan nama di lembar ini rekaan."
DRAFT = "DRAF: isi lembar ini belum diterbitkan."
_KINDS = ("koperasi", "pelatihan", "pendampingan")


def say_kind() -> str:
    """ "Lembar Wali Kota"; in a kabupaten "Lembar Bupati"."""
    return f"Lembar {_READER.get(load_reference().settings['wilayah']['tingkat'], 'Pimpinan')}"


def compose(p: Choice) -> Brief:
    """Kept: what it is made of is asked of the version once, and again when somebody says something beside it."""
    return keep.keep_once("lembar", p, lambda: _compose(p), state.find_remark(p))


def _compose(p: Choice) -> Brief:
    sections = (
        state.make_section(p),
        changes.make_section(p),
        to_call.make_section(p),
        cautions.make_section(p),
        questions.make_section(p),
    )
    return Brief(
        f"Koperasi {provenance.say_place(p)}",
        language.format_quarter(p.periode),
        state.make_lead(p),
        sections,
        _list_marks(p),
        _list_sources(p),
        p,
    )


def _list_marks(p: Choice) -> tuple[str, ...]:
    draft = (DRAFT,) if p.version < 0 else ()
    return (*draft, *((SAMPLE,) if published.is_sample(p) else ()))


def _list_sources(p: Choice) -> tuple[str, ...]:
    """Workbooks, "versi 12, diterbitkan 4 Juli 2025"."""
    (sources,) = provenance.say_sources(p, *_KINDS, kurun=True)
    time, version = published.find_published_at(p.whole()), language.say_version(p.version)
    since = "" if time is None else f", diterbitkan {language.format_date(time)}"
    if sources.endswith(version):
        return (sources + since,)
    return sources, language.capitalise(version) + since
