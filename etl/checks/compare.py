"""What publishing a checked workbook would change, and the sanity gates that ask for a reason."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from etl import indikator, rules
from etl import periode as triwulan
from etl.acuan import Reference
from etl.area_labels import make_labels
from etl.model import CheckResult
from etl.pesan import Finding, make_finding
from etl.rules import fill_statement, read_statement
from etl.skema import REGISTER, SHEET_KINDS
from etl.store import load
from etl.store.versions import Store

_DIFFERENT_ROWS = read_statement(Path(__file__).with_name("different_rows.sql"))
# alur -> key in perubahan["koperasi"]
_FLOW_LISTS = {
    "baru": "baru",
    "tercatat kembali": "baru",
    "keluar dari register": "hilang",
    "aktif kembali": "aktif_kembali",
    "menjadi tidak aktif": "menjadi_tidak_aktif",
    "diusulkan dibubarkan": "diusulkan_dibubarkan",
    "dibubarkan": "dibubarkan",
    "status lain": "status_lain",
}


def compare(result: CheckResult, store: Store, reference: Reference) -> dict[str, Any]:
    """What would change, without writing anything: {dibandingkan, koperasi, indikator, kelurahan, baris}.

    Cooperatives are compared with the same quarter if it is published, else with the last one before.
    Indicators are those of the workbook's quarter, in the current version and after publishing.
    """
    with closing(_make_scratch(store, reference, result)) as con:
        before = _read_indicators(con, result.periode)
        row = {
            j: {"sebelum": _count_rows(con, j, result.periode), "sesudah": len(content)}
            for j, content in result.tabel.items()
        }
        _keep_aside(con, result)
        previous = find_previous_register(con, result.periode)
        done_already = _count_rows(con, REGISTER, result.periode) is not None
        load.replace_quarter(con, result, unggahan_id=0)
        for kind, count in row.items():
            count["berbeda"] = None if count["sebelum"] is None else _count_different(con, kind, result.periode)
        cooperative_rows = {}
        if REGISTER in result.tabel and (done_already or previous):
            cooperative_rows = _list_changes(con, result, None if done_already else previous, reference)
        indikator.compute_indicators(con, reference, since=result.periode)
        after = _read_indicators(con, result.periode)
    dibandingkan = (
        {"periode": result.periode if done_already else previous, "sama": done_already}
        if done_already or previous
        else None
    )
    return {
        "dibandingkan": dibandingkan,
        "koperasi": cooperative_rows,
        "baris": row,
        **_pair_indicators(before, after, reference),
    }


def find_previous_register(con: duckdb.DuckDBPyConnection, periode: str) -> str | None:
    """The last quarter before this one whose register is published."""
    sql = "select max(periode) from periode_jenis where jenis = 'koperasi' and periode < ?"
    last: str | None = con.execute(sql, [periode]).fetchall()[0][0]
    return last


def _make_scratch(store: Store, reference: Reference, result: CheckResult) -> duckdb.DuckDBPyConnection:
    """A database in memory with what the quarter's indicators look back on."""
    con = duckdb.connect(":memory:", config={"threads": "2"})
    load.create_tables(con, reference)
    rules.install_rules(con)
    number = store.find_current()
    if number is not None and not starts_real_data(result, store):
        store.attach(con, number, "lama")
        start = triwulan.shift_quarter(result.periode, -indikator.REACH)
        previous = con.execute(
            "select max(periode) from lama.periode_jenis where jenis = 'koperasi' and periode < ?", [result.periode]
        ).fetchall()[0][0]
        start = min(start, previous or start)
        sql = "select table_name from duckdb_tables() where database_name = 'lama'"
        known = {name for (name,) in con.execute(sql).fetchall()}  # an earlier release had fewer kinds
        for table in (t for t in (*load.DATA_TABLES, "periode", "periode_jenis", "indikator") if t in known):
            copy = "insert into {table} by name from lama.{table} where periode between ? and ?"
            con.execute(fill_statement(copy, table=[table]), [start, result.periode])
        con.execute("detach lama")
    return con


def starts_real_data(result: CheckResult, store: Store) -> bool:
    """A workbook without the sample mark, while everything published carries it."""
    return not result.is_sample and is_sample(store)


def is_sample(store: Store) -> bool:
    """Everything in the current version is invented. False when nothing is published."""
    number = store.find_current()
    if number is None:
        return False
    sql = "select coalesce(bool_and(contoh), false) from periode_jenis join unggahan using (unggahan_id)"
    return bool(store.open_version(number).execute(sql).fetchall()[0][0])


