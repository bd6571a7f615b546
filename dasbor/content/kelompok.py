"""Groups outside the register: trained, mentored after the training, part of a cooperative. Figures for the choice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from dasbor.blocks import provenance
from dasbor.chart import by_area, text, theme
from dasbor.chart.by_area import Chart
from dasbor.choice import Choice
from dasbor.query import base, mentoring
from dasbor.query.base import Figure
from dasbor.ui.cards import Card
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


def list_definitions(p: Choice) -> list[tuple[str, str]]:
    day = read_day_limit()
    return [
        *provenance.say_definitions(p, "kelompok_dilatih"),
        (
            "Didampingi sesudah pelatihan",
            f"Kelompok yang dilatih dalam empat triwulan dan dikunjungi paling lambat {day} hari sesudah salah satu pelatihannya "
            f"berakhir. “Lewat batas”: tidak dikunjungi dalam hari-hari itu. “Batas belum lewat”: belum dikunjungi, dan {day} hari itu belum habis pada akhir triwulan yang dipilih. "
            "“Tidak diketahui”: data pendampingan untuk hari-hari itu belum lengkap terbit.",
        ),
        (
            "Menjadi bagian koperasi",
            "Kelompok yang kolom Koperasi Terkait-nya terisi di lembar Kelompok: mendirikan koperasi atau bergabung ke koperasi.",
        ),
    ]  # fmt: skip


def list_groups(p: Choice) -> pd.DataFrame:
    """The groups with the answer in words; the trained ones without a visit first."""
    content = mentoring.list_groups(p)
    ordered = content["didampingi"].map({NO: 0, NOT_DUE: 1, NOT_KNOWN: 2, YES: 3}).fillna(4)
    label = [
        _SIGNS[x][0].lower() if language.is_known(x) else "tidak dilatih dalam kurun ini" for x in content["didampingi"]
    ]
    return (
        content.assign(sebutan=label, urut=ordered)
        .sort_values(["urut", "nama_kelompok"], kind="stable")
        .reset_index(drop=True)
    )


def list_remarks(p: Choice) -> list[str]:
    """What is missing for the numbers below."""
    sentence = [provenance.say_window_note(p, "pelatihan"), provenance.say_window_note(p, "pendampingan")]
    sheet = mentoring.find_group_sheet(p)
    if sheet is None:
        sentence.append(
            "Lembar Kelompok belum diterbitkan dalam empat triwulan ini, jadi keanggotaan koperasi belum diketahui dan hanya "
            "kelompok yang dilatih atau dikunjungi yang didaftar."
        )
    elif sheet != p.periode:
        sentence.append(
            f"Daftar kelompok dan koperasinya dari {language.format_quarter(sheet)}, lembar Kelompok terakhir yang terbit."
        )
    return [k for k in sentence if k]


# ── cards ────────────────────────────────────────────────────────────────────────────


def make_cards(p: Choice) -> list[Card]:
    """Trained; mentored after it; not in time; part of a cooperative. Each beside the last published quarter."""
    published = base.list_quarters(p)["periode"].tolist()
    previous = max((q for q in published if q < p.periode), default=None)
    current, past = count_groups(mentoring.list_groups(p), *_find_known(p)), {}
    if previous:
        earlier = replace(p, periode=previous)
        past = count_groups(mentoring.list_groups(earlier), *_find_known(earlier))
    title = {
        "dilatih": "Kelompok dilatih, 4 triwulan", YES: f"Didampingi dalam {read_day_limit()} hari",
        NO: f"Lewat batas {read_day_limit()} hari", "koperasi": "Menjadi bagian koperasi",
    }  # fmt: skip
    return [Card(title[k], current[k], past.get(k), previous, n_kecil=provenance.read_small_n()) for k in title]


def _find_known(p: Choice) -> tuple[bool, bool]:
    """Whether trainings, and the group sheet, were published in the window of the quarter."""
    return bool(base.list_quarters_with(p, "pelatihan")), mentoring.find_group_sheet(p) is not None


def count_groups(content: pd.DataFrame, ada_pelatihan: bool, ada_lembar: bool) -> dict[str, Figure]:
    """dilatih, ya, tidak, koperasi; without the sheets behind it a number is unknown, not zero."""
    trained, recorded = int(content["didampingi"].notna().sum()), int(content["tercatat"].sum())
    result = {"dilatih": Figure(trained, None, trained) if ada_pelatihan else Figure()}
    for answer in (YES, NO):
        result[answer] = (
            _make_share(int((content["didampingi"] == answer).sum()), trained) if ada_pelatihan else Figure()
        )
    result["koperasi"] = (
        _make_share(int(content["koperasi_terkait"].notna().sum()), recorded) if ada_lembar else Figure()
    )
    return result


def _make_share(pembilang: int, penyebut: int) -> Figure:
    return Figure(pembilang, penyebut, pembilang / penyebut if penyebut else None)


# ── the chart ────────────────────────────────────────────────────────────────────────


def draw_by_kelurahan(content: pd.DataFrame, *, place: str, periode: str) -> Chart:
    """kelurahan, didampingi -> stacked bars of trained groups by what followed the training."""
    every = _widen_answers(content)
    width = every.head(MAX_BARS)
    known = [j for j in _SIGNS if width[j].sum() > 0]
    plot = theme.make_plot(
        *(_draw_bar(j, width) for j in known), height=max(len(width), 2) * by_area.BAR_HEIGHT + 68, barmode="stack"
    )
    plot.update_layout(showlegend=True, margin={"t": 34})
    plot.update_xaxes(visible=False, range=[0, (width["jumlah"].max() if len(width) else 1) * 1.08])
    plot.update_yaxes(**by_area.NAME_AXIS)
    plot.update_layout(
        annotations=[
            theme.make_note(b.jumlah, b.kelurahan, language.format_number(b.jumlah), xanchor="left", xshift=5)
            for b in list_rows(width)
        ]
    )
    start = base.list_window(periode)[0]
    return Chart(
        plot,
        say_headline(content),
        f"Kelompok yang dilatih menurut pendampingan sesudahnya, {place}, {language.format_quarter(start)} sampai {language.format_quarter(periode)}"
        + (f". Digambar {len(width)} dari {len(every)} kelurahan" if len(width) < len(every) else ""),
        f"Batang bertumpuk {len(width)} kelurahan, {place}. {say_headline(content)}.",
        width,
        {"kelurahan": "", **{j: _SIGNS[j][0] for j in known}, "jumlah": "Kelompok dilatih"},
        "kelompok_dilatih",
    )


def _widen_answers(content: pd.DataFrame) -> pd.DataFrame:
    trained = content[content["didampingi"].notna()]
    width = pd.crosstab(trained["kelurahan"], trained["didampingi"]).reindex(columns=list(_SIGNS), fill_value=0)
    width.columns.name = None
    width = width.assign(jumlah=width.sum(axis=1)).rename_axis("kelurahan").reset_index()
    return width.sort_values(["jumlah", "kelurahan"], ascending=[False, True]).reset_index(drop=True)


def _draw_bar(answer: str, width: pd.DataFrame) -> go.Bar:
    name, colour, pattern, warna_teks = _SIGNS[answer]
    return go.Bar(
        x=width[answer], y=width["kelurahan"], orientation="h", name=name,
        marker={"color": colour, "line": {"color": theme.WHITE, "width": 2},
                "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": theme.WHITE, "fgopacity": 0.4, "solidity": 0.16, "size": 8}},
        text=width[answer].map(lambda x: str(x) if x else ""), textposition="inside", insidetextanchor="middle", textangle=0,
        constraintext="none", textfont={"color": warna_teks, "size": theme.SIZES["catatan"]},
        hovertemplate=text.make_hover("%{y}: %{x} " + name.lower()),
    )  # fmt: skip


def say_headline(content: pd.DataFrame) -> str:
    """ "40 kelompok dilatih: 24 didampingi, 16 batas belum lewat"."""
    trained = content["didampingi"].dropna()
    if trained.empty:
        return "Belum ada kelompok yang dilatih dalam empat triwulan"
    part = [f"{int((trained == j).sum())} {t[0].lower()}" for j, t in _SIGNS.items() if (trained == j).any()]
    return f"{len(trained)} kelompok dilatih: {', '.join(part)}"


def say_story(content: pd.DataFrame, kegiatan: pd.DataFrame, periode: str) -> list[str]:
    """The training that reached most groups: until when its visits are due; and which groups became part of a cooperative."""
    if kegiatan.empty or not kegiatan["kelompok"].max():
        return []
    large = kegiatan.sort_values(["kelompok", "tanggal_selesai"], ascending=[False, True], kind="stable").iloc[0]
    limit = large["tanggal_selesai"].date() + dt.timedelta(days=read_day_limit())
    state = "sudah lewat" if limit <= triwulan.find_end(periode) else "belum lewat"
    sentence = [
        f"Kelompok terbanyak: {large['nama_kegiatan']}, selesai {language.format_date(large['tanggal_selesai'])}, diikuti "
        f"{language.format_number(large['kelompok'])} kelompok (seluruhnya {language.format_number(large['orang'])} peserta). Batas pendampingannya "
        f"{language.format_date(limit)}, {state} pada akhir {language.format_quarter(periode)}."
    ]
    cooperative_rows = content[content["didampingi"].notna() & content["koperasi_terkait"].notna()]
    if len(cooperative_rows):
        name = [f"{b.nama_kelompok} ({b.koperasi_terkait})" for b in list_rows(cooperative_rows)]
        sentence.append(f"Dilatih dalam kurun ini dan menjadi bagian koperasi: {language.join_list(name, 6)}.")
    return sentence
