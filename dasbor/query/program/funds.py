"""Which fund paid for what: trainings and people by fund and year, what followed, and the targets of funds."""

from __future__ import annotations

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import areas, published
from dasbor.query.ask import ask
from dasbor.query.source import in_force
from dasbor.words.columns import list_rows
from etl.settings import funds

TargetKey = tuple[str, int, str]  # key of the fund, year, indicator


def list_funds(p: Choice) -> pd.DataFrame:
    """dana (key), tahun, sumber_dana (as most often written), kegiatan, orang, koperasi, kelompok, and what followed up
    to the chosen quarter: didampingi, berkoperasi, berdiri, aktif, each with _dari: of how many it is known."""
    return ask(p, "dana")


def list_members(p: Choice, fund: str, year: int) -> pd.DataFrame:
    """Cooperatives and groups that a fund of a year trained: nama, kelurahan, selesai, orang, didampingi (first visit),
    pernah_didampingi, koperasi_terkait, status_kini, aktif_kini, berdiri_sesudah, and where their first row stands."""
    return areas.add_kecamatan(p, ask(p, "dana_anggota", dana=fund, tahun=int(year)))


def count_without_fund(p: Choice) -> int:
    """People trained up to the chosen quarter whose list says no fund."""
    return int(ask(p, "dana_tanpa")["orang"].iloc[0])


def read_targets(p: Choice) -> pd.DataFrame:
    """dana, tahun, indikator, nilai_target, sumber_dana: of the version's settings, outweighed by published sheets."""
    given = in_force.read_reference(p).target
    of_funds = given[given[funds.COLUMN] != ""]
    keys = [_make_key(p, name) for name in of_funds[funds.COLUMN]]
    started = of_funds.assign(dana=pd.Series(keys, of_funds.index, dtype=object))
    sheet = ask(p, "dana_target") if published.has_table(p, "target") else started.iloc[:0]
    both = pd.concat([started[_TARGET_COLUMNS], sheet[_TARGET_COLUMNS]], ignore_index=True)
    return both.drop_duplicates(["dana", "tahun", "indikator"], keep="last", ignore_index=True)


def _make_key(p: Choice, fund: str) -> str:
    return str(ask(p, "select rules.fund_key($nama) as dana", nama=fund)["dana"].iloc[0])


_TARGET_COLUMNS = ["dana", "tahun", "indikator", "nilai_target", funds.COLUMN]


def is_of_whole(p: Choice) -> bool:
    """The whole city is chosen, which the targets are for."""
    return p.kode_wilayah == in_force.read_reference(p).city_code


def index_targets(p: Choice) -> dict[TargetKey, float]:
    """{(key of the fund, year, indicator): target}."""
    return {(r.dana, int(r.tahun), r.indikator): float(r.nilai_target) for r in list_rows(read_targets(p))}


def find_gaps(p: Choice) -> list[str]:
    """Quarters since the first training of any fund without a sheet of visits: a visit in them would not be seen."""
    sql = "select min(periode) as awal from rules.fund_participants($periode, $kode, $kelompok)"
    first = ask(p, sql)["awal"].iloc[0]
    if not isinstance(first, str):
        return []
    workbooks = published.list_workbooks(p)
    known = set(workbooks.loc[workbooks["jenis"] == "pendampingan", "periode"])
    return [q for q in published.list_periods(p) if first <= q <= p.periode and q not in known]
