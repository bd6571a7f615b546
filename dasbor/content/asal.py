""" "Asal angka": from a figure to its definition, to the rows it counts, to the cell and workbook of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dasbor.blocks import provenance
from dasbor.choice import Choice
from dasbor.query import base, cases, cells, missing_columns, origins
from dasbor.query.base import Figure
from dasbor.query.cases import ALL_CASES, COUNTED_CASES, NOT_COUNTED_CASES, Cases, split_declaration
from dasbor.query.lists import MAX_ROWS, Listing
from dasbor.ui import screen
from dasbor.words import columns, language
from etl.indikator import Indicator, load_indicators
from etl.skema import REKAP_STATUS, SHEET_KINDS

FIRST_INDICATOR = "koperasi_aktif"


@dataclass(frozen=True)
class DeclaredFigure:
    """A published figure of the reader's choice with the declaration of its indicator."""

    indikator: Indicator
    nilai: Figure
    sumber: str | None

    @property
    def ada(self) -> bool:
        return language.is_known(self.nilai.pembilang)

    @property
    def rekap(self) -> bool:
        return self.ada and self.sumber == "rekap"

    @property
    def jumlahan(self) -> bool:
        """Its cases add amounts (members, Rp), not themselves."""
        return self.indikator.adds_amounts


def list_indicator_choices() -> dict[str, str]:
    return {i.indikator: i.judul for i in load_indicators()}


def read_figure(p: Choice, indikator: str) -> DeclaredFigure:
    option = next(i for i in load_indicators() if i.indikator == indikator)
    value = base.read_figures(p).get(indikator, Figure())
    return DeclaredFigure(option, value, origins.find_source(p, indikator))


def format_figure(a: DeclaredFigure) -> str:
    """ "268 dari 301 = 89,0%", "Rp 1.250.000"."""
    n = a.nilai
    if not a.ada:
        return language.NO_DATA
    if a.indikator.money:
        return language.format_rupiah(n.pembilang, full=True)
    part = language.format_fraction(n.pembilang, n.penyebut)
    return (
        f"{part} = {language.format_percent(n.nilai, n.penyebut)}"
        if language.is_known(n.nilai) and language.is_known(n.penyebut)
        else part
    )


def say_place(p: Choice) -> str:
    return f"{provenance.say_place(p)}, {language.format_quarter(p.periode)}"


def say_missing(a: DeclaredFigure) -> str:
    """What has to be published before an unknown figure can be known."""
    if a.indikator.butuh == "koperasi 0-0" and (column := missing_columns.list_columns(a.indikator)):
        title = [k.judul for k in SHEET_KINDS["koperasi"].kolom if k.nama in column]
        return f"Angka ini memerlukan lembar Koperasi dengan kolom {language.join_list(title)}."
    sheet = list(dict.fromkeys(SHEET_KINDS[b.split()[0]].judul for b in a.indikator.butuh.split(",")))
    lewat = (
        "" if all(b.endswith(" 0-0") for b in a.indikator.butuh.split(",")) else " Triwulan sebelumnya juga dilihat."
    )
    return f"Angka ini memerlukan lembar {language.join_list(sheet)}.{lewat}"


def read_cases(p: Choice, a: DeclaredFigure, visible: str = ALL_CASES) -> Cases:
    """The cases summed, and those for the screen."""
    return cases.read_cases(p, a.indikator.indikator, visible, MAX_ROWS)


def list_shown_cases(p: Choice, a: DeclaredFigure, k: Cases) -> Listing:
    """daftar() as far as the screen shows it; the rest when somebody takes the file."""
    return Listing(_make_rows(p, a, k), lambda: count_shown(k), lambda: list_cases(p, a, k.tampil))


def list_cases(p: Choice, a: DeclaredFigure, visible: str = ALL_CASES) -> pd.DataFrame:
    """One row per case: nama_koperasi, kelurahan, dihitung, isi, sel, bukti, sel_bukti, and its workbook."""
    return _make_rows(p, a, cases.read_cases(p, a.indikator.indikator, visible, None))


