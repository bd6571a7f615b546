"""Read-only questions to a published version, each about the reader's choice. Answers are kept: see keep.py.

Rules that recur (area, KKMP, registered, window …) stand in etl/rules.sql, tables that recur in etl/views.sql.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import missing_columns
from etl import periode as triwulan
from etl import rules, skema
from etl.acuan import load_reference
from etl.area_labels import make_labels
from etl.store.versions import Store

_SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Figure:
    """One indicator in one area: numerator, denominator (None for a count) and value; None = unknown."""

    pembilang: float | None = None
    penyebut: float | None = None
    nilai: float | None = None


def find_current_version() -> int | None:
    """Number of the current version; None when nothing is published."""
    return Store().find_current()


def list_versions() -> list[int]:
    return Store().list_versions()


def ask(p: Choice, sql: str, **parameter: Any) -> pd.DataFrame:
    """Rows of a question to the version of a choice. `sql` is a statement of one line or the stem of a file in
    dasbor/query/sql/. Quarter, area and KKMP come from the choice where the statement names them: $periode (null = no
    quarter chosen), $jendela (quarters that count for reach), $kode, $kelompok."""
    text = read_statement(sql)
    return _answer(Choice(p.versi), text, tuple(sorted(bind_parameters(p, text, parameter).items())))


@keep.per_version(most=1_500)
def _answer(p: Choice, text: str, parameters: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    return Store().open_version(p.versi).execute(text, dict(parameters)).df()


def count_rows(p: Choice, sql: str, **parameter: Any) -> int:
    """How many rows ask() would give; without reading them."""
    text = read_statement(sql)
    return _count(Choice(p.versi), text, tuple(sorted(bind_parameters(p, text, parameter).items())))


@keep.per_version(most=500)
def _count(p: Choice, text: str, parameters: tuple[tuple[str, Any], ...]) -> int:
    rows = Store().open_version(p.versi).sql(text, params=dict(parameters))
    return int(rows.aggregate("count(*) as n").df()["n"].iloc[0])


def read_statement(sql: str) -> str:
    """A statement, or what stands in dasbor/query/sql/ under this name."""
    return sql if " " in sql else rules.read_statement(_SQL / f"{sql}.sql")


def bind_parameters(p: Choice, text: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a statement: what the choice says, and what is given."""
    ours = {name: read(p) for name, read in _CHOSEN.items() if name in _parameters(text)}
    return ours | parameters


_CHOSEN: dict[str, Callable[[Choice], Any]] = {
    "periode": lambda p: p.periode or None,
    "jendela": lambda _: load_reference().rule_settings["jendela_triwulan"],
    "kode": lambda p: p.kode_wilayah,
    "kelompok": lambda p: p.kelompok_hitung,
}


@cache
def _parameters(text: str) -> frozenset[str]:
    return frozenset(rules.open_calculator().extract_statements(text)[0].named_parameters)


# ── what is there ────────────────────────────────────────────────────────────────────


def list_quarters(p: Choice) -> pd.DataFrame:
    """periode, tahun, triwulan, tanggal_akhir of every published quarter, ascending."""
    return ask(p, "select * from periode order by periode")


def list_areas(p: Choice) -> pd.DataFrame:
    """kode, nama, tingkat, induk."""
    return ask(p, "select * from wilayah order by kode")


def list_definitions(p: Choice) -> pd.DataFrame:
    """indikator_definisi: indikator, judul, definisi, pembilang, penyebut, satuan, arah, sumber."""
    return ask(p, "select * from indikator_definisi")


def is_sample(p: Choice) -> bool:
    """Everything published in this version is invented sample data."""
    sql = "select coalesce(bool_and(contoh), false) as contoh from periode_jenis join unggahan using (unggahan_id)"
    return bool(ask(p, sql).iloc[0, 0])


def find_previous_quarter(p: Choice) -> str | None:
    """The last quarter before the chosen one whose register is published."""
    sql = "select max(periode) as lalu from periode_jenis where jenis = 'koperasi' and periode < $periode"
    previous = ask(p, sql)["lalu"].dropna()
    return None if previous.empty else str(previous.iloc[0])


