"""Random cities for tests: registers and visits of a few quarters as plain rows, published as any workbook is; and what
is counted from those rows by hand."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

import pandas as pd

from etl.acuan import load_reference
from etl.store.versions import Store
from tests import golden

QUARTERS = ("2024-T3", "2024-T4", "2025-T1", "2025-T2", "2025-T3")
REGISTERED = ("aktif", "tidak aktif", "tidak diketahui")
_TYPED = {
    "aktif": "Aktif",
    "tidak aktif": "Tidak Aktif",
    "tidak diketahui": None,
    "diusulkan dibubarkan": "Diusulkan Dibubarkan",
}
_HEADINGS = ["NIK", "Nama Koperasi", "Kelurahan", "Kecamatan", "Kelompok Koperasi", "Status", "RAT Tahun Buku"]
_MORE_HEADINGS = ["Tanggal Badan Hukum", "Jumlah Anggota"]
_VISIT_DAYS = {
    "2024-T3": (2024, 8),
    "2024-T4": (2024, 11),
    "2025-T1": (2025, 2),
    "2025-T2": (2025, 5),
    "2025-T3": (2025, 8),
}


@dataclass(frozen=True)
class City:
    """registers: a row for each cooperative and quarter; visited, trained: quarter -> NIK, of quarters with a sheet;
    target: of the active ones, None = there is none."""

    registers: pd.DataFrame
    visited: dict[str, frozenset[str]]
    trained: dict[str, frozenset[str]]
    target: float | None

    def take(self, quarter: str | None, code: str, kkmp: bool = True) -> pd.DataFrame:
        """The rows of an area."""
        rows = self.registers
        inside = (rows["kode"] == code) | rows["kode"].str.startswith(code + ".")
        return rows[(rows["periode"] == quarter) & inside & (kkmp | ~rows["kkmp"])]

    def list_registers(self) -> list[str]:
        return sorted(self.registers["periode"].unique())

    def find_before(self, quarter: str) -> str | None:
        """The register before a quarter."""
        return max((q for q in self.list_registers() if q < quarter), default=None)


def make_city(chance: random.Random) -> City:
    """Few kelurahan and few cooperatives in each, so that ties, small numbers and empty areas are frequent."""
    places = load_reference().kelurahan.sample(chance.randint(1, 7), random_state=chance.randrange(10**6))
    codes = dict(zip(places["kode_kelurahan"], zip(places["kelurahan"], places["kecamatan"], strict=True), strict=True))
    quarters = [q for q in QUARTERS if chance.random() < 0.85] or [QUARTERS[-1]]
    number = chance.choice((3, 12, 40, 120))
    known = [_make_cooperative(chance, i, list(codes)) for i in range(number)]
    known += [_make_kkmp(chance, i, code) for i, code in enumerate(codes) if chance.random() < 0.8]
    rows = [row for one in known for row in _live(chance, one, quarters, list(codes))]
    registers = pd.DataFrame(rows, columns=["periode", "nik", "nama", "kode", "kkmp", "status", "rat", "anggota"])
    registers = registers.astype({"kkmp": bool}).assign(
        kelurahan=registers["kode"].map(lambda k: codes[k][0]), kecamatan=registers["kode"].map(lambda k: codes[k][1])
    )
    target = chance.choice((None, 0.5, 0.85, 0.9, 0.925, 1.0))
    return City(registers, _visit(chance, registers), _visit(chance, registers), target)


def _make_cooperative(chance: random.Random, i: int, codes: list[str]) -> dict:
    rat = chance.choice((None, 2019, 2021, 2022, 2023))
    place = {"kode": chance.choice(codes), "kkmp": False, "rat": rat, "anggota": chance.randint(20, 400)}
    return {"nik": f"35720000{i:05}", "nama": f"KSU Contoh {i}", **place}


def _make_kkmp(chance: random.Random, i: int, code: str) -> dict:
    members = chance.choice((None, chance.randint(20, 90), 75))
    place = {"kode": code, "kkmp": True, "rat": None, "anggota": members}
    return {"nik": f"35720001{i:05}", "nama": f"Koperasi Kelurahan Merah Putih {i}", **place}


def _live(chance: random.Random, one: dict, quarters: list[str], codes: list[str]) -> list[tuple]:
    """Its rows: it comes, changes its status, moves, leaves and returns as chance has it."""
    rows, status = [], chance.choice(("aktif", "aktif", "aktif", "tidak aktif", "tidak diketahui"))
    for quarter in quarters:
        if one["kkmp"] and quarter < "2025-T2" or chance.random() < 0.06:
            continue
        if chance.random() < 0.15:
            status = chance.choice((*REGISTERED, "diusulkan dibubarkan", "aktif"))
        code = chance.choice(codes) if chance.random() < 0.03 and not one["kkmp"] else one["kode"]
        facts = (one["kkmp"], "aktif" if one["kkmp"] else status, one["rat"], one["anggota"])
        rows.append((quarter, one["nik"], one["nama"], code, *facts))
    return rows


def find_visit_day(quarter: str) -> dt.date:
    """A day of the quarter."""
    return dt.date(*_VISIT_DAYS[quarter], 3)


def _visit(chance: random.Random, registers: pd.DataFrame) -> dict[str, frozenset[str]]:
    quarters = [q for q in sorted(registers["periode"].unique()) if chance.random() < 0.7]
    named = {q: sorted(registers.loc[registers["periode"] == q, "nik"]) for q in quarters}
    return {q: frozenset(chance.sample(niks, len(niks) // 5 + 1)) for q, niks in named.items()}


def publish_city(city: City) -> int:
    """Publish it quarter by quarter into an empty folder; number of the last version."""
    number = 0
    for quarter in city.list_registers():
        number = golden.publish_book(Store(), quarter, _make_book(city, quarter), reason="uji")
    return number


def _make_book(city: City, quarter: str) -> dict[str, list[list]]:
    rows = city.registers[city.registers["periode"] == quarter]
    book = {"Koperasi": [_HEADINGS + _MORE_HEADINGS, *(_write_row(b) for b in rows.to_dict("records"))]}
    if quarter in city.visited:
        day, names = find_visit_day(quarter), rows.set_index("nik")["nama"]
        visits = [[day, names[nik], None, "Petugas 1", "Khusus"] for nik in sorted(city.visited[quarter])]
        book["Pendampingan"] = [golden.JUDUL_PENDAMPINGAN, *visits]
    if quarter in city.trained:
        day, names = dt.date(*_VISIT_DAYS[quarter], 5), rows.set_index("nik")["nama"]
        people = [
            ["Pelatihan Contoh", day, None, f"Peserta {nik}", "P", names[nik], None]
            for nik in sorted(city.trained[quarter])
        ]
        book["Pelatihan"] = [golden.JUDUL_PELATIHAN, *people]
    if city.target is not None and quarter == city.list_registers()[0]:
        book["Target"] = [["Indikator", "Tahun", "Target"], *(["koperasi_aktif", y, city.target] for y in (2024, 2025))]
    return book


def _write_row(b: dict) -> list:
    group, founded = ("KKMP", dt.date(2025, 5, 20)) if b["kkmp"] else ("KSU", dt.date(2010, 1, 1))
    rat = None if pd.isna(b["rat"]) else int(b["rat"])
    members = None if pd.isna(b["anggota"]) else int(b["anggota"])
    place = [b["kelurahan"], b["kecamatan"], group]
    return [b["nik"], b["nama"], *place, _TYPED[b["status"]], rat, founded, members]