def _make_rows(p: Choice, a: DeclaredFigure, k: Cases) -> pd.DataFrame:
    case_rows = _add_values(p, k.baris, k.isi, a.indikator.kolom, "")
    case_rows = _add_values(p, case_rows, k.bukti, a.indikator.bukti, "bukti_")
    workbook = origins.list_uploads(p)[["unggahan_id", "nama_berkas", "sha256", "oleh", "waktu"]]
    case_rows = case_rows.assign(
        kelurahan=case_rows["kode_kelurahan"].map(base.list_areas(p).set_index("kode")["nama"])
    )
    return (
        base.add_kecamatan(p, case_rows)
        .assign(
            nama_koperasi=case_rows["nama"].fillna("tanpa asal koperasi atau kelompok"),
            koperasi_id=case_rows["id"].where(case_rows["id"].isin(k.known_ids)),
            dihitung=case_rows["pembilang"] > 0,
        )
        .merge(workbook, on="unggahan_id", how="left")
    )


def _add_values(
    p: Choice, case_rows: pd.DataFrame, value: pd.DataFrame | None, declaration: str, prefix: str
) -> pd.DataFrame:
    """Add `isi` and `sel` of the declared columns ("koperasi status"): what decided the case, and where it is written."""
    nama_isi, nama_sel = ("bukti", "sel_bukti") if prefix else ("isi", "sel")
    if value is None:
        return case_rows.assign(**{nama_isi: None, nama_sel: None})
    column, key = split_declaration(declaration)[1], [prefix + k for k in cells.PLACE_COLUMNS]
    value = value.assign(**{nama_isi: _write_values(value, column)}).rename(
        columns=dict(zip(cells.PLACE_COLUMNS, key, strict=True))
    )
    complete = case_rows.merge(value[[*key, nama_isi]], on=key, how="left")
    address = cells.list_addresses(p, complete, column, prefix)
    if prefix:  # the proof may stand in another workbook than the case
        file = complete[key[0]].map(origins.list_uploads(p).set_index("unggahan_id")["nama_berkas"])
        address = [f"{a} ({b})" if a else "" for a, b in zip(address, file, strict=True)]
    return complete.assign(**{nama_sel: address})


def _write_values(value: pd.DataFrame, column: Sequence[str]) -> list[str]:
    header = columns.list_headings(value, dict.fromkeys(column, ""))
    return [" · ".join(columns.write_value(one[k.nama], k.bentuk) for k in header) for one in value.to_dict("records")]


def adds_up(a: DeclaredFigure, content: pd.DataFrame) -> bool:
    """The cases, or sums of them, add up to the published figure exactly; otherwise rules or settings changed after it
    was published."""
    same = round(content["pembilang"].sum(), 2) == round(a.nilai.pembilang or 0, 2)  # Rp have cents
    return bool(same and (not language.is_known(a.nilai.penyebut) or content["penyebut"].sum() == a.nilai.penyebut))


# ── what the list can be narrowed to ─────────────────────────────────────────────────


def list_filter_choices(a: DeclaredFigure, k: Cases) -> dict[str, str]:
    """The choices with their numbers: all, counted, not counted; then each value of a column of few values."""
    every = int(k.jumlah["banyak"].sum())
    options = {ALL_CASES: f"Semua ({language.format_number(every)})"}
    if language.is_known(a.nilai.penyebut) and not a.jumlahan:
        yes = int(k.jumlah.loc[k.jumlah["dihitung"], "banyak"].sum())
        options |= {
            COUNTED_CASES: f"Dihitung ({language.format_number(yes)})",
            NOT_COUNTED_CASES: f"Tidak dihitung ({language.format_number(every - yes)})",
        }
    total = k.jumlah.groupby("isi", sort=False)["banyak"].sum().sort_values(ascending=False, kind="stable")
    return options | {
        str(x): f"{language.capitalise(str(x))} ({language.format_number(int(n))})" for x, n in total.items()
    }


def count_shown(k: Cases) -> int:
    """How many the chosen list has."""
    if k.tampil in (COUNTED_CASES, NOT_COUNTED_CASES):
        return int(k.jumlah.loc[k.jumlah["dihitung"] == (k.tampil == COUNTED_CASES), "banyak"].sum())
    content = k.jumlah if k.tampil == ALL_CASES else k.jumlah[k.jumlah["isi"] == k.tampil]
    return int(content["banyak"].sum())


# ── tables ───────────────────────────────────────────────────────────────────────────


