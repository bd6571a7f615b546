"""Undo one line of the ledger of packages: what was held before returns; an undo can be undone likewise."""

from __future__ import annotations

import streamlit as st

from dasbor.staff import pemda_lain
from dasbor.ui import access, page, screen
from dasbor.ui.plain import plain
from etl.acuan import find_data_folder
from etl.neighbours.ledger import TAKEN, Entry, Ledger, read_ledger
from etl.neighbours.take import find_after_undo, undo
from etl.store.faults import StoreDamaged, say_cause


def ask_and_undo() -> None:
    """The step of the page; nothing where no line is in force."""
    known = read_ledger(find_data_folder())
    lines = {e.nomor: e for e in known.list_in_force()}
    if not lines:
        return
    page.show_template("step.html", number=None, title="Batalkan", outcome="")
    number = st.selectbox(
        "Yang dibatalkan",
        list(lines),
        index=None,
        format_func=lambda n: plain(_say_line(lines[n], known)),
        placeholder="Pilih paket, atau pembatalannya",
        key=f"batal_{len(known.entries)}",
    )
    if number is None:
        return
    screen.show_bullets([_say_effect(known, lines[number])])
    if st.button("Batalkan", type="primary", key=f"tombol_batal_{number}"):
        _undo(lines[number])


def _say_line(e: Entry, known: Ledger) -> str:
    """ "4 · Kota Contoh · versi 3 diterima 2 Agustus 2025 oleh siti"."""
    done = f"{pemda_lain.say_date(e.waktu)} oleh {e.oleh}"
    if e.jenis == TAKEN:
        return f"{e.nomor} · {e.nama} · versi {e.versi} diterima {done}"
    return f"{e.nomor} · {e.nama} · pembatalan catatan {e.membatalkan} pada {done}"


def _say_effect(known: Ledger, line: Entry) -> str:
    before, after = known.find_held().get(line.kode), find_after_undo(known, line)
    if after is None:
        return f"Sesudahnya tidak ada lagi paket {line.nama} yang dipegang. Berkasnya tetap tersimpan."
    if before == after:
        return f"Yang dipegang dari {line.nama} tetap versi {after.versi}."
    return (
        f"Sesudahnya yang dipegang dari {line.nama}: versi {after.versi}, diterima {pemda_lain.say_date(after.waktu)}."
    )


def _undo(line: Entry) -> None:
    user = access.claim("pemda_lain")
    try:
        undo(find_data_folder(), line.nomor, user, access.find_address())
    except (StoreDamaged, ValueError) as error:
        page.show_refusal(error)
    except OSError as error:
        st.error(plain(f"Belum dibatalkan: {say_cause(error)}."))
    else:
        pemda_lain.finish(f"Catatan {line.nomor} ({line.nama}) dibatalkan. Pembatalan ini pun dapat dibatalkan.")
