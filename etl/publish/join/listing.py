"""The decisions in force, in words."""

from __future__ import annotations

from etl.identity import decisions
from etl.identity.decisions import JOIN, Decision
from etl.identity.rows import list_noted
from etl.publish.join.words import say_quarters
from etl.skema import REGISTER
from etl.store.versions import Store

_NAME = "select arg_max(nama_koperasi, periode) from koperasi_triwulan where koperasi_id = ?"


def list_decisions(store: Store) -> list[tuple[Decision, str]]:
    """Each decision in force with what it means, the latest first."""
    current = store.find_current()
    if current is None:
        return []
    con = store.open_version(current)
    listed = []
    for d in reversed(decisions.read(con)):
        noted = list_noted(con, d.nomor)
        registers = noted[noted["jenis"] == REGISTER]
        names = " / ".join(dict.fromkeys(f"“{n or '(tanpa nama)'}”" for n in registers["nama_koperasi"]))
        (now,) = con.execute(_NAME, [d.koperasi_id]).fetchall()[0]
        quarters = say_quarters(set(registers["periode"]))
        link = "satu dengan" if d.jenis == JOIN else "dipisahkan dari"
        listed.append((d, f"{names} di {quarters} {link} “{now or d.koperasi_id}”"))
    return listed
