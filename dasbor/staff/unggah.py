"""Pieces of the upload page: file, check once, quarter. What changes, publish: upload/shown.py, upload/finish.py."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import streamlit as st

from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.ask import ask
from dasbor.staff import files
from dasbor.staff.upload import draft, memory, nil
from dasbor.ui import access, page, reader, screen
from dasbor.ui.plain import plain
from dasbor.words import language
from etl import clock, run
from etl import periode as triwulan
from etl.audit import notes
from etl.model import CheckResult, Correction
from etl.out.prefill import make_prefilled
from etl.out.template import make_template
from etl.pesan import Finding, Unreadable
from etl.store.faults import LaterRelease

_MOST_KEPT = 4  # checks of one file: as it is, and with the latest answers and corrections


def show_step(number: int | None, title: str, ringkas: str = "") -> None:
    """Heading of a step; a finished one says its outcome in the same line."""
    page.show_template("step.html", number=number, title=title, outcome=ringkas)


def has_register() -> bool:
    """A register is published, so that a template can be filled with it."""
    version = reader.read_bound_version().number
    return (
        version is not None and not ask(Choice(version), "select 1 from periode_jenis where jenis = 'koperasi'").empty
    )


def offer_templates() -> None:
    """The empty template, and one that holds the last register."""
    templates = [files.link_made("Unduh templat kosong", make_template, "templat-koperasi.xlsx")]
    if has_register():
        label = "Unduh templat berisi register terakhir"
        templates.append(files.link_made(label, make_prefilled, "templat-koperasi-terisi.xlsx"))
    files.show_links(*templates)


def check_file(
    data: bytes,
    name: str,
    periode: str | None,
    answer: Mapping[str, str] | None = None,
    corrections: Sequence[Correction] = (),
) -> CheckResult | Finding:
    """Check a file once per content, quarter, published version, answers, corrections and what staff say there was
    nothing of; reruns find the result kept."""
    answer, nothing = answer or {}, nil.read_nil(data)
    version = reader.read_bound_version().number
    given = (tuple(sorted(answer.items())), tuple(corrections), nothing)
    key = (hashlib.sha256(data).hexdigest(), name, periode, version, *given)
    kept = st.session_state.setdefault(memory.CHECKS, {})
    if key not in kept:
        actor = access.find_actor()
        if not any(k[0] == key[0] for k in kept):
            notes.note("unggah", *actor, berkas=name, ukuran=f"{len(data)} bita")
        # Another file or another publication: earlier answers are of no use any more.
        for old in [k for k in kept if (k[0], k[3]) != (key[0], key[3])]:
            del kept[old]
        kept[key] = _check_now(data, name, periode, answer, corrections, nothing)
        notes.note_check(kept[key], name, *actor)
    result: CheckResult | Finding = kept.pop(key)
    kept[key] = result
    for old in list(kept)[:-_MOST_KEPT]:
        del kept[old]
    return result


def _check_now(
    data: bytes,
    name: str,
    periode: str | None,
    answer: Mapping[str, str],
    corrections: Sequence[Correction],
    nothing: tuple[str, ...],
) -> CheckResult | Finding:
    access.claim("periksa")
    place = st.empty()
    try:
        with place.container(), st.status("Memeriksa buku kerja …", expanded=True) as status:

            def lapor(tahap: str) -> None:
                status.update(label=plain(f"Memeriksa buku kerja: {tahap} …"))
                st.write(plain(tahap))

            return run.check_workbook(
                data, name, periode, lapor, answers=answer, corrections=corrections, nihil=nothing
            )
    except Unreadable as error:
        return error.finding
    except LaterRelease as error:
        page.show_refusal(error)
        raise screen.PageEnd from None
    finally:
        place.empty()


def choose_quarter(result: CheckResult) -> str:
    """The guessed quarter, where it was read, and the choice of another."""
    current = triwulan.find_by_date(clock.read_today())
    choices = _list_quarter_choices([k[0] for k in result.quarter_candidates], _say_published(), current)
    key = f"triwulan_{result.sha256}"
    tebakan = draft.read().triwulan or result.periode or None
    chosen = st.selectbox(
        "Triwulan",
        choices,
        index=choices.index(tebakan) if tebakan in choices else None,
        format_func=language.format_quarter,
        placeholder="Pilih triwulan",
        key=key,
        width=280,
    )
    page.show_template("remark.html", text=f"{result.nama_berkas}. {_say_where_read(result)}")
    draft.choose_quarter(chosen if chosen and chosen != result.periode else "")
    return chosen or ""


def _list_quarter_choices(kandidat: Sequence[str], quarters: Sequence[str], current: str) -> list[str]:
    """Quarters to choose from, latest first: the last ended one back to the first published, and those found."""
    end = triwulan.find_index(current) - 1
    start = min([triwulan.find_index(p) for p in quarters] + [end - 7])
    every = {triwulan.make_from_index(i) for i in range(start, end + 1)} | set(kandidat)
    return sorted(every, reverse=True)


def _say_where_read(result: CheckResult) -> str:
    if not result.quarter_candidates:
        return "Triwulan tidak tertulis di buku kerja ini. Pilih triwulannya."
    periode, text, place = result.quarter_candidates[0]
    return f"Tertulis “{text[:80]}” di {place}, jadi dibaca {language.format_quarter(periode)}. Ganti bila keliru."


def _say_published() -> list[str]:
    version = reader.read_bound_version().number
    return [] if version is None else list(published.list_quarters(Choice(version))["periode"])
