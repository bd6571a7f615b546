"""Pieces of the history page: the ledger, one version's workbook, what restoring it would change."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dasbor.choice import Choice
from dasbor.query import base
from dasbor.staff import files
from dasbor.ui import markup, page, screen
from dasbor.ui.plain import plain
from dasbor.words import columns, language
from etl.acuan import load_acuan
from etl.publish import publish
from etl.skema import LEMBAR
from etl.store.versions import Gudang, GudangRusak

_KOLOM = {
    "nomor": "Versi", "waktu": "Waktu", "oleh": "Oleh", "tindakan": "Tindakan", "periode": "Triwulan",
    "nama_berkas": "Berkas", "keterangan": "Keterangan",
}  # fmt: skip
_DIPULIHKAN = "_riwayat_dipulihkan"


def show_ledger(buku: pd.DataFrame) -> None:
    """Every publication, newest first; nothing is ever taken out of it."""
    # Version numbers are names, not quantities: no thousands dots.
    tampil = buku.assign(nomor=buku["nomor"].astype(str), tindakan=buku["tindakan"].map(language.kalimat))
    page.show("wide.html", table=columns.html(tampil, "Riwayat penerbitan", _KOLOM))
    files.show_table(tampil, "Riwayat penerbitan", [load_acuan().kota], "riwayat", _KOLOM)


def choose_version(buku: pd.DataFrame, terkini: int) -> int | None:
    """A version that can still be opened, the newest first."""
    ada = sorted(Gudang().nomor(), reverse=True)
    sebutan = {int(b["nomor"]): _label(b, terkini) for b in buku.to_dict("records")}
    return st.selectbox(
        "Versi",
        ada,
        format_func=lambda n: sebutan.get(n, f"Versi {n}"),
        index=1 if len(ada) > 1 else 0,
        key="versi_riwayat",
    )


def _label(baris: dict[Hashable, Any], terkini: int) -> str:
    """Short enough for the select box of a phone: the quarter, or what else was done."""
    nomor = int(baris["nomor"])
    isi = language.triwulan(baris["periode"], True) if language.ada(baris["periode"]) else baris["tindakan"]
    kini = " (terkini)" if nomor == terkini else ""
    return f"{nomor} · {language.tanggal(baris['waktu'])} · {isi}{kini}"


def show_version(buku: pd.DataFrame, nomor: int) -> None:
    """See the dashboard as it was, and fetch the workbook as it came."""
    with st.container(horizontal=True, vertical_alignment="center"):
        tombol = {"address": f"/?versi={nomor}", "text": f"Lihat dasbor seperti versi {nomor}", "second": True}
        page.put(markup.render("button.html", **tombol), width="content")
        baris = buku[buku["nomor"] == nomor]
        if len(baris) and language.ada(baris["sha256"].iloc[0]) and Gudang().workbook(str(baris["sha256"].iloc[0])):
            files.show(files.original("Unduh buku kerja asli", int(baris["unggahan_id"].iloc[0])))


def differences(nomor: int, terkini: int) -> list[str]:
    """What bringing a version back would change, one sentence per quarter and cause; empty = the same data."""
    beda = base.sumber(Choice(nomor)).merge(
        base.sumber(Choice(terkini)), on=["periode", "jenis"], how="outer", suffixes=("_lama", "_kini")
    )
    beda = beda[beda["unggahan_id_lama"].fillna(-1) != beda["unggahan_id_kini"].fillna(-1)]
    nama = beda[["nama_berkas_lama", "nama_berkas_kini"]]
    beda = beda.assign(akibat=[_effect(lama, kini) for lama, kini in nama.itertuples(index=False)])
    kelompok = beda.sort_values("periode", ascending=False).groupby(["periode", "akibat"], sort=False)["jenis"]
    return [
        f"{language.triwulan(str(periode))}: {language.daftar([LEMBAR[j].judul for j in jenis])} {akibat}."
        for (periode, akibat), jenis in kelompok
    ]


def _effect(lama: object, kini: object) -> str:
    if not language.ada(lama):
        return f"tidak ada lagi (sekarang dari berkas {kini})"
    if not language.ada(kini):
        return f"kembali ada, dari berkas {lama}"
    return f"kembali ke berkas {lama} (sekarang {kini})"


def headline_figures(nomor: int, terkini: int) -> str:
    """The city's active cooperatives in the latest quarter, now and after restoring."""
    return f"Koperasi aktif di triwulan terakhir: sekarang {_active(terkini)}; sesudah dipulihkan {_active(nomor)}."


def _active(versi: int) -> str:
    periode = base.daftar_periode(Choice(versi))["periode"].iloc[-1]
    nilai = base.nilai(Choice(versi, periode, load_acuan().kode_kota)).get("koperasi_aktif")
    isi = language.pecahan(nilai.pembilang, nilai.penyebut) if nilai else language.KOSONG
    return f"{isi} ({language.triwulan(periode)})"


def ask_and_restore(nomor: int, terkini: int, oleh: str) -> None:
    """Preview, confirmation, and the one button that writes."""
    page.show("step.html", number=None, title=f"Pulihkan versi {nomor}", outcome="")
    beda = differences(nomor, terkini)
    if nomor == terkini or not beda:
        screen.kosong("Tidak ada yang perlu dipulihkan.", f"Isi versi {nomor} sama dengan yang sekarang terbit.")
        return
    screen.butir([headline_figures(nomor, terkini), *beda])
    st.caption("Pemulihan adalah terbitan baru: versi yang sekarang tetap ada di riwayat dan dapat dipulihkan lagi.")
    alasan = st.text_input("Alasan (dicatat di riwayat, boleh kosong)", key=f"alasan_pulih_{nomor}")
    setuju = st.checkbox("Ya, perubahan di atas memang dikehendaki", key=f"setuju_pulih_{nomor}")
    if st.button(plain(f"Pulihkan versi {nomor}"), type="primary", disabled=not setuju):
        _restore(nomor, oleh, alasan.strip())


def _restore(nomor: int, oleh: str, alasan: str) -> None:
    try:
        with st.spinner("Memulihkan …"):
            baru = publish.restore(nomor, oleh, alasan)
    except GudangRusak as salah:
        st.error(plain(salah))
        return
    st.session_state[_DIPULIHKAN] = (nomor, baru)
    st.session_state.pop("versi_riwayat", None)
    st.rerun()


def show_restored() -> None:
    if _DIPULIHKAN in st.session_state:
        lama, baru = st.session_state[_DIPULIHKAN]
        page.show("restored.html", old=lama, new=baru)
