"""Piece of the upload page: the dashboard as it would look with this draft, before anything is published."""

from __future__ import annotations

import hashlib

import streamlit as st

from dasbor.ui import access, page
from dasbor.ui.private import draft_view
from etl.model import CheckResult
from etl.publish.drafts import preview_version
from etl.publish.ready import VersionMoved
from etl.store.drafts import DAYS
from etl.store.faults import StoreDamaged
from etl.store.unpublished.previews import Preview, Previews
from etl.store.versions import Store


def offer_preview(result: CheckResult, handed_in_by: str = "", submission: str = "") -> None:
    """The button that builds it, then the way to it; anything that changes in the draft asks for the button again.
    `handed_in_by`, `submission`: of somebody else's draft that was handed in."""
    by, key = handed_in_by or access.find_actor()[0], submission or make_key(result)
    preview = Previews(Store().folder).find_of(by, key)
    if preview is not None and preview.base_version != result.base_version:
        preview = None
    if preview is None and st.button("Siapkan tampilan dasbor dengan draf ini", key=f"pratinjau_{key}"):
        preview = _build(result, by, key, bool(submission))
        if preview is not None:
            st.rerun()  # the way to it in the place of the button
    if preview is not None:
        show_way(preview)


def show_way(preview: Preview) -> None:
    """The link to Ringkasan on a draft, in a tab of its own: the page with the findings stays open."""
    whose = "" if preview.is_handed_in else f"Hanya untuk Anda, paling lama {DAYS} hari."
    page.show_template(
        "draft_link.html",
        address=draft_view.make_address(preview),
        text="Buka dasbor dengan draf ini",
        remark=f"Semua halaman seperti bila diterbitkan, bertanda DRAF. {whose}",
    )


def make_key(result: CheckResult) -> str:
    """What a preview is built from: the same file, quarter, version beneath, answers, corrections and ticks."""
    corrections = [(c.place, c.baru) for c in result.corrections_given]
    parts = (
        result.sha256,
        result.periode,
        result.base_version,
        sorted(result.answers_given.items()),
        corrections,
        result.nil_given,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _build(result: CheckResult, by: str, key: str, is_handed_in: bool) -> Preview | None:
    access.claim("setuju" if is_handed_in else "periksa")
    try:
        with st.spinner("Menyusun tampilan draf …"):
            return preview_version.build_preview(result, by, key, is_handed_in=is_handed_in)
    except VersionMoved:
        st.rerun()  # the check is made anew
    except StoreDamaged as error:
        page.show_refusal(error)
    return None
