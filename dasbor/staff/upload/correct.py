"""Cells mended on the upload page: the cards of findings with a field each, what was corrected, what may be again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from dasbor.staff.upload import draft
from dasbor.staff.upload.groups import Group, join_kinds, make_corrections, name_row
from dasbor.ui import access, page, screen
from dasbor.ui.layout import arrange
from dasbor.ui.plain import plain
from dasbor.words import language
from etl import personal
from etl.audit import notes
from etl.corrections.typed import MAX_LENGTH, say_correction
from etl.model import CheckResult
from etl.pesan import say_choices

_ONE_BY_ONE = 20  # cells of one group that have a field of their own
_PAGE = 10  # groups at once: as many as a phone scrolls through, the heaviest first
_SHOWN_KEY = "_unggah_kartu"
_OTHER_ROWS = "Isi yang benar, untuk semua sel ini"
Typed = tuple[str, str, str, str]  # sheet, cell, new value, why


def show_cards(groups: Sequence[Group], result: CheckResult) -> None:
    """A card for each group: problem, advice, and a field or a click that mends its cells. Checks again at once."""
    limit, asked = st.session_state.get(_SHOWN_KEY, _PAGE), [g for g in groups if g.is_asked]
    others = [g for g in groups if not g.is_asked]
    shown = others[:limit]
    mendable = any(g.mendable for g in [*shown, *asked])
    with st.form(f"perbaiki_{result.sha256}", border=False) if mendable else st.container():
        typed, pressed = _draw_form(shown, asked, result)
    if len(others) > limit:
        rest = language.format_number(len(others) - limit)
        st.button(plain(f"Tampilkan temuan berikutnya ({rest} lagi)"), on_click=partial(_show_more, limit))
    if pressed:
        _correct(typed, result)


def show_corrected(result: CheckResult) -> None:
    """What is corrected on this page, each with a way back; and what an earlier publication corrected likewise."""
    made = draft.read_corrections(result.periode)
    if made:
        used = {c.place for c in result.corrections_used}
        with st.expander(plain(f"Diperbaiki di halaman ini ({len(made)}); buku kerja tidak diubah")):
            for c in made:
                with st.container(horizontal=True, vertical_alignment="center"):
                    waiting = "" if c.place in used else " (tidak dipakai)"
                    page.show_template("remark.html", text=f"{c.lembar} {c.sel}: {say_correction(c)}{waiting}.")
                    undo = partial(_undo, c.place, result)
                    st.button(plain(f"Batalkan perbaikan {c.sel}"), f"batal_{c.place}", on_click=undo, type="tertiary")
    if result.corrections_offered:
        _offer_again(result)


def _offer_again(result: CheckResult) -> None:
    offers = result.corrections_offered
    screen.show_subheading(
        "Pernah diperbaiki", "Buku kerja ini mengulang isi yang sudah diperbaiki pada terbitan lalu."
    )
    screen.show_bullets([f"{c.lembar} {c.sel}: {say_correction(c)}." for c in offers])
    if st.button(plain(f"Perbaiki lagi seperti itu ({len(offers)})")):
        _correct([(c.lembar, c.sel, c.baru, f"seperti perbaikan {c.oleh} yang lalu") for c in offers], result)


def _draw_form(shown: Sequence[Group], asked: Sequence[Group], result: CheckResult) -> tuple[list[Typed], bool]:
    """The cards; what was typed or taken over, and whether anything was pressed."""
    advised = [g for g in [*shown, *asked] if len(g.advices) == 1]
    mendable = any(g.mendable for g in [*shown, *asked])
    sent, every = _draw_head(len(advised)) if mendable else (False, False)
    typed, taken = _draw_cards(shown, "kartu_temuan", result)
    if asked:
        count = language.format_number(sum(g.count for g in asked))
        with st.expander(plain(f"Sudah ditanyakan di atas ({count}): jawab di sana, atau ganti selnya saja di sini")):
            more = _draw_cards(asked, "kartu_temuan_ditanya", result)
        typed, taken = [*typed, *more[0]], [*taken, *more[1]]
    if every:
        taken = [t for g in advised for t in _of_group(g, g.advices[0])]
    reason = _ask_reason() if mendable else ""
    new = {(sheet, cell): (sheet, cell, text, reason or why) for sheet, cell, text, why in [*taken, *typed]}
    return list(new.values()), bool(sent or every or taken)


def _draw_head(advised: int) -> tuple[bool, bool]:
    """Stands first: Enter in a field presses the first button of a form. Whether what was typed, or every advice, is
    to be taken."""
    st.caption(
        "Ketik isi yang benar pada temuannya, atau pakai sarannya. Buku kerja Anda tidak diubah: perbaikannya "
        "dicatat dengan nama Anda dan ikut diterbitkan."
    )
    with st.container(horizontal=True):
        sent = st.form_submit_button("Perbaiki yang sudah diisi", type="primary", key="perbaiki_isian")
        every = f"Pakai semua saran ({advised})"
        return sent, advised > 1 and st.form_submit_button(plain(every), key="saran_semua")


def _draw_cards(groups: Sequence[Group], key: str, result: CheckResult) -> tuple[list[Typed], list[Typed]]:
    """A card for each kind of finding; what was typed, and what was taken over by pressing an advice."""
    typed, taken, places = [], [], {id(g): f"{key}_{i}" for i, g in enumerate(groups)}
    with st.container(key=key):
        for card in join_kinds(groups):
            with st.container(border=True, gap="small", key=f"temuan_{places[id(card[0])]}"):
                for n, g in enumerate(card):
                    typed_here, advice = _draw_group(places[id(g)], g, card[n - 1] if n else None, result)
                    typed += typed_here
                    taken += _of_group(g, advice) if advice else []
    return typed, taken


def _draw_group(key: str, g: Group, above: Group | None, result: CheckResult) -> tuple[list[Typed], str]:
    """One group, below another of its card or not; what was typed for its cells, and the advice that was pressed."""
    left, right = st.columns([3, 2], gap="medium") if g.mendable else (st.container(), st.empty())
    with left:
        _show_finding(g, above, result)
    if not g.mendable:
        return [], ""
    with right, arrange.fold_line_on_phone(f"isi_{key}_{g.place}", _say_mend(g)):
        return _draw_fields(key, g, result)


def _show_finding(g: Group, above: Group | None, result: CheckResult) -> None:
    """What stands above on the same card is not said again."""
    t = g.finding
    rows = [name for cell in g.cells[:3] if (name := name_row(t.lembar, cell, result))]
    page.show_template(
        "finding.html",
        weight="" if above else g.weight,
        place=g.place,
        row=language.join_list(rows, 3) if rows else "",
        problem=t.pesan,
        advice="" if above and above.finding.saran == t.saran else t.saran,
        content=g.written,
    )


def _say_mend(g: Group) -> str:
    return f"Perbaiki {g.cells[0]} di sini" if len(g.cells) == 1 else f"Perbaiki {len(g.cells)} sel ini di sini"


def _draw_fields(place: str, g: Group, result: CheckResult) -> tuple[list[Typed], str]:
    """A field for all cells of a group, one for each of a few, and its advices to press."""
    t, pressed = g.finding, ""
    key = f"{place}_{t.lembar}_{t.sel}_{t.kode}"
    label = f"Isi yang benar untuk {g.cells[0]}" if len(g.cells) == 1 else _OTHER_ROWS
    text = st.text_input(plain(label), key=f"isi_{key}", max_chars=MAX_LENGTH)
    with st.container(horizontal=True, gap="small"):
        for advice in g.advices:
            if st.form_submit_button(plain(f"Pakai “{advice}”"), key=f"saran_{key}_{advice}"):
                pressed = advice
    typed = _of_group(g, text.strip()) if text.strip() else []
    if 1 < len(g.cells) <= _ONE_BY_ONE:
        with st.expander("Satu per satu"):
            for cell in g.cells:
                name = name_row(t.lembar, cell, result)
                one = st.text_input(plain(f"{cell} {name}".strip()), key=f"isi_{key}_{cell}", max_chars=MAX_LENGTH)
                typed += [(t.lembar, cell, one.strip(), t.pesan)] if one.strip() else []
    return typed, pressed


def _ask_reason() -> str:
    return st.text_input(
        "Alasan perbaikan (boleh kosong; tanpa ini dicatat masalahnya)", key="alasan_perbaikan"
    ).strip()


def _of_group(g: Group, text: str) -> list[Typed]:
    return [(g.finding.lembar, cell, text, g.finding.pesan) for cell in g.cells]


def _correct(typed: Iterable[Typed], result: CheckResult) -> None:
    """Into the draft, so that the next run checks with it. Numbers of people are refused before they are kept."""
    user = access.claim("perbaiki")
    typed = list(typed)
    if not typed:
        st.warning("Ketik isi yang benar untuk sedikitnya satu sel lebih dahulu.")
        return
    if kinds := [k for *_, text, why in typed for k in (*personal.kinds(text), *personal.kinds(why))]:
        what = say_choices(list(dict.fromkeys(kinds)), "dan")
        st.error(plain(f"Isian memuat {what}. Nomor pribadi tidak disimpan; ketik tanpa nomor itu."))
        return
    earlier = draft.read_corrections(result.periode)
    corrections = make_corrections(typed, result, earlier, user.name)
    draft.put_corrections(result.periode, corrections)
    new = [c for c in corrections if c not in earlier]
    if new:
        notes.note_corrections(new, result.nama_berkas, result.periode, user.name, access.find_address())
    st.rerun()


def _undo(place: str, result: CheckResult) -> None:
    draft.put_corrections(result.periode, [c for c in draft.read_corrections(result.periode) if c.place != place])


def _show_more(limit: int) -> None:
    st.session_state[_SHOWN_KEY] = limit + _PAGE
