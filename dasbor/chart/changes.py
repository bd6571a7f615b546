"""What changed in the number of active cooperatives: steps that add up exactly, with sentences and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import sentences, text, theme
from dasbor.chart.by_area import NAME_AXIS, Chart
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl.area_labels import put_in_brackets

# how a flow is said beside its number, in the order of the steps
STEP_NAMES = {
    "baru": "koperasi baru",
    "tercatat kembali": "tercatat kembali",
    "aktif kembali": "aktif kembali",
    "pindah masuk": "pindah masuk",
    "status lain": "status lain",
    "menjadi tidak aktif": "menjadi tidak aktif",
    "diusulkan dibubarkan": "diusulkan dibubarkan",
    "dibubarkan": "dibubarkan",
    "keluar dari register": "keluar dari register",
    "pindah keluar": "pindah keluar",
    "menjadi KKMP": "menjadi KKMP",
    "tetap": "tetap",
}


def draw_bridge(
    alur: pd.DataFrame,
    aktif: float | None,
    *,
    tempat: str,
    periode: str,
    lalu: str | None,
    dilewati: Sequence[str] = (),
) -> Chart:
    """alur, d_aktif -> steps from last quarter's number of active cooperatives to this one's.

    `dilewati`: quarters between the two of which only totals were published.
    """
    langkah = sum_steps(alur)
    jumlah = int(langkah["jumlah"].sum())
    kini = None if aktif is None or not language.is_known(aktif) else int(aktif)
    tabel = _add_ends(langkah, kini, jumlah, periode, lalu)
    return Chart(
        _draw_plot(tabel, jumlah),
        say_headline(langkah, lalu),
        f"Perubahan koperasi aktif, {tempat}, {_say_span(periode, lalu)}{_say_skipped(dilewati)}",
        _say_alt(tabel, langkah, tempat, periode, lalu),
        tabel[["langkah", "jumlah"]],
        {"langkah": "Langkah", "jumlah": "Koperasi aktif"},
    )


def draw_totals(lalu: str, dulu: float, periode: str, aktif: float | None, rekap: Sequence[str], tempat: str) -> Chart:
    """The change of two totals where one of the quarters has no list of cooperatives: no step can be named."""
    kini = None if aktif is None or not language.is_known(aktif) else int(aktif)
    beda = None if kini is None else kini - int(dulu)
    tabel = pd.DataFrame(
        [(f"Aktif {language.format_quarter(lalu, True)}", int(dulu), True, 0), ("Tidak dirinci", beda, False, 0),
         (f"Aktif {language.format_quarter(periode, True)}", kini, True, 0)],
        columns=["langkah", "jumlah", "ujung", "awal"],
    )  # fmt: skip
    tabel = tabel[tabel["ujung"] | (beda or 0 != 0)] if not beda else tabel
    sebab = _say_only_totals(rekap) if rekap else f"Register {language.format_quarter(periode)} belum diterbitkan"
    subjudul = (
        f"Perubahan koperasi aktif, {tempat}, {_say_span(periode, lalu)}. {sebab}, jadi sebabnya tidak dapat dirinci"
    )
    judul = f"Koperasi aktif {language.format_quarter(periode, True)} belum ada datanya"
    if beda is not None:
        judul = f"Koperasi aktif {language.say_direction(beda)}; sebabnya tidak dirinci dalam rekap"
    alt = (
        f"{tempat}, koperasi aktif: {' menjadi '.join(_say_end(b) for b in list_rows(tabel[tabel['ujung']]))}. {sebab}."
    )
    isi = tabel[["langkah", "jumlah"]].astype({"jumlah": "Int64"})
    return Chart(
        _draw_plot(tabel.reset_index(drop=True), beda or 0),
        judul,
        subjudul,
        alt,
        isi,
        {"langkah": "Langkah", "jumlah": "Koperasi aktif"},
    )


def _say_end(b: Any) -> str:
    return f"{language.format_number(b.jumlah) if language.is_known(b.jumlah) else language.NO_DATA} ({b.langkah})"


def _say_only_totals(rekap: Sequence[str]) -> str:
    return f"{language.join_list([language.format_quarter(q) for q in rekap])} hanya punya rekap (jumlah tanpa daftar koperasi)"


def _say_skipped(dilewati: Sequence[str]) -> str:
    return f". {_say_only_totals(dilewati)}, jadi dilewati" if dilewati else ""


def sum_steps(alur: pd.DataFrame) -> pd.DataFrame:
    """Net effect on `aktif` of each flow that has one: alur, jumlah. Their sum is the change, exactly."""
    jumlah = alur.groupby("alur")["d_aktif"].sum() if len(alur) else pd.Series(dtype="int64")
    lain = [a for a in jumlah.index if a not in STEP_NAMES]
    baris = [(a, int(jumlah[a])) for a in [*STEP_NAMES, *lain] if a in jumlah.index and jumlah[a] != 0]
    return pd.DataFrame(baris, columns=["alur", "jumlah"]).astype({"jumlah": "int64"})


def say_headline(langkah: pd.DataFrame, lalu: str | None) -> str:
    """ "Koperasi aktif naik 20: 20 baru, 2 aktif kembali, 2 menjadi tidak aktif"."""
    if lalu is None:
        return "Belum ada triwulan sebelumnya untuk dibandingkan"
    if langkah.empty:
        return f"Koperasi aktif tetap sejak {language.format_quarter(lalu, True)}"
    besar = langkah.reindex(langkah["jumlah"].abs().sort_values(ascending=False, kind="stable").index)
    isi = [f"{abs(b.jumlah)} {_shorten_name(b.alur)}" for b in list_rows(besar)]
    awal = f"Koperasi aktif {language.say_direction(langkah['jumlah'].sum())}: "
    # As many causes as fit; how many cooperatives changed for other ones is said as a number.
    panjang = (awal + ", ".join(_add_rest(isi, besar, n)) for n in range(len(isi), 0, -1))
    return next((k for k in panjang if len(k.split()) <= sentences.MAX_WORDS), awal + _add_rest(isi, besar, 1)[0])


def _add_rest(isi: list[str], besar: pd.DataFrame, n: int) -> list[str]:
    sisa = int(besar["jumlah"].abs().iloc[n:].sum())
    return [*isi[:n], *([f"{sisa} lainnya"] if sisa else [])]


def say_named(alur: pd.DataFrame, paling_banyak: int = 3) -> list[str]:
    """Sentences with names, the flows that people ask about first: "1 aktif kembali: KSP Maju Jaya (Turi)"."""
    if alur.empty:
        return []
    menurut: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for jenis, kelurahan, nama in zip(alur["alur"], alur["kelurahan"], alur["nama_koperasi"], strict=True):
        menurut[jenis].append((kelurahan, nama))
    return [
        f"{len(menurut[jenis])} {kata}: "
        + language.join_list(
            [f"{nama} ({put_in_brackets(str(kelurahan))})" for kelurahan, nama in sorted(menurut[jenis])], paling_banyak
        )
        for jenis, kata in STEP_NAMES.items()
        if jenis != "tetap" and menurut[jenis]
    ]


# Words of the headline, where twelve must do.
_SHORT_NAMES = {
    "baru": "baru", "menjadi tidak aktif": "nonaktif", "keluar dari register": "keluar",
    "diusulkan dibubarkan": "diusulkan bubar",
}  # fmt: skip


def _say_span(periode: str, lalu: str | None) -> str:
    akhir = language.format_quarter(periode)
    return akhir if lalu is None else f"{language.format_quarter(lalu)} ke {akhir}"


def _shorten_name(alur: str) -> str:
    return _SHORT_NAMES.get(alur, STEP_NAMES.get(alur, alur))


def _add_ends(langkah: pd.DataFrame, kini: int | None, jumlah: int, periode: str, lalu: str | None) -> pd.DataFrame:
    """The steps between the two totals; `awal` is where a step begins, counted from last quarter's total."""
    isi = [(language.capitalise(STEP_NAMES.get(b.alur, b.alur)), b.jumlah) for b in list_rows(langkah)]
    dulu = None if kini is None else kini - jumlah
    if lalu is not None:
        isi = [(f"Aktif {language.format_quarter(lalu, True)}", dulu), *isi]
    tabel = pd.DataFrame(
        [*isi, (f"Aktif {language.format_quarter(periode, True)}", kini)], columns=["langkah", "jumlah"]
    )
    tabel["ujung"] = [lalu is not None, *[False] * len(langkah), True][-len(tabel) :]
    geser = tabel["jumlah"].where(~tabel["ujung"], 0).fillna(0)
    return tabel.assign(awal=geser.cumsum() - geser)