def _count_rows(con: duckdb.DuckDBPyConnection, kind: str, periode: str) -> int | None:
    """Published rows of a kind in a quarter; None when the kind was never published for it."""
    known = con.execute("select 1 from periode_jenis where periode = ? and jenis = ?", [periode, kind]).fetchall()
    if not known:
        return None
    sql = fill_statement("select count(*) from {table} where periode = ?", table=[SHEET_KINDS[kind].tabel])
    return int(con.execute(sql, [periode]).fetchall()[0][0])


def _keep_aside(con: duckdb.DuckDBPyConnection, result: CheckResult) -> None:
    """What is published for the quarter now, as temporary tables lalu_<jenis>."""
    for kind in result.tabel:
        sql = "create temp table {before} as from {table} where periode = ?"
        con.execute(fill_statement(sql, before=[f"lalu_{kind}"], table=[SHEET_KINDS[kind].tabel]), [result.periode])


def _count_different(con: duckdb.DuckDBPyConnection, kind: str, periode: str) -> int:
    """Rows that say something else than before, wherever in the workbook they stand."""
    sql = fill_statement(_DIFFERENT_ROWS, table=[SHEET_KINDS[kind].tabel], before=[f"lalu_{kind}"])
    return int(con.execute(sql, {"periode": periode}).fetchall()[0][0])


# (indikator, kode_wilayah) -> name of the area, and its pembilang, penyebut, nilai
_IndicatorFigures = dict[tuple[str, str], tuple[str, dict[str, float | None]]]


def _read_indicators(con: duckdb.DuckDBPyConnection, periode: str) -> _IndicatorFigures:
    """Indicators of the city and its kelurahan in one quarter."""
    sql = """select indikator, kode_wilayah, wilayah.nama, pembilang, penyebut, nilai
             from indikator join wilayah on wilayah.kode = kode_wilayah
             where periode = ? and kelompok_hitung = 'semua' and tingkat <> 'kecamatan' order by kode_wilayah"""
    return {
        (i, code): (name, {"pembilang": pembilang, "penyebut": penyebut, "nilai": value})
        for i, code, name, pembilang, penyebut, value in con.execute(sql, [periode]).fetchall()
    }


def _pair_indicators(
    before: _IndicatorFigures, after: _IndicatorFigures, reference: Reference
) -> dict[str, list[dict[str, Any]]]:
    """City indicators before and after, and those of the kelurahan that differ."""
    city, kelurahan, label = [], [], make_labels(reference.list_areas())
    definisi = {i.indikator: {"judul": i.judul, "satuan": i.satuan} for i in indikator.load_indicators()}
    for (name, code), (area_rows, value) in after.items():
        earlier = before[name, code][1] if (name, code) in before else None
        content = {"indikator": name, **definisi[name], "sebelum": earlier, "sesudah": value}
        if code == reference.city_code:
            city.append(content)
        elif earlier != value:
            kelurahan.append({"wilayah": label.get(code, area_rows), **content})
    order = list(definisi)
    return {
        "indikator": sorted(city, key=lambda i: order.index(i["indikator"])),
        "kelurahan": sorted(kelurahan, key=lambda i: order.index(i["indikator"])),
    }


def _list_changes(
    con: duckdb.DuckDBPyConnection, result: CheckResult, previous: str | None, reference: Reference
) -> dict[str, list[dict[str, Any]]]:
    """Cooperatives by name, under what became of them since the quarter `previous`, None = since the quarter's own
    published state, which takes part for a moment as a quarter of its own."""
    alone = result.periode + "-terbit"
    if previous is None:
        con.execute("insert into koperasi_triwulan by name select * replace (? as periode) from lalu_koperasi", [alone])
    parameters = {
        "periode": result.periode,
        "periode_lalu": previous or alone,
        "kode": reference.city_code,
        "kelompok": "semua",
    }
    label = make_labels(reference.list_areas())
    sql = """select koperasi_id, nama_koperasi, nama_lalu, kode_kelurahan, kode_lalu, alur,
                 status is not null and status_lalu is not null
             from rules.register_changes($periode, $periode_lalu, $kode, $kelompok)
             order by alur, nama_koperasi, koperasi_id"""
    listing: dict[str, list[dict[str, Any]]] = {
        k: [] for k in (*dict.fromkeys(_FLOW_LISTS.values()), "pindah", "ganti_nama")
    }
    for number, name, nama_lalu, code, kode_lalu, flows, tetap_ada in con.execute(sql, parameters).fetchall():
        who = {"koperasi_id": number, "nama": name, "kelurahan": label[code]}
        if flows in _FLOW_LISTS:
            listing[_FLOW_LISTS[flows]].append(who)
        if tetap_ada and code != kode_lalu:
            listing["pindah"].append({**who, "dari": label[kode_lalu], "ke": label[code]})
        if tetap_ada and name != nama_lalu:
            listing["ganti_nama"].append({**who, "dari": nama_lalu, "ke": name})
    con.execute("delete from koperasi_triwulan where periode = ?", [alone])
    listing["digabung"] = _list_merged(result)
    return listing


