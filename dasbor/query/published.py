"""What is published: versions, quarters, areas, targets, awards, and the workbooks it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.frames import sort_by
from dasbor.query.ask import ask, ask_anew
from dasbor.query.source import area_terms, in_force
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl import skema
from etl.indikator import load_indicators
from etl.rules import COUNTED_QUARTERS
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_FEW = 20_000  # rows in the registers of all quarters


def find_current_version() -> int | None:
    """Number of the version that readers get: the current one, or the newest whole one where that is damaged; None
    when nothing is published. Raises StoreDamaged when no whole version is left."""
    number, damage = Store().find_newest_whole()
    if number is None and damage:
        raise StoreDamaged(damage)
    return number


def list_versions() -> list[int]:
    return Store().list_versions()


def list_quarters(p: Choice) -> pd.DataFrame:
    """periode, tahun, triwulan, tanggal_akhir of every published quarter, ascending."""
    return ask(p, "select * from periode order by periode")


@keep.per_version(most=50)
def has_quarters(p: Choice) -> bool:
    """Something is published of a quarter; targets alone say nothing about any."""
    return bool(list_periods(p))


def list_periods(p: Choice) -> tuple[str, ...]:
    """Their names alone, "2025-T3"."""
    return _list_periods(p.whole())


@keep.per_version(most=20)
def _list_periods(p: Choice) -> tuple[str, ...]:
    return tuple(list_quarters(p)["periode"].tolist())


def list_together(p: Choice) -> list[str]:
    """The quarters for which a question of the chosen one is asked at once: all but the last while their registers are
    small, since planning a question takes longer than rows. The last, which most readers look at, by itself."""
    known = [str(q) for q in list_quarters(p)["periode"]]
    return known[:-1] if p.periode in known[:-1] and _has_few_rows(p.whole()) else [p.periode]


@keep.per_version(most=20)
def _has_few_rows(p: Choice) -> bool:
    return bool(ask(p, "select count(*) as banyak from koperasi_triwulan")["banyak"].iloc[0] <= _FEW)


def list_counted_quarters(p: Choice) -> list[str]:
    """Quarters whose cooperatives are known, from a register or a rekap; ascending."""
    return [str(q) for q in ask(p, COUNTED_QUARTERS)["periode"]]


def list_areas(p: Choice) -> pd.DataFrame:
    """kode, nama, tingkat, induk; of a chosen quarter those in force in it, under their names then."""
    return area_terms.select_areas(p, ask(p, "select * from wilayah order by kode"))


def index_areas(p: Choice) -> dict[str, Any]:
    """The same as rows, by their codes."""
    return {b.kode: b for b in list_rows(list_areas(p))}


def list_definitions(p: Choice) -> pd.DataFrame:
    """indikator_definisi: indikator, judul, definisi, pembilang, penyebut, satuan, arah, sumber; dasar, which a version
    of an earlier release lacks. In the program's order: the file of a server that fetched a version has another one."""
    return _list_definitions(p.whole())


@keep.per_version(most=20)
def _list_definitions(p: Choice) -> pd.DataFrame:
    table = ask_anew(p, "select * from indikator_definisi")
    places = {i.indikator: n for n, i in enumerate(load_indicators())}
    return sort_by(table, [places.get(name, len(places)) for name in table["indikator"].tolist()])


def is_sample(p: Choice) -> bool:
    """Everything published in this version is invented sample data."""
    return _is_sample(p.whole())


@keep.per_version(most=20)
def _is_sample(p: Choice) -> bool:
    sql = "select coalesce(bool_and(contoh), false) as contoh from periode_jenis join unggahan using (unggahan_id)"
    return bool(ask(p, sql).iloc[0, 0])


def find_previous_quarter(p: Choice) -> str | None:
    """The last quarter before the chosen one whose register is published."""
    known = [q for kind, q in list_kinds(p) if kind == "koperasi" and q < p.periode]
    return max(known, default=None)


def has_register(p: Choice) -> bool:
    """A quarter may hold a rekap, trainings or visits without a register."""
    return find_workbook(p, "koperasi") is not None