def _draw_plot(tabel: pd.DataFrame, jumlah: int) -> go.Figure:
    """Bars of change around the line "last quarter": a bar from zero to 268 would hide a step of 2.

    The last bar is the sum of the steps.
    """
    batang = tabel[~tabel["ujung"]]
    if len(batang):
        batang = pd.concat([batang, tabel.tail(1).assign(jumlah=jumlah, awal=0)])
    ujung = [0, *batang["awal"], *(batang["awal"] + batang["jumlah"])]
    lebar = (max(ujung) - min(ujung)) or 1
    figur = theme.make_plot(
        _draw_step_bar(batang), tinggi=max(len(tabel), 3) * 36 + 8, margin={"t": 4, "b": 4, "r": 80}
    )
    # room for "268 (+20)" is in pixels: a share of the width would be too little on a phone
    figur.update_xaxes(visible=False, range=[min(ujung) - lebar * 0.04, max(ujung)])
    # type and range are given, since without a step there is no bar to take them from
    sumbu = NAME_AXIS | {"autorange": False, "range": [len(tabel) - 0.5, -0.5], "type": "category"}
    figur.update_yaxes(**sumbu, categoryorder="array", categoryarray=tabel["langkah"].tolist())
    label = [_make_label(baris, jumlah) for baris in list_rows(tabel)]
    return figur.update_layout(annotations=label, shapes=[theme.make_vertical(0, color=theme.TEXT_MUTED, width=1)])


