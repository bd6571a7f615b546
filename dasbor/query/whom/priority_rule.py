"""Whom to visit next: reasons with points, added up and ranked. Pure functions from tables to a list.

Who has which reason is found by sql/prioritas.sql; here points are added and sentences written, these only
for the rows that somebody sees.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl.checks.status_rule import find_due_book_year


@dataclass(frozen=True)
class VisitReason:
    """Why somebody is on the list. `visit_kind`: the kind of visit that answers it."""

    title: str
    meaning: str
    points: int
    visit_kind: str


VISIT_REASONS = {
    "tidak_aktif": VisitReason(
        "Tidak aktif, belum dikunjungi",
        "Berstatus tidak aktif dan {tanpa_kunjungan}.",
        5,
        "Khusus",
    ),
    "gugur": VisitReason(
        "RAT sudah lewat batas",
        "Ditulis aktif, tetapi menurut aturan ({n} tahun buku tanpa RAT) sudah tidak aktif.",
        4,
        "Kelembagaan",
    ),
    "hampir": VisitReason(
        "RAT hampir lewat batas",
        "Terlambat RAT; sekali lagi terlewat, menurut aturan menjadi tidak aktif.",
        4,
        "Kelembagaan",
    ),
    "pasca": VisitReason(
        "Dilatih, belum didampingi",
        "Dilatih dalam {jendela} triwulan dan belum dikunjungi sesudahnya.",
        3,
        "Pascapelatihan",
    ),
    "usulan": VisitReason(
        "Lama diusulkan dibubarkan", "Diusulkan dibubarkan sekurangnya {lama} triwulan tanpa putus.", 2, "Kelembagaan"
    ),
    "data": VisitReason("Data belum lengkap", "Status, RAT, NIK atau jumlah anggota kosong.", 1, "Lainnya"),
}
# what may be missing, as prioritas.sql names it, and in words
MISSING = {"tanpa_status": "status", "tanpa_rat": "RAT", "tanpa_nik": "NIK", "tanpa_anggota": "jumlah anggota"}
PROPOSAL_QUARTERS = 4  # quarters; adjustable like the points
MAX_POINTS = 20
LAST_VISIT = {"terakhir_didampingi": "Kunjungan terakhir", "petugas": "Petugas terakhir"}
# on screen the reasons stand small under the name; in the files they have a column
LIST_COLUMNS = {
    "nama_koperasi": "Koperasi atau kelompok, alasan (poin)",
    "peringkat": "Urutan",
    "poin": "Poin",
    "kelurahan": "",
    **LAST_VISIT,
    "lembar": "",
    "baris": "",
}
LIST_FILE_COLUMNS = {
    "peringkat": "Urutan",
    "poin": "Poin",
    "nama_koperasi": "Koperasi atau kelompok",
    "nik_koperasi": "",
    "kelurahan": "",
    "kecamatan": "",
    "status": "",
    "alasan": "Alasan (poin)",
    **LAST_VISIT,
    "lembar": "",
    "baris": "",
}


NOTHING_KNOWN = "Tidak ada alasan yang dapat diketahui: data triwulan ini belum diterbitkan."


@dataclass(frozen=True)
class PriorityRule:
    """The adjustable rule and what it is applied to. rat_years: so many without RAT; due_month: of a RAT."""

    points: Mapping[str, int]
    proposal_quarters: int
    periode: str
    rat_years: int
    due_month: int
    window_quarters: int
    grace_days: int
    visit_quarters: int | None = None  # quarters of the window with visits published; None = all
    has_register: bool = True  # without one nobody knows a reason that stands in it

    @property
    def end(self) -> dt.date:
        return triwulan.find_end(self.periode)

    @property
    def start(self) -> dt.date:
        """First day of the window."""
        return triwulan.find_start(triwulan.shift_quarter(self.periode, 1 - self.window_quarters))

    @property
    def due_year(self) -> int:
        """The last book year whose RAT is due."""
        return find_due_book_year(self.end, self.due_month)

    @property
    def next_due_day(self) -> dt.date:
        """The next day on which one more book year's RAT is overdue."""
        year = self.due_year + 2
        return dt.date(year, self.due_month, calendar.monthrange(year, self.due_month)[1])

    def say_meaning(self, reason: str) -> str:
        return VISIT_REASONS[reason].meaning.format(
            jendela=self.window_quarters,
            n=self.rat_years,
            lama=self.proposal_quarters,
            tanpa_kunjungan=self.say_unvisited(),
        )

    def say_unvisited(self) -> str:
        known = self.window_quarters if self.visit_quarters is None else self.visit_quarters
        return language.say_unvisited(known, self.window_quarters)

    def list_active(self) -> list[str]:
        """Reasons that count; 0 points switch one off, and so does what is not published."""
        return [a for a in VISIT_REASONS if self.points[a] > 0 and self._can_know(a)]

    def _can_know(self, reason: str) -> bool:
        needs_visits = reason in ("tidak_aktif", "pasca") and self.visit_quarters == 0
        return not needs_visits and (self.has_register or reason == "pasca")

    def say_rule(self) -> str:
        """The rule in one sentence."""
        part = [f"“{VISIT_REASONS[a].title}” {self.points[a]}" for a in self.list_active()]
        if not part:
            return NOTHING_KNOWN if any(self.points.values()) else "Semua poin 0: tidak ada alasan yang dipakai."
        return (
            f"Poin dijumlahkan: {language.join_list(part)}. Bila sama, yang belum pernah atau paling lama tidak "
            "dikunjungi lebih dulu, "
            "lalu menurut abjad."
        )


