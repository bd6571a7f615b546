"""What a session remembers of the upload page beside its draft: checks, the preview seen, what was published."""

from __future__ import annotations

import streamlit as st

CHECKS, DONE = "_unggah_periksa", "_unggah_selesai"
SHOWN, MOVED = "_unggah_dilihat", "_unggah_berubah"
PROGRESS = "_unggah_periksaan"  # checks of the same quarter, by quarter


def forget_check() -> None:
    """Ready for the next file; what the last publication did stays known."""
    for key in (CHECKS, SHOWN, MOVED):
        st.session_state.pop(key, None)


def forget_all() -> None:
    """What was begun is thrown away: the next workbook is no repair of it."""
    forget_check()
    st.session_state.pop(PROGRESS, None)
