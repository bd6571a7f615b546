"""From which status to which: a matrix that counts every cooperative once, and the flow of those that changed. Pure."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import theme
from dasbor.chart.by_area import Grafik
from dasbor.words import language
from etl import skema

TINGGI = 340
_STATUS = (*theme.STATUS, skema.DIBUBARKAN)
DARI = (*_STATUS, "tercatat kembali", "baru")
KE = (*_STATUS, "keluar")
KOLOM_YANG_BERUBAH = {
    "nama_koperasi": "", "dari": "Dari", "ke": "Menjadi", "kelurahan_lalu": "Kelurahan waktu itu", "kelurahan": "Kelurahan sekarang",
    "triwulan_baris": "", "lembar": "", "baris": "",
}  # fmt: skip


def label(keadaan: str) -> str:
    return theme.STATUS[keadaan].label if keadaan in theme.STATUS else language.kalimat(keadaan)


def matrix(transisi: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Rows from, columns to, sums at the edges; and its headings. States that nobody had or has are left out."""
    silang = transisi.pivot_table(index="dari", columns="ke", values="jumlah", aggfunc="sum", fill_value=0)
    baris = [s for s in DARI if s in silang.index]
    lajur = [s for s in KE if s in silang.columns]
    isi = silang.reindex(index=baris, columns=lajur).astype("int64")
    isi["jumlah"] = isi.sum(axis=1)
    isi.loc["jumlah"] = isi.sum()
    isi.insert(0, "dari", [label(s) for s in isi.index])
    isi.columns.name = None
    return isi.reset_index(drop=True), {
        "dari": "Dari ↓ menjadi →", **{s: label(s) for s in lajur}, "jumlah": "Jumlah",
    }  # fmt: skip


def changed(transisi: pd.DataFrame) -> pd.DataFrame:
    """The cooperatives that changed their status, came or left, as a list."""
    isi = transisi[transisi["koperasi_id"].notna()]
    return isi.assign(dari=isi["dari"].map(label), ke=isi["ke"].map(label)).reset_index(drop=True)


def flows(transisi: pd.DataFrame) -> pd.DataFrame:
    """dari, ke, jumlah of those that changed."""
    ubah = transisi[transisi["dari"] != transisi["ke"]]
    return pd.DataFrame(ubah.groupby(["dari", "ke"], as_index=False).agg(jumlah=("jumlah", "sum")))


def alir(transisi: pd.DataFrame, *, tempat: str, periode: str, lalu: str) -> Grafik:
    """A Sankey of those that changed: those that stayed would be a band beside which all else is a hair."""
    alur = flows(transisi)
    return Grafik(
        theme.new_figure(*_sankey(alur), tinggi=TINGGI if len(alur) else 40, margin={"l": 4, "r": 4, "t": 12, "b": 12}),
        headline(transisi, lalu),
        f"Koperasi yang berubah status, baru atau keluar, {tempat}, {language.triwulan(lalu)} sampai {language.triwulan(periode)}",
        _alt(alur, transisi, tempat, lalu),
        alur.assign(dari=alur["dari"].map(label), ke=alur["ke"].map(label)).reset_index(drop=True),
        {"dari": "Dari", "ke": "Menjadi", "jumlah": "Koperasi"},
    )  # fmt: skip


def _sankey(alur: pd.DataFrame) -> list[go.Sankey]:
    if alur.empty:
        return []
    kiri = [s for s in DARI if s in set(alur["dari"])]
    kanan = [s for s in KE if s in set(alur["ke"])]
    keluar, masuk = alur.groupby("dari")["jumlah"].sum(), alur.groupby("ke")["jumlah"].sum()
    nama = [f"{label(s)}: {keluar[s]}" for s in kiri] + [f"{label(s)}: {masuk[s]}" for s in kanan]
    simpul = {
        "label": nama, "color": [_colour(s) for s in (*kiri, *kanan)], "thickness": 14, "pad": 18,
        "line": {"width": 0}, "hovertemplate": "%{label}<extra></extra>",
    }  # fmt: skip
    tautan = {
        "source": [kiri.index(s) for s in alur["dari"]], "target": [len(kiri) + kanan.index(s) for s in alur["ke"]],
        "value": alur["jumlah"].tolist(), "color": [_pale(_colour(s)) for s in alur["dari"]],
        "customdata": [f"{label(a)} → {label(b)}" for a, b in zip(alur["dari"], alur["ke"], strict=True)],
        "hovertemplate": "%{customdata}: %{value:.0f}<extra></extra>",
    }  # fmt: skip
    huruf = {"size": theme.UKURAN["tabel"], "color": theme.TEKS, "family": theme.HURUF, "shadow": "none"}
    return [go.Sankey(node=simpul, link=tautan, textfont=huruf, arrangement="fixed")]


def _colour(keadaan: str) -> str:
    return theme.STATUS[keadaan].warna if keadaan in theme.STATUS else theme.TEKS_KEDUA


def _pale(warna: str) -> str:
    merah, hijau, biru = (int(warna[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({merah},{hijau},{biru},0.35)"


def _count(transisi: pd.DataFrame, *dari: str) -> int:
    return int(transisi.loc[transisi["dari"].isin(dari) & (transisi["dari"] != transisi["ke"]), "jumlah"].sum())


def headline(transisi: pd.DataFrame, lalu: str) -> str:
    """ "Sejak T1 2025: 4 berubah status, 20 baru, tidak ada yang keluar"."""
    if transisi.empty:
        return "Belum ada koperasi untuk dibandingkan"
    keluar = int(transisi.loc[transisi["ke"] == "keluar", "jumlah"].sum())
    ubah = _count(transisi, *_STATUS) - keluar
    masuk = _count(transisi, "baru", "tercatat kembali")
    if not ubah + masuk + keluar:
        return f"Tidak ada yang berubah sejak {language.triwulan(lalu, True)}"
    return f"Sejak {language.triwulan(lalu, True)}: {ubah} berubah status, {masuk} masuk, {keluar} keluar register"


def _alt(alur: pd.DataFrame, transisi: pd.DataFrame, tempat: str, lalu: str) -> str:
    tetap = int(transisi.loc[transisi["dari"] == transisi["ke"], "jumlah"].sum())
    isi = [f"{label(a)} menjadi {label(b).lower()} {n}" for a, b, n in alur.itertuples(index=False)]
    return f"Diagram alir, {tempat}. {headline(transisi, lalu)}. {'; '.join([*isi, f'status tetap {tetap}'])}."


def moved_note(transisi: pd.DataFrame) -> str:
    """Said when somebody moved: the sums to the right then differ from the area's own count."""
    pindah = int(transisi["pindah"].sum())
    dasar = "Koperasi yang pindah diikuti ke kelurahan barunya dan tetap dihitung di kelurahan waktu itu"
    return f"{dasar}: {language.bilangan(pindah)} koperasi." if pindah else f"{dasar}; kali ini tidak ada."
