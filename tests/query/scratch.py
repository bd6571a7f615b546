"""A scratch copy of a published version, in which the rows of registers and sheets are really changed: what the
indicators' own statements then compute is what a step towards a target promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pandas as pd

from dasbor.choice import Choice
from dasbor.query.source.statements import read_statement
from dasbor.query.whom.paths import Plan
from dasbor.query.whom.steps import FOUND, RAISE, Share, Step, Way
from etl import periode as triwulan
from etl import rules, skema
from etl.acuan import load_reference
from etl.checks.status_rule import find_due_book_year
from etl.indikator import compute_indicators, make_cases
from etl.store.versions import Store

# how the rows of the register say that a cooperative counts now
_SAID = {
    "koperasi_aktif": "status = 'aktif'",
    "rat_tahun_buku": "tahun_buku_rat = $due",
    "rat": "tahun_buku_rat = $due",
    "dinilai_kesehatan": "skor_kesehatan = 80, tahun_penilaian = $due + 1",
    "sertifikat_nik": "status_nik = 'Bersertifikat', tanggal_sertifikat = $akhir",
    "melek_ti": "pakai_internet = true",
}
_VISITED = ("cakupan_pendampingan", "pendampingan_khusus")
_TRAINED = "jangkauan_pelatihan"


class Scratch:
    """All tables of a version in memory, to be changed and put back."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con

    @contextmanager
    def changed(self, p: Choice, plan: Plan, way: Way, indikator: str, by_rule: bool) -> Iterator[Scratch]:
        """With the steps of a way taken, and as it was afterwards."""
        self.con.execute("begin")
        for step in way.steps:
            self._take(p, plan, step, "rat" if by_rule else indikator)
        yield self
        self.con.execute("rollback")

    def _take(self, p: Choice, plan: Plan, step: Step, indikator: str) -> None:
        if step.kind == FOUND:
            self._found(p, step.count)
            return
        chosen = plan.candidates if step.kind == RAISE else plan.removable
        ids = chosen["koperasi_id"].head(step.count).tolist()
        assert len(set(ids)) == step.count  # promised by name
        if step.kind == RAISE and indikator in (_TRAINED, *_VISITED):
            self._reach(p, ids, "pelatihan_peserta" if indikator == _TRAINED else "pendampingan_kunjungan")
        else:
            self._write(p, ids, _SAID[indikator] if step.kind == RAISE else f"status = '{skema.PROPOSED}'")

    def _write(self, p: Choice, ids: Sequence[str], said: str) -> None:
        end = triwulan.find_end(p.periode)
        known = {"due": find_due_book_year(end, 6), "akhir": end}
        used = {name: value for name, value in known.items() if f"${name}" in said}
        sql = f"update koperasi_triwulan set {said} where periode = $periode and list_contains($ids, koperasi_id)"
        self.con.execute(sql, {"periode": p.periode, "ids": list(ids), **used})

    def _reach(self, p: Choice, ids: Sequence[str], table: str) -> None:
        day, kind = ("tanggal_mulai", "kegiatan_id") if table == "pelatihan_peserta" else ("tanggal", "petugas")
        more = ", peserta_id, nama_kegiatan, asal" if kind == "kegiatan_id" else ", sasaran"
        values = ", 'orang uji', 'uji', 'uji'" if kind == "kegiatan_id" else ", 'uji'"
        self.con.execute(
            f"insert into {table} (periode, {kind}{more}, koperasi_id, kode_kelurahan, {day}, unggahan_id, lembar, "
            "baris) "
            f"select periode, 'uji'{values}, koperasi_id, kode_kelurahan, $hari, unggahan_id, 'Uji', 1 "
            "from koperasi_triwulan where periode = $periode and list_contains($ids, koperasi_id)",
            {"periode": p.periode, "ids": list(ids), "hari": triwulan.find_start(p.periode)},
        )

    def _found(self, p: Choice, count: int) -> None:
        """New ones in a kelurahan of the area, founded at the quarter's end, as any other row."""
        code = self.con.execute(
            "select min(kode) from wilayah where tingkat = 'kelurahan' and rules.in_area(kode, $kode)",
            {"kode": p.kode_wilayah},
        ).fetchall()[0][0]
        new = pd.DataFrame({"koperasi_id": [f"BARU{i}" for i in range(count)]}).assign(
            periode=p.periode, nama_koperasi="Baru", kode_kelurahan=code, status="aktif", status_hitung="aktif",
            kkmp=False, tanggal_badan_hukum=triwulan.find_end(p.periode), unggahan_id=1, lembar="Uji", baris=1,
        )  # fmt: skip
        self.con.register("baru", new)
        self.con.execute("insert into koperasi_triwulan by name from baru")

    def count(self, p: Choice, indikator: str, by_rule: bool, years: int) -> Share:
        """What the indicator's statement counts in the area now; by the rule, what its question does."""
        if by_rule:
            known = {"kode": p.kode_wilayah, "kelompok": p.kelompok_hitung, "n": years, "n_resmi": years, "bulan": 6}
            rows = self.con.execute(read_statement("status_menurut_aturan"), known).df()
            here = rows[rows["periode"] == p.periode].groupby("status_rat")["jumlah"].sum()
            return Share(int(here.get("aktif", 0)), int(here.sum()))
        make_cases(self.con, load_reference(), indikator, p.periode, p.kode_wilayah, p.kelompok_hitung)
        sql = "select coalesce(sum(pembilang), 0)::int, coalesce(sum(penyebut), 0)::int from kasus"
        return Share(*self.con.execute(sql).fetchall()[0])

    def compute(self, p: Choice, indikator: str) -> Share:
        """What a publication would compute of all quarters, and write into the table of figures."""
        compute_indicators(self.con, load_reference())
        sql = (
            "select pembilang::int, penyebut::int from indikator where indikator = $i and periode = $periode "
            "and kode_wilayah = $kode and kelompok_hitung = $kelompok"
        )
        known = {"i": indikator, "periode": p.periode, "kode": p.kode_wilayah, "kelompok": p.kelompok_hitung}
        return Share(*self.con.execute(sql, known).fetchall()[0])


@contextmanager
def copy_version(version: int) -> Iterator[Scratch]:
    """A version in a database of its own."""
    con = duckdb.connect(":memory:", config={"threads": "1"})
    source = Store().open_version(version)
    (name,) = source.execute("select current_database()").fetchall()[0]
    path = source.execute("select path from duckdb_databases() where database_name = $n", {"n": name}).fetchall()[0][0]
    con.execute(f"attach '{path}' as asal (read_only)")
    con.execute("copy from database asal to memory")
    rules.install_rules(con)
    yield Scratch(con)
    con.close()
