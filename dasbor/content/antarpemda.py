"""What the page Antarpemda shows: areas of government side by side, as far as their packages are held here. This file:
what the reader chooses, and the first sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd

from dasbor.answers.neighbours import fresh
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.query import published
from dasbor.query.neighbours import areas, choose, held, recap, together
from dasbor.query.neighbours.provinces import find_province
from dasbor.query.neighbours.scene import Scene
from dasbor.query.neighbours.together import Split
from dasbor.ui import filters, page, parameters, reader, screen
from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.legible import MAX_BARS
from etl import clock
from etl.acuan import load_reference
from etl.indikator import Indicator, find_indicator, load_indicators

QUESTION = "Bagaimana pemda-pemda bila dijajarkan, dan siapa yang belum menerbitkan?"
PLACES = {
    "berdampingan": "Berdampingan",
    "provinsi": "Pemda menurut provinsi",
    "perubahan": "Perubahan",
    "seukuran": "Yang seukuran",
    "kelengkapan": "Kelengkapan",
    "rekap": "Rekap provinsi",
    "isi": "Isi satu pemda",
}
INSIDE = "isi"
FIRST, EVERY = "koperasi_aktif", "semua"
QUARTER, PROVINCE, SEARCH = "per", "provinsi", "cari"  # names in the URL
CHOSEN_HERE = (QUARTER, PROVINCE, SEARCH, "indikator")


def list_places(b: Beside) -> dict[str, str]:
    """The parts of the page: of very many areas the list by province, the recap only where a province has its own."""
    left_out = {"perubahan", "seukuran", "kelengkapan"} if b.is_many else {"provinsi"}
    left_out |= set() if recap.is_told(b.scene) else {"rekap"}
    return {name: title for name, title in PLACES.items() if name not in left_out}


@dataclass(frozen=True, eq=False)
class Beside:
    """scene: what is looked at; i: its indicator; every: all areas; rows: those that the reader chose; split: which of
    these count alike; place: how they are called together."""

    scene: Scene
    i: Indicator
    every: pd.DataFrame
    rows: pd.DataFrame
    split: Split
    place: str

    @property
    def is_many(self) -> bool:
        """More than can be read at once."""
        return len(self.rows) > MAX_BARS


def start() -> Choice | None:
    """Heading, and the version that is shown; None where nothing is published here, which takes nothing from what is
    held of others."""
    if reader.read_choice() is not None:
        return screen.start_page("Antarpemda", QUESTION)
    screen.show_heading("Antarpemda", QUESTION)
    return None


def read_scene(p: Choice | None) -> Beside | None:
    """Draw the choices of quarter and areas and answer with what they give, and with the indicator of
    choose_indicator(); None where there is nothing to put side by side."""
    own = None if p is None else _widen(p)
    start = Scene("", FIRST, _read_group(p), own, held.identify())
    quarters = _list_quarters(start)
    if not quarters or not held.is_offered():
        screen.show_empty(NOTHING_HELD, ADVICE)
        return None
    with page.container(horizontal=True, vertical_alignment="bottom", key="pilihan_pemda"):
        quarter = _choose_quarter(start, quarters)
        scene = Scene(quarter, _find_indicator(), start.kelompok_hitung, own, start.held)
        rows, place = _choose_rows(areas.read_areas(scene))
    return put_beside(scene, rows, place)


def put_beside(scene: Scene, rows: pd.DataFrame, place: str) -> Beside:
    """These areas of a scene, as read_areas() has them."""
    i = find_indicator(scene.indikator)
    if i is None:
        raise KeyError(scene.indikator)
    return Beside(scene, i, areas.read_areas(scene), rows, together.split(scene, rows), place)


NOTHING_HELD = "Belum ada paket data pemda lain di pemasangan ini."
ADVICE = (
    "Pengelola dapat memasukkannya: python -m etl import PAKET. Paketnya ada di alamat /data/paket.zip tiap dasbor."
)


def _widen(p: Choice) -> Choice:
    """The whole area, whatever part of it is chosen on other pages."""
    reference = load_reference()
    return Choice(p.version, "", reference.city_code, reference.city, str(reference.settings["wilayah"]["tingkat"]))


def _read_group(p: Choice | None) -> str:
    if p is not None:
        return p.kelompok_hitung
    return WITHOUT_KKMP if reader.list_url_values().get("kkmp") == "tanpa" else WITH_KKMP


# ── choices ──


def _list_quarters(scene: Scene) -> list[str]:
    """Newest first; also those of the own version that no area has counted, since other pages offer them."""
    own = published.list_quarters(scene.own)["periode"].astype(str).tolist() if scene.own else []
    return sorted({*choose.list_quarters(scene), *own}, reverse=True)


def _choose_quarter(scene: Scene, quarters: list[str]) -> str:
    """The one that this page or another one asks for, else the newest that most have."""
    asked = parameters.read_parameter(QUARTER) or reader.list_url_values().get("triwulan", "")
    current = asked if asked in quarters else choose.find_usual_quarter(scene) or quarters[0]
    own = published.list_quarters(scene.own)["periode"].astype(str).tolist() if scene.own else []
    is_without = scene.kelompok_hitung == WITHOUT_KKMP
    page.put_live(partial(filters.show_quarter_and_kkmp, quarters, current, own, QUARTER, is_without))
    return current


def _find_indicator() -> str:
    asked = parameters.read_parameter("indikator")
    return asked if find_indicator(asked) else FIRST


def _choose_rows(every: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The areas of a province, where there are several provinces; of many those whose name holds what is looked for."""
    digits = sorted(set(every["provinsi"]))
    rows, place = every, say_how_many(every)
    if len(digits) > 1:
        rows, place = _choose_province(every, digits)
    if len(rows) > MAX_BARS and (words := parameters.enter_search("Cari pemda", SEARCH, "Cari pemda")):
        found = rows[[words.lower() in str(name).lower() for name in rows["nama"]]]
        rows, place = found, f"{say_how_many(found, every)} yang namanya memuat “{words}”"
    return rows.reset_index(drop=True), place


