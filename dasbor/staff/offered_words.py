"""On Kamus dinas: what other areas of government of this installation have learned, offered and never taken over by
itself. Nothing is shown where the operator lets none share."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dasbor.ui import page, screen
from dasbor.ui.plain import plain
from dasbor.ui.table import make_table
from etl.model import Answer
from etl.publish.fill_vocabulary import plan_entries
from etl.store.versions import Store
from etl.tenants.offers import Offer, read_offers

_COLUMNS = {"isi": "Tertulis", "konteks": "Keterangan", "label": "Dibaca", "dari": "Dipelajari di"}


def offer_words(add: Callable[[list[Answer], str], None], by: str) -> None:
    """What is new here, by whom it is offered; what somebody chooses of it is added."""
    offers = read_offers()
    if not offers:
        return
    page.show_template("step.html", number=None, title="Dari pemda lain", outcome="")
    st.caption("Yang dipelajari pemda lain hanya ditawarkan. Periksa artinya; yang dipilih saja yang ditambahkan.")
    new = {e.kunci: (e, o.address) for o in reversed(offers) for e in plan_entries(Store(), o.entries).new}
    screen.show_bullets(_say_differences(offers))
    if not new:
        st.markdown("Tidak ada arti baru.")
        return
    rows = [{"isi": e.isi, "konteks": e.konteks, "label": e.label, "dari": address} for e, address in new.values()]
    page.put_html(make_table(pd.DataFrame(rows), "Arti yang ditawarkan pemda lain", _COLUMNS))
    _choose({key: e for key, (e, _) in new.items()}, add, by)


def list_said() -> dict[str, str]:
    """{key of a question: what others mean by it}, where the operator lets them share."""
    said: dict[str, str] = {}
    for offer in read_offers():
        for e in offer.entries:
            before = f"{said[e.kunci]}; " if e.kunci in said else ""
            said[e.kunci] = f"{before}di {offer.address} dibaca {e.label}"
    return said


def _choose(new: dict[str, Answer], add: Callable[[list[Answer], str], None], by: str) -> None:
    chosen = st.multiselect(
        "Yang ditambahkan",
        list(new),
        format_func=lambda key: plain(f"“{new[key].isi}” ({new[key].konteks}) = {new[key].label}"),
        placeholder="Pilih arti yang cocok di sini",
        key=f"tawaran_{len(new)}",
    )
    if st.button(plain(f"Tambahkan {len(chosen)} arti"), disabled=not chosen, key="tambah_tawaran"):
        add([new[key] for key in chosen], by)


def _say_differences(offers: list[Offer]) -> list[str]:
    """Where another one means something else by the same word, one of the two may be mistaken."""
    return [f"{o.address}: {sentence}." for o in offers for sentence in plan_entries(Store(), o.entries).different]
