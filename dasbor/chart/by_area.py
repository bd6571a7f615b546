"""Charts by kelurahan: statuses stacked, rates as bars. Pure functions from table to Grafik."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import sentences, text, theme
from dasbor.words import interval, language
from dasbor.words.columns import rows
from dasbor.words.legible import BATANG_PALING_BANYAK
from etl import skema

TINGGI_BARIS = 25
# names of areas: first row on top, a little air before the bar
NAMA = {
    "autorange": "reversed",
    "ticklabelstandoff": 6,
    "tickfont": {"size": theme.UKURAN["tabel"], "color": theme.TEKS},
}


@dataclass(frozen=True, eq=False)  # hashed as the object it is: what is kept of it is found again
class Grafik:
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


def status_per_kelurahan(data: pd.DataFrame, tempat: str, periode: str, satuan: str = "kelurahan") -> Grafik:
    """nama, status, jumlah -> stacked bars, the longest on top, total at the end. `satuan` is the level of the areas."""
    lebar = widen_status(data, "nama").sort_values(["jumlah", "nama"], ascending=[False, True])
    tampak = lebar.head(BATANG_PALING_BANYAK)
    batang = [_status_bar(status, tampak) for status in theme.STATUS if tampak[status].sum() > 0]
    figur = theme.new_figure(*batang, tinggi=_height(len(tampak), legenda=True), barmode="stack")
    label = [_end_label(b.jumlah, b.nama, language.bilangan(b.jumlah)) for b in rows(tampak)]
    figur.update_yaxes(**NAMA)
    figur.update_layout(
        showlegend=True, margin={"t": 34}, annotations=label,
        xaxis={"visible": False, "range": [0, _span(tampak["jumlah"])]},
    )  # fmt: skip
    return Grafik(
        figur,
        _status_headline(lebar, satuan),
        sentences.subtitle("Banyaknya koperasi menurut status", tempat, periode) + cut_note(lebar, "terbanyak", satuan),
        _status_alt(lebar, tempat, satuan),
        tampak.reset_index(drop=True),
        {
            "nama": language.kalimat(satuan),
            **{s: t.label for s, t in theme.STATUS.items() if tampak[s].sum() > 0},
            "jumlah": "Jumlah",
        },
    )


def cut_note(semua: pd.DataFrame, yang: str, satuan: str) -> str:
    """Said when not every area is drawn."""
    if len(semua) <= BATANG_PALING_BANYAK:
        return ""
    return f". Digambar {BATANG_PALING_BANYAK} {yang} dari {len(semua)} {satuan}"


def widen_status(data: pd.DataFrame, menurut: str) -> pd.DataFrame:
    """One row per area or quarter, one column per status in the palette's order, `jumlah` over them.

    A register without cooperatives of a status has none; a rekap that does not name a status does not say.
    """
    lebar = data.groupby([menurut, "status"])["jumlah"].sum().unstack()
    lebar = lebar.reindex(columns=list(theme.STATUS))
    rekap = set(data.loc[data["sumber"] == "rekap", menurut]) if "sumber" in data else set()
    lebar = lebar.where(lebar.notna() | lebar.index.isin(rekap)[:, None], 0)
    lebar["jumlah"] = lebar.sum(axis=1)
    lebar.columns.name = None
    return (lebar if rekap else lebar.astype("int64")).reset_index()


def status_marker(status: str) -> dict:
    """Colour, hatch and the white line between neighbours, the same in every chart."""
    tanda = theme.STATUS[status]
    return {
        "color": tanda.warna,
        "line": {"color": theme.PUTIH, "width": 2},
        "pattern": {
            "shape": tanda.pola,
            "fillmode": "overlay",
            "fgcolor": theme.PUTIH,
            "fgopacity": 0.4,
            "solidity": 0.16,
            "size": 8,
        },  # faint enough to write a number over
    }


def _status_bar(status: str, lebar: pd.DataFrame) -> go.Bar:
    tanda = theme.STATUS[status]
    tulis = lebar[status].map(lambda x: str(x) if x else "")
    return go.Bar(
        x=lebar[status], y=lebar["nama"], orientation="h", name=tanda.label, marker=status_marker(status),
        text=tulis, textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
        textfont={"color": tanda.warna_teks, "size": theme.UKURAN["catatan"]},
        hovertemplate=text.hover("%{y}: %{x} " + tanda.label.lower()),
    )  # fmt: skip


def _status_headline(lebar: pd.DataFrame, satuan: str) -> str:
    banyak = lebar[lebar[skema.TIDAK_AKTIF] == lebar[skema.TIDAK_AKTIF].max()] if len(lebar) else lebar
    if banyak.empty:
        return "Belum ada data koperasi"
    jumlah = int(banyak.iloc[0][skema.TIDAK_AKTIF])
    if jumlah == 0:
        return "Tidak ada koperasi tidak aktif"
    if len(lebar) == 1:
        return f"{banyak.iloc[0]['nama']}: {jumlah} dari {banyak.iloc[0]['jumlah']} koperasi tidak aktif"
    if len(banyak) > 2:
        return f"Koperasi tidak aktif terbanyak di {len(banyak)} {satuan}, masing-masing {jumlah}"
    return f"Koperasi tidak aktif terbanyak di {language.daftar(sorted(banyak['nama']))}: {jumlah}"


def _status_alt(lebar: pd.DataFrame, tempat: str, satuan: str) -> str:
    if lebar.empty:
        return f"{tempat}: {language.KOSONG}."
    jumlah = [
        f"{language.bilangan(lebar[s].sum())} {t.label.lower()}" for s, t in theme.STATUS.items() if lebar[s].sum()
    ]
    besar, kecil = lebar.iloc[0], lebar.iloc[-1]
    return (
        f"Batang bertumpuk {len(lebar)} {satuan}. {tempat}: {language.daftar(jumlah)}. "
        f"Terbanyak {besar['nama']} ({besar['jumlah']}), tersedikit {kecil['nama']} ({kecil['jumlah']}). "
        f"{_status_headline(lebar, satuan)}."
    )


# ── rates ────────────────────────────────────────────────────────────────────────────


def rasio_per_kelurahan(
    data: pd.DataFrame, indikator: str, ukuran: str, kota: sentences.Rasio, *, tempat: str, periode: str, n_kecil: int,
    target: float | None = None, satuan: str = "kelurahan",
) -> Grafik:  # fmt: skip
    """nama, pembilang, penyebut, nilai -> one bar each, 0 to 100%, with n of N, target and the whole's value."""
    urut = data.sort_values(["nilai", "nama"], ascending=[False, True], na_position="last").reset_index(drop=True)
    urut = interval.with_bounds(urut, n_kecil)
    tampak = urut if len(urut) <= BATANG_PALING_BANYAK else urut[urut["nilai"].notna()].tail(BATANG_PALING_BANYAK)
    figur = theme.new_figure(_rate_bar(tampak, n_kecil), tinggi=_height(len(tampak), legenda=True))
    figur.update_xaxes(range=[0, 1], tickvals=[0, 0.5, 1], tickformat=".0%", tickangle=0)
    figur.update_yaxes(**NAMA)
    # labels stand in a column of their own, where no line crosses them
    label = [_end_label(1, b.nama, _rate_label(b, n_kecil)) for b in rows(tampak)]
    garis, nama_garis = _reference_lines(kota, tempat, target)
    figur.update_layout(margin={"t": 34, "r": 142}, annotations=[*label, *nama_garis], shapes=garis)
    return Grafik(
        figur,
        sentences.ranking(urut, indikator, n_kecil, target, kota, tempat, satuan),
        sentences.subtitle(ukuran, tempat, periode)
        + f". {sentences.small_n_note(n_kecil)}"
        + cut_note(urut, "terendah", satuan),
        sentences.alt_areas("Batang", urut, indikator, n_kecil, tempat, kota, satuan),
        tampak.reset_index(drop=True),
        {
            "nama": language.kalimat(satuan),
            **_around(satuan),
            "pembilang": "",
            "penyebut": "",
            "nilai": "",
            **interval.KOLOM,
        },
    )


