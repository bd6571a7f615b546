"""Cohorts: what became of inactive cooperatives after a visit or a training, beside the others. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import text, theme
from dasbor.chart.by_area import NAMA, TINGGI_BARIS, Grafik
from dasbor.words import language
from dasbor.words.columns import rows
from dasbor.words.interval import TAK_BANDING, wilson
from etl import periode as triwulan

LANGKAH = (1, 2, 3, 4)  # quarters after the cohort
BELUM_WAKTUNYA, BELUM_TERBIT = "belum waktunya", "register belum terbit"
KECIL = TAK_BANDING
_GESER = 0.19  # the two marks of one row stand above and below its middle


@dataclass(frozen=True)
class Kata:
    """How one kind of support is said. jenis: the sheet it comes from."""

    jenis: str
    kena: str  # "dikunjungi"
    dasar: str  # "kunjungan"

    def group(self, kena: object) -> str:
        if not language.ada(kena):
            return f"data {self.dasar} belum terbit"
        return self.kena if kena else f"tidak {self.kena}"


KUNJUNGAN = Kata("pendampingan", "dikunjungi", "kunjungan")
PELATIHAN = Kata("pelatihan", "dilatih", "pelatihan")

KOLOM = {
    "periode": "Kohor", "kelompok": "Pada triwulan itu", "sesudah": "Triwulan kemudian", "pembilang": "Aktif", "penyebut": "Dari",
    "nilai": "Persen", "bawah": "Batas bawah 95%", "atas": "Batas atas 95%", "keluar": "Keluar dari register",
    "tidak_diketahui": "Status tidak diketahui", "koperasi": "Koperasi berbeda", "keterangan": "Keterangan",
}  # fmt: skip
KOLOM_GABUNGAN = {nama: judul for nama, judul in KOLOM.items() if nama != "periode"}


def describe(kohor: pd.DataFrame, kata: Kata, sampai: str, n_kecil: int) -> pd.DataFrame:
    """The rows of kueri_pembinaan.kohor with share, interval, and the reason where a cell is empty."""
    selang = [wilson(int(b.pembilang), int(b.penyebut)) for b in rows(kohor)]
    ada = kohor["penyebut"] > 0
    dinilai = kohor.assign(
        kelompok=[kata.group(x) for x in kohor["kena"]],
        pembilang=kohor["pembilang"].where(ada).astype("Int64"),
        penyebut=kohor["penyebut"].where(ada).astype("Int64"),
        nilai=kohor["pembilang"] / kohor["penyebut"].where(ada),
        bawah=pd.Series([s[0] if s else None for s in selang], index=kohor.index, dtype="float64"),
        atas=pd.Series([s[1] if s else None for s in selang], index=kohor.index, dtype="float64"),
    )
    return dinilai.assign(keterangan=[_remark(b, kohor, sampai, n_kecil) for b in rows(dinilai)])


def _remark(b, kohor: pd.DataFrame, sampai: str, n_kecil: int) -> str:
    if language.ada(b.penyebut):
        return KECIL if b.penyebut < n_kecil else ""
    awal = [b.periode] if language.ada(b.periode) else kohor["periode"].dropna().unique()
    # an earlier quarter than the chosen one should have a register; a later one is not due yet
    return BELUM_TERBIT if any(triwulan.shift(p, int(b.sesudah)) <= sampai for p in awal) else BELUM_WAKTUNYA


def pooled(dinilai: pd.DataFrame, kata: Kata) -> pd.DataFrame:
    """The eight rows of all cohorts together: quarters later × reached or not. Nobody in a group is a row too."""
    gabung = dinilai[dinilai["periode"].isna() & dinilai["kena"].notna()]
    rangka = pd.DataFrame([(h, kata.group(k)) for h in LANGKAH for k in (True, False)], columns=["sesudah", "kelompok"])
    isi = rangka.merge(gabung.drop(columns=["periode", "kena"]), how="left", on=["sesudah", "kelompok"])
    return isi.assign(keterangan=isi["keterangan"].fillna("tidak ada koperasi"))


def per_cohort(dinilai: pd.DataFrame) -> pd.DataFrame:
    """One row per cohort and group, newest first; each later quarter is a text: "3 dari 12 · 25% (9–53%)"."""
    isi = dinilai[dinilai["periode"].notna()]
    lebar = isi[isi["sesudah"] == LANGKAH[0]][["periode", "kelompok", "anggota_kohor"]].reset_index(drop=True)
    for h in LANGKAH:
        lebar[f"tw{h}"] = [_cell(b) for b in rows(isi[isi["sesudah"] == h])]
    return lebar


KOLOM_KOHOR = {
    "periode": "Kohor", "kelompok": "Pada triwulan itu", "anggota_kohor": "n",
    **{f"tw{h}": f"Aktif {h} triwulan kemudian" for h in LANGKAH},
}  # fmt: skip


def _cell(b) -> str:
    """Below n_kecil no share is written: it would be compared."""
    if not language.ada(b.penyebut):
        return b.keterangan
    jumlah = language.pecahan(b.pembilang, b.penyebut)
    return jumlah if b.keterangan == KECIL else f"{jumlah} · {language.persen(b.nilai, b.penyebut)} ({interval(b)})"


def interval(b) -> str:
    """ "9–53%"."""
    return f"{language.bilangan(b.bawah * 100, 0)}–{language.persen(b.atas)}"


# ── the chart ────────────────────────────────────────────────────────────────────────


def axis_limit(*gabungan: pd.DataFrame) -> float:
    """One scale for several charts: the smallest of 20, 40, …, 100% that holds every interval."""
    atas = max((float(g["atas"].max()) for g in gabungan if g["atas"].notna().any()), default=1.0)
    return next(x for x in (0.2, 0.4, 0.6, 0.8, 1.0) if x >= atas)


def gambar(gabungan: pd.DataFrame, kata: Kata, *, tempat: str, periode: str, batas: float = 1.0) -> Grafik:
    """Share that is aktif 1–4 quarters later with its 95% interval: reached (filled) above, the others (open) below."""
    figur = theme.new_figure(
        *(_marks(gabungan, kata, kena) for kena in (True, False)), tinggi=len(LANGKAH) * 2 * TINGGI_BARIS + 68
    )
    figur.update_xaxes(range=[0, batas], tickvals=[0, batas / 2, batas], tickformat=".0%", showgrid=True)
    figur.update_yaxes(**NAMA | {"autorange": False, "range": [4.5, 0.5]})
    figur.update_yaxes(tickvals=list(LANGKAH), ticktext=[text.lines(f"{h} triwulan", "kemudian") for h in LANGKAH])
    label = [theme.note(batas, _y(b, kata), _label(b), xanchor="left", xshift=8) for b in rows(gabungan)]
    pemisah = [theme.horizontal(h + 0.5, width=1, color=theme.GARIS) for h in LANGKAH[:-1]]
    figur.update_layout(showlegend=True, margin={"t": 34, "r": 124}, annotations=label, shapes=pemisah)
    return Grafik(
        figur,
        headline(gabungan, kata),
        f"Bagian yang aktif kemudian, dari koperasi yang tidak aktif pada satu triwulan, dengan selang 95%, {tempat}, "
        f"semua kohor sampai {language.triwulan(periode)}",
        _alt(gabungan, kata, tempat),
        gabungan,
        KOLOM_GABUNGAN,
    )


def _marks(gabungan: pd.DataFrame, kata: Kata, kena: bool) -> go.Scatter:
    isi = gabungan[gabungan["kelompok"] == kata.group(kena)]
    tampak = isi[isi["nilai"].notna()]
    warna = theme.UTAMA if kena else theme.TEKS_KEDUA
    kecil = tampak["keterangan"] == KECIL  # no colour where nothing may be compared; the label says so too
    garis = [theme.TAK_ADA_DATA if k else warna for k in kecil]
    return go.Scatter(
        x=tampak["nilai"], y=[_y(b, kata) for b in rows(tampak)], mode="markers", cliponaxis=False,
        name=language.kalimat(kata.group(kena)),
        marker={"size": 11, "color": garis if kena else theme.PUTIH, "symbol": "circle" if kena else "diamond",
                "line": {"color": garis, "width": 2}},
        error_x={"type": "data", "symmetric": False, "array": tampak["atas"] - tampak["nilai"],
                 "arrayminus": tampak["nilai"] - tampak["bawah"], "color": theme.TAK_ADA_DATA if kecil.all() else warna, "thickness": 1.5, "width": 4},
        customdata=[f"{language.pecahan(b.pembilang, b.penyebut)} {b.kelompok}, selang 95% {interval(b)}" for b in rows(tampak)],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _y(b, kata: Kata) -> float:
    return b.sesudah + (-_GESER if b.kelompok == kata.group(True) else _GESER)


def _label(b) -> str:
    if not language.ada(b.penyebut):
        return b.keterangan
    if b.keterangan == KECIL:
        return f"{_of(b)} · n kecil"
    return text.bold(language.persen(b.nilai, b.penyebut)) + f"  {_of(b)}"


def _of(b) -> str:
    """ "40/183": the column of labels must fit beside the chart on a phone."""
    return f"{language.bilangan(b.pembilang)}/{language.bilangan(b.penyebut)}"


def headline(gabungan: pd.DataFrame, kata: Kata) -> str:
    """ "4 triwulan kemudian aktif: 7 dari 38 dikunjungi, 12 dari 180 tidak": the longest view with both groups."""
    pasang = _latest_pair(gabungan, kata)
    if pasang is None:
        return "Belum ada kohor yang dapat dibandingkan"
    ya, tidak = pasang
    return (
        f"{ya.sesudah} triwulan kemudian aktif: {language.pecahan(ya.pembilang, ya.penyebut)} {kata.kena}, "
        f"{language.pecahan(tidak.pembilang, tidak.penyebut)} tidak"
    )


def _pairs(gabungan: pd.DataFrame, kata: Kata) -> dict[int, tuple[Any, Any]]:
    """Quarters later -> the rows (reached, not reached), where both are known."""
    semua = {(b.sesudah, b.kelompok): b for b in rows(gabungan) if language.ada(b.penyebut)}
    ya, tidak = kata.group(True), kata.group(False)
    return {h: (semua[h, ya], semua[h, tidak]) for h in LANGKAH if {(h, ya), (h, tidak)} <= set(semua)}


def _latest_pair(gabungan: pd.DataFrame, kata: Kata) -> tuple[Any, Any] | None:
    """That of the most quarters later."""
    pasang = _pairs(gabungan, kata)
    return pasang[max(pasang)] if pasang else None


def reading(gabungan: pd.DataFrame, kata: Kata, n_kecil: int) -> list[str]:
    """How far the two groups may be compared, and what the numbers cannot say."""
    pasang = _latest_pair(gabungan, kata)
    kalimat = _compare(gabungan, kata, n_kecil)
    if pasang is not None:
        ya, tidak = pasang
        kalimat.append(
            f"Satu koperasi terhitung di setiap triwulan ia tidak aktif: {language.bilangan(ya.penyebut)} {kata.kena} adalah "
            f"{language.bilangan(ya.koperasi)} koperasi berbeda, {language.bilangan(tidak.penyebut)} tidak {kata.kena} adalah "
            f"{language.bilangan(tidak.koperasi)}. Karena itu selang 95% sebenarnya lebih lebar."
        )
    return [
        *kalimat,
        f"Ini bukan bukti sebab-akibat: siapa yang {kata.kena} tidak diundi, dan yang tidak {kata.kena} pada triwulan itu "
        f"dapat {kata.kena} pada triwulan lain.",
    ]


def _compare(gabungan: pd.DataFrame, kata: Kata, n_kecil: int) -> list[str]:
    """Whether the two intervals overlap, for each number of quarters later."""
    kapan: dict[str, list[str]] = {"kecil": [], "tindih": [], "pisah": []}
    for h, (ya, tidak) in _pairs(gabungan, kata).items():
        tindih = ya.bawah <= tidak.atas and tidak.bawah <= ya.atas
        kapan["kecil" if min(ya.penyebut, tidak.penyebut) < n_kecil else "tindih" if tindih else "pisah"].append(str(h))
    arti = {
        "pisah": "selang 95% tidak tumpang tindih; sebab bedanya tidak dapat dibaca dari angka ini.",
        "tindih": "selang 95% tumpang tindih; bedanya belum dapat dipisahkan dari kebetulan.",
        "kecil": f"{KECIL}, salah satu kelompok kurang dari {n_kecil}.",
    }
    return [f"{language.daftar(kapan[k])} triwulan kemudian: {arti[k]}" for k in arti if kapan[k]]


def _alt(gabungan: pd.DataFrame, kata: Kata, tempat: str) -> str:
    isi = [f"{b.sesudah} triwulan kemudian, {b.kelompok}: {_cell(b)}" for b in rows(gabungan)]
    return f"Titik dengan selang 95%, {tempat}. {headline(gabungan, kata)}. {'; '.join(isi)}."
