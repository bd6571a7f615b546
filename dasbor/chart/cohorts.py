"""Cohorts: what became of inactive cooperatives after a visit or a training, beside the others. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import text, theme
from dasbor.chart.by_area import BAR_HEIGHT, NAME_AXIS, Chart
from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.interval import NOT_COMPARABLE, compute_wilson
from etl import periode as triwulan

STEPS = (1, 2, 3, 4)  # quarters after the cohort
NOT_YET_DUE, NOT_PUBLISHED = "belum waktunya", "register belum terbit"
TOO_SMALL = NOT_COMPARABLE
_SHIFT = 0.19  # the two marks of one row stand above and below its middle


@dataclass(frozen=True)
class SupportWords:
    """How one kind of support is said. jenis: the sheet it comes from."""

    jenis: str
    kena: str  # "dikunjungi"
    dasar: str  # "kunjungan"

    def group(self, kena: object) -> str:
        if not language.is_known(kena):
            return f"data {self.dasar} belum terbit"
        return self.kena if kena else f"tidak {self.kena}"


VISITS = SupportWords("pendampingan", "dikunjungi", "kunjungan")
TRAININGS = SupportWords("pelatihan", "dilatih", "pelatihan")

COHORT_FILE_COLUMNS = {
    "periode": "Kohor", "kelompok": "Pada triwulan itu", "sesudah": "Triwulan kemudian", "pembilang": "Aktif", "penyebut": "Dari",
    "nilai": "Persen", "bawah": "Batas bawah 95%", "atas": "Batas atas 95%", "keluar": "Keluar dari register",
    "tidak_diketahui": "Status tidak diketahui", "koperasi": "Koperasi berbeda", "keterangan": "Keterangan",
}  # fmt: skip
POOLED_COLUMNS = {nama: judul for nama, judul in COHORT_FILE_COLUMNS.items() if nama != "periode"}


def describe_cohorts(kohor: pd.DataFrame, kata: SupportWords, sampai: str, n_kecil: int) -> pd.DataFrame:
    """The rows of kueri_pembinaan.kohor with share, interval, and the reason where a cell is empty."""
    selang = [compute_wilson(int(b.pembilang), int(b.penyebut)) for b in list_rows(kohor)]
    ada = kohor["penyebut"] > 0
    dinilai = kohor.assign(
        kelompok=[kata.group(x) for x in kohor["kena"]],
        pembilang=kohor["pembilang"].where(ada).astype("Int64"),
        penyebut=kohor["penyebut"].where(ada).astype("Int64"),
        nilai=kohor["pembilang"] / kohor["penyebut"].where(ada),
        bawah=pd.Series([s[0] if s else None for s in selang], index=kohor.index, dtype="float64"),
        atas=pd.Series([s[1] if s else None for s in selang], index=kohor.index, dtype="float64"),
    )
    return dinilai.assign(keterangan=[_say_remark(b, kohor, sampai, n_kecil) for b in list_rows(dinilai)])


def _say_remark(b, kohor: pd.DataFrame, sampai: str, n_kecil: int) -> str:
    if language.is_known(b.penyebut):
        return TOO_SMALL if b.penyebut < n_kecil else ""
    awal = [b.periode] if language.is_known(b.periode) else kohor["periode"].dropna().unique()
    # an earlier quarter than the chosen one should have a register; a later one is not due yet
    return NOT_PUBLISHED if any(triwulan.shift_quarter(p, int(b.sesudah)) <= sampai for p in awal) else NOT_YET_DUE


def pool_cohorts(dinilai: pd.DataFrame, kata: SupportWords) -> pd.DataFrame:
    """The eight rows of all cohorts together: quarters later × reached or not. Nobody in a group is a row too."""
    gabung = dinilai[dinilai["periode"].isna() & dinilai["kena"].notna()]
    rangka = pd.DataFrame([(h, kata.group(k)) for h in STEPS for k in (True, False)], columns=["sesudah", "kelompok"])
    isi = rangka.merge(gabung.drop(columns=["periode", "kena"]), how="left", on=["sesudah", "kelompok"])
    return isi.assign(keterangan=isi["keterangan"].fillna("tidak ada koperasi"))


def list_by_cohort(dinilai: pd.DataFrame) -> pd.DataFrame:
    """One row per cohort and group, newest first; each later quarter is a text: "3 dari 12 · 25% (9–53%)"."""
    isi = dinilai[dinilai["periode"].notna()]
    lebar = isi[isi["sesudah"] == STEPS[0]][["periode", "kelompok", "anggota_kohor"]].reset_index(drop=True)
    for h in STEPS:
        lebar[f"tw{h}"] = [_write_cell(b) for b in list_rows(isi[isi["sesudah"] == h])]
    return lebar


COHORT_COLUMNS = {
    "periode": "Kohor", "kelompok": "Pada triwulan itu", "anggota_kohor": "n",
    **{f"tw{h}": f"Aktif {h} triwulan kemudian" for h in STEPS},
}  # fmt: skip


def _write_cell(b) -> str:
    """Below n_kecil no share is written: it would be compared."""
    if not language.is_known(b.penyebut):
        return b.keterangan
    jumlah = language.format_fraction(b.pembilang, b.penyebut)
    return (
        jumlah
        if b.keterangan == TOO_SMALL
        else f"{jumlah} · {language.format_percent(b.nilai, b.penyebut)} ({format_interval(b)})"
    )


def format_interval(b) -> str:
    """ "9–53%"."""
    return f"{language.format_number(b.bawah * 100, 0)}–{language.format_percent(b.atas)}"


# ── the chart ────────────────────────────────────────────────────────────────────────


def find_axis_limit(*gabungan: pd.DataFrame) -> float:
    """One scale for several charts: the smallest of 20, 40, …, 100% that holds every interval."""
    atas = max((float(g["atas"].max()) for g in gabungan if g["atas"].notna().any()), default=1.0)
    return next(x for x in (0.2, 0.4, 0.6, 0.8, 1.0) if x >= atas)


def draw_cohorts(gabungan: pd.DataFrame, kata: SupportWords, *, tempat: str, periode: str, batas: float = 1.0) -> Chart:
    """Share that is aktif 1–4 quarters later with its 95% interval: reached (filled) above, the others (open) below."""
    figur = theme.make_plot(
        *(_draw_marks(gabungan, kata, kena) for kena in (True, False)), tinggi=len(STEPS) * 2 * BAR_HEIGHT + 68
    )
    figur.update_xaxes(range=[0, batas], tickvals=[0, batas / 2, batas], tickformat=".0%", showgrid=True)
    figur.update_yaxes(**NAME_AXIS | {"autorange": False, "range": [4.5, 0.5]})
    figur.update_yaxes(tickvals=list(STEPS), ticktext=[text.join_lines(f"{h} triwulan", "kemudian") for h in STEPS])
    label = [
        theme.make_note(batas, _place_y(b, kata), _write_label(b), xanchor="left", xshift=8)
        for b in list_rows(gabungan)
    ]
    pemisah = [theme.make_horizontal(h + 0.5, width=1, color=theme.LINE) for h in STEPS[:-1]]
    figur.update_layout(showlegend=True, margin={"t": 34, "r": 124}, annotations=label, shapes=pemisah)
    return Chart(
        figur,
        say_headline(gabungan, kata),
        f"Bagian yang aktif kemudian, dari koperasi yang tidak aktif pada satu triwulan, dengan selang 95%, {tempat}, "
        f"semua kohor sampai {language.format_quarter(periode)}",
        _say_alt(gabungan, kata, tempat),
        gabungan,
        POOLED_COLUMNS,
    )


def _draw_marks(gabungan: pd.DataFrame, kata: SupportWords, kena: bool) -> go.Scatter:
    isi = gabungan[gabungan["kelompok"] == kata.group(kena)]
    tampak = isi[isi["nilai"].notna()]
    warna = theme.ACCENT if kena else theme.TEXT_MUTED
    kecil = tampak["keterangan"] == TOO_SMALL  # no colour where nothing may be compared; the label says so too
    garis = [theme.NO_DATA if k else warna for k in kecil]
    return go.Scatter(
        x=tampak["nilai"], y=[_place_y(b, kata) for b in list_rows(tampak)], mode="markers", cliponaxis=False,
        name=language.capitalise(kata.group(kena)),
        marker={"size": 11, "color": garis if kena else theme.WHITE, "symbol": "circle" if kena else "diamond",
                "line": {"color": garis, "width": 2}},
        error_x={"type": "data", "symmetric": False, "array": tampak["atas"] - tampak["nilai"],
                 "arrayminus": tampak["nilai"] - tampak["bawah"], "color": theme.NO_DATA if kecil.all() else warna, "thickness": 1.5, "width": 4},
        customdata=[f"{language.format_fraction(b.pembilang, b.penyebut)} {b.kelompok}, selang 95% {format_interval(b)}" for b in list_rows(tampak)],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _place_y(b, kata: SupportWords) -> float:
    return b.sesudah + (-_SHIFT if b.kelompok == kata.group(True) else _SHIFT)


def _write_label(b) -> str:
    if not language.is_known(b.penyebut):
        return b.keterangan
    if b.keterangan == TOO_SMALL:
        return f"{_write_of(b)} · n kecil"
    return text.make_bold(language.format_percent(b.nilai, b.penyebut)) + f"  {_write_of(b)}"


def _write_of(b) -> str:
    """ "40/183": the column of labels must fit beside the chart on a phone."""
    return f"{language.format_number(b.pembilang)}/{language.format_number(b.penyebut)}"


def say_headline(gabungan: pd.DataFrame, kata: SupportWords) -> str:
    """ "4 triwulan kemudian aktif: 7 dari 38 dikunjungi, 12 dari 180 tidak": the longest view with both groups."""
    pasang = _find_latest_pair(gabungan, kata)
    if pasang is None:
        return "Belum ada kohor yang dapat dibandingkan"
    ya, tidak = pasang
    return (
        f"{ya.sesudah} triwulan kemudian aktif: {language.format_fraction(ya.pembilang, ya.penyebut)} {kata.kena}, "
        f"{language.format_fraction(tidak.pembilang, tidak.penyebut)} tidak"
    )


def _pair_groups(gabungan: pd.DataFrame, kata: SupportWords) -> dict[int, tuple[Any, Any]]:
    """Quarters later -> the rows (reached, not reached), where both are known."""
    semua = {(b.sesudah, b.kelompok): b for b in list_rows(gabungan) if language.is_known(b.penyebut)}
    ya, tidak = kata.group(True), kata.group(False)
    return {h: (semua[h, ya], semua[h, tidak]) for h in STEPS if {(h, ya), (h, tidak)} <= set(semua)}


def _find_latest_pair(gabungan: pd.DataFrame, kata: SupportWords) -> tuple[Any, Any] | None:
    """That of the most quarters later."""
    pasang = _pair_groups(gabungan, kata)
    return pasang[max(pasang)] if pasang else None


def say_reading(gabungan: pd.DataFrame, kata: SupportWords, n_kecil: int) -> list[str]:
    """How far the two groups may be compared, and what the numbers cannot say."""
    pasang = _find_latest_pair(gabungan, kata)
    kalimat = _say_comparison(gabungan, kata, n_kecil)
    if pasang is not None:
        ya, tidak = pasang
        kalimat.append(
            f"Satu koperasi terhitung di setiap triwulan ia tidak aktif: {language.format_number(ya.penyebut)} {kata.kena} adalah "
            f"{language.format_number(ya.koperasi)} koperasi berbeda, {language.format_number(tidak.penyebut)} tidak {kata.kena} adalah "
            f"{language.format_number(tidak.koperasi)}. Karena itu selang 95% sebenarnya lebih lebar."
        )
    return [
        *kalimat,
        f"Ini bukan bukti sebab-akibat: siapa yang {kata.kena} tidak diundi, dan yang tidak {kata.kena} pada triwulan itu "
        f"dapat {kata.kena} pada triwulan lain.",
    ]


def _say_comparison(gabungan: pd.DataFrame, kata: SupportWords, n_kecil: int) -> list[str]:
    """Whether the two intervals overlap, for each number of quarters later."""
    kapan: dict[str, list[str]] = {"kecil": [], "tindih": [], "pisah": []}
    for h, (ya, tidak) in _pair_groups(gabungan, kata).items():
        tindih = ya.bawah <= tidak.atas and tidak.bawah <= ya.atas
        kapan["kecil" if min(ya.penyebut, tidak.penyebut) < n_kecil else "tindih" if tindih else "pisah"].append(str(h))
    arti = {
        "pisah": "selang 95% tidak tumpang tindih; sebab bedanya tidak dapat dibaca dari angka ini.",
        "tindih": "selang 95% tumpang tindih; bedanya belum dapat dipisahkan dari kebetulan.",
        "kecil": f"{TOO_SMALL}, salah satu kelompok kurang dari {n_kecil}.",
    }
    return [f"{language.join_list(kapan[k])} triwulan kemudian: {arti[k]}" for k in arti if kapan[k]]


def _say_alt(gabungan: pd.DataFrame, kata: SupportWords, tempat: str) -> str:
    isi = [f"{b.sesudah} triwulan kemudian, {b.kelompok}: {_write_cell(b)}" for b in list_rows(gabungan)]
    return f"Titik dengan selang 95%, {tempat}. {say_headline(gabungan, kata)}. {'; '.join(isi)}."