def _around(satuan: str) -> dict[str, str]:
    """The column of the kecamatan, unless the areas are kecamatan themselves."""
    return {} if satuan == "kecamatan" else {"kecamatan": ""}


def _rate_bar(urut: pd.DataFrame, n_kecil: int) -> go.Bar:
    kecil = (urut["penyebut"] < n_kecil).tolist()
    return go.Bar(
        x=urut["nilai"], y=urut["nama"], orientation="h",
        marker={
            # no colour of a value where nothing may be compared
            "color": [theme.TAK_ADA_DATA if k else theme.UTAMA for k in kecil], "line": {"width": 0},
            "pattern": {"shape": ["/" if k else "" for k in kecil], "fillmode": "overlay", "fgcolor": theme.PUTIH,
                        "solidity": 0.35, "size": 6},
        },
        customdata=[(b.kode_wilayah, b.nama, _rate_hover(b)) for b in rows(urut)],
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
        hovertemplate="%{customdata[2]}<extra></extra>",
    )  # fmt: skip


def _rate_hover(b) -> str:
    """ "Turi: 11 dari 12 (92%)", the interval, and whether the number may be compared."""
    if not language.ada(b.nilai):
        return text.lines(f"{b.nama}: {language.KOSONG}")
    catatan = [b.keterangan] if b.keterangan else []
    bagian = f"{language.pecahan(b.pembilang, b.penyebut)} ({language.persen(b.nilai, b.penyebut)})"
    selang_ = f"selang 95%: {interval.sebut(b.pembilang, b.penyebut)}"
    return text.lines(f"{b.nama}: {bagian}", selang_, *catatan)


