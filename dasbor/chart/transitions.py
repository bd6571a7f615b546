"""From which status to which: a matrix that counts every cooperative once, and the flow of those that changed. Pure."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import theme
from dasbor.chart.by_area import Chart
from dasbor.words import language
from etl import skema

HEIGHT = 340
_STATUSES = (*theme.STATUS_SIGNS, skema.DISSOLVED)
FROM_STATES = (*_STATUSES, "tercatat kembali", "baru")
TO_STATES = (*_STATUSES, "keluar")
CHANGED_COLUMNS = {
    "nama_koperasi": "", "dari": "Dari", "ke": "Menjadi", "kelurahan_lalu": "Kelurahan waktu itu", "kelurahan": "Kelurahan sekarang",
    "triwulan_baris": "", "lembar": "", "baris": "",
}  # fmt: skip


def write_label(keadaan: str) -> str:
    return theme.STATUS_SIGNS[keadaan].label if keadaan in theme.STATUS_SIGNS else language.capitalise(keadaan)


def make_matrix(transisi: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Rows from, columns to, sums at the edges; and its headings. States that nobody had or has are left out."""
    silang = transisi.pivot_table(index="dari", columns="ke", values="jumlah", aggfunc="sum", fill_value=0)
    baris = [s for s in FROM_STATES if s in silang.index]
    lajur = [s for s in TO_STATES if s in silang.columns]
    isi = silang.reindex(index=baris, columns=lajur).astype("int64")
    isi["jumlah"] = isi.sum(axis=1)
    isi.loc["jumlah"] = isi.sum()
    isi.insert(0, "dari", [write_label(s) for s in isi.index])
    isi.columns.name = None
    return isi.reset_index(drop=True), {
        "dari": "Dari ↓ menjadi →", **{s: write_label(s) for s in lajur}, "jumlah": "Jumlah",
    }  # fmt: skip


def list_changed(transisi: pd.DataFrame) -> pd.DataFrame:
    """The cooperatives that changed their status, came or left, as a list."""
    isi = transisi[transisi["koperasi_id"].notna()]
    return isi.assign(dari=isi["dari"].map(write_label), ke=isi["ke"].map(write_label)).reset_index(drop=True)


def count_flows(transisi: pd.DataFrame) -> pd.DataFrame:
    """dari, ke, jumlah of those that changed."""
    ubah = transisi[transisi["dari"] != transisi["ke"]]
    return pd.DataFrame(ubah.groupby(["dari", "ke"], as_index=False).agg(jumlah=("jumlah", "sum")))


def draw_flows(transisi: pd.DataFrame, *, tempat: str, periode: str, lalu: str) -> Chart:
    """A Sankey of those that changed: those that stayed would be a band beside which all else is a hair."""
    alur = count_flows(transisi)
    return Chart(
        theme.make_plot(*_draw_sankey(alur), tinggi=HEIGHT if len(alur) else 40, margin={"l": 4, "r": 4, "t": 12, "b": 12}),
        say_headline(transisi, lalu),
        f"Koperasi yang berubah status, baru atau keluar, {tempat}, {language.format_quarter(lalu)} sampai {language.format_quarter(periode)}",
        _say_alt(alur, transisi, tempat, lalu),
        alur.assign(dari=alur["dari"].map(write_label), ke=alur["ke"].map(write_label)).reset_index(drop=True),
        {"dari": "Dari", "ke": "Menjadi", "jumlah": "Koperasi"},
    )  # fmt: skip


def _draw_sankey(alur: pd.DataFrame) -> list[go.Sankey]:
    if alur.empty:
        return []
    kiri = [s for s in FROM_STATES if s in set(alur["dari"])]
    kanan = [s for s in TO_STATES if s in set(alur["ke"])]
    keluar, masuk = alur.groupby("dari")["jumlah"].sum(), alur.groupby("ke")["jumlah"].sum()
    nama = [f"{write_label(s)}: {keluar[s]}" for s in kiri] + [f"{write_label(s)}: {masuk[s]}" for s in kanan]
    simpul = {
        "label": nama, "color": [_choose_colour(s) for s in (*kiri, *kanan)], "thickness": 14, "pad": 18,
        "line": {"width": 0}, "hovertemplate": "%{label}<extra></extra>",
    }  # fmt: skip
    tautan = {
        "source": [kiri.index(s) for s in alur["dari"]], "target": [len(kiri) + kanan.index(s) for s in alur["ke"]],
        "value": alur["jumlah"].tolist(), "color": [_make_pale(_choose_colour(s)) for s in alur["dari"]],
        "customdata": [f"{write_label(a)} → {write_label(b)}" for a, b in zip(alur["dari"], alur["ke"], strict=True)],
        "hovertemplate": "%{customdata}: %{value:.0f}<extra></extra>",
    }  # fmt: skip
    huruf = {"size": theme.SIZES["tabel"], "color": theme.TEXT, "family": theme.FONT, "shadow": "none"}
    return [go.Sankey(node=simpul, link=tautan, textfont=huruf, arrangement="fixed")]


def _choose_colour(keadaan: str) -> str:
    return theme.STATUS_SIGNS[keadaan].warna if keadaan in theme.STATUS_SIGNS else theme.TEXT_MUTED


def _make_pale(warna: str) -> str:
    merah, hijau, biru = (int(warna[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({merah},{hijau},{biru},0.35)"


def _count_from(transisi: pd.DataFrame, *dari: str) -> int:
    return int(transisi.loc[transisi["dari"].isin(dari) & (transisi["dari"] != transisi["ke"]), "jumlah"].sum())


def say_headline(transisi: pd.DataFrame, lalu: str) -> str:
    """ "Sejak T1 2025: 4 berubah status, 20 baru, tidak ada yang keluar"."""
    if transisi.empty:
        return "Belum ada koperasi untuk dibandingkan"
    keluar = int(transisi.loc[transisi["ke"] == "keluar", "jumlah"].sum())
    ubah = _count_from(transisi, *_STATUSES) - keluar
    masuk = _count_from(transisi, "baru", "tercatat kembali")
    if not ubah + masuk + keluar:
        return f"Tidak ada yang berubah sejak {language.format_quarter(lalu, True)}"
    return (
        f"Sejak {language.format_quarter(lalu, True)}: {ubah} berubah status, {masuk} masuk, {keluar} keluar register"
    )


def _say_alt(alur: pd.DataFrame, transisi: pd.DataFrame, tempat: str, lalu: str) -> str:
    tetap = int(transisi.loc[transisi["dari"] == transisi["ke"], "jumlah"].sum())
    isi = [f"{write_label(a)} menjadi {write_label(b).lower()} {n}" for a, b, n in alur.itertuples(index=False)]
    return f"Diagram alir, {tempat}. {say_headline(transisi, lalu)}. {'; '.join([*isi, f'status tetap {tetap}'])}."


def say_moved(transisi: pd.DataFrame) -> str:
    """Said when somebody moved: the sums to the right then differ from the area's own count."""
    pindah = int(transisi["pindah"].sum())
    dasar = "Koperasi yang pindah diikuti ke kelurahan barunya dan tetap dihitung di kelurahan waktu itu"
    return f"{dasar}: {language.format_number(pindah)} koperasi." if pindah else f"{dasar}; kali ini tidak ada."