def list_quarters_with(p: Choice, kind: str) -> list[str]:
    """Quarters of the window that ends with the chosen one for which this kind of sheet was published."""
    return [q for q in list_window(p, p.periode) if (kind, q) in list_kinds(p)]


def list_nil(p: Choice, kinds: Sequence[str]) -> pd.DataFrame:
    """periode, jenis, lembar (DECLARED_NIL: staff said so), nama_berkas, oleh of what quarters of the window are known
    to have had nothing of."""
    table = ask(p, "nihil", jendela=in_force.read_rules(p)["jendela_triwulan"])
    return table[table["jenis"].isin(kinds)]


def list_window(p: Choice, periode: str) -> list[str]:
    """The quarters that count for reach and coverage, oldest first; as rules.in_window."""
    n = in_force.read_rules(p)["jendela_triwulan"]
    return [triwulan.shift_quarter(periode, i - n + 1) for i in range(n)]


# ── targets and awards ──


def read_targets(p: Choice) -> dict[str, float]:
    """Targets of the quarter: {indikator: 0–1 or a count}; its own, else those of its year. Published ones stand before
    those of the settings; of two published ones that of the later quarter's workbook."""
    return read_year_targets(p) | _read_targets(p, triwulan.split_quarter(p.periode)[1])


def read_year_end_targets(p: Choice) -> dict[str, float]:
    """Where each indicator is to stand at the end of the quarter's year: the target of its last quarter, else of the
    year."""
    return read_year_targets(p) | _read_targets(p, 4)


def read_year_targets(p: Choice) -> dict[str, float]:
    """Targets of the quarter's year as a whole."""
    return _read_targets(p, None)


def _read_targets(p: Choice, quarter: int | None) -> dict[str, float]:
    return _read_year(replace(p.whole(), periode=p.periode), quarter)


@keep.per_version(most=200)
def _read_year(p: Choice, quarter: int | None) -> dict[str, float]:
    year, _ = triwulan.split_quarter(p.periode)
    written = triwulan.ROMAN[quarter - 1] if quarter else None
    return read_reference_targets(p, quarter) | dict(_read_published_targets(p.whole()).get((year, written), {}))


@keep.per_version(most=8)
def _read_published_targets(p: Choice) -> Mapping[tuple[int, str | None], Mapping[str, float]]:
    """{(year, quarter, None = of the year): {indikator: target}}. Read-only: handed out as they are."""
    found: dict[tuple[int, str | None], dict[str, float]] = {}
    for year, written, name, value in ask(p, "target").itertuples(index=False) if has_table(p, "target") else ():
        found.setdefault((int(year), written if isinstance(written, str) else None), {})[name] = value
    return MappingProxyType(found)


def read_reference_targets(p: Choice, quarter: int | None = None) -> dict[str, float]:
    """The targets of the version's settings for the quarter's year, or for the quarter of that year."""
    year, _ = triwulan.split_quarter(p.periode)
    return dict(_list_reference_targets(p.whole()).get((year, quarter or 0), {}))


@keep.per_version(most=8)
def _list_reference_targets(p: Choice) -> Mapping[tuple[int, int], Mapping[str, float]]:
    """{(year, quarter, 0 = of the year): {indikator: target}}. Read-only: handed out as they are."""
    table = in_force.read_reference(p).target
    table = table[table["sumber_dana"] == ""]
    found: dict[tuple[int, int], dict[str, float]] = {}
    for name, *when, value in zip(*(table[k] for k in _TARGET_COLUMNS), strict=True):
        found.setdefault((when[0], when[1]), {})[name] = value
    return MappingProxyType(found)


_TARGET_COLUMNS = ("indikator", "tahun", "triwulan", "nilai_target")


def list_awards(p: Choice) -> pd.DataFrame:
    """Awards of all quarters, newest first: tanggal, nama_penghargaan, kategori, penerima, pemberi, koperasi_id,
    keterangan, periode, lembar, baris, unggahan_id. An award in several workbooks stands once, from the latest."""
    if not has_table(p, "penghargaan"):
        return pd.DataFrame(columns=[k.nama for k in skema.AWARDS_SHEET.stored_columns])
    return ask(p, "penghargaan")


