"""Groups outside the register: trained, mentored after the training, part of a cooperative. Figures for the choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dasbor.answers import area_figures, drawn, provenance
from dasbor.blocks import indicator_cards
from dasbor.chart import text, theme
from dasbor.chart.chart import Chart, Sketch, Trace
from dasbor.choice import Choice
from dasbor.query import mentoring, published, windows
from dasbor.query.figures import Figure
from dasbor.query.source.hidden_names import is_hidden
from dasbor.ui.cards import Card
from dasbor.words import comparable, language
from dasbor.words.columns import list_rows
from dasbor.words.legible import MAX_BARS
from etl import periode as triwulan

QUESTION = "Kelompok mana yang sudah dilatih, didampingi dan menjadi koperasi?"
YES, NO, NOT_DUE, NOT_KNOWN = "ya", "tidak", "belum lewat", "tidak diketahui"
# answer -> label, colour, hatch, text on it; stacked in this order
_SIGNS = {
    YES: ("Didampingi", theme.ACCENT, "", theme.WHITE),
    NOT_DUE: ("Batas belum lewat", theme.RATE_COLOURS[3], "\\", theme.RATE_TEXT_COLOURS[3]),
    NO: ("Lewat batas", theme.STATUS_SIGNS["tidak aktif"].colour, "/", theme.TEXT),
    NOT_KNOWN: ("Tidak diketahui", theme.NO_DATA, ".", theme.TEXT),
}
GROUP_COLUMNS = {
    **dict.fromkeys(("nama_kelompok", "kelurahan", "terakhir_dilatih"), ""),
    "sebutan": "Pendampingan",
    **dict.fromkeys(("batas_pendampingan", "terakhir_didampingi", "koperasi_terkait"), ""),
    "status_koperasi": "Status koperasinya",
    "lembar": "",
    "baris": "",
}
GROUP_FILE_COLUMNS = {
    **GROUP_COLUMNS,
    **dict.fromkeys(("jenis_kelompok", "jumlah_anggota", "nama_kegiatan"), ""),
    "orang_dilatih": "Orang dilatih",
    "triwulan_pelatihan": "Triwulan pelatihan",
    "lembar_pelatihan": "Lembar pelatihan",
    "baris_pelatihan": "Baris pelatihan",
    "kelompok_id": "",
}


def list_definitions(p: Choice) -> list[tuple[str, str]]:
    days = provenance.read_grace_days(p)
    return [
        *provenance.say_definitions(p, "kelompok_dilatih"),
        (
            "Didampingi sesudah pelatihan",
            f"Kelompok yang dilatih dalam {provenance.say_window_length(p)} dan dikunjungi paling lambat {days} "
            "hari sesudah salah satu pelatihannya berakhir. “Lewat batas”: tidak dikunjungi dalam hari-hari itu. "
            "“Batas belum lewat”: belum "
            f"dikunjungi, dan {days} hari itu belum habis pada akhir triwulan yang dipilih. “Tidak diketahui”: data "
            "pendampingan untuk hari-hari itu belum lengkap terbit.",
        ),
        (
            "Menjadi bagian koperasi",
            "Kelompok yang kolom Koperasi Terkait-nya terisi di lembar Kelompok: mendirikan koperasi atau bergabung "
            "ke koperasi.",
        ),
    ]


def say_sources(p: Choice) -> list[str]:
    return provenance.say_sources(p, "pelatihan", "pendampingan", "kelompok", kurun=True)


def say_list_subtitle(p: Choice) -> str:
    places = "" if is_hidden(p) else ". Lembar dan Baris menunjuk lembar Kelompok di buku kerja."
    return f"{provenance.say_window(p)}{places}"


def list_groups(p: Choice) -> pd.DataFrame:
    """The groups with the answer in words; the trained ones without a visit first."""
    groups = mentoring.list_groups(p)
    order = groups["didampingi"].map({NO: 0, NOT_DUE: 1, NOT_KNOWN: 2, YES: 3}).fillna(4)
    answers = groups["didampingi"].tolist()
    labels = [_SIGNS[x][0].lower() if language.is_known(x) else "tidak dilatih dalam kurun ini" for x in answers]
    ordered = groups.assign(sebutan=labels, urut=order).sort_values(["urut", "nama_kelompok"], kind="stable")
    return ordered.reset_index(drop=True)


def list_remarks(p: Choice) -> list[str]:
    """What is missing for the numbers below."""
    remarks = [provenance.say_window_note(p, "pelatihan"), provenance.say_window_note(p, "pendampingan")]
    sheet = mentoring.find_group_sheet(p)
    if sheet is None:
        remarks.append(
            f"Lembar Kelompok belum diterbitkan dalam {provenance.say_window_length(p)} ini, jadi keanggotaan koperasi "
            "belum diketahui dan hanya kelompok yang dilatih atau dikunjungi yang didaftar."
        )
    elif sheet != p.periode:
        remarks.append(
            f"Daftar kelompok dan koperasinya dari {language.format_quarter(sheet)}, "
            "lembar Kelompok terakhir yang terbit."
        )
    return [x for x in remarks if x]


# ── cards ────────────────────────────────────────────────────────────────────────────


def make_cards(p: Choice) -> list[Card]:
    """Trained; mentored after it; not in time; part of a cooperative. Each beside the last published quarter."""
    quarters = published.list_periods(p)
    previous = max((q for q in quarters if q < p.periode), default=None)
    year_ago = indicator_cards.find_year_ago(p)
    current = _count_at(p, p.periode)
    past = _count_at(p, previous) if previous else {}
    then = _count_at(p, year_ago) if year_ago in quarters else {}
    days, n = provenance.read_grace_days(p), provenance.read_small_n(p)
    titles = {
        "dilatih": f"Kelompok dilatih, {len(published.list_window(p, p.periode))} triwulan",
        YES: f"Didampingi dalam {days} hari",
        NO: f"Lewat batas {days} hari",
        "koperasi": "Menjadi bagian koperasi",
    }
    gap = "" if windows.is_complete(p, "kelompok_dilatih", year_ago) else comparable.INCOMPLETE
    return [
        Card(
            title,
            current[k],
            past.get(k),
            previous,
            small_n=n,
            year_before=then.get(k, Figure()),
            year_note=gap,
            origin=indicator_cards.make_origin(p, "kelompok", title),
            quarter=p.periode,
        )
        for k, title in titles.items()
    ]


def _count_at(p: Choice, periode: str) -> dict[str, Figure]:
    one = replace(p, periode=periode)
    return count_groups(mentoring.list_groups(one), *_find_known(one))


def _find_known(p: Choice) -> tuple[bool, bool]:
    """Whether trainings, and the group sheet, were published in the window of the quarter."""
    return bool(published.list_quarters_with(p, "pelatihan")), mentoring.find_group_sheet(p) is not None


def count_groups(groups: pd.DataFrame, has_trainings: bool, has_sheet: bool) -> dict[str, Figure]:
    """dilatih, ya, tidak, koperasi; without the sheets behind it a number is unknown, not zero."""
    trained, recorded = int(groups["didampingi"].notna().sum()), int(groups["tercatat"].sum())
    after = {x: area_figures.make_share(int((groups["didampingi"] == x).sum()), trained) for x in (YES, NO)}
    joined = area_figures.make_share(int(groups["koperasi_terkait"].notna().sum()), recorded)
    counted = {"dilatih": Figure(trained, None, trained), **after}
    known = counted if has_trainings else dict.fromkeys(counted, Figure())
    return {**known, "koperasi": joined if has_sheet else Figure()}


# ── the chart ────────────────────────────────────────────────────────────────────────


def make_chart(p: Choice) -> Chart:
    name, counted = "kelompok per kelurahan", "tindak_lanjut_kelompok"
    return drawn.draw_once(name, p, lambda: _draw(p), "kelompok_dilatih", counted=counted)


def _draw(p: Choice) -> Chart:
    return draw_by_kelurahan(list_groups(p), place=p.area_name, window=published.list_window(p, p.periode))


def draw_by_kelurahan(groups: pd.DataFrame, *, place: str, window: Sequence[str]) -> Chart:
    """kelurahan, didampingi -> stacked bars of trained groups by what followed the training."""
    counts = _count_answers(groups)
    shown = counts.head(MAX_BARS)
    answers = [x for x in _SIGNS if shown[x].sum() > 0]
    first, last = (language.format_quarter(q) for q in (window[0], window[-1]))
    return Chart(
        _draw_bars(shown, answers),
        say_headline(groups),
        f"Kelompok yang dilatih menurut pendampingan sesudahnya, {place}, {first} sampai {last}"
        + (f". Digambar {len(shown)} dari {len(counts)} kelurahan" if len(shown) < len(counts) else ""),
        f"Batang bertumpuk {len(shown)} kelurahan, {place}. {say_headline(groups)}.",
        shown,
        {"kelurahan": "", **{x: _SIGNS[x][0] for x in answers}, "jumlah": "Kelompok dilatih"},
        "kelompok_dilatih",
    )


def _count_answers(groups: pd.DataFrame) -> pd.DataFrame:
    """kelurahan, a column for each answer, jumlah; most first."""
    trained = groups[groups["didampingi"].notna()]
    table = pd.crosstab(trained["kelurahan"], trained["didampingi"]).reindex(columns=list(_SIGNS), fill_value=0)
    table.columns.name = None
    table = table.assign(jumlah=table.sum(axis=1)).rename_axis("kelurahan").reset_index()
    return table.sort_values(["jumlah", "kelurahan"], ascending=[False, True]).reset_index(drop=True)


def _draw_bars(counts: pd.DataFrame, answers: list[str]) -> Sketch:
    bars = [_draw_bar(x, counts) for x in answers]
    plot = theme.make_plot(*bars, height=max(len(counts), 2) * theme.BAR_HEIGHT + 68, barmode="stack")
    plot.update_layout(showlegend=True, margin={"t": 34})
    plot.update_xaxes(visible=False, range=[0, (counts["jumlah"].max() if len(counts) else 1) * 1.08])
    plot.update_yaxes(**theme.NAME_AXIS)
    notes = [
        theme.make_note(b.jumlah, b.kelurahan, language.format_number(b.jumlah), xanchor="left", xshift=5)
        for b in list_rows(counts)
    ]
    plot.update_layout(annotations=notes)
    return plot


def _draw_bar(answer: str, counts: pd.DataFrame) -> Trace:
    name, colour, hatch, text_colour = _SIGNS[answer]
    overlay = {"fillmode": "overlay", "fgcolor": theme.WHITE, "fgopacity": 0.4, "solidity": 0.16, "size": 8}
    return theme.make_bars(
        x=counts[answer],
        y=counts["kelurahan"],
        orientation="h",
        name=name,
        marker={"color": colour, "line": {"color": theme.WHITE, "width": 2}, "pattern": {"shape": hatch, **overlay}},
        text=counts[answer].map(lambda x: str(x) if x else ""),
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": text_colour, "size": theme.SIZES["catatan"]},
        hovertemplate=text.make_hover("%{y}: %{x} " + name.lower()),
    )


def say_headline(groups: pd.DataFrame) -> str:
    """ "40 kelompok dilatih: 24 didampingi, 16 batas belum lewat"."""
    trained = groups["didampingi"].dropna()
    if trained.empty:
        return "Belum ada kelompok yang dilatih dalam kurun ini"
    parts = [f"{int((trained == x).sum())} {sign[0].lower()}" for x, sign in _SIGNS.items() if (trained == x).any()]
    return f"{len(trained)} kelompok dilatih: {', '.join(parts)}"


# ── the story ────────────────────────────────────────────────────────────────────────


def say_story(p: Choice) -> list[str]:
    """The training that reached most groups: until when its visits are due; and which groups became part of a
    cooperative."""
    trainings = mentoring.find_group_training(p)
    if trainings.empty or not trainings["kelompok"].max():
        return []
    largest = trainings.sort_values(["kelompok", "tanggal_selesai"], ascending=[False, True], kind="stable").iloc[0]
    groups = list_groups(p)
    joined = groups[groups["didampingi"].notna() & groups["koperasi_terkait"].notna()]
    return [_say_largest(p, largest), *_say_joined(joined)]


def _say_largest(p: Choice, training: pd.Series) -> str:
    finished = training["tanggal_selesai"]
    limit = finished.date() + dt.timedelta(days=provenance.read_grace_days(p))
    state = "sudah lewat" if limit <= triwulan.find_end(p.periode) else "belum lewat"
    groups, people = (language.format_number(training[k]) for k in ("kelompok", "orang"))
    return (
        f"Kelompok terbanyak: {training['nama_kegiatan']}, selesai {language.format_date(finished)}, diikuti "
        f"{groups} kelompok (seluruhnya {people} peserta). Batas pendampingannya {language.format_date(limit)}, "
        f"{state} pada akhir {language.format_quarter(p.periode)}."
    )


def _say_joined(groups: pd.DataFrame) -> list[str]:
    names = [f"{b.nama_kelompok} ({b.koperasi_terkait})" for b in list_rows(groups)]
    return [f"Dilatih dalam kurun ini dan menjadi bagian koperasi: {language.join_list(names, 6)}."] if names else []
