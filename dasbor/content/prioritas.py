"""Prioritas for the reader's choice: the rule as set on the page, the list, the visit sheet to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from dasbor.answers import provenance, whom
from dasbor.choice import Choice
from dasbor.query import lists, published
from dasbor.query.lists import Listing
from dasbor.query.whom import priorities, priority_rule
from dasbor.query.whom.priority_rule import VISIT_REASONS, PriorityRule
from dasbor.ui import exports, page, parameters, reader, screen
from dasbor.ui.private import contacts
from dasbor.words import language
from etl import skema
from etl.out.template import make_filled_sheet

QUESTION = "Siapa yang dikunjungi berikutnya?"
_HOW_MANY = {"": "Semua", "10": "10 teratas", "25": "25 teratas", "50": "50 teratas"}
MAX_AREAS = 3  # named; the others are counted
_NOTE = (
    "Lembar kunjungan: isi Tanggal, Petugas dan hasil setiap kunjungan, lalu unggah di dasbor. "
    "Baris yang Tanggal, Petugas dan hasilnya tetap kosong dilewati sebagai belum dikunjungi."
)


@dataclass(frozen=True)
class PriorityList:
    """The whole list under the rule in numbers, the rows that the filters leave as they are shown, and the rule."""

    ranking: pd.DataFrame
    chosen: Listing
    rule: PriorityRule


def read_priorities(p: Choice) -> PriorityList:
    """Draw the filters, room for the list and the rule, and answer with the list they give. The list stands before the
    rule: whom to visit is what a reader comes for."""
    if areas_first := say_areas(p):
        page.show_template("remark.html", text=areas_first)
    filters, listed, below = page.container(), page.container(), page.container()
    with below:
        rule = _read_rule(p)
    ranking = priorities.rank(p, rule)
    with filters:
        chosen = list_rows(p, rule, _filter_rows(ranking, rule))
    s = PriorityList(ranking, chosen, rule)
    with listed:
        show_priorities(p, s)
    return s


def list_rows(p: Choice, rule: PriorityRule, listing: pd.DataFrame) -> Listing:
    """Rows of the ranking with names and sentences: those on screen at once, all when somebody takes the file."""
    shown = _list_shown(p, rule, listing.head(lists.MAX_ROWS))
    if len(shown) == len(listing):
        return lists.make_whole(shown)
    return Listing(shown, lambda: len(listing), partial(_list_shown, p, rule, listing))


def _list_shown(p: Choice, rule: PriorityRule, listing: pd.DataFrame) -> pd.DataFrame:
    return priority_rule.add_reasons(priorities.read_details(p, rule, listing), rule)


def _read_rule(p: Choice) -> PriorityRule:
    """The rule in a sentence, and what changes it."""
    sentence = page.container()  # read before it is changed, but known after
    with page.folded("Ubah aturan: poin setiap alasan"):
        places, highest = page.columns(4), priority_rule.MAX_POINTS
        points = {}
        for i, (name, reason) in enumerate(VISIT_REASONS.items()):
            with places[i % len(places)]:
                points[name] = parameters.choose_number(reason.title, f"poin_{name}", reason.points, highest)
        with places[len(VISIT_REASONS) % len(places)]:
            old = parameters.choose_number(
                "Lama diusulkan: mulai triwulan ke-", "lama_usulan", priority_rule.PROPOSAL_QUARTERS, 40
            )
    rule = priorities.make_rule(p, points, old)
    with sentence:
        page.show_template("remark.html", text=rule.say_rule())
    return rule


def _filter_rows(ranking: pd.DataFrame, rule: PriorityRule) -> pd.DataFrame:
    with page.container(key="saring_daftar"):
        officers = priority_rule.list_officers(ranking)
        officer = parameters.choose_button("Petugas yang terakhir berkunjung", "petugas", officers)
        reasons = {"": "Semua alasan", **{a: x.title for a, x in VISIT_REASONS.items()}}
        reason = parameters.choose_button("Alasan", "alasan", reasons)
        count = parameters.choose_button("Banyaknya", "banyak", _HOW_MANY)
    chosen = priority_rule.filter_targets(ranking, officer, reason, rule)
    return chosen.head(int(count)) if count else chosen


def _name_filters(rule: PriorityRule) -> list[str]:
    """What the list is narrowed to, and the points where they were changed: for the names of its files."""
    officer, reason, count = (parameters.read_parameter(name) for name in ("petugas", "alasan", "banyak"))
    title = VISIT_REASONS[reason].title if reason in VISIT_REASONS else ""
    return [officer, title, _HOW_MANY.get(count, "") if count else "", _name_rule(rule)]


def _name_rule(rule: PriorityRule) -> str:
    points = [rule.points[a] for a in VISIT_REASONS]
    declared = [reason.points for reason in VISIT_REASONS.values()]
    if (points, rule.proposal_quarters) == (declared, priority_rule.PROPOSAL_QUARTERS):
        return ""
    return f"poin {'-'.join(map(str, points))} usulan {rule.proposal_quarters}"


def show_rule(p: Choice, s: PriorityList) -> None:
    """What each reason means, its points and how many have it."""
    screen.show_list(
        priority_rule.count_reasons(s.ranking, s.rule),
        "Banyaknya menurut alasan",
        _say_sources(p),
        exports.add_filters("alasan_prioritas", _name_rule(s.rule)),
        {"judul": "Alasan", "arti": "Artinya", "bobot": "Poin", "jumlah": "Banyaknya"},
        subtitle="Satu sasaran dapat punya beberapa alasan.",
    )


def _say_sources(p: Choice) -> list[str]:
    return provenance.say_sources(p, "koperasi", "pelatihan", "pendampingan", kurun=True)


def list_remarks(p: Choice) -> list[str]:
    """What is missing for the list below."""
    remarks = [provenance.say_window_note(p, "pendampingan"), provenance.say_window_note(p, "pelatihan")]
    if not published.list_quarters_with(p, "pendampingan"):
        remarks[0] = (
            f"Data pendampingan belum diterbitkan untuk {provenance.say_window_length(p)} ini, jadi tidak diketahui "
            f"siapa yang belum dikunjungi: alasan “{VISIT_REASONS['tidak_aktif'].title}” "
            f"dan “{VISIT_REASONS['pasca'].title}” tidak dipakai."
        )
    if not published.has_register(p):
        remarks.append(
            f"Register koperasi {language.format_quarter(p.periode)} belum diterbitkan: "
            "yang didaftar hanya kelompok yang dilatih. Unggah register, atau pilih triwulan lain."
        )
    return [x for x in remarks if x]


def say_areas(p: Choice) -> str:
    """Which areas are put first; "" where there is nothing to hold them against."""
    said = whom.say_areas_by_name(p, MAX_AREAS)
    return language.capitalise(said) + "." if said else ""


def show_priorities(p: Choice, s: PriorityList) -> None:
    """Who they are; below them the sheet that is taken along."""
    count = s.chosen.count()
    shown = s.chosen.shown  # the first of all is often the first of these
    first = shown.head(1) if shown["peringkat"].eq(1).any() else _list_shown(p, s.rule, s.ranking.head(1))
    listing, columns = _add_contacts(p, s.chosen)
    screen.show_list(
        listing,
        priority_rule.say_headline(len(s.ranking), first, s.rule),
        [*_say_sources(p), s.rule.say_rule()],
        exports.add_filters("prioritas_kunjungan", *_name_filters(s.rule)),
        columns,
        if_empty="Tidak ada sasaran untuk pilihan ini.",
        subtitle=f"{language.format_fraction(count, len(s.ranking))} sasaran, {provenance.say_where_and_when(p)}",
        file_columns=priority_rule.LIST_FILE_COLUMNS,
        small={"nama_koperasi": "alasan"},
    )
    if count:
        _show_visit_sheet_button(p, s.chosen, _name_filters(s.rule))


def _add_contacts(p: Choice, listing: Listing) -> tuple[Listing, dict[str, str]]:
    """For those who may see it whom to call, on the screen only: the files keep their own columns and rows."""
    columns = dict(priority_rule.LIST_COLUMNS)
    if not contacts.may_see():
        return listing, columns
    name, *others = columns.items()
    shown = contacts.add_contacts(p, listing.shown)
    whole = Listing(shown, listing.count, listing.read_all)
    return whole, dict([name, ("kontak", contacts.HEADING), *others])


# ── the visit sheet ──────────────────────────────────────────────────────────────────


def make_visit_rows(listing: pd.DataFrame) -> pd.DataFrame:
    """The list as rows of the Pendampingan sheet. Date and officer are written when somebody was there: a row without
    them is no visit."""
    # the sheet has a column for the kecamatan: "Sukorejo", not "Sukorejo (Wates)"
    pairs = zip(listing["kelurahan"], listing["kecamatan"], strict=True)
    reasons = zip(listing["poin"], listing["alasan"], listing["petugas"], strict=True)
    cells = {
        "tanggal": None,
        "sasaran": listing["nama_koperasi"],
        "nik_koperasi": listing["nik_koperasi"],
        "kelurahan": [str(kelurahan).removesuffix(f" ({kecamatan})") for kelurahan, kecamatan in pairs],
        "kecamatan": listing["kecamatan"],
        "petugas": None,
        "jenis_pendampingan": [VISIT_REASONS[a].visit_kind for a in listing["utama"]],
        "keterangan": [_say_why(*one) for one in reasons],
    }
    return pd.DataFrame(cells, columns=[k.nama for k in skema.VISITS_SHEET.kolom], index=listing.index, dtype=object)


def _say_why(points: int, reasons: str, officer: object) -> str:
    return f"Prioritas {points} poin: {reasons}" + (f"; terakhir oleh {officer}" if language.is_known(officer) else "")


def make_visit_sheet(listing: pd.DataFrame, is_sample: bool) -> bytes:
    """The workbook that officers fill in and staff upload again."""
    return make_filled_sheet("pendampingan", make_visit_rows(listing), _NOTE, is_sample=is_sample)


def _show_visit_sheet_button(p: Choice, listing: Listing, filters: Sequence[str]) -> None:
    is_sample = published.is_sample(p)
    stem = exports.add_filters("lembar_kunjungan", *filters)
    name = f"{stem}{reader.make_file_suffix()}{exports.make_mark_suffix()}.xlsx"
    label = f"Unduh lembar kunjungan ({language.format_number(listing.count())} sasaran)"
    file = exports.File(label, lambda: make_visit_sheet(listing.read_all(), is_sample), name, exports.XLSX_MIME)
    with page.container(horizontal=True, vertical_alignment="center"):
        screen.show_download(file, key="lembar_kunjungan", main=True)
        page.show_template(
            "remark.html",
            text="Isi tanggal, petugas dan hasilnya di Excel, lalu unggah di halaman Unggah. "
            "Baris yang dibiarkan kosong dilewati sebagai belum dikunjungi.",
        )