def has_table(p: Choice, name: str) -> bool:
    """Versions published by an earlier release lack the tables that came later."""
    return name in _list_tables(p.whole())


@keep.per_version(most=8)
def _list_tables(p: Choice) -> frozenset[str]:
    return frozenset(
        ask(p, "select table_name from duckdb_tables() where database_name = current_database()")["table_name"]
    )


# ── where it came from ──


def find_workbook(p: Choice, kind: str) -> dict[str, Any] | None:
    """The workbook behind a kind of sheet in a quarter: nama_berkas, sha256, waktu, oleh, unggahan_id; None = never."""
    found = _read_workbooks(p.whole()).get((kind, p.periode))
    return None if found is None else dict(found)


@keep.per_version(most=8)
def _read_workbooks(p: Choice) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """By kind and quarter; all at once, since a page needs several. Read-only: handed out as they are."""
    rows = [{str(name): value for name, value in row.items()} for row in ask(p, "asal").to_dict("records")]
    return MappingProxyType({(row.pop("jenis"), row.pop("periode")): MappingProxyType(row) for row in rows})


def list_kinds(p: Choice) -> frozenset[tuple[str, str]]:
    """(kind of sheet, quarter) of all that is published."""
    return _list_kinds(p.whole())


@keep.per_version(most=8)
def _list_kinds(p: Choice) -> frozenset[tuple[str, str]]:
    return frozenset(_read_workbooks(p))


def list_workbooks(p: Choice) -> pd.DataFrame:
    """periode, jenis, unggahan_id, nama_berkas, sha256: which workbook each kind of each quarter came from."""
    return ask(p, "sumber")


def list_uploads(p: Choice) -> pd.DataFrame:
    """unggahan_id, periode, nama_berkas, sha256, waktu, oleh of every workbook of the version."""
    return ask(p, "select unggahan_id, periode, nama_berkas, sha256, waktu, oleh from unggahan order by 1")


def say_upload(p: Choice, unggahan_id: int) -> str:
    """ "terbitan 12"; "draf" for the upload that a draft's preview adds, whose number may become another's."""
    if p.version >= 0:
        return f"terbitan {unggahan_id}"
    newest = int(ask(p, "select max(nomor) as nomor from terbitan")["nomor"].iloc[0])
    return "draf" if unggahan_id == newest else f"terbitan {unggahan_id}"


def number_uploads(p: Choice, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose unggahan_id a reader sees: of a draft's own upload "draf", since its number may become another's."""
    if p.version >= 0:
        return rows
    said = [say_upload(p, int(u)).removeprefix("terbitan ") for u in rows["unggahan_id"]]
    return rows.assign(unggahan_id=pd.Series(said, index=rows.index, dtype=object))


def list_column_letters(p: Choice, unggahan_id: int) -> pd.DataFrame:
    """lembar, kolom, huruf: which spreadsheet column each field of an upload came from; baris_judul, the row of the
    heading, where the version knows it: one sheet may hold several tables."""
    sql = "select * exclude (unggahan_id) from unggahan_kolom where unggahan_id = $id"
    return ask(p, sql, id=int(unggahan_id))


def list_corrections(p: Choice) -> pd.DataFrame:
    """Cells that staff mended beside a workbook: unggahan_id, lembar, sel, isi_lama, isi_baru, alasan, oleh, waktu."""
    columns = ["unggahan_id", "lembar", "sel", "isi_lama", "isi_baru", "alasan", "oleh", "waktu"]
    if not has_table(p, "perbaikan"):
        return pd.DataFrame(columns=columns)
    return ask(p, "perbaikan")


def read_ledger(p: Choice) -> pd.DataFrame:
    """The ledger, newest first: nomor, waktu, oleh, tindakan, periode, unggahan_id, keterangan, nama_berkas, sha256,
    contoh (of invented data)."""
    return ask(p, "terbitan")


@keep.per_version(most=50)
def find_published_at(p: Choice) -> pd.Timestamp | None:
    """When the version of a choice was published; None when the ledger does not know."""
    ledger = read_ledger(p)
    times = ledger.loc[ledger["nomor"] == p.version, "waktu"]
    return times.iloc[-1] if len(times) else None
