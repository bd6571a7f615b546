"""Pieces of the history page: the ledger, one version's workbook, what restoring it would change."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from dasbor import bahasa, kueri, markup, screen, staff_files, tabel, tampilan
from dasbor.choice import Choice
from dasbor.plain import plain
from etl import publish
from etl.acuan import load_acuan
from etl.gudang import Gudang, GudangRusak
from etl.skema import LEMBAR

_KOLOM = {
    "nomor": "Versi", "waktu": "Waktu", "oleh": "Oleh", "tindakan": "Tindakan", "periode": "Triwulan",
    "nama_berkas": "Berkas", "keterangan": "Keterangan",
}  # fmt: skip
_DIPULIHKAN = "_riwayat_dipulihkan"


def show_ledger(buku: pd.DataFrame) -> None:
    """Every publication, newest first; nothing is ever taken out of it."""
    # Version numbers are names, not quantities: no thousands dots.
    tampil = buku.assign(nomor=buku["nomor"].astype(str), tindakan=buku["tindakan"].map(bahasa.kalimat))
    screen.show("wide.html", table=tabel.html(tampil, "Riwayat penerbitan", _KOLOM))
    staff_files.show_table(tampil, "Riwayat penerbitan", [load_acuan().kota], "riwayat", _KOLOM)


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
    isi = bahasa.triwulan(baris["periode"], True) if bahasa.ada(baris["periode"]) else baris["tindakan"]
    kini = " (terkini)" if nomor == terkini else ""
    return f"{nomor} · {bahasa.tanggal(baris['waktu'])} · {isi}{kini}"


def show_version(buku: pd.DataFrame, nomor: int) -> None:
    """See the dashboard as it was, and fetch the workbook as it came."""
    with st.container(horizontal=True, vertical_alignment="center"):
        tombol = {"address": f"/?versi={nomor}", "text": f"Lihat dasbor seperti versi {nomor}", "second": True}
        screen.put(markup.render("button.html", **tombol), width="content")
        baris = buku[buku["nomor"] == nomor]
        if len(baris) and bahasa.ada(baris["sha256"].iloc[0]) and Gudang().workbook(str(baris["sha256"].iloc[0])):
            staff_files.show(staff_files.original("Unduh buku kerja asli", int(baris["unggahan_id"].iloc[0])))


def differences(nomor: int, terkini: int) -> list[str]:
    """What bringing a version back would change, one sentence per quarter and cause; empty = the same data."""
    beda = kueri.sumber(Choice(nomor)).merge(
        kueri.sumber(Choice(terkini)), on=["periode", "jenis"], how="outer", suffixes=("_lama", "_kini")
    )
    beda = beda[beda["unggahan_id_lama"].fillna(-1) != beda["unggahan_id_kini"].fillna(-1)]
    nama = beda[["nama_berkas_lama", "nama_berkas_kini"]]
    beda = beda.assign(akibat=[_effect(lama, kini) for lama, kini in nama.itertuples(index=False)])
    kelompok = beda.sort_values("periode", ascending=False).groupby(["periode", "akibat"], sort=False)["jenis"]
    return [
        f"{bahasa.triwulan(str(periode))}: {bahasa.daftar([LEMBAR[j].judul for j in jenis])} {akibat}."
        for (periode, akibat), jenis in kelompok
    ]


def _effect(lama: object, kini: object) -> str:
    if not bahasa.ada(lama):
        return f"tidak ada lagi (sekarang dari berkas {kini})"
    if not bahasa.ada(kini):
        return f"kembali ada, dari berkas {lama}"
    return f"kembali ke berkas {lama} (sekarang {kini})"


def headline_figures(nomor: int, terkini: int) -> str:
    """The city's active cooperatives in the latest quarter, now and after restoring."""
    return f"Koperasi aktif di triwulan terakhir: sekarang {_active(terkini)}; sesudah dipulihkan {_active(nomor)}."


def _active(versi: int) -> str:
    periode = kueri.daftar_periode(Choice(versi))["periode"].iloc[-1]
    nilai = kueri.nilai(Choice(versi, periode, load_acuan().kode_kota)).get("koperasi_aktif")
    isi = bahasa.pecahan(nilai.pembilang, nilai.penyebut) if nilai else bahasa.KOSONG
    return f"{isi} ({bahasa.triwulan(periode)})"


def ask_and_restore(nomor: int, terkini: int, oleh: str) -> None:
    """Preview, confirmation, and the one button that writes."""
    screen.show("step.html", number=None, title=f"Pulihkan versi {nomor}", outcome="")
    beda = differences(nomor, terkini)
    if nomor == terkini or not beda:
        tampilan.kosong("Tidak ada yang perlu dipulihkan.", f"Isi versi {nomor} sama dengan yang sekarang terbit.")
        return
    tampilan.butir([headline_figures(nomor, terkini), *beda])
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
        screen.show("restored.html", old=lama, new=baru)