def _list_merged(result: CheckResult) -> list[dict[str, Any]]:
    """Rows that only an answer made one with a cooperative of another name: id, name here, name then."""
    return [
        {"koperasi_id": j.nilai, "nama": j.isi, "kelurahan": "", "dari": j.label, "ke": j.isi}
        for j in result.answers_used
        if j.jenis == "koperasi" and j.baru and j.nilai != "baru"
    ]


def find_gates(result: CheckResult, store: Store, reference: Reference) -> list[Finding]:
    """Findings that block until somebody gives a reason, and the start of real data. Needs hasil.perubahan."""
    number = store.find_current()
    if number is None:
        return []
    if starts_real_data(result, store):
        return [make_finding("data_asli_pertama")]
    if result.is_sample and not is_sample(store):
        return [make_finding("contoh_ke_data_asli")]
    con = store.open_version(number)
    hasilnya = _find_same_file(con, result) + _find_already_published(result)
    if REGISTER in result.tabel:
        hasilnya += _find_shrinking(con, result, reference)
    return hasilnya


def is_republication(con: duckdb.DuckDBPyConnection, result: CheckResult) -> bool:
    """The same workbook is already the source of every kind it holds for this quarter, and is read as then.

    With another answer, or without one that was withdrawn since, the same workbook can mean other rows.
    """
    if any(j.baru for j in result.answers_used) or any(n["berbeda"] for n in result.perubahan["baris"].values()):
        return False
    sql = "select jenis from periode_jenis join unggahan using (unggahan_id) where periode_jenis.periode = ? and sha256 = ?"
    return set(result.tabel) <= {j for (j,) in con.execute(sql, [result.periode, result.sha256]).fetchall()}


def _find_same_file(con: duckdb.DuckDBPyConnection, result: CheckResult) -> list[Finding]:
    if all(SHEET_KINDS[kind].counted_kind for kind in result.tabel) and len(result.recap_quarters) > 1:
        return []  # a rekap of several quarters is published one quarter after another
    sql = """select distinct unggahan.periode from periode_jenis join unggahan using (unggahan_id)
             where sha256 = ? and unggahan.periode <> ?"""
    other = [p for (p,) in con.execute(sql, [result.sha256, result.periode]).fetchall()]
    return [make_finding("gerbang_berkas_sama", periode=triwulan.say_quarter(p)) for p in other]


def _find_already_published(result: CheckResult) -> list[Finding]:
    details = [
        f"{SHEET_KINDS[j].judul}: {n['sebelum']} baris menjadi {n['sesudah']}, {n['berbeda']} perbedaan"
        for j, n in result.perubahan["baris"].items()
        if n["berbeda"]
    ]
    if not details:
        return []
    return [
        make_finding("gerbang_sudah_terbit", periode=triwulan.say_quarter(result.periode), rincian="; ".join(details))
    ]


def _find_shrinking(con: duckdb.DuckDBPyConnection, result: CheckResult, reference: Reference) -> list[Finding]:
    """The register against the last one before: much smaller, or a kelurahan gone."""
    previous = find_previous_register(con, result.periode)
    if previous is None:
        return []
    sql = """select kode_kelurahan, wilayah.nama, count(*) as n from koperasi_triwulan
             join wilayah on wilayah.kode = kode_kelurahan where periode = ? group by all order by 1"""
    earlier = con.execute(sql, [previous]).fetchall()
    current = result.tabel[REGISTER]
    every, hasilnya = sum(n for _, _, n in earlier), []
    if len(current) < every * (1 - reference.settings["pemeriksaan"]["susut_register"]):
        percent = f"{(len(current) - every) / every:.0%}".replace("-", "−")
        hasilnya.append(make_finding("gerbang_register_susut", dahulu=every, sekarang=len(current), persen=percent))
    masih = set(current["kode_kelurahan"])
    label = make_labels(reference.list_areas())
    missing = [(label.get(code, name), n) for code, name, n in earlier if code not in masih]
    return hasilnya + [make_finding("gerbang_kelurahan_hilang", kelurahan=name, dahulu=n) for name, n in missing]