def _choose_province(every: pd.DataFrame, digits: list[str]) -> tuple[pd.DataFrame, str]:
    own = load_reference().city_code[:2]
    default = own if own in digits else EVERY
    options = {code: find_province(code) for code in digits} | {EVERY: "Semua provinsi"}
    asked = parameters.read_parameter(PROVINCE)
    current = asked if asked in options else default
    chosen = parameters.choose_from_list("Provinsi", PROVINCE, options, current, default, True)
    rows = every if chosen == EVERY else every[every["provinsi"] == chosen]
    where = "" if chosen == EVERY else f" di {options[chosen]}"
    return rows, f"{say_how_many(rows)}{where}"


def say_how_many(rows: pd.DataFrame, among: pd.DataFrame | None = None) -> str:
    """ "37 pemda", "6 pemda dan 1 data contoh": invented areas beside real ones (of `among`, None = of these) are said
    apart."""
    counted = int(rows["kode"].isin(together.list_counted(rows if among is None else among)).sum())
    invented = len(rows) - counted
    apart = [f"{language.format_number(invented)} data contoh"] if invented else []
    return " dan ".join([*([f"{language.format_number(counted)} pemda"] if counted or not apart else []), *apart])


def choose_indicator(b: Beside) -> None:
    """Draw the choice of the indicator, below what is said whatever it is."""
    options = {i.indikator: i.judul for i in load_indicators()}
    with page.container(horizontal=True, key="pilihan_indikator"):
        parameters.choose_from_list("Indikator", "indikator", options, b.i.indikator, FIRST, True)


# ── the first sentences ──


def show_news(b: Beside) -> None:
    """Who has published the quarter, who has not, who is late; what is invented; what all have together."""
    news = fresh.say_news(b.scene, b.rows, clock.read_today())
    screen.show_bullets([*news, *say_invented(b), *_say_unreadable()])


def _say_unreadable() -> list[str]:
    """Packages that are held and cannot be shown: their areas are not left out in silence."""
    if held.is_lost():
        return ["Paket pemda lain sedang tidak dapat dibaca; pengelola melihat sebabnya di Pemda lain."]
    damaged = held.ask("select nama, sebab from rusak order by kode")
    return [f"Paket {one.nama} tidak dapat ditampilkan: {one.sebab}" for one in list_rows(damaged)]


def say_invented(b: Beside) -> list[str]:
    """What a reader of the page, and of its files, has to know of invented areas; nothing where all are real."""
    known = b.rows[b.rows["asal"] != areas.NOTHING]
    if not known["contoh"].any():
        return []
    if known["contoh"].all():
        return ["Semua angka di halaman ini DATA CONTOH: rekaan, bukan data dinas."]
    named = language.join_list(
        [str(name) for name in known.loc[known["contoh"].astype(bool), "nama"]], fresh.MOST_NAMED
    )
    return [f"{named} berisi DATA CONTOH (rekaan): tidak ikut dihitung dan tidak dijumlahkan dengan yang lain."]
