"""What changed in the number of active cooperatives: steps that add up exactly, with sentences and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import sentences, text, theme
from dasbor.chart.by_area import NAMA, Grafik
from dasbor.words import language
from dasbor.words.columns import rows
from etl.area_labels import in_brackets

# how a flow is said beside its number, in the order of the steps
LANGKAH = {
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


def jembatan(
    alur: pd.DataFrame,
    aktif: float | None,
    *,
    tempat: str,
    periode: str,
    lalu: str | None,
    dilewati: Sequence[str] = (),
) -> Grafik:
    """alur, d_aktif -> steps from last quarter's number of active cooperatives to this one's.

    `dilewati`: quarters between the two of which only totals were published.
    """
    langkah = steps(alur)
    jumlah = int(langkah["jumlah"].sum())
    kini = None if aktif is None or not language.ada(aktif) else int(aktif)
    tabel = _with_ends(langkah, kini, jumlah, periode, lalu)
    return Grafik(
        _figure(tabel, jumlah),
        headline(langkah, lalu),
        f"Perubahan koperasi aktif, {tempat}, {_span(periode, lalu)}{_skipped(dilewati)}",
        _alt(tabel, langkah, tempat, periode, lalu),
        tabel[["langkah", "jumlah"]],
        {"langkah": "Langkah", "jumlah": "Koperasi aktif"},
    )


def totals(lalu: str, dulu: float, periode: str, aktif: float | None, rekap: Sequence[str], tempat: str) -> Grafik:
    """The change of two totals where one of the quarters has no list of cooperatives: no step can be named."""
    kini = None if aktif is None or not language.ada(aktif) else int(aktif)
    beda = None if kini is None else kini - int(dulu)
    tabel = pd.DataFrame(
        [(f"Aktif {language.triwulan(lalu, True)}", int(dulu), True, 0), ("Tidak dirinci", beda, False, 0),
         (f"Aktif {language.triwulan(periode, True)}", kini, True, 0)],
        columns=["langkah", "jumlah", "ujung", "awal"],
    )  # fmt: skip
    tabel = tabel[tabel["ujung"] | (beda or 0 != 0)] if not beda else tabel
    sebab = _only_totals(rekap) if rekap else f"Register {language.triwulan(periode)} belum diterbitkan"
    subjudul = f"Perubahan koperasi aktif, {tempat}, {_span(periode, lalu)}. {sebab}, jadi sebabnya tidak dapat dirinci"
    judul = f"Koperasi aktif {language.triwulan(periode, True)} belum ada datanya"
    if beda is not None:
        judul = f"Koperasi aktif {language.arah(beda)}; sebabnya tidak dirinci dalam rekap"
    alt = f"{tempat}, koperasi aktif: {' menjadi '.join(_end(b) for b in rows(tabel[tabel['ujung']]))}. {sebab}."
    isi = tabel[["langkah", "jumlah"]].astype({"jumlah": "Int64"})
    return Grafik(
        _figure(tabel.reset_index(drop=True), beda or 0),
        judul,
        subjudul,
        alt,
        isi,
        {"langkah": "Langkah", "jumlah": "Koperasi aktif"},
    )


def _end(b: Any) -> str:
    return f"{language.bilangan(b.jumlah) if language.ada(b.jumlah) else language.KOSONG} ({b.langkah})"


def _only_totals(rekap: Sequence[str]) -> str:
    return f"{language.daftar([language.triwulan(q) for q in rekap])} hanya punya rekap (jumlah tanpa daftar koperasi)"


def _skipped(dilewati: Sequence[str]) -> str:
    return f". {_only_totals(dilewati)}, jadi dilewati" if dilewati else ""


def steps(alur: pd.DataFrame) -> pd.DataFrame:
    """Net effect on `aktif` of each flow that has one: alur, jumlah. Their sum is the change, exactly."""
    jumlah = alur.groupby("alur")["d_aktif"].sum() if len(alur) else pd.Series(dtype="int64")
    lain = [a for a in jumlah.index if a not in LANGKAH]
    baris = [(a, int(jumlah[a])) for a in [*LANGKAH, *lain] if a in jumlah.index and jumlah[a] != 0]
    return pd.DataFrame(baris, columns=["alur", "jumlah"]).astype({"jumlah": "int64"})


def headline(langkah: pd.DataFrame, lalu: str | None) -> str:
    """ "Koperasi aktif naik 20: 20 baru, 2 aktif kembali, 2 menjadi tidak aktif"."""
    if lalu is None:
        return "Belum ada triwulan sebelumnya untuk dibandingkan"
    if langkah.empty:
        return f"Koperasi aktif tetap sejak {language.triwulan(lalu, True)}"
    besar = langkah.reindex(langkah["jumlah"].abs().sort_values(ascending=False, kind="stable").index)
    isi = [f"{abs(b.jumlah)} {_short(b.alur)}" for b in rows(besar)]
    awal = f"Koperasi aktif {language.arah(langkah['jumlah'].sum())}: "
    # As many causes as fit; how many cooperatives changed for other ones is said as a number.
    panjang = (awal + ", ".join(_with_rest(isi, besar, n)) for n in range(len(isi), 0, -1))
    return next((k for k in panjang if len(k.split()) <= sentences.KATA), awal + _with_rest(isi, besar, 1)[0])


def _with_rest(isi: list[str], besar: pd.DataFrame, n: int) -> list[str]:
    sisa = int(besar["jumlah"].abs().iloc[n:].sum())
    return [*isi[:n], *([f"{sisa} lainnya"] if sisa else [])]


def named(alur: pd.DataFrame, paling_banyak: int = 3) -> list[str]:
    """Sentences with names, the flows that people ask about first: "1 aktif kembali: KSP Maju Jaya (Turi)"."""
    if alur.empty:
        return []
    menurut: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for jenis, kelurahan, nama in zip(alur["alur"], alur["kelurahan"], alur["nama_koperasi"], strict=True):
        menurut[jenis].append((kelurahan, nama))
    return [
        f"{len(menurut[jenis])} {kata}: "
        + language.daftar(
            [f"{nama} ({in_brackets(str(kelurahan))})" for kelurahan, nama in sorted(menurut[jenis])], paling_banyak
        )
        for jenis, kata in LANGKAH.items()
        if jenis != "tetap" and menurut[jenis]
    ]


# Words of the headline, where twelve must do.
_PENDEK = {
    "baru": "baru", "menjadi tidak aktif": "nonaktif", "keluar dari register": "keluar",
    "diusulkan dibubarkan": "diusulkan bubar",
}  # fmt: skip


def _span(periode: str, lalu: str | None) -> str:
    akhir = language.triwulan(periode)
    return akhir if lalu is None else f"{language.triwulan(lalu)} ke {akhir}"


def _short(alur: str) -> str:
    return _PENDEK.get(alur, LANGKAH.get(alur, alur))


def _with_ends(langkah: pd.DataFrame, kini: int | None, jumlah: int, periode: str, lalu: str | None) -> pd.DataFrame:
    """The steps between the two totals; `awal` is where a step begins, counted from last quarter's total."""
    isi = [(language.kalimat(LANGKAH.get(b.alur, b.alur)), b.jumlah) for b in rows(langkah)]
    dulu = None if kini is None else kini - jumlah
    if lalu is not None:
        isi = [(f"Aktif {language.triwulan(lalu, True)}", dulu), *isi]
    tabel = pd.DataFrame([*isi, (f"Aktif {language.triwulan(periode, True)}", kini)], columns=["langkah", "jumlah"])
    tabel["ujung"] = [lalu is not None, *[False] * len(langkah), True][-len(tabel) :]
    geser = tabel["jumlah"].where(~tabel["ujung"], 0).fillna(0)
    return tabel.assign(awal=geser.cumsum() - geser)


