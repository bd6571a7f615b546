"""Charts by kelurahan: statuses stacked, rates as bars. Pure functions from table to Grafik."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import sentences, text, theme
from dasbor.words import interval, language
from dasbor.words.columns import list_rows
from dasbor.words.legible import MAX_BARS
from etl import skema

BAR_HEIGHT = 25
# names of areas: first row on top, a little air before the bar
NAME_AXIS = {
    "autorange": "reversed",
    "ticklabelstandoff": 6,
    "tickfont": {"size": theme.SIZES["tabel"], "color": theme.TEXT},
}


@dataclass(frozen=True, eq=False)  # hashed as the object it is: what is kept of it is found again
class Chart:
    """A chart and all that belongs to it; `tabel` holds exactly what is drawn."""

    figur: go.Figure
    judul: str
    subjudul: str
    alt: str
    tabel: pd.DataFrame
    kolom: Mapping[str, str] = field(default_factory=dict)  # column -> heading, "" = the declared one
    indikator: str = ""  # whose numerators and denominators are drawn: "asal angka" lists them

    @property
    def kosong(self) -> bool:
        """Nothing is known that could be drawn: the headline says so, empty axes would not."""
        if self.tabel.empty or "nilai" not in self.tabel:
            return self.tabel.empty
        return bool(self.tabel["nilai"].isna().all() and not (self.tabel["pembilang"] > 0).any())


# ── statuses ─────────────────────────────────────────────────────────────────────────


def draw_statuses(data: pd.DataFrame, tempat: str, periode: str, satuan: str = "kelurahan") -> Chart:
    """nama, status, jumlah -> stacked bars, the longest on top, total at the end. `satuan` is the level of the areas."""
    lebar = widen_statuses(data, "nama").sort_values(["jumlah", "nama"], ascending=[False, True])
    tampak = lebar.head(MAX_BARS)
    batang = [_draw_status_bar(status, tampak) for status in theme.STATUS_SIGNS if tampak[status].sum() > 0]
    figur = theme.make_plot(*batang, tinggi=_find_height(len(tampak), legenda=True), barmode="stack")
    label = [_make_end_label(b.jumlah, b.nama, language.format_number(b.jumlah)) for b in list_rows(tampak)]
    figur.update_yaxes(**NAME_AXIS)
    figur.update_layout(
        showlegend=True, margin={"t": 34}, annotations=label,
        xaxis={"visible": False, "range": [0, _find_span(tampak["jumlah"])]},
    )  # fmt: skip
    return Chart(
        figur,
        _say_statuses(lebar, satuan),
        sentences.say_subtitle("Banyaknya koperasi menurut status", tempat, periode)
        + say_cut(lebar, "terbanyak", satuan),
        _say_status_alt(lebar, tempat, satuan),
        tampak.reset_index(drop=True),
        {
            "nama": language.capitalise(satuan),
            **{s: t.label for s, t in theme.STATUS_SIGNS.items() if tampak[s].sum() > 0},
            "jumlah": "Jumlah",
        },
    )


def say_cut(semua: pd.DataFrame, yang: str, satuan: str) -> str:
    """Said when not every area is drawn."""
    if len(semua) <= MAX_BARS:
        return ""
    return f". Digambar {MAX_BARS} {yang} dari {len(semua)} {satuan}"


def widen_statuses(data: pd.DataFrame, menurut: str) -> pd.DataFrame:
    """One row per area or quarter, one column per status in the palette's order, `jumlah` over them.

    A register without cooperatives of a status has none; a rekap that does not name a status does not say.
    """
    lebar = data.groupby([menurut, "status"])["jumlah"].sum().unstack()
    lebar = lebar.reindex(columns=list(theme.STATUS_SIGNS))
    rekap = set(data.loc[data["sumber"] == "rekap", menurut]) if "sumber" in data else set()
    lebar = lebar.where(lebar.notna() | lebar.index.isin(rekap)[:, None], 0)
    lebar["jumlah"] = lebar.sum(axis=1)
    lebar.columns.name = None
    return (lebar if rekap else lebar.astype("int64")).reset_index()


def make_status_marker(status: str) -> dict:
    """Colour, hatch and the white line between neighbours, the same in every chart."""
    tanda = theme.STATUS_SIGNS[status]
    return {
        "color": tanda.warna,
        "line": {"color": theme.WHITE, "width": 2},
        "pattern": {
            "shape": tanda.pola,
            "fillmode": "overlay",
            "fgcolor": theme.WHITE,
            "fgopacity": 0.4,
            "solidity": 0.16,
            "size": 8,
        },  # faint enough to write a number over
    }


def _draw_status_bar(status: str, lebar: pd.DataFrame) -> go.Bar:
    tanda = theme.STATUS_SIGNS[status]
    tulis = lebar[status].map(lambda x: str(x) if x else "")
    return go.Bar(
        x=lebar[status], y=lebar["nama"], orientation="h", name=tanda.label, marker=make_status_marker(status),
        text=tulis, textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
        textfont={"color": tanda.warna_teks, "size": theme.SIZES["catatan"]},
        hovertemplate=text.make_hover("%{y}: %{x} " + tanda.label.lower()),
    )  # fmt: skip


def _say_statuses(lebar: pd.DataFrame, satuan: str) -> str:
    banyak = lebar[lebar[skema.INACTIVE] == lebar[skema.INACTIVE].max()] if len(lebar) else lebar
    if banyak.empty:
        return "Belum ada data koperasi"
    jumlah = int(banyak.iloc[0][skema.INACTIVE])
    if jumlah == 0:
        return "Tidak ada koperasi tidak aktif"
    if len(lebar) == 1:
        return f"{banyak.iloc[0]['nama']}: {jumlah} dari {banyak.iloc[0]['jumlah']} koperasi tidak aktif"
    if len(banyak) > 2:
        return f"Koperasi tidak aktif terbanyak di {len(banyak)} {satuan}, masing-masing {jumlah}"
    return f"Koperasi tidak aktif terbanyak di {language.join_list(sorted(banyak['nama']))}: {jumlah}"


def _say_status_alt(lebar: pd.DataFrame, tempat: str, satuan: str) -> str:
    if lebar.empty:
        return f"{tempat}: {language.NO_DATA}."
    jumlah = [
        f"{language.format_number(lebar[s].sum())} {t.label.lower()}"
        for s, t in theme.STATUS_SIGNS.items()
        if lebar[s].sum()
    ]
    besar, kecil = lebar.iloc[0], lebar.iloc[-1]
    return (
        f"Batang bertumpuk {len(lebar)} {satuan}. {tempat}: {language.join_list(jumlah)}. "
        f"Terbanyak {besar['nama']} ({besar['jumlah']}), tersedikit {kecil['nama']} ({kecil['jumlah']}). "
        f"{_say_statuses(lebar, satuan)}."
    )


# ── rates ────────────────────────────────────────────────────────────────────────────


def draw_rates(
    data: pd.DataFrame, indikator: str, ukuran: str, kota: sentences.Ratio, *, tempat: str, periode: str, n_kecil: int,
    target: float | None = None, satuan: str = "kelurahan",
) -> Chart:  # fmt: skip
    """nama, pembilang, penyebut, nilai -> one bar each, 0 to 100%, with n of N, target and the whole's value."""
    urut = data.sort_values(["nilai", "nama"], ascending=[False, True], na_position="last").reset_index(drop=True)
    urut = interval.add_bounds(urut, n_kecil)
    tampak = urut if len(urut) <= MAX_BARS else urut[urut["nilai"].notna()].tail(MAX_BARS)
    figur = theme.make_plot(_draw_rate_bar(tampak, n_kecil), tinggi=_find_height(len(tampak), legenda=True))
    figur.update_xaxes(range=[0, 1], tickvals=[0, 0.5, 1], tickformat=".0%", tickangle=0)
    figur.update_yaxes(**NAME_AXIS)
    # labels stand in a column of their own, where no line crosses them
    label = [_make_end_label(1, b.nama, _write_rate_label(b, n_kecil)) for b in list_rows(tampak)]
    garis, nama_garis = _draw_reference_lines(kota, tempat, target)
    figur.update_layout(margin={"t": 34, "r": 142}, annotations=[*label, *nama_garis], shapes=garis)
    return Chart(
        figur,
        sentences.say_ranking(urut, indikator, n_kecil, target, kota, tempat, satuan),
        sentences.say_subtitle(ukuran, tempat, periode)
        + f". {sentences.say_small_n(n_kecil)}"
        + say_cut(urut, "terendah", satuan),
        sentences.say_areas_alt("Batang", urut, indikator, n_kecil, tempat, kota, satuan),
        tampak.reset_index(drop=True),
        {
            "nama": language.capitalise(satuan),
            **_find_around_column(satuan),
            "pembilang": "",
            "penyebut": "",
            "nilai": "",
            **interval.INTERVAL_COLUMNS,
        },
    )


