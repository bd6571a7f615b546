"""What publishing a checked workbook would change, and the sanity gates that ask for a reason."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import duckdb

from etl import indikator, rules
from etl import periode as triwulan
from etl.acuan import Reference
from etl.area_labels import make_labels
from etl.model import CheckResult
from etl.pesan import Finding, make_finding
from etl.skema import REGISTER, SHEET_KINDS
from etl.store import load
from etl.store.attach import quote_name
from etl.store.versions import Store

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


def compare(hasil: CheckResult, gudang: Store, acuan: Reference) -> dict[str, Any]:
    """What would change, without writing anything: {dibandingkan, koperasi, indikator, kelurahan, baris}.

    Cooperatives are compared with the same quarter if it is published, else with the last one before.
    Indicators are those of the workbook's quarter, in the current version and after publishing.
    """
    with closing(_make_scratch(gudang, acuan, hasil)) as con:
        sebelum = _read_indicators(con, hasil.periode)
        baris = {
            j: {"sebelum": _count_rows(con, j, hasil.periode), "sesudah": len(isi)} for j, isi in hasil.tabel.items()
        }
        _keep_aside(con, hasil)
        lalu = find_previous_register(con, hasil.periode)
        sudah = _count_rows(con, REGISTER, hasil.periode) is not None
        load.replace_quarter(con, hasil, unggahan_id=0)
        for jenis, banyak in baris.items():
            banyak["berbeda"] = None if banyak["sebelum"] is None else _count_different(con, jenis, hasil.periode)
        koperasi = {}
        if REGISTER in hasil.tabel and (sudah or lalu):
            koperasi = _list_changes(con, hasil, None if sudah else lalu, acuan)
        indikator.compute_indicators(con, acuan, sejak=hasil.periode)
        sesudah = _read_indicators(con, hasil.periode)
    dibandingkan = {"periode": hasil.periode if sudah else lalu, "sama": sudah} if sudah or lalu else None
    return {
        "dibandingkan": dibandingkan,
        "koperasi": koperasi,
        "baris": baris,
        **_pair_indicators(sebelum, sesudah, acuan),
    }


def find_previous_register(con: duckdb.DuckDBPyConnection, periode: str) -> str | None:
    """The last quarter before this one whose register is published."""
    sql = "select max(periode) from periode_jenis where jenis = 'koperasi' and periode < ?"
    return con.execute(sql, [periode]).fetchall()[0][0]


def _make_scratch(gudang: Store, acuan: Reference, hasil: CheckResult) -> duckdb.DuckDBPyConnection:
    """A database in memory with what the quarter's indicators look back on."""
    con = duckdb.connect(":memory:", config={"threads": "2"})
    load.create_tables(con, acuan)
    rules.install_rules(con)
    nomor = gudang.terkini()
    if nomor is not None and not starts_real_data(hasil, gudang):
        gudang.attach(con, nomor, "lama")
        awal = triwulan.shift_quarter(hasil.periode, -indikator.REACH)
        lalu = con.execute(
            "select max(periode) from lama.periode_jenis where jenis = 'koperasi' and periode < ?", [hasil.periode]
        ).fetchall()[0][0]
        awal = min(awal, lalu or awal)
        sql = "select table_name from duckdb_tables() where database_name = 'lama'"
        ada = {nama for (nama,) in con.execute(sql).fetchall()}  # an earlier release had fewer kinds
        for tabel in (t for t in (*load.DATA_TABLES, "periode", "periode_jenis", "indikator") if t in ada):
            nama = quote_name(tabel)
            con.execute(
                f"insert into {nama} by name from lama.{nama} where periode between ? and ?", [awal, hasil.periode]
            )
        con.execute("detach lama")
    return con


def starts_real_data(hasil: CheckResult, gudang: Store) -> bool:
    """A workbook without the sample mark, while everything published carries it."""
    return not hasil.contoh and is_sample(gudang)


def is_sample(gudang: Store) -> bool:
    """Everything in the current version is invented. False when nothing is published."""
    nomor = gudang.terkini()
    if nomor is None:
        return False
    sql = "select coalesce(bool_and(contoh), false) from periode_jenis join unggahan using (unggahan_id)"
    return bool(gudang.open_version(nomor).execute(sql).fetchall()[0][0])


def _count_rows(con: duckdb.DuckDBPyConnection, jenis: str, periode: str) -> int | None:
    """Published rows of a kind in a quarter; None when the kind was never published for it."""
    ada = con.execute("select 1 from periode_jenis where periode = ? and jenis = ?", [periode, jenis]).fetchall()
    if not ada:
        return None
    tabel = quote_name(SHEET_KINDS[jenis].tabel)
    return con.execute(f"select count(*) from {tabel} where periode = ?", [periode]).fetchall()[0][0]


