"""What if another number of years without RAT made a cooperative inactive: the control, and what it would change."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from dasbor.blocks import overview, provenance
from dasbor.chart import rat
from dasbor.chart.by_area import Grafik
from dasbor.query import health
from dasbor.query.health import TERTULIS
from dasbor.query.lists import Daftar
from dasbor.ui import page, reader, screen
from dasbor.ui.plain import plain
from dasbor.ui.reader import TAHUN_RAT, Pilihan
from dasbor.words import columns, language
from etl import skema
from etl.acuan import load_acuan

_KUNCI = "andai_tahun_rat"
CATATAN = (
    "Hanya hitungan di layar dari tahun buku RAT yang tercatat; status yang diterbitkan tidak berubah. Tahun buku baru "
    "jatuh tempo setiap akhir {}."
)


def official() -> int:
    return load_acuan().aturan["tahun_tanpa_rat"]


def chosen() -> int:
    """Book years without RAT that the reader tries; the official rule until they choose."""
    return reader.tahun_rat() or official()


def pilih() -> int:
    """The control: one to five years, the official rule marked. Its choice stands in the URL as tahun_rat."""
    if st.session_state.get(_KUNCI) != chosen():
        st.session_state[_KUNCI] = chosen()
    st.radio(
        "Tidak aktif sesudah berapa tahun buku berturut-turut tanpa RAT?", list(TAHUN_RAT), key=_KUNCI, horizontal=True,
        format_func=lambda n: plain(f"{n} tahun" + (" (aturan resmi)" if n == official() else "")), on_change=_remember,
    )  # fmt: skip
    screen.baris_asal([CATATAN.format(language.nama_bulan(load_acuan().aturan["bulan_batas_rat"]))])
    return chosen()


def _remember() -> None:
    n = st.session_state[_KUNCI]
    reader.ubah(tahun_rat=None if n == official() else str(n))


def tren(p: Pilihan, n: int) -> Grafik:
    nama = f"aturan {n} {official()} {load_acuan().aturan['bulan_batas_rat']}"
    g = overview.draw_trend_once(
        nama, p, lambda: rat.tren_aturan(health.status_by_rule(p, n), n, official(), provenance.tempat(p)),
        "koperasi_aktif",
    )  # fmt: skip
    return overview.headed(p, g, lambda: rat.rule_headline(g.tabel, n, official(), p.periode), nama)


# ── now ──────────────────────────────────────────────────────────────────────────────

KOLOM_RINGKAS = {
    "menurut": "Menurut", skema.AKTIF: "Aktif", skema.TIDAK_AKTIF: "Tidak aktif", skema.TIDAK_DIKETAHUI: "Tidak diketahui",
    "penyebut": "Terdaftar", "nilai": "Aktif dari terdaftar",
}  # fmt: skip


def ringkas(p: Pilihan, n: int) -> pd.DataFrame:
    """One row each: the typed status, the official rule, the chosen rule, in the chosen quarter."""
    data = health.status_by_rule(p, n)
    data = data[data["periode"] == p.periode]
    lebar = data.pivot_table(index="aturan", columns="status", values="jumlah", aggfunc="sum", fill_value=0)
    lebar = lebar.reindex(columns=list(skema.STATUS_TERDAFTAR), fill_value=0)
    lebar = lebar.reindex([x for x in dict.fromkeys((TERTULIS, str(official()), str(n))) if x in lebar.index])
    lebar["penyebut"] = lebar.sum(axis=1)
    lebar["nilai"] = lebar[skema.AKTIF] / lebar["penyebut"]
    lebar.columns.name = None
    return lebar.assign(menurut=[_rule_name(x) for x in lebar.index]).reset_index(drop=True)


def _rule_name(aturan: str) -> str:
    if aturan == TERTULIS:
        return "Status tertulis (diterbitkan)"
    return f"RAT, {aturan} tahun" + (" (aturan resmi)" if aturan == str(official()) else "")


def silang(p: Pilihan, n: int) -> pd.DataFrame:
    """Typed status in rows, status by RAT under `n` years in columns; all cooperatives of the register."""
    semua = health.rat_states(p, n)
    lebar = semua.pivot_table(index="status", columns="status_rat", values="jumlah", aggfunc="sum", fill_value=0)
    urut = [s for s in skema.STATUS_TERDAFTAR + (skema.DIUSULKAN, skema.DIBUBARKAN) if s in lebar.index]
    lebar = lebar.reindex(index=urut, columns=list(skema.STATUS_TERDAFTAR), fill_value=0)
    lebar.columns.name = None
    lebar = lebar.assign(jumlah=lebar.sum(axis=1)).rename_axis("status").reset_index()
    return lebar.assign(status=lebar["status"].map(language.kalimat))


KOLOM_SILANG = {
    "status": "Status tertulis", skema.AKTIF: "Aktif menurut RAT", skema.TIDAK_AKTIF: "Tidak aktif menurut RAT",
    skema.TIDAK_DIKETAHUI: "RAT tidak diketahui", "jumlah": "Jumlah",
}  # fmt: skip
KOLOM_BERBEDA = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "status", "status_rat", "rat_terakhir", "tanggal_rat", "menunggak", "lembar", "baris"), ""
)  # fmt: skip


def berbeda(p: Pilihan, n: int) -> Daftar:
    """Cooperatives typed active that the rule calls inactive, or the other way round; the longest without RAT first."""
    return replace(health.differing(p, n), hitung=lambda: sum(_differing(p, n)))


def _differing(p: Pilihan, n: int) -> tuple[int, int]:
    """How many are typed active and inactive by RAT, and the other way round."""
    beda = health.rat_states(p, n).groupby(["status", "status_rat"])["jumlah"].sum()
    aktif, mati = skema.AKTIF, skema.TIDAK_AKTIF
    return int(beda.get((aktif, mati), 0)), int(beda.get((mati, aktif), 0))


def kalimat_beda(p: Pilihan, n: int) -> list[str]:
    """The disagreements in two sentences."""
    pasti = ((skema.AKTIF, skema.TIDAK_AKTIF), (skema.TIDAK_AKTIF, skema.AKTIF))
    return [
        f"{language.bilangan(jumlah)} koperasi tertulis {tulis}, menurut RAT {hitung}."
        for jumlah, (tulis, hitung) in zip(_differing(p, n), pasti, strict=True)
    ]


def blok(p: Pilihan) -> None:
    """Control, the three readings side by side, the trend: the same on Keaktifan and Kesehatan."""
    screen.subjudul_blok("Bagaimana bila aturannya lain?", "Status tertulis di samping status menurut RAT")
    if health.status_by_rule(p, chosen()).empty:
        screen.kosong(f"Belum pernah ada koperasi terdaftar di {provenance.tempat(p)}.")
        return
    n = pilih()
    page.put(columns.html(ringkas(p, n), "Status tertulis dan status menurut RAT", KOLOM_RINGKAS))
    screen.blok_grafik(tren(p, n), provenance.sumber_tren(p), "tren_aturan_rat")


def perbedaan(p: Pilihan) -> None:
    """Typed against computed status under the chosen rule: how many, and who."""
    n = chosen()
    screen.daftar_tabel(
        silang(p, n),
        f"Status tertulis dan status menurut RAT, aturan {n} tahun",
        provenance.sumber(p),
        "silang_status",
        KOLOM_SILANG,
        subjudul=" ".join(kalimat_beda(p, n)),
    )
    screen.daftar_tabel(
        berbeda(p, n),
        "Koperasi yang kedua statusnya berbeda",
        provenance.sumber(p),
        "beda_status",
        KOLOM_BERBEDA,
        jika_kosong="Tidak ada koperasi yang statusnya berbeda menurut aturan ini.",
        subjudul="Yang terlama tanpa RAT lebih dahulu.",
    )
