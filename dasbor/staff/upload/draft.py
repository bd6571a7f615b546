"""The draft of whoever looks at the upload page: it survives F5, a new login and a restart of the server.

Answers, corrections and the reason belong to a quarter, not to a file: the repaired workbook asks the same.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dasbor.ui import access, page
from etl import personal
from etl.corrections.typed import read_entry, write_entry
from etl.model import Correction
from etl.store.drafts import DAYS, Drafts
from etl.store.unpublished.previews import Previews
from etl.store.versions import Store

_log = logging.getLogger(__name__)
_FAULT_KEY = "_draf_gagal"


@dataclass
class Draft:
    """berkas, sha256: the workbook that was begun with; triwulan: the quarter chosen for it, "" = as it says itself;
    jawaban, perbaikan, alasan: by quarter; setuju: the version whose invented data may go, by quarter;
    nihil: kinds of which the workbook has nothing because there was nothing."""

    berkas: str = ""
    sha256: str = ""
    triwulan: str = ""
    jawaban: dict[str, dict[str, str]] = field(default_factory=dict)
    perbaikan: dict[str, list[Correction]] = field(default_factory=dict)
    alasan: dict[str, str] = field(default_factory=dict)
    setuju: dict[str, int] = field(default_factory=dict)
    nihil: list[str] = field(default_factory=list)


def read() -> Draft:
    """The draft of whoever looks at the page; an empty one where there is none."""
    try:
        return _parse(_open().read(_user()))
    except (KeyError, TypeError, ValueError, AttributeError):  # of another release
        return Draft()


def save(d: Draft) -> None:
    """Keep a draft. Where the disk does not take it the page goes on, and says so."""
    content = {
        "berkas": d.berkas,
        "sha256": d.sha256,
        "triwulan": d.triwulan,
        "jawaban": {quarter: given for quarter, given in d.jawaban.items() if given},
        "perbaikan": {quarter: [write_entry(c) for c in made] for quarter, made in d.perbaikan.items() if made},
        "alasan": {quarter: personal.mask(text) for quarter, text in d.alasan.items() if text},
        "setuju": d.setuju,
        "nihil": d.nihil,
    }
    st.session_state.pop(_FAULT_KEY, None)
    try:
        _open().write(_user(), content)
    except OSError as error:
        _log.error("draf tidak tersimpan: %s", error)
        st.session_state[_FAULT_KEY] = True


def take_up(file: tuple[bytes, str] | None) -> tuple[bytes, str] | None:
    """The workbook to go on with: the one just chosen, which becomes the draft's, else the draft's."""
    d = read()
    if file is None:
        data = _open().read_workbook(_user(), d.sha256) if d.sha256 else None
        return None if data is None else (data, d.berkas)
    sha256 = hashlib.sha256(file[0]).hexdigest()
    if (d.sha256, d.berkas) != (sha256, personal.mask(file[1])):
        d.berkas, d.sha256, d.triwulan, d.nihil = personal.mask(file[1]), sha256, "", []
        try:
            _open().keep_workbook(_user(), file[0])
        except OSError as error:
            _log.error("buku kerja draf tidak tersimpan: %s", error)
        save(d)
    return file


def show_line(file: tuple[bytes, str], chosen: bool, on_drop: Callable[[], None]) -> None:
    """What the draft holds, and the way to drop it."""
    if st.session_state.get(_FAULT_KEY):
        st.warning("Isian di halaman ini tidak dapat disimpan sebagai draf: diska server penuh atau terkunci.")
    with st.container(horizontal=True, vertical_alignment="center"):
        text = "Tersimpan sebagai draf" if chosen else f"Melanjutkan draf Anda: {file[1]}"
        page.show_template("remark.html", text=f"{text}. Draf disimpan {DAYS} hari, hanya untuk Anda.")
        st.button("Buang draf", type="tertiary", on_click=on_drop)


def drop() -> None:
    """Throw the draft away, with its workbook and its preview."""
    _open().drop(_user())
    Previews(Store().folder).drop_of(_user())


def finish(quarter: str) -> None:
    """A quarter was published: what was begun for it is of no more use."""
    Previews(Store().folder).drop_of(_user())
    d = read()
    for part in (d.jawaban, d.perbaikan, d.alasan, d.setuju):
        part.pop(quarter, None)
    if any(d.jawaban.values()) or any(d.perbaikan.values()):
        _open().drop(_user())  # its workbook goes in any case
        d.berkas, d.sha256, d.triwulan, d.nihil = "", "", "", []
        save(d)
    else:
        drop()


def choose_quarter(quarter: str) -> None:
    """Remember the quarter chosen for the draft's workbook."""
    d = read()
    if d.triwulan != quarter:
        d.triwulan = quarter
        save(d)


def read_answers(quarter: str) -> dict[str, str]:
    return read().jawaban.get(quarter, {})


def put_answers(quarter: str, answers: dict[str, str]) -> None:
    d = read()
    d.jawaban[quarter] = answers
    save(d)


def read_corrections(quarter: str) -> list[Correction]:
    return read().perbaikan.get(quarter, [])


def put_corrections(quarter: str, corrections: Sequence[Correction]) -> None:
    d = read()
    d.perbaikan[quarter] = list(corrections)
    save(d)


def read_reason(quarter: str) -> str:
    return read().alasan.get(quarter, "")


def put_reason(quarter: str, reason: str) -> None:
    d = read()
    if d.alasan.get(quarter, "") != reason:
        d.alasan[quarter] = reason
        save(d)


def has_consented(quarter: str, version: int | None) -> bool:
    """Whether the invented data of this very version may go; after another publication that is asked again."""
    return version is not None and read().setuju.get(quarter) == version


def put_consent(quarter: str, version: int | None, agreed: bool) -> None:
    d = read()
    if version is None or agreed == (d.setuju.get(quarter) == version):
        return
    if agreed:
        d.setuju[quarter] = version
    else:
        d.setuju.pop(quarter, None)
    save(d)


def read_nil(sha256: str) -> list[str]:
    """Kinds of which there was nothing, as ticked for this workbook."""
    d = read()
    return d.nihil if d.sha256 == sha256 else []


def put_nil(sha256: str, kinds: Sequence[str]) -> None:
    d = read()
    if d.sha256 == sha256 and d.nihil != list(kinds):
        d.nihil = list(kinds)
        save(d)


def _open() -> Drafts:
    return Drafts(Store().folder)


def _user() -> str:
    return access.find_actor()[0]


def _parse(content: dict[str, Any]) -> Draft:
    return Draft(
        str(content.get("berkas", "")),
        str(content.get("sha256", "")),
        str(content.get("triwulan", "")),
        {str(q): {str(k): str(v) for k, v in given.items()} for q, given in content.get("jawaban", {}).items()},
        {str(q): [read_entry(e) for e in made] for q, made in content.get("perbaikan", {}).items()},
        {str(q): str(text) for q, text in content.get("alasan", {}).items()},
        {str(q): int(version) for q, version in content.get("setuju", {}).items()},
        [str(kind) for kind in content.get("nihil", [])],
    )