def _keep_aside(con: duckdb.DuckDBPyConnection, hasil: CheckResult) -> None:
    """What is published for the quarter now, as temporary tables lalu_<jenis>."""
    for jenis in hasil.tabel:
        lalu, tabel = quote_name(f"lalu_{jenis}"), quote_name(SHEET_KINDS[jenis].tabel)
        sql = f"create temp table {lalu} as from {tabel} where periode = ?"
        con.execute(sql, [hasil.periode])


def _count_different(con: duckdb.DuckDBPyConnection, jenis: str, periode: str) -> int:
    """Rows that say something else than before, wherever in the workbook they stand."""
    tabel, dahulu = quote_name(SHEET_KINDS[jenis].tabel), quote_name(f"lalu_{jenis}")
    kini = f"(select * exclude (unggahan_id, lembar, baris) from {tabel} where periode = $p)"
    lalu = f"(select * exclude (unggahan_id, lembar, baris) from {dahulu} where periode = $p)"
    sql = f"""select (select count(*) from ({kini} except all {lalu}))
                   + (select count(*) from ({lalu} except all {kini}))"""
    return con.execute(sql, {"p": periode}).fetchall()[0][0]


# (indikator, kode_wilayah) -> name of the area, and its pembilang, penyebut, nilai
_IndicatorFigures = dict[tuple[str, str], tuple[str, dict[str, float | None]]]


def _read_indicators(con: duckdb.DuckDBPyConnection, periode: str) -> _IndicatorFigures:
    """Indicators of the city and its kelurahan in one quarter."""
    sql = """select indikator, kode_wilayah, wilayah.nama, pembilang, penyebut, nilai
             from indikator join wilayah on wilayah.kode = kode_wilayah
             where periode = ? and kelompok_hitung = 'semua' and tingkat <> 'kecamatan' order by kode_wilayah"""
    return {
        (i, kode): (nama, {"pembilang": pembilang, "penyebut": penyebut, "nilai": nilai})
        for i, kode, nama, pembilang, penyebut, nilai in con.execute(sql, [periode]).fetchall()
    }


def _pair_indicators(sebelum: _IndicatorFigures, sesudah: _IndicatorFigures, acuan: Reference) -> dict[str, list]:
    """City indicators before and after, and those of the kelurahan that differ."""
    kota, kelurahan, sebutan = [], [], make_labels(acuan.wilayah())
    definisi = {i.indikator: {"judul": i.judul, "satuan": i.satuan} for i in indikator.load_indicators()}
    for (nama, kode), (wilayah, nilai) in sesudah.items():
        dahulu = sebelum[nama, kode][1] if (nama, kode) in sebelum else None
        isi = {"indikator": nama, **definisi[nama], "sebelum": dahulu, "sesudah": nilai}
        if kode == acuan.city_code:
            kota.append(isi)
        elif dahulu != nilai:
            kelurahan.append({"wilayah": sebutan.get(kode, wilayah), **isi})
    urutan = list(definisi)
    return {
        "indikator": sorted(kota, key=lambda i: urutan.index(i["indikator"])),
        "kelurahan": sorted(kelurahan, key=lambda i: urutan.index(i["indikator"])),
    }


def _list_changes(
    con: duckdb.DuckDBPyConnection, hasil: CheckResult, lalu: str | None, acuan: Reference
) -> dict[str, list[dict]]:
    """Cooperatives by name, under what became of them since quarter `lalu`, None = since the quarter's own
    published state, which takes part for a moment as a quarter of its own."""
    sendiri = hasil.periode + "-terbit"
    if lalu is None:
        con.execute(
            "insert into koperasi_triwulan by name select * replace (? as periode) from lalu_koperasi", [sendiri]
        )
    parameter = {
        "periode": hasil.periode,
        "periode_lalu": lalu or sendiri,
        "kode": acuan.city_code,
        "kelompok": "semua",
    }
    sebutan = make_labels(acuan.wilayah())
    sql = """select koperasi_id, nama_koperasi, nama_lalu, kode_kelurahan, kode_lalu, alur,
                 status is not null and status_lalu is not null
             from rules.register_changes($periode, $periode_lalu, $kode, $kelompok)
             order by alur, nama_koperasi, koperasi_id"""
    daftar: dict[str, list[dict]] = {k: [] for k in (*dict.fromkeys(_FLOW_LISTS.values()), "pindah", "ganti_nama")}
    for nomor, nama, nama_lalu, kode, kode_lalu, alur, tetap_ada in con.execute(sql, parameter).fetchall():
        siapa = {"koperasi_id": nomor, "nama": nama, "kelurahan": sebutan[kode]}
        if alur in _FLOW_LISTS:
            daftar[_FLOW_LISTS[alur]].append(siapa)
        if tetap_ada and kode != kode_lalu:
            daftar["pindah"].append({**siapa, "dari": sebutan[kode_lalu], "ke": sebutan[kode]})
        if tetap_ada and nama != nama_lalu:
            daftar["ganti_nama"].append({**siapa, "dari": nama_lalu, "ke": nama})
    con.execute("delete from koperasi_triwulan where periode = ?", [sendiri])
    daftar["digabung"] = _list_merged(hasil)
    return daftar