def has_register(p: Choice) -> bool:
    """A quarter may hold a rekap, trainings or visits without a register."""
    return find_workbook(p, "koperasi") is not None


def list_quarters_with(p: Choice, kind: str) -> list[str]:
    """Quarters of the window that ends with the chosen one for which this kind of sheet was published."""
    return ask(p, "jenis_tersedia", jenis=kind)["periode"].tolist()


def list_window(periode: str) -> list[str]:
    """The quarters that count for reach and coverage, oldest first; as rules.in_window."""
    n = load_reference().rule_settings["jendela_triwulan"]
    return [triwulan.shift_quarter(periode, i - n + 1) for i in range(n)]


# ── indicators ───────────────────────────────────────────────────────────────────────


def read_figures(p: Choice) -> Mapping[str, Figure]:
    """All indicators of the area and quarter."""
    return _read_values(p)


@keep.per_version(most=500)
def _read_values(p: Choice) -> Mapping[str, Figure]:
    content = _read_all_figures(replace(p, periode="")).get(p.periode)
    if content is None:
        return {}
    amount = content[["pembilang", "penyebut", "nilai"]].astype(object).where(content.notna(), None).to_numpy().tolist()
    return {name: Figure(*tiga) for name, tiga in zip(content["indikator"], amount, strict=True)}


def read_series(p: Choice, indikator: str) -> pd.DataFrame:
    """periode, pembilang, penyebut, nilai, sumber ("register" | "rekap") of one indicator over all published quarters."""
    every = _read_all_figures(replace(p, periode=""))
    content = every[indikator] if indikator in every else every[""]
    return content.drop(columns="indikator").reset_index(drop=True)


@keep.per_version(most=100)
def _read_all_figures(p: Choice) -> Mapping[str, pd.DataFrame]:
    """Everything known of one area, by indicator and by quarter; "" = no row. Asked for at once: the table is sorted by
    area, and a page shows many of its indicators and all its quarters."""
    content = missing_columns.drop_unknown(ask(p, "angka_wilayah"), _find_missing(Choice(p.versi)))
    part = {str(name): one for column in ("indikator", "periode") for name, one in content.groupby(column)}
    return {"": content.iloc[:0], **part}


@keep.per_version(most=50)
def _find_missing(p: Choice) -> missing_columns.MissingFigures:
    return missing_columns.find_missing(ask(p, "kolom_register"))


def keep_known(p: Choice, content: pd.DataFrame) -> pd.DataFrame:
    """Rates of areas, with periode, indikator and sumber, as far as the register of the quarter can tell them."""
    return missing_columns.drop_unknown(content, _find_missing(Choice(p.versi))).drop(
        columns=["periode", "indikator", "sumber"]
    )


