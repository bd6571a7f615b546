"""Questions about annual meetings (RAT), health, reports of members and money. Tables only; see dasbor/query/sql/."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dasbor.query import base, lists
from dasbor.query.lists import Listing
from dasbor.ui.reader import WITH_KKMP, Pilihan
from etl import skema
from etl.acuan import load_reference
from etl.checks.status_rule import KKMP_FIRST_BOOK_YEAR

# What a cooperative owes, in the order of the chart; "menunggak" is split by the number of book years.
RAT_HELD, RAT_NOT_OWED, RAT_NOT_RECORDED = "Sudah RAT", "Belum wajib RAT", "RAT belum tercatat"
FIVE = 5  # five book years and more stand together
AS_TYPED = "tertulis"
NOT_EXAMINED = "Belum diperiksa"
_ROW_KEY = ("koperasi_id", "kode_kelurahan", "kelurahan", "kecamatan")  # what lists need for labels and links


def _make_rule_parameters(p: Pilihan, n: int) -> dict[str, Any]:
    """Parameters of rat.sql but the quarter."""
    aturan = load_reference().aturan
    return {
        "kode": p.kode_wilayah, "kelompok": p.kelompok_hitung, "n": n, "n_resmi": aturan["tahun_tanpa_rat"],
        "bulan": aturan["bulan_batas_rat"], "buku_kkmp": KKMP_FIRST_BOOK_YEAR,
    }  # fmt: skip


def count_status_by_rule(p: Pilihan, n: int) -> pd.DataFrame:
    """periode, aturan ("tertulis" or the number of years), status, jumlah over the registered cooperatives."""
    sql = f"""select periode, n, status, status_rat, count(*) as jumlah from ({base.read_sql("rat")})
              where status in {skema.REGISTERED_STATUSES} group by all order by all"""
    semua = base.ask(p.versi, sql, **_make_rule_parameters(p, n), periode=None)
    resmi = semua["n"] == load_reference().aturan["tahun_tanpa_rat"]
    tertulis = _count_statuses(semua[resmi].assign(aturan=AS_TYPED))
    hitung = _count_statuses(semua.assign(aturan=semua["n"].astype(str), status=semua["status_rat"]))
    return pd.concat([tertulis, hitung], ignore_index=True)


def _count_statuses(semua: pd.DataFrame) -> pd.DataFrame:
    return semua.groupby(["periode", "aturan", "status"], as_index=False)[["jumlah"]].sum()


def say_overdue(tahun: int) -> str:
    """ "Menunggak 2 tahun" (book years); five and more in one."""
    return f"Menunggak {tahun} tahun" + (" atau lebih" if tahun == FIVE else "")


# the order of the chart: what is due first, then what nobody knows or owes
STATE_ORDER = (RAT_HELD, *(say_overdue(t) for t in range(1, FIVE + 1)), RAT_NOT_RECORDED, RAT_NOT_OWED)
OVERDUE_STATES = STATE_ORDER[1:-1]


def _write_state_sql() -> str:
    """keadaan_rat of a row of rat.sql, as SQL."""
    lama = " ".join(f"when {t} then '{say_overdue(t)}'" for t in range(1, FIVE + 1))
    return f"""case when rat_terakhir is null and not wajib then '{RAT_NOT_OWED}'
                    when rat_terakhir is null then '{RAT_NOT_RECORDED}' when menunggak is null then '{RAT_HELD}'
                    else case least(menunggak, {FIVE}) {lama} end end"""


def list_cooperatives(
    p: Pilihan, n: int, saring: str = "true", urut: str = "nama_koperasi, koperasi_id", kolom: Iterable[str] = ()
) -> Listing:
    """The register of the quarter (kueri.koperasi) with jatuh_tempo, rat_terakhir, wajib, menunggak, keadaan_rat
    and status_rat: the status under `n` years. `saring` and `urut` are SQL over these columns, `kolom` those that are
    wanted (none = all): of a large area to sort all would take ten times as long."""
    pilih = ", ".join(dict.fromkeys([*_ROW_KEY, *kolom])) if kolom else "*"
    sql = f"""with rat as (from ({base.read_sql("rat")}) where n = $n),
              isi as (
                  select k.*, rat.* exclude (periode, koperasi_id, n, status), {_write_state_sql()} as keadaan_rat
                  from ({lists.read_uncut("koperasi")}) as k join rat using (koperasi_id)
              )
              select {pilih} from isi where {saring} order by {urut} limit $batas"""
    return lists.ask_listing(p.versi, sql, **base.make_window(p.periode), **_make_rule_parameters(p, n), status=None)


def count_rat_states(p: Pilihan, n: int) -> pd.DataFrame:
    """keadaan_rat, menunggak, jatuh_tempo, status, status_rat, jumlah over the register of the quarter."""
    sql = f"""select {_write_state_sql()} as keadaan_rat, menunggak, jatuh_tempo, status, status_rat, count(*) as jumlah
              from ({base.read_sql("rat")}) where n = $n group by all order by all"""
    return base.ask(p.versi, sql, **_make_rule_parameters(p, n), periode=p.periode)


def count_predicates(p: Pilihan) -> pd.DataFrame:
    """predikat, jumlah of the active cooperatives: four predicates, then "Belum diperiksa"."""
    tahun = load_reference().aturan["tahun_penilaian"]
    isi = base.ask(p.versi, "predikat", periode=p.periode, kode=p.kode_wilayah, kelompok=p.kelompok_hitung, tahun=tahun)
    nama = isi["predikat"].where(isi["predikat"].notna(), isi["skor"].map(_find_predicate))
    jumlah = isi.groupby(nama.fillna(NOT_EXAMINED))["jumlah"].sum()
    urut = [*(nama for _, nama in skema.HEALTH_LIMITS), NOT_EXAMINED]
    return jumlah.reindex(urut, fill_value=0).rename_axis("predikat").reset_index()


def _find_predicate(skor: float) -> str | None:
    return next((nama for batas, nama in skema.HEALTH_LIMITS if skor >= batas), None)


def count_grades(p: Pilihan) -> pd.DataFrame:
    """grade (None = not typed), jumlah over the registered cooperatives."""
    sql = """select grade, count(*) as jumlah from koperasi_triwulan
             where periode = $periode and status in ('aktif', 'tidak aktif', 'tidak diketahui')
               and (kode_kelurahan between $kode and $kode || '/') and (not kkmp or $kelompok = 'semua')
             group by all order by all"""
    return base.ask(p.versi, sql, periode=p.periode, kode=p.kode_wilayah, kelompok=p.kelompok_hitung)


def read_reports(p: Pilihan) -> pd.DataFrame:
    """periode, ukuran, jumlah, melapor, terdaftar, lima (sum of the five largest), positif (sum without losses)."""
    return base.ask(p.versi, "laporan", kode=p.kode_wilayah, kelompok=p.kelompok_hitung)


def list_largest(p: Pilihan, nilai: str) -> list[str]:
    """Names of the five registered cooperatives with the most of something (SQL over the register)."""
    sql = f"""select nama_koperasi from koperasi_triwulan
              where periode = $periode and status in {skema.REGISTERED_STATUSES}
                and (kode_kelurahan between $kode and $kode || '/') and (not kkmp or $kelompok = 'semua')
              order by {nilai} desc nulls last, nama_koperasi, koperasi_id limit {FIVE}"""
    isi = base.ask(p.versi, sql, periode=p.periode, kode=p.kode_wilayah, kelompok=p.kelompok_hitung)
    return [str(nama) for nama in isi["nama_koperasi"]]


def count_channels(p: Pilihan) -> pd.DataFrame:
    """kanal, pembilang, penyebut: active cooperatives that use a channel, of those that answered."""
    return base.ask(p.versi, "kanal", periode=p.periode, kode=p.kode_wilayah, kelompok=p.kelompok_hitung)


def list_former_names(p: Pilihan) -> pd.DataFrame:
    """koperasi_id, nama_dahulu: KKMP that an earlier register holds as an ordinary cooperative."""
    sql = """select koperasi_id, arg_max(nama_koperasi, periode) as nama_dahulu from koperasi_triwulan
             where not kkmp and periode < $periode
               and koperasi_id in (select koperasi_id from koperasi_triwulan where kkmp and periode = $periode)
             group by all"""
    return base.ask(p.versi, sql, periode=p.periode)


def include_kkmp(p: Pilihan) -> Pilihan:
    """The same choice, Merah Putih included: a page about them cannot leave them out."""
    return Pilihan(p.versi, p.periode, p.kode_wilayah, p.nama_wilayah, p.tingkat, WITH_KKMP)
