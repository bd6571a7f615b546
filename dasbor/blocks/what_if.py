"""What if another number of years without RAT made a cooperative inactive: the control, and what it would change."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from dasbor import asal, bahasa, grafik_rat, isi, kueri_kesehatan, pilihan, screen, tabel, tampilan
from dasbor.grafik import Grafik
from dasbor.kueri_daftar import Daftar
from dasbor.kueri_kesehatan import TERTULIS
from dasbor.pilihan import TAHUN_RAT, Pilihan
from dasbor.plain import plain
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
    return pilihan.tahun_rat() or official()


def pilih() -> int:
    """The control: one to five years, the official rule marked. Its choice stands in the URL as tahun_rat."""
    if st.session_state.get(_KUNCI) != chosen():
        st.session_state[_KUNCI] = chosen()
    st.radio(
        "Tidak aktif sesudah berapa tahun buku berturut-turut tanpa RAT?", list(TAHUN_RAT), key=_KUNCI, horizontal=True,
        format_func=lambda n: plain(f"{n} tahun" + (" (aturan resmi)" if n == official() else "")), on_change=_remember,
    )  # fmt: skip
    tampilan.baris_asal([CATATAN.format(bahasa.nama_bulan(load_acuan().aturan["bulan_batas_rat"]))])
    return chosen()


def _remember() -> None:
    n = st.session_state[_KUNCI]
    pilihan.ubah(tahun_rat=None if n == official() else str(n))


def tren(p: Pilihan, n: int) -> Grafik:
    nama = f"aturan {n} {official()} {load_acuan().aturan['bulan_batas_rat']}"
    g = isi.draw_trend_once(
        nama, p, lambda: grafik_rat.tren_aturan(kueri_kesehatan.status_by_rule(p, n), n, official(), asal.tempat(p)),
        "koperasi_aktif",
    )  # fmt: skip
    return isi.headed(p, g, lambda: grafik_rat.rule_headline(g.tabel, n, official(), p.periode), nama)


# ── now ──────────────────────────────────────────────────────────────────────────────

KOLOM_RINGKAS = {
    "menurut": "Menurut", skema.AKTIF: "Aktif", skema.TIDAK_AKTIF: "Tidak aktif", skema.TIDAK_DIKETAHUI: "Tidak diketahui",
    "penyebut": "Terdaftar", "nilai": "Aktif dari terdaftar",
}  # fmt: skip


def ringkas(p: Pilihan, n: int) -> pd.DataFrame:
    """One row each: the typed status, the official rule, the chosen rule, in the chosen quarter."""
    data = kueri_kesehatan.status_by_rule(p, n)
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
    semua = kueri_kesehatan.rat_states(p, n)
    lebar = semua.pivot_table(index="status", columns="status_rat", values="jumlah", aggfunc="sum", fill_value=0)
    urut = [s for s in skema.STATUS_TERDAFTAR + (skema.DIUSULKAN, skema.DIBUBARKAN) if s in lebar.index]
    lebar = lebar.reindex(index=urut, columns=list(skema.STATUS_TERDAFTAR), fill_value=0)
    lebar.columns.name = None
    lebar = lebar.assign(jumlah=lebar.sum(axis=1)).rename_axis("status").reset_index()
    return lebar.assign(status=lebar["status"].map(bahasa.kalimat))


KOLOM_SILANG = {
    "status": "Status tertulis", skema.AKTIF: "Aktif menurut RAT", skema.TIDAK_AKTIF: "Tidak aktif menurut RAT",
    skema.TIDAK_DIKETAHUI: "RAT tidak diketahui", "jumlah": "Jumlah",
}  # fmt: skip
KOLOM_BERBEDA = dict.fromkeys(
    ("nama_koperasi", "kelurahan", "status", "status_rat", "rat_terakhir", "tanggal_rat", "menunggak", "lembar", "baris"), ""
)  # fmt: skip


def berbeda(p: Pilihan, n: int) -> Daftar:
    """Cooperatives typed active that the rule calls inactive, or the other way round; the longest without RAT first."""
    return replace(kueri_kesehatan.differing(p, n), hitung=lambda: sum(_differing(p, n)))


def _differing(p: Pilihan, n: int) -> tuple[int, int]:
    """How many are typed active and inactive by RAT, and the other way round."""
    beda = kueri_kesehatan.rat_states(p, n).groupby(["status", "status_rat"])["jumlah"].sum()
    aktif, mati = skema.AKTIF, skema.TIDAK_AKTIF
    return int(beda.get((aktif, mati), 0)), int(beda.get((mati, aktif), 0))


def kalimat_beda(p: Pilihan, n: int) -> list[str]:
    """The disagreements in two sentences."""
    pasti = ((skema.AKTIF, skema.TIDAK_AKTIF), (skema.TIDAK_AKTIF, skema.AKTIF))
    return [
        f"{bahasa.bilangan(jumlah)} koperasi tertulis {tulis}, menurut RAT {hitung}."
        for jumlah, (tulis, hitung) in zip(_differing(p, n), pasti, strict=True)
    ]


def blok(p: Pilihan) -> None:
    """Control, the three readings side by side, the trend: the same on Keaktifan and Kesehatan."""
    tampilan.subjudul_blok("Bagaimana bila aturannya lain?", "Status tertulis di samping status menurut RAT")
    if kueri_kesehatan.status_by_rule(p, chosen()).empty:
        tampilan.kosong(f"Belum pernah ada koperasi terdaftar di {asal.tempat(p)}.")
        return
    n = pilih()
    screen.put(tabel.html(ringkas(p, n), "Status tertulis dan status menurut RAT", KOLOM_RINGKAS))
    tampilan.blok_grafik(tren(p, n), asal.sumber_tren(p), "tren_aturan_rat")


def perbedaan(p: Pilihan) -> None:
    """Typed against computed status under the chosen rule: how many, and who."""
    n = chosen()
    tampilan.daftar_tabel(
        silang(p, n),
        f"Status tertulis dan status menurut RAT, aturan {n} tahun",
        asal.sumber(p),
        "silang_status",
        KOLOM_SILANG,
        subjudul=" ".join(kalimat_beda(p, n)),
    )
    tampilan.daftar_tabel(
        berbeda(p, n),
        "Koperasi yang kedua statusnya berbeda",
        asal.sumber(p),
        "beda_status",
        KOLOM_BERBEDA,
        jika_kosong="Tidak ada koperasi yang statusnya berbeda menurut aturan ini.",
        subjudul="Yang terlama tanpa RAT lebih dahulu.",
    )