def read_by_kelurahan(p: Choice, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of the kelurahan inside an area."""
    return _label_across(p, keep_known(p, ask(p, "per_kelurahan", indikator=indikator)))


def add_kecamatan(
    p: Choice, content: pd.DataFrame, code: str = "kode_kelurahan", name: str = "kelurahan"
) -> pd.DataFrame:
    """The kecamatan beside each name that needs it, "Sukorejo (Wates)": see etl/area_labels.py."""
    label = _make_labels(Choice(p.versi))
    if label and len(content):
        attach = zip(content[code].tolist(), content[name].tolist(), strict=True)
        content[name] = pd.Series([label.get(k, n) for k, n in attach], index=content.index, dtype=object)
    return content


@keep.per_version(most=50)
def _make_labels(p: Choice) -> dict[str, str]:
    """{kode: label} of the areas whose name alone does not do; none in most cities."""
    area = list_areas(p)
    name = dict(zip(area["kode"], area["nama"], strict=True))
    return {code: label for code, label in make_labels(area).items() if label != name[code]}


def _label_across(p: Choice, content: pd.DataFrame) -> pd.DataFrame:
    """Inside one kecamatan, which title and column name, the plain names are told apart already."""
    return add_kecamatan(p, content, "kode_wilayah", "nama") if content["kecamatan"].nunique() > 1 else content


# ── cooperatives ─────────────────────────────────────────────────────────────────────


def count_status_by_kelurahan(p: Choice) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, status, jumlah, sumber; from the register, else from a rekap."""
    return _label_across(p, ask(p, "status_per_kelurahan"))


def count_status_by_quarter(p: Choice) -> pd.DataFrame:
    """periode, status, jumlah, sumber; quarters whose register is published, else those with a rekap of the area."""
    return ask(p, "status_per_periode")


def read_register(p: Choice) -> pd.DataFrame:
    """The register of an area: all its columns + kelurahan, kecamatan, kali_didampingi_4tw, terakhir_didampingi,
    kali_dilatih_4tw (activities). Of a large area kueri_daftar.koperasi gives the first rows only."""
    return add_kecamatan(p, ask(p, "koperasi", status=None, batas=None))


def read_flows(p: Choice) -> pd.DataFrame:
    """What became of each cooperative that changed since the previous register; see etl/alur.sql. Empty without
    a register of this quarter or a previous one."""
    previous = find_previous_quarter(p) if has_register(p) else None
    content = add_kecamatan(p, ask(p, "alur", periode_lalu=previous))
    return content if previous else content.iloc[0:0]


# ── targets and origin ───────────────────────────────────────────────────────────────


def read_targets(p: Choice) -> dict[str, float]:
    """Targets of the quarter's year: {indikator: 0–1 or a count}. Published ones stand before those of target.csv;
    of two published ones that of the later quarter's workbook."""
    reference = read_reference_targets(p.periode)
    if not _has_table(p, "target"):
        return reference
    year, _ = triwulan.split_quarter(p.periode)
    return reference | dict(ask(p, "target", tahun=year).itertuples(index=False))


def read_reference_targets(periode: str) -> dict[str, float]:
    """The targets of target.csv for a quarter's year."""
    year, _ = triwulan.split_quarter(periode)
    table = load_reference().target
    row = zip(table["indikator"], table["tahun"], table["nilai_target"], strict=True)
    return {name: value for name, in_force, value in row if in_force == year}


def list_awards(p: Choice) -> pd.DataFrame:
    """Awards of all quarters, newest first: tanggal, nama_penghargaan, kategori, penerima, pemberi, koperasi_id,
    keterangan, periode, lembar, baris, unggahan_id. An award in several workbooks stands once, from the latest."""
    if not _has_table(p, "penghargaan"):
        return pd.DataFrame(columns=[k.nama for k in skema.AWARDS_SHEET.stored_columns])
    return ask(p, "penghargaan")


def _has_table(p: Choice, name: str) -> bool:
    """Versions published by an earlier release lack the tables that came later."""
    return not ask(p, "select 1 from duckdb_tables() where table_name = $nama", nama=name).empty


def find_workbook(p: Choice, kind: str) -> dict[str, Any] | None:
    """The workbook behind a kind of sheet in a quarter: nama_berkas, sha256, waktu, oleh, unggahan_id; None = never."""
    content = ask(p, "asal", jenis=kind)
    return None if content.empty else {str(k): v for k, v in content.iloc[0].items()}


def list_workbooks(p: Choice) -> pd.DataFrame:
    """periode, jenis, unggahan_id, nama_berkas, sha256: which workbook each kind of each quarter came from."""
    return ask(p, "sumber")


def list_column_letters(p: Choice, unggahan_id: int) -> pd.DataFrame:
    """lembar, kolom, huruf: which spreadsheet column each field of an upload came from; baris_judul, the row of the
    heading, where the version knows it: one sheet may hold several tables."""
    sql = "select * exclude (unggahan_id) from unggahan_kolom where unggahan_id = $id"
    return ask(p, sql, id=int(unggahan_id))


def read_ledger(p: Choice) -> pd.DataFrame:
    """The ledger, newest first: nomor, waktu, oleh, tindakan, periode, unggahan_id, keterangan, nama_berkas, sha256."""
    return ask(p, "terbitan")
