"""Published rows in memory, and decisions about them: what needs no file is tried without one."""

from __future__ import annotations

import duckdb

from etl.acuan import load_reference
from etl.identity import decisions
from etl.match.cooperatives import match_register
from etl.match.history import History
from etl.match.questions import Questionnaire
from etl.publish.join.apply import apply_decision
from etl.publish.join.decide import Planner
from etl.publish.join.plan import Plan
from etl.store import load
from tests.frames import rows as register_rows

TURI, GEDOG, BENDO = "35.72.02.1004", "35.72.03.1001", "35.72.01.1006"
NAMES = {TURI: "Turi", GEDOG: "Gedog", BENDO: "Bendo"}
NIK1, NIK2, NIK3 = "3572000000001", "3572000000002", "3572000000003"
KEYS = ["nik_koperasi", "nama_koperasi", "nomor_badan_hukum", "kode_kelurahan"]
TABLES = ("koperasi_triwulan", "pendampingan_kunjungan", *decisions.TABLES)
_REGISTER = (
    "insert into koperasi_triwulan(periode, koperasi_id, nik_koperasi, nama_koperasi, nomor_badan_hukum, "
    "kode_kelurahan, kkmp, status, unggahan_id, lembar, baris) values (?, ?, ?, ?, ?, ?, false, 'aktif', ?, 'Data', ?)"
)
_VISIT = (
    "insert into pendampingan_kunjungan(periode, koperasi_id, sasaran, kode_kelurahan, tanggal, unggahan_id, lembar, "
    "baris) values (?, ?, 'x', ?, current_date, ?, 'Kunjungan', ?)"
)


def open_rows(*registers: tuple[str, int, list[list]]) -> duckdb.DuckDBPyConnection:
    """Registers (quarter, upload, rows of id and KEYS) as a version holds them."""
    con = duckdb.connect(":memory:")
    load.create_tables(con, load_reference())
    for quarter, upload, lines in registers:
        add_register(con, quarter, upload, *lines)
    return con


def add_register(con: duckdb.DuckDBPyConnection, quarter: str, upload: int, *lines: list) -> None:
    """The register of a quarter, in the place of an earlier one."""
    load.remove_kind(con, quarter, "koperasi")
    con.execute("insert into periode_jenis values (?, 'koperasi', ?)", [quarter, upload])
    load.settle_quarter(con, quarter)
    for number, line in enumerate(lines, 2):
        con.execute(_REGISTER, [quarter, *line, upload, number])


def add_visit(con: duckdb.DuckDBPyConnection, quarter: str, upload: int, koperasi_id: str, row: int = 2) -> None:
    con.execute(_VISIT, [quarter, koperasi_id, TURI, upload, row])


def decide(con: duckdb.DuckDBPyConnection, planner: Planner, number: int) -> Plan:
    """Plan and apply as version `number`."""
    plan = planner(con)
    said = {"nomor": number, "waktu": "2026-01-01T08:00:00", "oleh": "Siti", "alasan": "surat", "putusan": plan.said}
    apply_decision(con, {"tindakan": plan.action, **said})
    return plan


def read_all(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple]]:
    return {t: sorted(con.execute(f"from {t}").fetchall(), key=repr) for t in TABLES}


def line(con: duckdb.DuckDBPyConnection, koperasi_id: str) -> list[str]:
    """The quarters of its registers, then of its visits with a mark."""
    sql = (
        "select periode from koperasi_triwulan where koperasi_id = $id union all "
        "select periode || ' kunjungan' from pendampingan_kunjungan where koperasi_id = $id order by all"
    )
    return [quarter for (quarter,) in con.execute(sql, {"id": koperasi_id}).fetchall()]


def match(
    con: duckdb.DuckDBPyConnection, *lines: list, questionnaire: Questionnaire | None = None
) -> tuple[list[str], list[str]]:
    """What the next workbook with these rows (KEYS) is recognised as: ids, codes of findings."""
    history = History(con, "2026-T1")
    frame, locator = register_rows("koperasi", KEYS, *lines)
    asked = questionnaire or Questionnaire()
    df, findings = match_register(frame, locator, history.read_identities(), NAMES, asked, history.decided)
    return list(df["koperasi_id"]), [t.kode for t in findings]
