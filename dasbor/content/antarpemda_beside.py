"""Antarpemda: the areas that count alike side by side, with what they have together and the map; those that count
otherwise set apart, with what differs; of very many the provinces."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor.answers.neighbours import differing, drawn
from dasbor.answers.neighbours.drawn import Drawn
from dasbor.choice import WITH_KKMP
from dasbor.content.antarpemda import Beside, say_how_many, say_invented
from dasbor.query import published
from dasbor.query.neighbours import areas, together
from dasbor.query.neighbours.provinces import find_province
from dasbor.query.neighbours.scene import read_small_n
from dasbor.ui import exports, page, screen
from dasbor.ui.layout import arrange, folded
from dasbor.words import columns, comparable, goal, interval, language
from dasbor.words.amounts import say_parts
from dasbor.words.columns import list_rows
from dasbor.words.legible import MAX_BARS
from etl.indikator import Indicator
from etl.neighbours.say import APART


def show_beside(b: Beside) -> None:
    """Chart and map, or the table of what is not drawn; what all have together stands first."""
    d = make_drawn(b)
    screen.show_bullets([drawn.say_together(d), *_say_target(d), *_say_window(b.i)])
    if b.is_many:
        _show_provinces(b)
        return
    with arrange.lay_two_beside("berdampingan") if drawn.is_drawn(b.i) else page.container(gap="xsmall"):
        _show_figures(b, d)
        if why := drawn.say_no_map(d):
            page.show_template("remark.html", text=why)
        else:
            _show_map(b, d)
    _show_apart(b)


def _show_map(b: Beside, d: Drawn) -> None:
    with page.container(gap="xsmall"):
        screen.show_chart(drawn.draw_map(d), say_sources(b), name_file("peta", b))
        if missing := drawn.say_unplaced(d):
            page.show_template("remark.html", text=missing)


def _show_figures(b: Beside, d: Drawn) -> None:
    if drawn.is_drawn(b.i):
        screen.show_chart(drawn.draw_beside(d), say_sources(b), name_file("berdampingan", b))
    else:
        _show_table(b, d)


def make_drawn(b: Beside) -> Drawn:
    """What is drawn of the areas that count alike."""
    rows, counted = b.split.rows, together.list_counted(b.rows)
    whole = together.add_up(rows[rows["kode"].isin(counted)], b.i.count, len(counted))
    return Drawn(b.scene, b.i, rows, whole, b.place, _find_target(b), counted)


def _find_target(b: Beside) -> float | None:
    """The own target of the quarter: areas may have others, which no package tells."""
    own = b.scene.own
    return published.read_targets(replace(own, periode=b.scene.periode)).get(b.i.indikator) if own else None


def _say_target(d: Drawn) -> list[str]:
    aim, own = goal.make_goal(d.target, d.i), d.scene.own
    if aim is None or own is None:
        return []
    return [f"{language.capitalise(goal.say_target(aim, not d.i.count))}: target {own.area_name}."]


def _say_window(i: Indicator) -> list[str]:
    """What looks back on several quarters may lack some of them, which packages do not tell."""
    looks_back = any(not part.strip().endswith(" 0-0") for part in i.butuh.split(","))
    return [_LOOKS_BACK] if looks_back else []


_LOOKS_BACK = "Angka ini melihat beberapa triwulan ke belakang; yang tidak terbit di antaranya tidak disebut paket."


def say_sources(b: Beside) -> list[str]:
    """Where the figures come from: what each area published, at the date that the list of completeness says."""
    group = "" if b.scene.kelompok_hitung == WITH_KKMP else ", tanpa KKMP"  # the choice itself is not on paper
    end = f"keadaan {language.format_quarter(b.scene.periode)}{group}"
    line = f"Sumber: paket data bertanda tangan pemda masing-masing · {end} · tanggal dan versinya di Kelengkapan"
    return [line, *say_invented(b)]


def name_file(stem: str, b: Beside) -> str:
    """With what it is narrowed to: on this page no choice of the frame says so."""
    group = "" if b.scene.kelompok_hitung == "semua" else "tanpa KKMP"
    known = b.rows[b.rows["asal"] != areas.NOTHING]
    is_named = bool(exports.make_mark_suffix()) or not known["contoh"].all()  # else by the name of the own version
    mark = "" if known.empty or is_named else "DATA CONTOH"
    return exports.add_filters(f"antarpemda_{stem}", b.scene.periode, b.i.indikator, group, mark)


# ── as a table ──


def _show_table(b: Beside, d: Drawn) -> None:
    screen.show_list(
        list_figures(b, b.split.rows),
        drawn.say_headline(d, "pemda"),
        say_sources(b),
        name_file("angka", b),
        leave_out_share(
            b.i, {"nama": "Pemda", "jumlah_kata": b.i.judul, "persen_kata": "Persen", "catatan": "Catatan"}
        ),
        file_columns=FILE_COLUMNS,
    )


def leave_out_share(i: Indicator, columns_: dict[str, str]) -> dict[str, str]:
    """The columns of a table without that of the share, where the indicator has none."""
    return {name: title for name, title in columns_.items() if name != "persen_kata" or not i.count}


FILE_COLUMNS = {
    "kode": "Kode wilayah",
    "nama": "Pemda",
    "pembilang": "",
    "penyebut": "",
    "nilai_indikator": "",
    "catatan": "Catatan",
    "contoh": "DATA CONTOH",
}


def list_figures(b: Beside, rows: pd.DataFrame) -> pd.DataFrame:
    """As words for the screen, as numbers for the files."""
    few = read_small_n(b.scene)
    table = rows[["kode", "nama", "pembilang", "penyebut", "contoh"]].assign(nilai_indikator=rows["nilai"])
    return table.assign(
        jumlah_kata=[say_count(b.i, one) for one in list_rows(rows)],
        persen_kata=[say_share(b.i, one, few) for one in list_rows(rows)],
        catatan=[say_remark(b.i, one, few) for one in list_rows(rows)],
        **{columns.MIXED: _find_form(b.i)},
    )


def say_count(i: Indicator, one: object) -> str:
    """The parts of a figure in words."""
    part, whole = getattr(one, "pembilang", None), getattr(one, "penyebut", None)
    return language.format_rupiah(part) if i.money else say_parts(i, part, whole)


def say_share(i: Indicator, one: object, few: int) -> str:
    """Of few cases why there is none."""
    return "" if i.count else comparable.say_percent(one, few) or comparable.say_few(few)


def say_remark(i: Indicator, one: object, few: int) -> str:
    """What stands against comparing it, and that it is a rekap's."""
    small = "" if i.count else interval.say_remark(getattr(one, "penyebut", None), few)
    recap = "dari rekap" if getattr(one, "sumber", "") == "rekap" else ""
    return "; ".join(filter(None, [small, recap]))