def _find_around_column(satuan: str) -> dict[str, str]:
    """The column of the kecamatan, unless the areas are kecamatan themselves."""
    return {} if satuan == "kecamatan" else {"kecamatan": ""}


def _draw_rate_bar(urut: pd.DataFrame, n_kecil: int) -> go.Bar:
    kecil = (urut["penyebut"] < n_kecil).tolist()
    return go.Bar(
        x=urut["nilai"], y=urut["nama"], orientation="h",
        marker={
            # no colour of a value where nothing may be compared
            "color": [theme.NO_DATA if k else theme.ACCENT for k in kecil], "line": {"width": 0},
            "pattern": {"shape": ["/" if k else "" for k in kecil], "fillmode": "overlay", "fgcolor": theme.WHITE,
                        "solidity": 0.35, "size": 6},
        },
        customdata=[(b.kode_wilayah, b.nama, _say_rate_hover(b)) for b in list_rows(urut)],
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
        hovertemplate="%{customdata[2]}<extra></extra>",
    )  # fmt: skip


def _say_rate_hover(b) -> str:
    """ "Turi: 11 dari 12 (92%)", the interval, and whether the number may be compared."""
    if not language.is_known(b.nilai):
        return text.join_lines(f"{b.nama}: {language.NO_DATA}")
    catatan = [b.keterangan] if b.keterangan else []
    bagian = f"{language.format_fraction(b.pembilang, b.penyebut)} ({language.format_percent(b.nilai, b.penyebut)})"
    selang_ = f"selang 95%: {interval.say_interval(b.pembilang, b.penyebut)}"
    return text.join_lines(f"{b.nama}: {bagian}", selang_, *catatan)


