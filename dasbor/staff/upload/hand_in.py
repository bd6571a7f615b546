"""Piece of the upload page: where the setting wants approval, the draft is handed in instead of published."""

from __future__ import annotations

import streamlit as st

from dasbor.ui import access, page
from dasbor.ui.plain import plain
from etl.acuan import load_reference
from etl.model import CheckResult
from etl.publish.drafts import approval
from etl.publish.publish import NotPublishable
from etl.publish.ready import VersionMoved, wants_approval
from etl.store.faults import StoreDamaged


def is_wanted() -> bool:
    """Whether what staff publish waits for somebody else's approval."""
    return wants_approval(load_reference())


def hand_in(result: CheckResult, data: bytes, by: str, reason: str, agreed: bool) -> bool:
    """Hand the draft in; whether it was. Where somebody published since, the page is drawn anew."""
    access.claim("terbit")
    try:
        with st.spinner("Mengajukan …"):
            approval.hand_in(result, data, by, reason, agreed, address=access.find_address())
    except VersionMoved:
        st.rerun()
    except NotPublishable as error:
        st.error(plain(f"Belum dapat diajukan: {error}"))
        return False
    except StoreDamaged as error:
        page.show_refusal(error)
        return False
    return True