def rank_targets(facts: pd.DataFrame, rule: PriorityRule) -> pd.DataFrame:
    """Of those with a reason (priorities.read_facts) all that have points, most first: the same columns with `poin` and
    `peringkat`, `usulan` only where it has lasted. Those with equal points stay in their order."""
    old = facts["usulan"].to_numpy() & (facts["umur"].to_numpy() >= rule.proposal_quarters)
    poin = np.zeros(len(facts), dtype="int16")
    for a in rule.list_active():
        poin += rule.points[a] * (old if a == "usulan" else facts[a].to_numpy()).astype("int16")
    hit = np.flatnonzero(poin)
    ordered = hit[np.argsort(-poin[hit], kind="stable")]
    return (
        facts.iloc[ordered]
        .assign(usulan=old[ordered], poin=poin[ordered], peringkat=np.arange(1, len(ordered) + 1))
        .reset_index(drop=True)
    )


# ── what is done with the list ──


def count_reasons(listing: pd.DataFrame, rule: PriorityRule) -> pd.DataFrame:
    """The rule as a table: reason, points, how many have it."""
    return pd.DataFrame(
        [
            {
                "judul": VISIT_REASONS[a].title,
                "arti": rule.say_meaning(a),
                "bobot": rule.points[a],
                "jumlah": int(listing[a].sum()) if a in rule.list_active() else None,
            }
            for a in VISIT_REASONS
        ]
    )


NO_OFFICER = "belum-ada"


def list_officers(listing: pd.DataFrame) -> dict[str, str]:
    """Choices of the filter by officer."""
    name = sorted(listing["petugas"].dropna().unique())
    return {"": "Semua petugas", NO_OFFICER: "Belum ada petugas", **{n: n for n in name}}


def filter_targets(listing: pd.DataFrame, who: str, reason: str, rule: PriorityRule) -> pd.DataFrame:
    """The rows of one officer (the last who visited) and of one reason; the rank stays that of the whole list."""
    if who == NO_OFFICER:
        listing = listing[listing["petugas"].isna()]
    elif who:
        listing = listing[(listing["petugas"] == who).to_numpy(dtype=bool)]
    if reason:
        listing = listing[listing[reason]] if reason in rule.list_active() else listing.iloc[:0]
    return listing.reset_index(drop=True)


# ── what is said of the rows that somebody sees ──


def add_reasons(details: pd.DataFrame, rule: PriorityRule) -> pd.DataFrame:
    """Rows of the list (priorities.read_details) + alasan, where the points come from: "… (5) · … (1)", `sebab`, the
    same without points, `sebab_utama`, the first of these, and `utama`, its reason."""
    used = rule.list_active()
    word = {a: _SENTENCES[a] for a in used}
    hits = [
        [(a, word[a](row, rule)) for a in used if getattr(row, a)]
        for row in list_rows(details[[*VISIT_REASONS, *MISSING, "umur", "rat", "selesai_pelatihan"]])
    ]
    return details.assign(
        alasan=[" · ".join(f"{cause} ({rule.points[a]})" for a, cause in hit) for hit in hits],
        sebab=[" · ".join(cause for _, cause in hit) for hit in hits],
        sebab_utama=[hit[0][1] for hit in hits],
        utama=pd.Series([hit[0][0] for hit in hits], index=details.index, dtype=object),
    )


def _say_untended(row: Any, rule: PriorityRule) -> str:
    """The day by which a visit still counts is said."""
    done = row.selesai_pelatihan.date()
    limit = done + dt.timedelta(days=rule.grace_days)
    word = f"batas {language.format_date(limit)}" if limit > rule.end else f"lewat {rule.grace_days} hari"
    return f"Dilatih sampai {language.format_date(done)}, belum didampingi, {word}"


def _say_proposed(row: Any, rule: PriorityRule) -> str:
    since = triwulan.shift_quarter(rule.periode, 1 - row.umur)
    return f"Diusulkan dibubarkan {row.umur} triwulan, tercatat sejak {language.format_quarter(since, True)}"


_SENTENCES: dict[str, Callable[[Any, PriorityRule], str]] = {
    "tidak_aktif": lambda _, a: f"Tidak aktif, {a.say_unvisited()}",
    "gugur": lambda b, _: f"RAT terakhir tahun buku {b.rat:.0f}: menurut aturan sudah tidak aktif",
    "hampir": lambda b, a: (
        f"RAT terakhir tahun buku {b.rat:.0f}: tidak aktif bila belum RAT sampai {language.format_date(a.next_due_day)}"
    ),
    "pasca": _say_untended,
    "usulan": _say_proposed,
    "data": lambda b, _: (
        f"Belum tercatat: {language.join_list([word for k, word in MISSING.items() if getattr(b, k)])}"
    ),
}


def say_headline(count: int, first: pd.DataFrame, rule: PriorityRule) -> str:
    """ "93 sasaran kunjungan; poin terbanyak KSU Contoh (9)". An empty list says something only of a register."""
    if not count and not rule.has_register:
        return "Belum diketahui siapa yang perlu didahulukan"
    if not count:
        return "Tidak ada yang perlu didahulukan menurut aturan ini"
    name, poin = first[["nama_koperasi", "poin"]].iloc[0]
    return f"{language.format_number(count)} sasaran kunjungan; poin terbanyak {name} ({poin})"