def _find_form(i: Indicator) -> str:
    return columns.MONEY if i.money else columns.NUMBER if i.count else columns.PERCENT


# ── set apart ──


def _show_apart(b: Beside) -> None:
    """Those whose figures are counted otherwise: nothing where all count alike."""
    if b.split.apart.empty:
        return
    table = list_figures(b, b.split.apart).assign(
        beda=[differing.say_differences(one, b.split.common) for one in b.split.apart["definisi"]]
    )
    shown = {"nama": "Pemda", "jumlah_kata": b.i.judul, "persen_kata": "Persen", "beda": "Yang berbeda"}
    screen.show_list(
        table,
        f"{say_how_many(b.split.apart, b.rows)} {APART}",
        say_sources(b),
        name_file("definisi_lain", b),
        leave_out_share(b.i, shown),
        subtitle="“Yang lain”: definisi yang dipakai paling banyak pemda di atas",
        file_columns=FILE_COLUMNS | {"beda": "Yang berbeda"},
    )
    for sentence in say_untold(b):
        page.show_template("remark.html", text=sentence)


def say_untold(b: Beside) -> list[str]:
    """What is to be done about those of whom nobody knows how they count."""
    own = b.scene.own.kode_wilayah if b.scene.own else ""
    apart = b.split.apart
    untold = apart[pd.Series([not one.hash for one in apart["definisi"]], apart.index, dtype=bool)]
    names = [*untold.loc[untold["kode"] != own, "nama"], *untold.loc[untold["kode"] == own, "nama"]]
    return differing.say_way_out(names, own in set(untold["kode"]))


# ── very many: by province ──


def _show_provinces(b: Beside) -> None:
    """The sum of each province; its areas stand one choice away."""
    rows = list_provinces(b)
    d = replace(make_drawn(b), rows=rows, place=f"{b.place}, menurut provinsi", counted=None)
    if drawn.is_drawn(b.i) and len(rows) <= MAX_BARS:
        screen.show_chart(drawn.draw_beside(d, "provinsi"), say_sources(b), name_file("provinsi", b))
    folded.show_list(
        rows,
        "Menurut provinsi",
        say_sources(b),
        name_file("menurut_provinsi", b),
        columns=leave_out_share(b.i, _OF_PROVINCES | {"jumlah_kata": b.i.judul}),
        subtitle="Pilih satu provinsi, atau cari nama pemda, untuk daftar pemdanya",
        file_columns=FILE_COLUMNS | {"nama": "Provinsi", "diketahui": "Pemda yang dijumlahkan"},
    )


ONLY_INVENTED = "hanya data contoh"
_OF_PROVINCES = {
    "nama": "Provinsi",
    "jumlah_kata": "",
    "persen_kata": "Persen",
    "diketahui": "Pemda yang dijumlahkan",
}


def list_provinces(b: Beside) -> pd.DataFrame:
    """kode (its digits), nama and the sum of what is known of its areas, of how many."""
    rows = [_add_up_province(b, str(code), rows) for code, rows in b.split.rows.groupby("provinsi")]
    table = pd.DataFrame(rows).astype(dict.fromkeys(("pembilang", "penyebut", "nilai"), "float64"))
    return list_figures(b, table).assign(**table[["nilai", "diketahui", "asal"]])


def _add_up_province(b: Beside, code: str, rows: pd.DataFrame) -> dict[str, object]:
    """Of invented areas beside real ones no sum stands, also where a province has no others."""
    counted = together.list_counted(b.rows)
    asked = int((b.rows["kode"].isin(counted) & (b.rows["provinsi"] == code)).sum())
    whole = together.add_up(rows[rows["kode"].isin(counted)], b.i.count, asked)
    parts = {"pembilang": whole.pembilang, "penyebut": whole.penyebut, "nilai": whole.nilai}
    known = {"diketahui": language.format_fraction(whole.known, asked) if asked else ONLY_INVENTED, "sumber": ""}
    return {"kode": code, "nama": find_province(code), **parts, "contoh": False, "asal": "", **known}
