"""Antarpemda: how each area moved, which ones are of like size, and how complete and fresh each is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dasbor.answers.neighbours import fresh, moves
from dasbor.content.antarpemda import CHOSEN_HERE, INSIDE, Beside
from dasbor.content.antarpemda_beside import ONLY_INVENTED, name_file, say_count, say_sources
from dasbor.query.neighbours import alike, areas, completeness, together
from dasbor.query.neighbours.provinces import find_province
from dasbor.query.neighbours.scene import read_small_n
from dasbor.ui import page, parameters, reader, screen
from dasbor.ui.layout import arrange
from dasbor.ui.table import make_table
from dasbor.words import comparable, language
from dasbor.words.columns import list_rows
from etl import clock
from etl.indikator import Indicator, load_indicators


def show_lists(b: Beside) -> None:
    """How each moved, which are of like size, how complete each is; of very many areas a list that is folded."""
    if b.is_many:
        arrange.mark_place("provinsi")
        show_by_province(b)
        return
    arrange.mark_place("perubahan")
    show_moves(b)
    arrange.mark_place("seukuran")
    show_alike(b)
    arrange.mark_place("kelengkapan")
    show_completeness(b)


# ── very many ──


def show_by_province(b: Beside) -> None:
    """Each province opens to its areas: figure, newest quarter, whether that is late."""
    title = "Pemda menurut provinsi"
    screen.show_subheading(title, "Perubahan, yang seukuran dan kelengkapan: pilih satu provinsi di atas")
    table = list_areas(b)
    for code, rows in table.groupby("provinsi"):
        name = find_province(str(code))
        with page.folded(f"{name}: {say_there(b.rows, rows)}", f"pemda_{code}"):
            links = {"nama": [find_address(one) for one in list_rows(rows)]}
            page.put_html(make_table(rows, name, AREA_COLUMNS | {"kini": b.i.judul}, links=links))
    screen.show_downloads(table, title, say_sources(b), name_file("pemda", b), {"kode": "Kode wilayah", **AREA_COLUMNS})


def say_there(every: pd.DataFrame, rows: pd.DataFrame) -> str:
    """ "5 dari 6 sudah menerbitkan" of the areas of a province: invented ones beside real ones are not counted."""
    counted = rows[rows["kode"].isin(together.list_counted(every))]
    if counted.empty:
        return ONLY_INVENTED
    return f"{language.format_fraction(int(counted['terbit'].sum()), len(counted))} sudah menerbitkan"


AREA_COLUMNS = {"nama": "Pemda", "kini": "Angka", "terbaru_kata": "Triwulan terbaru", "ketepatan": "Ketepatan"}


def list_areas(b: Beside) -> pd.DataFrame:
    few, today = read_small_n(b.scene), clock.read_today()
    rows = list_rows(b.rows)
    return b.rows.assign(
        kini=[say_now(b, one, few) for one in rows],
        terbaru_kata=[language.format_quarter(one.terbaru, True) if one.terbaru else "–" for one in rows],
        ketepatan=[fresh.say_late(one, today) for one in rows],
    )


# ── how each moved ──


def show_moves(b: Beside) -> None:
    """Against the quarter before and a year ago."""
    title = f"Perubahan {language.lower_first(b.i.judul)}"
    shown = {"nama": "Pemda", "kini": f"Kini ({language.format_quarter(b.scene.periode, True)})"}
    shown |= {
        "lalu": f"Sejak {language.format_quarter(b.scene.before, True)}",
        "setahun": f"Sejak {language.format_quarter(b.scene.year_ago, True)}",
    }
    _show_linked(b, list_moves(b), title, "perubahan", shown, _say_moves(b.i))


def _say_moves(i: Indicator) -> str:
    if i.count:
        return "Selisih jumlahnya"
    return "Selisih poin persennya" if i.divides_amounts else "Jumlah dahulu, lalu poin persennya"


def list_moves(b: Beside) -> pd.DataFrame:
    """Of every area its own figures, also of those that count otherwise than the others."""
    few, since = read_small_n(b.scene), {"lalu": b.scene.before, "setahun": b.scene.year_ago}
    why_not = {name: moves.say_why_not(b.scene, b.i, q, b.split.common) for name, q in since.items()}
    said = {
        name: [why_not[name] or moves.say_move(b.scene, b.i, code, q) for code in b.rows["kode"]]
        for name, q in since.items()
    }
    now = [say_now(b, one, few) for one in list_rows(b.rows)]
    return b.rows[["kode", "nama", "alamat", "asal"]].assign(kini=now, **said)


def say_now(b: Beside, one: Any, few: int) -> str:
    """ "268 dari 308 (87%)"."""
    count = say_count(b.i, one)
    if b.i.count or not language.is_known(one.pembilang):
        return count
    share = comparable.say_percent(one, few, "")
    return f"{count} ({share})" if share else count


# ── of like size ──

RULE = (
    f"Di samping tiap pemda: paling banyak {alike.MOST} pemda yang jumlah koperasi terdaftarnya paling mendekati "
    f"(separuh sampai {alike.FACTOR} kali lipatnya) dan yang dihitung dengan definisi sama. Bukan peringkat."
)


def show_alike(b: Beside) -> None:
    """Each area beside the few that are as large."""
    title = f"{b.i.judul} di samping pemda seukuran"
    shown = {"nama": "Pemda", "terdaftar": "Koperasi terdaftar", "kini": b.i.judul, "seukuran": "Pemda yang seukuran"}
    _show_linked(b, list_alike(b), title, "seukuran", shown, RULE)


def list_alike(b: Beside) -> pd.DataFrame:
    """kode, nama, terdaftar, kini, seukuran: of areas that count alike, whose figure is known; invented ones stand
    beside invented ones only."""
    few = read_small_n(b.scene)
    every = together.split(b.scene, b.every, b.split.common).rows
    every = every[every["pembilang"].notna()]
    near = {c: n for _, some in every.groupby("contoh") for c, n in alike.find_alike(some).items()}
    named = {one.kode: one for one in list_rows(every)}
    chosen = b.split.rows[b.split.rows["kode"].isin(named)]
    said = [_say_alike(b, [named[c] for c in near.get(code, [])], few) for code in chosen["kode"]]
    now = [say_now(b, one, few) for one in list_rows(chosen)]
    return chosen[["kode", "nama", "alamat", "asal", "terdaftar"]].assign(kini=now, seukuran=said)


def _say_alike(b: Beside, others: list[Any], few: int) -> str:
    said = [f"{o.nama} ({language.format_number(o.terdaftar)} terdaftar): {say_now(b, o, few)}" for o in others]
    return "; ".join(said) or "tidak ada yang seukuran"


# ── complete and fresh ──


def show_completeness(b: Beside) -> None:
    """What is known of each and since when; its name leads on."""
    title = "Kelengkapan dan kemutakhiran"
    _show_linked(b, list_completeness(b), title, "kelengkapan", COMPLETENESS, _say_completeness(b))


COMPLETENESS = {
    "nama": "Pemda",
    "terbaru": "Triwulan terbaru",
    "ketepatan": "Ketepatan",
    "terbit_pada": "Diterbitkan",
    "versi": "Versi",
    "triwulan": "Triwulan",
    "indikator": "Indikator",
    "wilayah": "Kelurahan/desa",
    "kunci": "Kunci tanda tangan",
}


def _say_completeness(b: Beside) -> str:
    when = language.format_quarter(b.scene.periode, True)
    return (
        f"Triwulan: yang koperasinya dihitung, dari {completeness.QUARTERS} triwulan sampai {when}. "
        f"Indikator, kelurahan/desa: yang diketahui pada {when}."
    )


def list_completeness(b: Beside) -> pd.DataFrame:
    """In words: newest quarter, whether it is late, when and as which version it was published, how much is known."""
    known, today = completeness.read_completeness(b.scene), clock.read_today()
    rows = [_say_area(one, known.get(one.kode, completeness.NOTHING), today) for one in list_rows(b.rows)]
    said = pd.DataFrame(rows, columns=list(COMPLETENESS)[1:], index=b.rows.index, dtype=object)
    return pd.concat([b.rows[["kode", "nama", "alamat", "asal"]], said], axis=1)


def _say_area(one: Any, known: completeness.Completeness, today: dt.date) -> tuple[object, ...]:
    is_there = one.asal != areas.NOTHING
    return (
        language.format_quarter(one.terbaru, True) if one.terbaru else "–",
        fresh.say_late(one, today),
        language.format_date(one.dibuat) if language.is_known(one.dibuat) else "–",
        str(one.versi) if is_there else "–",
        language.format_fraction(known.quarters, completeness.QUARTERS) if is_there else "–",
        language.format_fraction(known.indicators, len(load_indicators())) if is_there else "–",
        language.format_fraction(known.areas, known.areas_there) if known.areas_there else "–",
        _say_key(one),
    )


def _say_key(one: Any) -> str:
    if one.asal != areas.PACKAGE:
        return "pemasangan ini" if one.asal == areas.OWN else "–"
    return "dikenal" if one.kunci_dikenal else "belum dikenal"


# ── names that lead on ──


def _show_linked(b: Beside, rows: pd.DataFrame, title: str, stem: str, shown: dict[str, str], subtitle: str) -> None:
    with arrange.fold_on_phone(f"antarpemda_{stem}", title, language.format_number(len(rows))):
        screen.show_subheading(title, subtitle)
        if rows.empty:
            screen.show_empty(f"Belum ada angka untuk {language.format_quarter(b.scene.periode)}.")
            return
        page.put_html(make_table(rows, title, shown, links={"nama": [find_address(one) for one in list_rows(rows)]}))
        screen.show_sources(say_sources(b))
        columns = {"kode": "Kode wilayah", **shown}
        screen.show_downloads(rows, title, [subtitle, *say_sources(b)], name_file(stem, b), columns)


def find_address(one: Any) -> str:
    """Its own pages where somebody said where they are; else its figures on this page, as far as there are any."""
    if one.asal == areas.OWN:
        return reader.make_link()
    if one.asal == areas.NOTHING:
        return ""
    return one.alamat if str(one.alamat).startswith(("https://", "http://", "/")) else link_inside(one.kode)


def link_inside(code: str) -> str:
    """The figures inside one area: this page with all that is chosen on it, at the part that shows them."""
    asked = {name: parameters.read_parameter(name) for name in CHOSEN_HERE}
    return f"{reader.make_link('antarpemda', **asked, wilayah=code)}#{INSIDE}"