def _list_merged(hasil: CheckResult) -> list[dict]:
    """Rows that only an answer made one with a cooperative of another name: id, name here, name then."""
    return [
        {"koperasi_id": j.nilai, "nama": j.isi, "kelurahan": "", "dari": j.label, "ke": j.isi}
        for j in hasil.answers_used
        if j.jenis == "koperasi" and j.baru and j.nilai != "baru"
    ]


def find_gates(hasil: CheckResult, gudang: Store, acuan: Reference) -> list[Finding]:
    """Findings that block until somebody gives a reason, and the start of real data. Needs hasil.perubahan."""
    nomor = gudang.terkini()
    if nomor is None:
        return []
    if starts_real_data(hasil, gudang):
        return [make_finding("data_asli_pertama")]
    if hasil.contoh and not is_sample(gudang):
        return [make_finding("contoh_ke_data_asli")]
    con = gudang.open_version(nomor)
    hasilnya = _find_same_file(con, hasil) + _find_already_published(hasil)
    if REGISTER in hasil.tabel:
        hasilnya += _find_shrinking(con, hasil, acuan)
    return hasilnya


def is_republication(con: duckdb.DuckDBPyConnection, hasil: CheckResult) -> bool:
    """The same workbook is already the source of every kind it holds for this quarter, and is read as then.

    With another answer, or without one that was withdrawn since, the same workbook can mean other rows.
    """
    if any(j.baru for j in hasil.answers_used) or any(n["berbeda"] for n in hasil.perubahan["baris"].values()):
        return False
    sql = "select jenis from periode_jenis join unggahan using (unggahan_id) where periode_jenis.periode = ? and sha256 = ?"
    return set(hasil.tabel) <= {j for (j,) in con.execute(sql, [hasil.periode, hasil.sha256]).fetchall()}


def _find_same_file(con: duckdb.DuckDBPyConnection, hasil: CheckResult) -> list[Finding]:
    if all(SHEET_KINDS[jenis].counted_kind for jenis in hasil.tabel) and len(hasil.triwulan_rekap) > 1:
        return []  # a rekap of several quarters is published one quarter after another
    sql = """select distinct unggahan.periode from periode_jenis join unggahan using (unggahan_id)
             where sha256 = ? and unggahan.periode <> ?"""
    lain = [p for (p,) in con.execute(sql, [hasil.sha256, hasil.periode]).fetchall()]
    return [make_finding("gerbang_berkas_sama", periode=triwulan.say_quarter(p)) for p in lain]


def _find_already_published(hasil: CheckResult) -> list[Finding]:
    rincian = [
        f"{SHEET_KINDS[j].judul}: {n['sebelum']} baris menjadi {n['sesudah']}, {n['berbeda']} perbedaan"
        for j, n in hasil.perubahan["baris"].items()
        if n["berbeda"]
    ]
    if not rincian:
        return []
    return [
        make_finding("gerbang_sudah_terbit", periode=triwulan.say_quarter(hasil.periode), rincian="; ".join(rincian))
    ]


def _find_shrinking(con: duckdb.DuckDBPyConnection, hasil: CheckResult, acuan: Reference) -> list[Finding]:
    """The register against the last one before: much smaller, or a kelurahan gone."""
    lalu = find_previous_register(con, hasil.periode)
    if lalu is None:
        return []
    sql = """select kode_kelurahan, wilayah.nama, count(*) as n from koperasi_triwulan
             join wilayah on wilayah.kode = kode_kelurahan where periode = ? group by all order by 1"""
    dahulu = con.execute(sql, [lalu]).fetchall()
    kini = hasil.tabel[REGISTER]
    semua, hasilnya = sum(n for _, _, n in dahulu), []
    if len(kini) < semua * (1 - acuan.settings["pemeriksaan"]["susut_register"]):
        persen = f"{(len(kini) - semua) / semua:.0%}".replace("-", "−")
        hasilnya.append(make_finding("gerbang_register_susut", dahulu=semua, sekarang=len(kini), persen=persen))
    masih = set(kini["kode_kelurahan"])
    sebutan = make_labels(acuan.wilayah())
    hilang = [(sebutan.get(kode, nama), n) for kode, nama, n in dahulu if kode not in masih]
    return hasilnya + [make_finding("gerbang_kelurahan_hilang", kelurahan=nama, dahulu=n) for nama, n in hilang]
