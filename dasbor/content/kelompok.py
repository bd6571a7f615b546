"""Groups outside the register: trained, mentored after the training, part of a cooperative. Figures for the choice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from dasbor.blocks import provenance
from dasbor.chart import by_area, text, theme
from dasbor.chart.by_area import Chart
from dasbor.query import base, mentoring
from dasbor.query.base import Figure
from dasbor.ui.cards import Card
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.legible import MAX_BARS
from etl import periode as triwulan
from etl.acuan import load_reference

YES, NO, NOT_DUE, NOT_KNOWN = "ya", "tidak", "belum lewat", "tidak diketahui"
# answer -> label, colour, hatch, text on it; stacked in this order
_SIGNS = {
    YES: ("Didampingi", theme.ACCENT, "", theme.WHITE),
    NOT_DUE: ("Batas belum lewat", theme.RATE_COLOURS[3], "\\", theme.TEXT),
    NO: ("Lewat batas", theme.STATUS_SIGNS["tidak aktif"].warna, "/", theme.TEXT),
    NOT_KNOWN: ("Tidak diketahui", theme.NO_DATA, ".", theme.TEXT),
}
GROUP_COLUMNS = {
    "nama_kelompok": "", "kelurahan": "", "terakhir_dilatih": "", "sebutan": "Pendampingan", "batas_pendampingan": "",
    "terakhir_didampingi": "", "koperasi_terkait": "", "status_koperasi": "Status koperasinya", "lembar": "", "baris": "",
}  # fmt: skip
GROUP_FILE_COLUMNS = GROUP_COLUMNS | {
    "jenis_kelompok": "", "jumlah_anggota": "", "nama_kegiatan": "", "orang_dilatih": "Orang dilatih",
    "triwulan_pelatihan": "Triwulan pelatihan", "lembar_pelatihan": "Lembar pelatihan", "baris_pelatihan": "Baris pelatihan",
    "kelompok_id": "",
}  # fmt: skip


def read_day_limit() -> int:
    return load_reference().aturan["hari_pascapelatihan"]


def list_definitions(p: Pilihan) -> list[tuple[str, str]]:
    hari = read_day_limit()
    return [
        *provenance.say_definitions(p, "kelompok_dilatih"),
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


def list_groups(p: Pilihan) -> pd.DataFrame:
    """The groups with the answer in words; the trained ones without a visit first."""
    isi = mentoring.list_groups(p)
    urut = isi["didampingi"].map({NO: 0, NOT_DUE: 1, NOT_KNOWN: 2, YES: 3}).fillna(4)
    sebutan = [
        _SIGNS[x][0].lower() if language.is_known(x) else "tidak dilatih dalam kurun ini" for x in isi["didampingi"]
    ]
    return (
        isi.assign(sebutan=sebutan, urut=urut)
        .sort_values(["urut", "nama_kelompok"], kind="stable")
        .reset_index(drop=True)
    )


def list_remarks(p: Pilihan) -> list[str]:
    """What is missing for the numbers below."""
    kalimat = [provenance.say_window_note(p, "pelatihan"), provenance.say_window_note(p, "pendampingan")]
    lembar = mentoring.find_group_sheet(p)
    if lembar is None:
        kalimat.append(
            "Lembar Kelompok belum diterbitkan dalam empat triwulan ini, jadi keanggotaan koperasi belum diketahui dan hanya "
            "kelompok yang dilatih atau dikunjungi yang didaftar."
        )
    elif lembar != p.periode:
        kalimat.append(
            f"Daftar kelompok dan koperasinya dari {language.format_quarter(lembar)}, lembar Kelompok terakhir yang terbit."
        )
    return [k for k in kalimat if k]


# ── cards ────────────────────────────────────────────────────────────────────────────


def make_cards(p: Pilihan) -> list[Card]:
    """Trained; mentored after it; not in time; part of a cooperative. Each beside the last published quarter."""
    terbit = base.list_quarters(p)["periode"].tolist()
    lalu = max((q for q in terbit if q < p.periode), default=None)
    kini, dulu = count_groups(mentoring.list_groups(p), *_find_known(p)), {}
    if lalu:
        dahulu = replace(p, periode=lalu)
        dulu = count_groups(mentoring.list_groups(dahulu), *_find_known(dahulu))
    judul = {
        "dilatih": "Kelompok dilatih, 4 triwulan", YES: f"Didampingi dalam {read_day_limit()} hari",
        NO: f"Lewat batas {read_day_limit()} hari", "koperasi": "Menjadi bagian koperasi",
    }  # fmt: skip
    return [Card(judul[k], kini[k], dulu.get(k), lalu, n_kecil=provenance.read_small_n()) for k in judul]


def _find_known(p: Pilihan) -> tuple[bool, bool]:
    """Whether trainings, and the group sheet, were published in the window of the quarter."""
    return bool(base.list_quarters_with(p, "pelatihan")), mentoring.find_group_sheet(p) is not None


def count_groups(isi: pd.DataFrame, ada_pelatihan: bool, ada_lembar: bool) -> dict[str, Figure]:
    """dilatih, ya, tidak, koperasi; without the sheets behind it a number is unknown, not zero."""
    dilatih, tercatat = int(isi["didampingi"].notna().sum()), int(isi["tercatat"].sum())
    hasil = {"dilatih": Figure(dilatih, None, dilatih) if ada_pelatihan else Figure()}
    for jawaban in (YES, NO):
        hasil[jawaban] = _make_share(int((isi["didampingi"] == jawaban).sum()), dilatih) if ada_pelatihan else Figure()
    hasil["koperasi"] = _make_share(int(isi["koperasi_terkait"].notna().sum()), tercatat) if ada_lembar else Figure()
    return hasil


def _make_share(pembilang: int, penyebut: int) -> Figure:
    return Figure(pembilang, penyebut, pembilang / penyebut if penyebut else None)


# ── the chart ────────────────────────────────────────────────────────────────────────


def draw_by_kelurahan(isi: pd.DataFrame, *, tempat: str, periode: str) -> Chart:
    """kelurahan, didampingi -> stacked bars of trained groups by what followed the training."""
    semua = _widen_answers(isi)
    lebar = semua.head(MAX_BARS)
    ada = [j for j in _SIGNS if lebar[j].sum() > 0]
    figur = theme.make_plot(
        *(_draw_bar(j, lebar) for j in ada), tinggi=max(len(lebar), 2) * by_area.BAR_HEIGHT + 68, barmode="stack"
    )
    figur.update_layout(showlegend=True, margin={"t": 34})
    figur.update_xaxes(visible=False, range=[0, (lebar["jumlah"].max() if len(lebar) else 1) * 1.08])
    figur.update_yaxes(**by_area.NAME_AXIS)
    figur.update_layout(
        annotations=[
            theme.make_note(b.jumlah, b.kelurahan, language.format_number(b.jumlah), xanchor="left", xshift=5)
            for b in list_rows(lebar)
        ]
    )
    awal = base.list_window(periode)[0]
    return Chart(
        figur,
        say_headline(isi),
        f"Kelompok yang dilatih menurut pendampingan sesudahnya, {tempat}, {language.format_quarter(awal)} sampai {language.format_quarter(periode)}"
        + (f". Digambar {len(lebar)} dari {len(semua)} kelurahan" if len(lebar) < len(semua) else ""),
        f"Batang bertumpuk {len(lebar)} kelurahan, {tempat}. {say_headline(isi)}.",
        lebar,
        {"kelurahan": "", **{j: _SIGNS[j][0] for j in ada}, "jumlah": "Kelompok dilatih"},
        "kelompok_dilatih",
    )


def _widen_answers(isi: pd.DataFrame) -> pd.DataFrame:
    dilatih = isi[isi["didampingi"].notna()]
    lebar = pd.crosstab(dilatih["kelurahan"], dilatih["didampingi"]).reindex(columns=list(_SIGNS), fill_value=0)
    lebar.columns.name = None
    lebar = lebar.assign(jumlah=lebar.sum(axis=1)).rename_axis("kelurahan").reset_index()
    return lebar.sort_values(["jumlah", "kelurahan"], ascending=[False, True]).reset_index(drop=True)


def _draw_bar(jawaban: str, lebar: pd.DataFrame) -> go.Bar:
    nama, warna, pola, warna_teks = _SIGNS[jawaban]
    return go.Bar(
        x=lebar[jawaban], y=lebar["kelurahan"], orientation="h", name=nama,
        marker={"color": warna, "line": {"color": theme.WHITE, "width": 2},
                "pattern": {"shape": pola, "fillmode": "overlay", "fgcolor": theme.WHITE, "fgopacity": 0.4, "solidity": 0.16, "size": 8}},
        text=lebar[jawaban].map(lambda x: str(x) if x else ""), textposition="inside", insidetextanchor="middle", textangle=0,
        constraintext="none", textfont={"color": warna_teks, "size": theme.SIZES["catatan"]},
        hovertemplate=text.make_hover("%{y}: %{x} " + nama.lower()),
    )  # fmt: skip


def say_headline(isi: pd.DataFrame) -> str:
    """ "40 kelompok dilatih: 24 didampingi, 16 batas belum lewat"."""
    dilatih = isi["didampingi"].dropna()
    if dilatih.empty:
        return "Belum ada kelompok yang dilatih dalam empat triwulan"
    bagian = [f"{int((dilatih == j).sum())} {t[0].lower()}" for j, t in _SIGNS.items() if (dilatih == j).any()]
    return f"{len(dilatih)} kelompok dilatih: {', '.join(bagian)}"


def say_story(isi: pd.DataFrame, kegiatan: pd.DataFrame, periode: str) -> list[str]:
    """The training that reached most groups: until when its visits are due; and which groups became part of a cooperative."""
    if kegiatan.empty or not kegiatan["kelompok"].max():
        return []
    besar = kegiatan.sort_values(["kelompok", "tanggal_selesai"], ascending=[False, True], kind="stable").iloc[0]
    batas = besar["tanggal_selesai"].date() + dt.timedelta(days=read_day_limit())
    keadaan = "sudah lewat" if batas <= triwulan.find_end(periode) else "belum lewat"
    kalimat = [
        f"Kelompok terbanyak: {besar['nama_kegiatan']}, selesai {language.format_date(besar['tanggal_selesai'])}, diikuti "
        f"{language.format_number(besar['kelompok'])} kelompok (seluruhnya {language.format_number(besar['orang'])} peserta). Batas pendampingannya "
        f"{language.format_date(batas)}, {keadaan} pada akhir {language.format_quarter(periode)}."
    ]
    koperasi = isi[isi["didampingi"].notna() & isi["koperasi_terkait"].notna()]
    if len(koperasi):
        nama = [f"{b.nama_kelompok} ({b.koperasi_terkait})" for b in list_rows(koperasi)]
        kalimat.append(f"Dilatih dalam kurun ini dan menjadi bagian koperasi: {language.join_list(nama, 6)}.")
    return kalimat
