"""Piece of the upload page: staff say of which kinds of sheet there was nothing in the quarter."""

from __future__ import annotations

import hashlib

import streamlit as st

from dasbor.staff.upload import draft
from dasbor.ui.plain import plain
from etl.model import CheckResult
from etl.skema import NIL_KINDS, SHEET_KINDS


def read_nil(data: bytes) -> tuple[str, ...]:
    """Kinds that staff ticked on this page as having had nothing, for this file; their draft remembers them."""
    sha256 = hashlib.sha256(data).hexdigest()
    kept = draft.read_nil(sha256)
    return tuple(kind for kind in NIL_KINDS if st.session_state.get(f"nihil_{kind}_{sha256}", kind in kept))


def ask_nil(result: CheckResult) -> None:
    """A tick for each kind that the workbook has nothing of: without one it stays unknown, and is no nought."""
    given = result.nil_given or ()
    asked = [kind for kind in NIL_KINDS if kind in given or kind not in result.tabel]
    if not asked:
        return
    with st.expander(
        plain(f"Yang tidak ada di buku kerja ini: {', '.join(SHEET_KINDS[k].judul.lower() for k in asked)}")
    ):
        st.caption("Tanpa centang, triwulan ini tetap “belum ada data” atau seperti yang sudah terbit, bukan nol.")
        ticked = [
            kind
            for kind in asked
            if st.checkbox(
                plain(f"Memang tidak ada {SHEET_KINDS[kind].judul.lower()} triwulan ini"),
                value=kind in given,
                key=f"nihil_{kind}_{result.sha256}",
            )
        ]
        draft.put_nil(result.sha256, ticked)