def list_columns(a: DeclaredFigure, file: bool = False) -> dict[str, str]:
    """The columns on screen; `berkas`: those of the files, each row with its workbook's hash, who and when."""
    kind, name = split_declaration(a.indikator.kolom)
    title = " · ".join(SHEET_KINDS[kind][k].judul for k in name)
    result = {"nama_koperasi": "Nama", "kelurahan": ""}
    if a.jumlahan:
        result |= {"pembilang": language.capitalise(a.indikator.pembilang)} | (
            {"penyebut": "Dari"} if language.is_known(a.nilai.penyebut) else {}
        )
    else:
        result |= ({"dihitung": "Dihitung"} if language.is_known(a.nilai.penyebut) else {}) | {"isi": title}
    result["sel"] = "Sel"
    if a.indikator.bukti != "-":
        kind, name = split_declaration(a.indikator.bukti)
        result |= {"bukti": "Bukti: " + " · ".join(SHEET_KINDS[kind][k].judul for k in name), "sel_bukti": "Sel bukti"}
    result["nama_berkas"] = "Buku kerja"
    return result | ({"sha256": "SHA-256", "oleh": "Diterbitkan oleh", "waktu": "Waktu terbit"} if file else {})


def list_workbooks(p: Choice, used: pd.DataFrame) -> pd.DataFrame:
    """The workbooks behind a list: file, hash, who, when, and how many of its rows they hold (unggahan_id, jumlah)."""
    return origins.list_uploads(p).merge(used, on="unggahan_id").sort_values("unggahan_id", ascending=False)


WORKBOOK_COLUMNS = {"nama_berkas": "Buku kerja", "periode": "", "jumlah": "Baris dipakai", "unggahan_id": "Terbitan", "oleh": "Diterbitkan oleh",
        "waktu": "Waktu terbit", "sha256": "SHA-256"}  # fmt: skip


def show_workbooks(p: Choice, used: pd.DataFrame, indikator: str) -> None:
    """The workbooks as a table, the same below a list of cooperatives and below the rows of a rekap."""
    screen.show_list(
        list_workbooks(p, used), "Buku kerja yang dipakai", [], f"buku_{indikator}", WORKBOOK_COLUMNS,
        subtitle="Sidik SHA-256 membuktikan bahwa berkas yang disimpan tidak berubah.",
    )  # fmt: skip


def say_recap_rule() -> str:
    """How rows of a rekap make the figure, as etl/indikator/_rekap.sql counts."""
    return "Terdaftar = aktif + tidak aktif. Bila semua bagian wilayah ditulis, jumlahnya dipakai; bila tidak, baris wilayah itu sendiri."


def read_recap(p: Choice) -> pd.DataFrame:
    """The rows of a rekap with the cell of each count, and its workbook: file, hash, who, when."""
    content = base.add_kecamatan(p, origins.read_recap(p), "kode_wilayah", "nama")
    address = cells.list_addresses(p, content, list(REKAP_STATUS.values()))
    workbook = origins.list_uploads(p)[["unggahan_id", "nama_berkas", "sha256", "oleh", "waktu"]]
    return content.assign(sel=address, nama=_name_areas(content)).merge(workbook, on="unggahan_id")


def _name_areas(content: pd.DataFrame) -> pd.Series:
    """ "Kecamatan Sukorejo": a kelurahan may be called the same."""
    return content["nama"].where(content["tingkat"] != "kecamatan", "Kecamatan " + content["nama"])


RECAP_COLUMNS = {"nama": "Wilayah", "tingkat": "", **{k: language.capitalise(s) for s, k in REKAP_STATUS.items()}, "sel": "Sel", "nama_berkas": "Buku kerja"}  # fmt: skip
RECAP_FILE_COLUMNS = RECAP_COLUMNS | {
    "lembar": "",
    "baris": "",
    "sha256": "SHA-256",
    "oleh": "Diterbitkan oleh",
    "waktu": "Waktu terbit",
}


def say_sum(p: Choice, a: DeclaredFigure, content: pd.DataFrame) -> str:
    """Does the list add up to the figure? Said in one sentence."""
    if adds_up(a, content):
        return f"Daftar ini menjumlah tepat menjadi {format_figure(a)}, sama dengan angka yang terbit."
    current = language.format_fraction(
        content["pembilang"].sum(), content["penyebut"].sum() if language.is_known(a.nilai.penyebut) else None
    )
    return (
        f"Daftar ini berjumlah {current}, sedangkan angka yang terbit {format_figure(a)}: aturan atau pengaturan berubah sesudah "
        f"versi {p.versi} diterbitkan."
    )