def _draw_step_bar(batang: pd.DataFrame) -> go.Bar:
    naik, turun = theme.ACCENT, theme.STATUS_SIGNS["tidak aktif"].warna
    return go.Bar(
        x=batang["jumlah"], y=batang["langkah"], base=batang["awal"], orientation="h",
        marker={"color": [theme.TEXT_MUTED if b.ujung else naik if b.jumlah > 0 else turun for b in list_rows(batang)]},
        hovertemplate="%{y}: %{customdata}<extra></extra>", customdata=[language.format_signed(x) for x in batang["jumlah"]],
    )  # fmt: skip


def _make_label(baris: Any, jumlah: int) -> dict:
    if baris.ujung:
        besar = language.format_number(baris.jumlah) if language.is_known(baris.jumlah) else language.NO_DATA
        # the last bar is as long as the change, not as the total
        beda = f" ({language.format_signed(jumlah)})" if baris.Index and jumlah else ""
        x = max(jumlah, 0) if baris.Index else 0
        tulis: str = text.make_bold(besar) + beda
    else:
        x, tulis = max(baris.awal, baris.awal + baris.jumlah), language.format_signed(baris.jumlah)
    ukuran = theme.SIZES["tubuh"] if baris.ujung else theme.SIZES["tabel"]
    return theme.make_note(x, baris.langkah, tulis, ukuran, xanchor="left", xshift=6)


def _say_alt(tabel: pd.DataFrame, langkah: pd.DataFrame, tempat: str, periode: str, lalu: str | None) -> str:
    if lalu is None:
        return f"{tempat}: belum ada triwulan sebelum {language.format_quarter(periode)}."
    isi = [f"{language.format_signed(b.jumlah)} {STEP_NAMES.get(b.alur, b.alur)}" for b in list_rows(langkah)]
    awal, akhir = (
        language.format_number(x) if language.is_known(x) else language.NO_DATA
        for x in (tabel.iloc[0]["jumlah"], tabel.iloc[-1]["jumlah"])
    )
    return (
        f"{tempat}, koperasi aktif: {awal} pada {language.format_quarter(lalu)}, "
        f"{language.join_list(isi) if isi else 'tidak ada perubahan'}, menjadi {akhir} pada {language.format_quarter(periode)}."
    )
