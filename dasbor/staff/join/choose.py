"""What staff choose: two cooperatives that are one, the quarters in which one is another, or a decision to withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from dasbor.choice import Choice
from dasbor.query import cooperatives
from dasbor.ui.plain import plain
from dasbor.words import language
from etl.identity.decisions import Decision
from etl.publish.join.decide import Planner
from etl.publish.join.describe import find_cooperative
from etl.publish.join.plan import plan_join, plan_return, plan_separation
from etl.store.versions import Store

_MAX_CHOICES = 1_000  # more names than that a browser does not search without effort
_NEW = ""  # the other one is a cooperative of its own


class Chosen(NamedTuple):
    """key: the choice in words of the program, so that a preview is known to belong to it; button: what is pressed."""

    key: tuple[str, ...]
    planner: Planner
    button: str


def choose_pair(newest: int) -> Chosen | None:
    """Two cooperatives that are one."""
    one = _choose_cooperative(newest, "Koperasi yang satu", "gabung_satu")
    other = _choose_cooperative(newest, "Koperasi yang sama, dengan nama atau nomor lain", "gabung_lain", without=one)
    if one is None or other is None:
        return None
    return Chosen(("gabung", one, other), lambda con: plan_join(con, [one, other]), "Gabungkan")


def choose_rows(newest: int) -> Chosen | None:
    """One cooperative, the quarters of its register in which another one is meant, and which one that is."""
    one = _choose_cooperative(newest, "Koperasi yang ternyata dua", "pisah_satu")
    if one is None:
        return None
    rows = _list_rows(newest, one)
    quarters = st.multiselect(
        "Di register mana yang tertulis koperasi yang lain?",
        list(rows),
        format_func=lambda q: plain(rows[q]),
        placeholder="Pilih triwulannya",
        select_all=False,  # its words are English
        key=f"pisah_triwulan_{newest}_{one}",
    )
    other = _choose_cooperative(
        newest, "Koperasi yang lain itu", "pisah_lain", one, "Koperasi tersendiri, dengan riwayat sendiri"
    )
    if not quarters or other is None:
        return None
    key = ("pisah", one, other, *quarters)
    return Chosen(key, lambda con: plan_separation(con, one, quarters, other or None), "Pisahkan")


def choose_decision(newest: int, listed: list[tuple[Decision, str]]) -> Chosen | None:
    """A decision in force that is withdrawn by itself."""
    words = {d.nomor: f"Versi {d.nomor}: {said} ({d.oleh}, {language.format_date(d.waktu)})" for d, said in listed}
    number = st.selectbox(
        "Yang dibatalkan",
        list(words),
        index=None,
        format_func=lambda n: plain(words[n]),
        placeholder="Pilih penggabungan atau pemisahan",
        key=f"batal_{newest}",
    )
    if number is None:
        return None
    return Chosen(("batal", str(number)), lambda con: plan_return(con, number), "Batalkan")


def _choose_cooperative(newest: int, label: str, key: str, without: str | None = None, first: str = "") -> str | None:
    """The id of one; of very many those that a word finds. `first`: an answer that is none of them, taken unless
    another one is chosen; its value is ""."""
    found = _find_names(newest, "")
    if len(found) > _MAX_CHOICES:
        word = st.text_input(
            plain(f"Cari: {label.lower()}"), key=f"cari_{key}_{newest}", placeholder="Nama, NIK atau badan hukum"
        )
        found = _find_names(newest, word) if word.strip() else {}
    options = {**({_NEW: first} if first else {}), **{i: name for i, name in found.items() if i != without}}
    return st.selectbox(
        plain(label),
        list(options),
        index=0 if first else None,
        format_func=lambda i: plain(options[i]),
        placeholder="Ketik atau pilih nama koperasi",
        key=f"{key}_{newest}",
    )


def _find_names(newest: int, word: str) -> Mapping[str, str]:
    """{id: name, place, number, last register}: namesakes are told apart by these."""
    table = cooperatives.find_cooperatives(Choice(newest, with_names=True), word, _MAX_CHOICES + 1)
    columns = ["koperasi_id", "nama_koperasi", "kelurahan", "nik_koperasi", "periode"]
    return {
        number: " · ".join(
            [name or "(tanpa nama)", area, *([nik] if language.is_known(nik) else []), language.format_quarter(q, True)]
        )
        for number, name, area, nik, q in table[columns].itertuples(index=False)
    }


def _list_rows(newest: int, number: str) -> dict[str, str]:
    """{quarter: how it is written there}, the latest first."""
    rows = find_cooperative(Store().open_version(newest), number).registers
    columns = ["periode", "nama_koperasi", "kelurahan", "nik_koperasi", "nomor_badan_hukum"]
    return {
        q: " · ".join(
            [
                language.format_quarter(q, True),
                name or "(tanpa nama)",
                area,
                nik or "tanpa NIK",
                bh or "tanpa badan hukum",
            ]
        )
        for q, name, area, nik, bh in reversed(list(rows[columns].itertuples(index=False, name=None)))
    }
