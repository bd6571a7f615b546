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
from etl.acuan import load_reference
from etl.publish import publish
from etl.skema import SHEET_KINDS
from etl.store.versions import Store, StoreDamaged

_COLUMNS = {
    "nomor": "Versi", "waktu": "Waktu", "oleh": "Oleh", "tindakan": "Tindakan", "periode": "Triwulan",
    "nama_berkas": "Berkas", "keterangan": "Keterangan",
}  # fmt: skip
_RESTORED_KEY = "_riwayat_dipulihkan"


def show_ledger(buku: pd.DataFrame) -> None:
    """Every publication, newest first; nothing is ever taken out of it."""
    # Version numbers are names, not quantities: no thousands dots.
    tampil = buku.assign(nomor=buku["nomor"].astype(str), tindakan=buku["tindakan"].map(language.capitalise))
    page.show_template("wide.html", table=columns.make_html(tampil, "Riwayat penerbitan", _COLUMNS))
    files.show_table(tampil, "Riwayat penerbitan", [load_reference().kota], "riwayat", _COLUMNS)


def choose_version(buku: pd.DataFrame, terkini: int) -> int | None:
    """A version that can still be opened, the newest first."""
    ada = sorted(Store().nomor(), reverse=True)
    sebutan = {int(b["nomor"]): _write_label(b, terkini) for b in buku.to_dict("records")}
    return st.selectbox(
        "Versi",
        ada,
        format_func=lambda n: sebutan.get(n, f"Versi {n}"),
        index=1 if len(ada) > 1 else 0,
        key="versi_riwayat",
    )


def _write_label(baris: dict[Hashable, Any], terkini: int) -> str:
    """Short enough for the select box of a phone: the quarter, or what else was done."""
    nomor = int(baris["nomor"])
    isi = language.format_quarter(baris["periode"], True) if language.is_known(baris["periode"]) else baris["tindakan"]
    kini = " (terkini)" if nomor == terkini else ""
    return f"{nomor} · {language.format_date(baris['waktu'])} · {isi}{kini}"


def show_version(buku: pd.DataFrame, nomor: int) -> None:
    """See the dashboard as it was, and fetch the workbook as it came."""
    with st.container(horizontal=True, vertical_alignment="center"):
        tombol = {"address": f"/?versi={nomor}", "text": f"Lihat dasbor seperti versi {nomor}", "second": True}
        page.put_html(markup.render_template("button.html", **tombol), width="content")
        baris = buku[buku["nomor"] == nomor]
        if len(baris) and language.is_known(baris["sha256"].iloc[0]) and Store().workbook(str(baris["sha256"].iloc[0])):
            files.show(files.original("Unduh buku kerja asli", int(baris["unggahan_id"].iloc[0])))


def list_differences(nomor: int, terkini: int) -> list[str]:
    """What bringing a version back would change, one sentence per quarter and cause; empty = the same data."""
    beda = base.list_workbooks(Choice(nomor)).merge(
        base.list_workbooks(Choice(terkini)), on=["periode", "jenis"], how="outer", suffixes=("_lama", "_kini")
    )
    beda = beda[beda["unggahan_id_lama"].fillna(-1) != beda["unggahan_id_kini"].fillna(-1)]
    nama = beda[["nama_berkas_lama", "nama_berkas_kini"]]
    beda = beda.assign(akibat=[_say_effect(lama, kini) for lama, kini in nama.itertuples(index=False)])
    kelompok = beda.sort_values("periode", ascending=False).groupby(["periode", "akibat"], sort=False)["jenis"]
    return [
        f"{language.format_quarter(str(periode))}: {language.join_list([SHEET_KINDS[j].judul for j in jenis])} {akibat}."
        for (periode, akibat), jenis in kelompok
    ]


def _say_effect(lama: object, kini: object) -> str:
    if not language.is_known(lama):
        return f"tidak ada lagi (sekarang dari berkas {kini})"
    if not language.is_known(kini):
        return f"kembali ada, dari berkas {lama}"
    return f"kembali ke berkas {lama} (sekarang {kini})"


def say_headline_figures(nomor: int, terkini: int) -> str:
    """The city's active cooperatives in the latest quarter, now and after restoring."""
    return f"Koperasi aktif di triwulan terakhir: sekarang {_say_active(terkini)}; sesudah dipulihkan {_say_active(nomor)}."


def _say_active(versi: int) -> str:
    periode = base.list_quarters(Choice(versi))["periode"].iloc[-1]
    nilai = base.read_figures(Choice(versi, periode, load_reference().city_code)).get("koperasi_aktif")
    isi = language.format_fraction(nilai.pembilang, nilai.penyebut) if nilai else language.NO_DATA
    return f"{isi} ({language.format_quarter(periode)})"


def ask_and_restore(nomor: int, terkini: int, oleh: str) -> None:
    """Preview, confirmation, and the one button that writes."""
    page.show_template("step.html", number=None, title=f"Pulihkan versi {nomor}", outcome="")
    beda = list_differences(nomor, terkini)
    if nomor == terkini or not beda:
        screen.show_empty("Tidak ada yang perlu dipulihkan.", f"Isi versi {nomor} sama dengan yang sekarang terbit.")
        return
    screen.show_bullets([say_headline_figures(nomor, terkini), *beda])
    st.caption("Pemulihan adalah terbitan baru: versi yang sekarang tetap ada di riwayat dan dapat dipulihkan lagi.")
    alasan = st.text_input("Alasan (dicatat di riwayat, boleh kosong)", key=f"alasan_pulih_{nomor}")
    setuju = st.checkbox("Ya, perubahan di atas memang dikehendaki", key=f"setuju_pulih_{nomor}")
    if st.button(plain(f"Pulihkan versi {nomor}"), type="primary", disabled=not setuju):
        _restore_version(nomor, oleh, alasan.strip())


def _restore_version(nomor: int, oleh: str, alasan: str) -> None:
    try:
        with st.spinner("Memulihkan …"):
            baru = publish.restore_version(nomor, oleh, alasan)
    except StoreDamaged as salah:
        st.error(plain(salah))
        return
    st.session_state[_RESTORED_KEY] = (nomor, baru)
    st.session_state.pop("versi_riwayat", None)
    st.rerun()


def show_restored() -> None:
    if _RESTORED_KEY in st.session_state:
        lama, baru = st.session_state[_RESTORED_KEY]
        page.show_template("restored.html", old=lama, new=baru)
