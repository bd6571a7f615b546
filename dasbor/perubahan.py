"""What changed in the number of active cooperatives: steps that add up exactly, with sentences and names."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dasbor import bahasa, tema
from dasbor.grafik import Grafik
from dasbor.tabel import rows

# how a flow is said beside its number, in the order of the steps
LANGKAH = {
    "baru": "koperasi baru",
    "tercatat kembali": "tercatat kembali",
    "aktif kembali": "aktif kembali",
    "pindah masuk": "pindah masuk",
    "status lain": "perubahan status lain",
    "menjadi tidak aktif": "menjadi tidak aktif",
    "diusulkan dibubarkan": "diusulkan dibubarkan",
    "dibubarkan": "dibubarkan",
    "keluar dari register": "keluar dari register",
    "pindah keluar": "pindah keluar",
    "menjadi KKMP": "menjadi KKMP",
    "tetap": "tetap",
}


def jembatan(alur: pd.DataFrame, aktif: float | None, *, tempat: str, periode: str, lalu: str | None) -> Grafik:
    """alur, d_aktif -> steps from last quarter's number of active cooperatives to this one's."""
    langkah = steps(alur)
    jumlah = int(langkah["jumlah"].sum())
    kini = None if aktif is None or not bahasa.ada(aktif) else int(aktif)
    tabel = _with_ends(langkah, kini, jumlah, periode, lalu)
    return Grafik(
        _figure(tabel, jumlah),
        headline(langkah, lalu),
        f"Perubahan koperasi aktif, {tempat}, {_span(periode, lalu)}",
        _alt(tabel, langkah, tempat, periode, lalu),
        tabel[["langkah", "jumlah"]],
        {"langkah": "Langkah", "jumlah": "Koperasi aktif"},
    )


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
        return f"Koperasi aktif tetap sejak {bahasa.triwulan(lalu, True)}"
    besar = langkah.reindex(langkah["jumlah"].abs().sort_values(ascending=False, kind="stable").index).head(2)
    isi = [f"{abs(b.jumlah)} {_short(b.alur)}" for b in rows(besar)]
    arah = bahasa.arah(langkah["jumlah"].sum())
    return f"Koperasi aktif {arah}: {', '.join(isi)}{', lainnya' if len(langkah) > 2 else ''}"


def named(alur: pd.DataFrame, paling_banyak: int = 3) -> list[str]:
    """Sentences with names, the flows that people ask about first: "1 aktif kembali: KSP Maju Jaya (Turi)"."""
    hasil = []
    for jenis, kata in LANGKAH.items():
        bagian = alur[alur["alur"] == jenis].sort_values(["kelurahan", "nama_koperasi"]) if len(alur) else alur
        if jenis == "tetap" or bagian.empty:
            continue
        nama = [f"{b.nama_koperasi} ({b.kelurahan})" for b in rows(bagian)]
        hasil.append(f"{len(bagian)} {kata}: {bahasa.daftar(nama, paling_banyak)}")
    return hasil


def _span(periode: str, lalu: str | None) -> str:
    akhir = bahasa.triwulan(periode)
    return akhir if lalu is None else f"{bahasa.triwulan(lalu)} ke {akhir}"


def _short(alur: str) -> str:
    return "baru" if alur == "baru" else LANGKAH.get(alur, alur)


def _with_ends(langkah: pd.DataFrame, kini: int | None, jumlah: int, periode: str, lalu: str | None) -> pd.DataFrame:
    """The steps between the two totals; `awal` is where a step begins, counted from last quarter's total."""
    isi = [(bahasa.kalimat(LANGKAH.get(b.alur, b.alur)), b.jumlah) for b in rows(langkah)]
    dulu = None if kini is None else kini - jumlah
    if lalu is not None:
        isi = [(f"Aktif {bahasa.triwulan(lalu, True)}", dulu), *isi]
    tabel = pd.DataFrame([*isi, (f"Aktif {bahasa.triwulan(periode, True)}", kini)], columns=["langkah", "jumlah"])
    tabel["ujung"] = [lalu is not None, *[False] * len(langkah), True][-len(tabel) :]
    geser = tabel["jumlah"].where(~tabel["ujung"], 0).fillna(0)
    return tabel.assign(awal=geser.cumsum() - geser)


def _figure(tabel: pd.DataFrame, jumlah: int) -> go.Figure:
    """Bars of change around the line "last quarter": a bar from zero to 268 would hide a step of 2."""
    langkah = tabel[~tabel["ujung"]]
    batas = max([1, *(langkah["awal"] + langkah["jumlah"]).abs(), *langkah["awal"].abs()]) if len(langkah) else 1
    rendah = min([0, *(langkah["awal"] + langkah["jumlah"])])
    figur = tema.new_figure(_step_bar(langkah), tinggi=max(len(tabel), 3) * 36 + 8, margin={"t": 4, "b": 4, "r": 4})
    figur.update_xaxes(visible=False, range=[rendah - batas * 0.3, batas * 1.35])
    figur.update_yaxes(categoryorder="array", categoryarray=tabel["langkah"].tolist(), autorange="reversed",
                       range=None, tickfont={"size": tema.UKURAN["tabel"], "color": tema.TEKS})  # fmt: skip
    figur.add_vline(x=0, line={"color": tema.TEKS_KEDUA, "width": 1})
    for baris in rows(tabel):
        _label(figur, baris, jumlah)
    return figur


def _step_bar(langkah: pd.DataFrame) -> go.Bar:
    return go.Bar(
        x=langkah["jumlah"], y=langkah["langkah"], base=langkah["awal"], orientation="h",
        marker={"color": [tema.UTAMA if x > 0 else tema.STATUS["tidak aktif"].warna for x in langkah["jumlah"]]},
        hovertemplate="%{y}: %{customdata}<extra></extra>", customdata=[bahasa.bertanda(x) for x in langkah["jumlah"]],
    )  # fmt: skip


def _label(figur: go.Figure, baris, jumlah: int) -> None:
    if baris.ujung:
        besar = bahasa.bilangan(baris.jumlah) if bahasa.ada(baris.jumlah) else bahasa.KOSONG
        akhir = bahasa.selisih(jumlah) if baris.Index else ""  # only the last line says the sum of the steps
        x, tulis = baris.awal, f"<b>{besar}</b>  {akhir}"
    else:
        x, tulis = max(baris.awal, baris.awal + baris.jumlah), bahasa.bertanda(baris.jumlah)
    figur.add_annotation(
        x=x, y=baris.langkah, text=tulis, showarrow=False, xanchor="left", xshift=6,
        font={"size": tema.UKURAN["tubuh"] if baris.ujung else tema.UKURAN["tabel"], "color": tema.TEKS},
    )  # fmt: skip


def _alt(tabel: pd.DataFrame, langkah: pd.DataFrame, tempat: str, periode: str, lalu: str | None) -> str:
    if lalu is None:
        return f"{tempat}: belum ada triwulan sebelum {bahasa.triwulan(periode)}."
    isi = [f"{bahasa.bertanda(b.jumlah)} {LANGKAH.get(b.alur, b.alur)}" for b in rows(langkah)]
    awal, akhir = (
        bahasa.bilangan(x) if bahasa.ada(x) else bahasa.KOSONG
        for x in (tabel.iloc[0]["jumlah"], tabel.iloc[-1]["jumlah"])
    )
    return (
        f"{tempat}, koperasi aktif: {awal} pada {bahasa.triwulan(lalu)}, "
        f"{bahasa.daftar(isi) if isi else 'tidak ada perubahan'}, menjadi {akhir} pada {bahasa.triwulan(periode)}."
    )