def _rate_label(baris, n_kecil: int) -> str:
    if not language.ada(baris.nilai):
        return language.KOSONG
    kecil = " · n kecil" if baris.penyebut < n_kecil else ""
    persen = text.bold(language.persen(baris.nilai, baris.penyebut))
    return persen + f"  {language.pecahan(baris.pembilang, baris.penyebut)}{kecil}"


def _reference_lines(kota: sentences.Rasio, tempat: str, target: float | None) -> tuple[list[dict], list[dict]]:
    """The value of the whole and the target, each named above its line; named on opposite sides when close."""
    isi = []
    if kota.nilai is not None and language.ada(kota.nilai):
        isi.append((kota.nilai, f"{tempat} {language.persen(kota.nilai, kota.penyebut)}", "dot"))
    if target is not None:
        isi.append((target, f"target {language.persen(target)}", "solid"))
    isi.sort()
    sisi = ["right" if ke == 0 and (len(isi) > 1 or nilai > 0.5) else "left" for ke, (nilai, _, _) in enumerate(isi)]
    return (
        [theme.vertical(nilai, width=1.5, dash=goresan) for nilai, _, goresan in isi],
        [
            theme.note(nilai, 1, tulis, yref="paper", yanchor="bottom", xanchor=s)
            for (nilai, tulis, _), s in zip(isi, sisi, strict=True)
        ],
    )


# ── shared ───────────────────────────────────────────────────────────────────────────


def _height(baris: int, legenda: bool) -> int:
    return max(baris, 2) * TINGGI_BARIS + (44 if legenda else 16) + 24


def _span(jumlah: pd.Series) -> float:
    return (jumlah.max() if len(jumlah) else 1) * 1.08 or 1


def _end_label(x: float, y: str, tulis: str) -> dict:
    return theme.note(x, y, tulis, xanchor="left", xshift=5)
