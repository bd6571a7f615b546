"""Groups outside the register: trained, mentored after the training, part of a cooperative. Figures for the choice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from dasbor.blocks import provenance
from dasbor.chart import by_area, text, theme
from dasbor.chart.by_area import Grafik
from dasbor.query import base, mentoring
from dasbor.query.base import Nilai
from dasbor.ui.cards import Kartu
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from dasbor.words.columns import rows
from dasbor.words.legible import BATANG_PALING_BANYAK
from etl import periode as triwulan
from etl.acuan import load_acuan

YA, TIDAK, BELUM_LEWAT, TAK_DIKETAHUI = "ya", "tidak", "belum lewat", "tidak diketahui"
# answer -> label, colour, hatch, text on it; stacked in this order
_TANDA = {
    YA: ("Didampingi", theme.UTAMA, "", theme.PUTIH),
    BELUM_LEWAT: ("Batas belum lewat", theme.KELAS_RASIO[3], "\\", theme.TEKS),
    TIDAK: ("Lewat batas", theme.STATUS["tidak aktif"].warna, "/", theme.TEKS),
    TAK_DIKETAHUI: ("Tidak diketahui", theme.TAK_ADA_DATA, ".", theme.TEKS),
}
KOLOM = {
    "nama_kelompok": "", "kelurahan": "", "terakhir_dilatih": "", "sebutan": "Pendampingan", "batas_pendampingan": "",
    "terakhir_didampingi": "", "koperasi_terkait": "", "status_koperasi": "Status koperasinya", "lembar": "", "baris": "",
}  # fmt: skip
KOLOM_BERKAS = KOLOM | {
    "jenis_kelompok": "", "jumlah_anggota": "", "nama_kegiatan": "", "orang_dilatih": "Orang dilatih",
    "triwulan_pelatihan": "Triwulan pelatihan", "lembar_pelatihan": "Lembar pelatihan", "baris_pelatihan": "Baris pelatihan",
    "kelompok_id": "",
}  # fmt: skip


def day_limit() -> int:
    return load_acuan().aturan["hari_pascapelatihan"]


def definisi(p: Pilihan) -> list[tuple[str, str]]:
    hari = day_limit()
    return [
        *provenance.definisi(p, "kelompok_dilatih"),
        (
            "Didampingi sesudah pelatihan",
            f"Kelompok yang dilatih dalam empat triwulan dan dikunjungi paling lambat {hari} hari sesudah salah satu pelatihannya "
            f"berakhir. “Lewat batas”: tidak dikunjungi dalam hari-hari itu. “Batas belum lewat”: belum dikunjungi, dan {hari} hari itu belum habis pada akhir triwulan yang dipilih. "
            "“Tidak diketahui”: data pendampingan untuk hari-hari itu belum lengkap terbit.",
        ),
        (
            "Menjadi bagian koperasi",
            "Kelompok yang kolom Koperasi Terkait-nya terisi di lembar Kelompok: mendirikan koperasi atau bergabung ke koperasi.",
        ),
    ]  # fmt: skip


def daftar(p: Pilihan) -> pd.DataFrame:
    """The groups with the answer in words; the trained ones without a visit first."""
    isi = mentoring.kelompok(p)
    urut = isi["didampingi"].map({TIDAK: 0, BELUM_LEWAT: 1, TAK_DIKETAHUI: 2, YA: 3}).fillna(4)
    sebutan = [_TANDA[x][0].lower() if language.ada(x) else "tidak dilatih dalam kurun ini" for x in isi["didampingi"]]
    return (
        isi.assign(sebutan=sebutan, urut=urut)
        .sort_values(["urut", "nama_kelompok"], kind="stable")
        .reset_index(drop=True)
    )


def remarks(p: Pilihan) -> list[str]:
    """What is missing for the numbers below."""
    kalimat = [provenance.catatan_jendela(p, "pelatihan"), provenance.catatan_jendela(p, "pendampingan")]
    lembar = mentoring.lembar_kelompok(p)
    if lembar is None:
        kalimat.append(
            "Lembar Kelompok belum diterbitkan dalam empat triwulan ini, jadi keanggotaan koperasi belum diketahui dan hanya "
            "kelompok yang dilatih atau dikunjungi yang didaftar."
        )
    elif lembar != p.periode:
        kalimat.append(
            f"Daftar kelompok dan koperasinya dari {language.triwulan(lembar)}, lembar Kelompok terakhir yang terbit."
        )
    return [k for k in kalimat if k]


# ── cards ────────────────────────────────────────────────────────────────────────────


def kartu(p: Pilihan) -> list[Kartu]:
    """Trained; mentored after it; not in time; part of a cooperative. Each beside the last published quarter."""
    terbit = base.daftar_periode(p)["periode"].tolist()
    lalu = max((q for q in terbit if q < p.periode), default=None)
    kini, dulu = count(mentoring.kelompok(p), *_known(p)), {}
    if lalu:
        dahulu = replace(p, periode=lalu)
        dulu = count(mentoring.kelompok(dahulu), *_known(dahulu))
    judul = {
        "dilatih": "Kelompok dilatih, 4 triwulan", YA: f"Didampingi dalam {day_limit()} hari",
        TIDAK: f"Lewat batas {day_limit()} hari", "koperasi": "Menjadi bagian koperasi",
    }  # fmt: skip
    return [Kartu(judul[k], kini[k], dulu.get(k), lalu, n_kecil=provenance.n_kecil()) for k in judul]


def _known(p: Pilihan) -> tuple[bool, bool]:
    """Whether trainings, and the group sheet, were published in the window of the quarter."""
    return bool(base.jenis_tersedia(p, "pelatihan")), mentoring.lembar_kelompok(p) is not None


def count(isi: pd.DataFrame, ada_pelatihan: bool, ada_lembar: bool) -> dict[str, Nilai]:
    """dilatih, ya, tidak, koperasi; without the sheets behind it a number is unknown, not zero."""
    dilatih, tercatat = int(isi["didampingi"].notna().sum()), int(isi["tercatat"].sum())
    hasil = {"dilatih": Nilai(dilatih, None, dilatih) if ada_pelatihan else Nilai()}
    for jawaban in (YA, TIDAK):
        hasil[jawaban] = _share(int((isi["didampingi"] == jawaban).sum()), dilatih) if ada_pelatihan else Nilai()
    hasil["koperasi"] = _share(int(isi["koperasi_terkait"].notna().sum()), tercatat) if ada_lembar else Nilai()
    return hasil


def _share(pembilang: int, penyebut: int) -> Nilai:
    return Nilai(pembilang, penyebut, pembilang / penyebut if penyebut else None)


# ── the chart ────────────────────────────────────────────────────────────────────────


def per_kelurahan(isi: pd.DataFrame, *, tempat: str, periode: str) -> Grafik:
    """kelurahan, didampingi -> stacked bars of trained groups by what followed the training."""
    semua = _widen(isi)
    lebar = semua.head(BATANG_PALING_BANYAK)
    ada = [j for j in _TANDA if lebar[j].sum() > 0]
    figur = theme.new_figure(
        *(_bar(j, lebar) for j in ada), tinggi=max(len(lebar), 2) * by_area.TINGGI_BARIS + 68, barmode="stack"
    )
    figur.update_layout(showlegend=True, margin={"t": 34})
    figur.update_xaxes(visible=False, range=[0, (lebar["jumlah"].max() if len(lebar) else 1) * 1.08])
    figur.update_yaxes(**by_area.NAMA)
    figur.update_layout(
        annotations=[
            theme.note(b.jumlah, b.kelurahan, language.bilangan(b.jumlah), xanchor="left", xshift=5)
            for b in rows(lebar)
        ]
    )
    awal = base.jendela(periode)[0]
    return Grafik(
        figur,
        headline(isi),
        f"Kelompok yang dilatih menurut pendampingan sesudahnya, {tempat}, {language.triwulan(awal)} sampai {language.triwulan(periode)}"
        + (f". Digambar {len(lebar)} dari {len(semua)} kelurahan" if len(lebar) < len(semua) else ""),
        f"Batang bertumpuk {len(lebar)} kelurahan, {tempat}. {headline(isi)}.",
        lebar,
        {"kelurahan": "", **{j: _TANDA[j][0] for j in ada}, "jumlah": "Kelompok dilatih"},
        "kelompok_dilatih",
    )


def _widen(isi: pd.DataFrame) -> pd.DataFrame:
    dilatih = isi[isi["didampingi"].notna()]
    lebar = pd.crosstab(dilatih["kelurahan"], dilatih["didampingi"]).reindex(columns=list(_TANDA), fill_value=0)
    lebar.columns.name = None
    lebar = lebar.assign(jumlah=lebar.sum(axis=1)).rename_axis("kelurahan").reset_index()
    return lebar.sort_values(["jumlah", "kelurahan"], ascending=[False, True]).reset_index(drop=True)


def _bar(jawaban: str, lebar: pd.DataFrame) -> go.Bar:
    nama, warna, pola, warna_teks = _TANDA[jawaban]
    return go.Bar(
        x=lebar[jawaban], y=lebar["kelurahan"], orientation="h", name=nama,
        marker={"color": warna, "line": {"color": theme.PUTIH, "width": 2},
                "pattern": {"shape": pola, "fillmode": "overlay", "fgcolor": theme.PUTIH, "fgopacity": 0.4, "solidity": 0.16, "size": 8}},
        text=lebar[jawaban].map(lambda x: str(x) if x else ""), textposition="inside", insidetextanchor="middle", textangle=0,
        constraintext="none", textfont={"color": warna_teks, "size": theme.UKURAN["catatan"]},
        hovertemplate=text.hover("%{y}: %{x} " + nama.lower()),
    )  # fmt: skip


def headline(isi: pd.DataFrame) -> str:
    """ "40 kelompok dilatih: 24 didampingi, 16 batas belum lewat"."""
    dilatih = isi["didampingi"].dropna()
    if dilatih.empty:
        return "Belum ada kelompok yang dilatih dalam empat triwulan"
    bagian = [f"{int((dilatih == j).sum())} {t[0].lower()}" for j, t in _TANDA.items() if (dilatih == j).any()]
    return f"{len(dilatih)} kelompok dilatih: {', '.join(bagian)}"


def story(isi: pd.DataFrame, kegiatan: pd.DataFrame, periode: str) -> list[str]:
    """The training that reached most groups: until when its visits are due; and which groups became part of a cooperative."""
    if kegiatan.empty or not kegiatan["kelompok"].max():
        return []
    besar = kegiatan.sort_values(["kelompok", "tanggal_selesai"], ascending=[False, True], kind="stable").iloc[0]
    batas = besar["tanggal_selesai"].date() + dt.timedelta(days=day_limit())
    keadaan = "sudah lewat" if batas <= triwulan.end(periode) else "belum lewat"
    kalimat = [
        f"Kelompok terbanyak: {besar['nama_kegiatan']}, selesai {language.tanggal(besar['tanggal_selesai'])}, diikuti "
        f"{language.bilangan(besar['kelompok'])} kelompok (seluruhnya {language.bilangan(besar['orang'])} peserta). Batas pendampingannya "
        f"{language.tanggal(batas)}, {keadaan} pada akhir {language.triwulan(periode)}."
    ]
    koperasi = isi[isi["didampingi"].notna() & isi["koperasi_terkait"].notna()]
    if len(koperasi):
        nama = [f"{b.nama_kelompok} ({b.koperasi_terkait})" for b in rows(koperasi)]
        kalimat.append(f"Dilatih dalam kurun ini dan menjadi bagian koperasi: {language.daftar(nama, 6)}.")
    return kalimat