def _figure(tabel: pd.DataFrame, jumlah: int) -> go.Figure:
    """Bars of change around the line "last quarter": a bar from zero to 268 would hide a step of 2.

    The last bar is the sum of the steps.
    """
    batang = tabel[~tabel["ujung"]]
    if len(batang):
        batang = pd.concat([batang, tabel.tail(1).assign(jumlah=jumlah, awal=0)])
    ujung = [0, *batang["awal"], *(batang["awal"] + batang["jumlah"])]
    lebar = (max(ujung) - min(ujung)) or 1
    figur = theme.new_figure(_step_bar(batang), tinggi=max(len(tabel), 3) * 36 + 8, margin={"t": 4, "b": 4, "r": 80})
    # room for "268 (+20)" is in pixels: a share of the width would be too little on a phone
    figur.update_xaxes(visible=False, range=[min(ujung) - lebar * 0.04, max(ujung)])
    # type and range are given, since without a step there is no bar to take them from
    sumbu = NAMA | {"autorange": False, "range": [len(tabel) - 0.5, -0.5], "type": "category"}
    figur.update_yaxes(**sumbu, categoryorder="array", categoryarray=tabel["langkah"].tolist())
    label = [_label(baris, jumlah) for baris in rows(tabel)]
    return figur.update_layout(annotations=label, shapes=[theme.vertical(0, color=theme.TEKS_KEDUA, width=1)])


def _step_bar(batang: pd.DataFrame) -> go.Bar:
    naik, turun = theme.UTAMA, theme.STATUS["tidak aktif"].warna
    return go.Bar(
        x=batang["jumlah"], y=batang["langkah"], base=batang["awal"], orientation="h",
        marker={"color": [theme.TEKS_KEDUA if b.ujung else naik if b.jumlah > 0 else turun for b in rows(batang)]},
        hovertemplate="%{y}: %{customdata}<extra></extra>", customdata=[language.bertanda(x) for x in batang["jumlah"]],
    )  # fmt: skip


def _label(baris: Any, jumlah: int) -> dict:
    if baris.ujung:
        besar = language.bilangan(baris.jumlah) if language.ada(baris.jumlah) else language.KOSONG
        # the last bar is as long as the change, not as the total
        beda = f" ({language.bertanda(jumlah)})" if baris.Index and jumlah else ""
        x = max(jumlah, 0) if baris.Index else 0
        tulis: str = text.bold(besar) + beda
    else:
        x, tulis = max(baris.awal, baris.awal + baris.jumlah), language.bertanda(baris.jumlah)
    ukuran = theme.UKURAN["tubuh"] if baris.ujung else theme.UKURAN["tabel"]
    return theme.note(x, baris.langkah, tulis, ukuran, xanchor="left", xshift=6)


def _alt(tabel: pd.DataFrame, langkah: pd.DataFrame, tempat: str, periode: str, lalu: str | None) -> str:
    if lalu is None:
        return f"{tempat}: belum ada triwulan sebelum {language.triwulan(periode)}."
    isi = [f"{language.bertanda(b.jumlah)} {LANGKAH.get(b.alur, b.alur)}" for b in rows(langkah)]
    awal, akhir = (
        language.bilangan(x) if language.ada(x) else language.KOSONG
        for x in (tabel.iloc[0]["jumlah"], tabel.iloc[-1]["jumlah"])
    )
    return (
        f"{tempat}, koperasi aktif: {awal} pada {language.triwulan(lalu)}, "
        f"{language.daftar(isi) if isi else 'tidak ada perubahan'}, menjadi {akhir} pada {language.triwulan(periode)}."
    )
