"""The decisions in force, in words."""

from __future__ import annotations

import duckdb

from etl.identity import decisions
from etl.identity.decisions import JOIN, Decision
from etl.identity.rows import list_noted
from etl.publish.join.describe import read_areas, read_cooperatives
from etl.publish.join.words import say_quarters
from etl.skema import REGISTER
from etl.store.versions import Store


def list_decisions(store: Store, version: int | None = None) -> list[tuple[Decision, str]]:
    """Each decision in force in a version, None = the current one, with what it means, the latest first."""
    number = store.find_current() if version is None else version
    if number is None:
        return []
    con = store.open_version(number)
    return [(d, _say_decision(con, d)) for d in reversed(decisions.read(con))]


def _say_decision(con: duckdb.DuckDBPyConnection, d: Decision) -> str:
    """ "“KSU Majoe” (Turi) di Triwulan IV 2024 satu dengan “KSU Maju” (Turi)"."""
    noted, areas = list_noted(con, d.nomor), read_areas(con)
    registers = noted[noted["jenis"] == REGISTER]
    pairs = zip(registers["nama_koperasi"], registers["kode_kelurahan"], strict=True)
    names = " / ".join(dict.fromkeys(f"“{name or '(tanpa nama)'}” ({areas.get(code, code)})" for name, code in pairs))
    now = read_cooperatives(con, [d.koperasi_id]).get(d.koperasi_id)
    link = "satu dengan" if d.jenis == JOIN else "dipisahkan dari"
    return f"{names} di {say_quarters(set(registers['periode']))} {link} {now.say() if now else d.koperasi_id}"