def _write_rate_label(baris, n_kecil: int) -> str:
    if not language.is_known(baris.nilai):
        return language.NO_DATA
    kecil = " · n kecil" if baris.penyebut < n_kecil else ""
    persen = text.make_bold(language.format_percent(baris.nilai, baris.penyebut))
    return persen + f"  {language.format_fraction(baris.pembilang, baris.penyebut)}{kecil}"


def _draw_reference_lines(kota: sentences.Ratio, tempat: str, target: float | None) -> tuple[list[dict], list[dict]]:
    """The value of the whole and the target, each named above its line; named on opposite sides when close."""
    isi = []
    if kota.nilai is not None and language.is_known(kota.nilai):
        isi.append((kota.nilai, f"{tempat} {language.format_percent(kota.nilai, kota.penyebut)}", "dot"))
    if target is not None:
        isi.append((target, f"target {language.format_percent(target)}", "solid"))
    isi.sort()
    sisi = ["right" if ke == 0 and (len(isi) > 1 or nilai > 0.5) else "left" for ke, (nilai, _, _) in enumerate(isi)]
    return (
        [theme.make_vertical(nilai, width=1.5, dash=goresan) for nilai, _, goresan in isi],
        [
            theme.make_note(nilai, 1, tulis, yref="paper", yanchor="bottom", xanchor=s)
            for (nilai, tulis, _), s in zip(isi, sisi, strict=True)
        ],
    )


# ── shared ───────────────────────────────────────────────────────────────────────────


def _find_height(baris: int, legenda: bool) -> int:
    return max(baris, 2) * BAR_HEIGHT + (44 if legenda else 16) + 24


def _find_span(jumlah: pd.Series) -> float:
    return (jumlah.max() if len(jumlah) else 1) * 1.08 or 1


def _make_end_label(x: float, y: str, tulis: str) -> dict:
    return theme.make_note(x, y, tulis, xanchor="left", xshift=5)
