""" "Asal angka": from a figure to its definition, to the rows it counts, to the cell and workbook of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dasbor.blocks import provenance
from dasbor.query import base, cases, cells, missing_columns, origins
from dasbor.query.base import Figure
from dasbor.query.cases import ALL_CASES, COUNTED_CASES, NOT_COUNTED_CASES, Cases, split_declaration
from dasbor.query.lists import MAX_ROWS, Listing
from dasbor.ui import screen
from dasbor.ui.reader import Pilihan
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


def read_figure(p: Pilihan, indikator: str) -> DeclaredFigure:
    pilih = next(i for i in load_indicators() if i.indikator == indikator)
    nilai = base.read_figures(p).get(indikator, Figure())
    return DeclaredFigure(pilih, nilai, origins.find_source(p, indikator))


def format_figure(a: DeclaredFigure) -> str:
    """ "268 dari 301 = 89,0%", "Rp 1.250.000"."""
    n = a.nilai
    if not a.ada:
        return language.NO_DATA
    if a.indikator.money:
        return language.format_rupiah(n.pembilang, penuh=True)
    bagian = language.format_fraction(n.pembilang, n.penyebut)
    return (
        f"{bagian} = {language.format_percent(n.nilai, n.penyebut)}"
        if language.is_known(n.nilai) and language.is_known(n.penyebut)
        else bagian
    )


def say_place(p: Pilihan) -> str:
    return f"{provenance.say_place(p)}, {language.format_quarter(p.periode)}"


def say_missing(a: DeclaredFigure) -> str:
    """What has to be published before an unknown figure can be known."""
    if a.indikator.butuh == "koperasi 0-0" and (kolom := missing_columns.list_columns(a.indikator)):
        judul = [k.judul for k in SHEET_KINDS["koperasi"].kolom if k.nama in kolom]
        return f"Angka ini memerlukan lembar Koperasi dengan kolom {language.join_list(judul)}."
    lembar = list(dict.fromkeys(SHEET_KINDS[b.split()[0]].judul for b in a.indikator.butuh.split(",")))
    lewat = (
        "" if all(b.endswith(" 0-0") for b in a.indikator.butuh.split(",")) else " Triwulan sebelumnya juga dilihat."
    )
    return f"Angka ini memerlukan lembar {language.join_list(lembar)}.{lewat}"


def read_cases(p: Pilihan, a: DeclaredFigure, tampil: str = ALL_CASES) -> Cases:
    """The cases summed, and those for the screen."""
    return cases.read_cases(p, a.indikator.indikator, tampil, MAX_ROWS)


def list_shown_cases(p: Pilihan, a: DeclaredFigure, k: Cases) -> Listing:
    """daftar() as far as the screen shows it; the rest when somebody takes the file."""
    return Listing(_make_rows(p, a, k), lambda: count_shown(k), lambda: list_cases(p, a, k.tampil))


def list_cases(p: Pilihan, a: DeclaredFigure, tampil: str = ALL_CASES) -> pd.DataFrame:
    """One row per case: nama_koperasi, kelurahan, dihitung, isi, sel, bukti, sel_bukti, and its workbook."""
    return _make_rows(p, a, cases.read_cases(p, a.indikator.indikator, tampil, None))


def _make_rows(p: Pilihan, a: DeclaredFigure, k: Cases) -> pd.DataFrame:
    kasus = _add_values(p, k.baris, k.isi, a.indikator.kolom, "")
    kasus = _add_values(p, kasus, k.bukti, a.indikator.bukti, "bukti_")
    buku = origins.list_uploads(p)[["unggahan_id", "nama_berkas", "sha256", "oleh", "waktu"]]
    kasus = kasus.assign(kelurahan=kasus["kode_kelurahan"].map(base.list_areas(p).set_index("kode")["nama"]))
    return (
        base.add_kecamatan(p, kasus)
        .assign(
            nama_koperasi=kasus["nama"].fillna("tanpa asal koperasi atau kelompok"),
            koperasi_id=kasus["id"].where(kasus["id"].isin(k.known_ids)),
            dihitung=kasus["pembilang"] > 0,
        )
        .merge(buku, on="unggahan_id", how="left")
    )


def _add_values(
    p: Pilihan, kasus: pd.DataFrame, nilai: pd.DataFrame | None, pernyataan: str, awalan: str
) -> pd.DataFrame:
    """Add `isi` and `sel` of the declared columns ("koperasi status"): what decided the case, and where it is written."""
    nama_isi, nama_sel = ("bukti", "sel_bukti") if awalan else ("isi", "sel")
    if nilai is None:
        return kasus.assign(**{nama_isi: None, nama_sel: None})
    kolom, kunci = split_declaration(pernyataan)[1], [awalan + k for k in cells.PLACE_COLUMNS]
    nilai = nilai.assign(**{nama_isi: _write_values(nilai, kolom)}).rename(
        columns=dict(zip(cells.PLACE_COLUMNS, kunci, strict=True))
    )
    lengkap = kasus.merge(nilai[[*kunci, nama_isi]], on=kunci, how="left")
    alamat = cells.list_addresses(p, lengkap, kolom, awalan)
    if awalan:  # the proof may stand in another workbook than the case
        berkas = lengkap[kunci[0]].map(origins.list_uploads(p).set_index("unggahan_id")["nama_berkas"])
        alamat = [f"{a} ({b})" if a else "" for a, b in zip(alamat, berkas, strict=True)]
    return lengkap.assign(**{nama_sel: alamat})


def _write_values(nilai: pd.DataFrame, kolom: Sequence[str]) -> list[str]:
    kepala = columns.list_headings(nilai, dict.fromkeys(kolom, ""))
    return [
        " · ".join(columns.write_value(satu[k.nama], k.bentuk) for k in kepala) for satu in nilai.to_dict("records")
    ]


def adds_up(a: DeclaredFigure, isi: pd.DataFrame) -> bool:
    """The cases, or sums of them, add up to the published figure exactly; otherwise rules or settings changed after it
    was published."""
    sama = round(isi["pembilang"].sum(), 2) == round(a.nilai.pembilang or 0, 2)  # Rp have cents
    return bool(sama and (not language.is_known(a.nilai.penyebut) or isi["penyebut"].sum() == a.nilai.penyebut))


# ── what the list can be narrowed to ─────────────────────────────────────────────────


def list_filter_choices(a: DeclaredFigure, k: Cases) -> dict[str, str]:
    """The choices with their numbers: all, counted, not counted; then each value of a column of few values."""
    semua = int(k.jumlah["banyak"].sum())
    opsi = {ALL_CASES: f"Semua ({language.format_number(semua)})"}
    if language.is_known(a.nilai.penyebut) and not a.jumlahan:
        ya = int(k.jumlah.loc[k.jumlah["dihitung"], "banyak"].sum())
        opsi |= {
            COUNTED_CASES: f"Dihitung ({language.format_number(ya)})",
            NOT_COUNTED_CASES: f"Tidak dihitung ({language.format_number(semua - ya)})",
        }
    jumlah = k.jumlah.groupby("isi", sort=False)["banyak"].sum().sort_values(ascending=False, kind="stable")
    return opsi | {
        str(x): f"{language.capitalise(str(x))} ({language.format_number(int(n))})" for x, n in jumlah.items()
    }


def count_shown(k: Cases) -> int:
    """How many the chosen list has."""
    if k.tampil in (COUNTED_CASES, NOT_COUNTED_CASES):
        return int(k.jumlah.loc[k.jumlah["dihitung"] == (k.tampil == COUNTED_CASES), "banyak"].sum())
    isi = k.jumlah if k.tampil == ALL_CASES else k.jumlah[k.jumlah["isi"] == k.tampil]
    return int(isi["banyak"].sum())


# ── tables ───────────────────────────────────────────────────────────────────────────


def list_columns(a: DeclaredFigure, berkas: bool = False) -> dict[str, str]:
    """The columns on screen; `berkas`: those of the files, each row with its workbook's hash, who and when."""
    jenis, nama = split_declaration(a.indikator.kolom)
    judul = " · ".join(SHEET_KINDS[jenis][k].judul for k in nama)
    hasil = {"nama_koperasi": "Nama", "kelurahan": ""}
    if a.jumlahan:
        hasil |= {"pembilang": language.capitalise(a.indikator.pembilang)} | (
            {"penyebut": "Dari"} if language.is_known(a.nilai.penyebut) else {}
        )
    else:
        hasil |= ({"dihitung": "Dihitung"} if language.is_known(a.nilai.penyebut) else {}) | {"isi": judul}
    hasil["sel"] = "Sel"
    if a.indikator.bukti != "-":
        jenis, nama = split_declaration(a.indikator.bukti)
        hasil |= {"bukti": "Bukti: " + " · ".join(SHEET_KINDS[jenis][k].judul for k in nama), "sel_bukti": "Sel bukti"}
    hasil["nama_berkas"] = "Buku kerja"
    return hasil | ({"sha256": "SHA-256", "oleh": "Diterbitkan oleh", "waktu": "Waktu terbit"} if berkas else {})


def list_workbooks(p: Pilihan, pakai: pd.DataFrame) -> pd.DataFrame:
    """The workbooks behind a list: file, hash, who, when, and how many of its rows they hold (unggahan_id, jumlah)."""
    return origins.list_uploads(p).merge(pakai, on="unggahan_id").sort_values("unggahan_id", ascending=False)


WORKBOOK_COLUMNS = {"nama_berkas": "Buku kerja", "periode": "", "jumlah": "Baris dipakai", "unggahan_id": "Terbitan", "oleh": "Diterbitkan oleh",
        "waktu": "Waktu terbit", "sha256": "SHA-256"}  # fmt: skip


def show_workbooks(p: Pilihan, pakai: pd.DataFrame, indikator: str) -> None:
    """The workbooks as a table, the same below a list of cooperatives and below the rows of a rekap."""
    screen.show_list(
        list_workbooks(p, pakai), "Buku kerja yang dipakai", [], f"buku_{indikator}", WORKBOOK_COLUMNS,
        subjudul="Sidik SHA-256 membuktikan bahwa berkas yang disimpan tidak berubah.",
    )  # fmt: skip


def say_recap_rule() -> str:
    """How rows of a rekap make the figure, as etl/indikator/_rekap.sql counts."""
    return "Terdaftar = aktif + tidak aktif. Bila semua bagian wilayah ditulis, jumlahnya dipakai; bila tidak, baris wilayah itu sendiri."


def read_recap(p: Pilihan) -> pd.DataFrame:
    """The rows of a rekap with the cell of each count, and its workbook: file, hash, who, when."""
    isi = base.add_kecamatan(p, origins.read_recap(p), "kode_wilayah", "nama")
    alamat = cells.list_addresses(p, isi, list(REKAP_STATUS.values()))
    buku = origins.list_uploads(p)[["unggahan_id", "nama_berkas", "sha256", "oleh", "waktu"]]
    return isi.assign(sel=alamat, nama=_name_areas(isi)).merge(buku, on="unggahan_id")


def _name_areas(isi: pd.DataFrame) -> pd.Series:
    """ "Kecamatan Sukorejo": a kelurahan may be called the same."""
    return isi["nama"].where(isi["tingkat"] != "kecamatan", "Kecamatan " + isi["nama"])


RECAP_COLUMNS = {"nama": "Wilayah", "tingkat": "", **{k: language.capitalise(s) for s, k in REKAP_STATUS.items()}, "sel": "Sel", "nama_berkas": "Buku kerja"}  # fmt: skip
RECAP_FILE_COLUMNS = RECAP_COLUMNS | {
    "lembar": "",
    "baris": "",
    "sha256": "SHA-256",
    "oleh": "Diterbitkan oleh",
    "waktu": "Waktu terbit",
}


def say_sum(p: Pilihan, a: DeclaredFigure, isi: pd.DataFrame) -> str:
    """Does the list add up to the figure? Said in one sentence."""
    if adds_up(a, isi):
        return f"Daftar ini menjumlah tepat menjadi {format_figure(a)}, sama dengan angka yang terbit."
    kini = language.format_fraction(
        isi["pembilang"].sum(), isi["penyebut"].sum() if language.is_known(a.nilai.penyebut) else None
    )
    return (
        f"Daftar ini berjumlah {kini}, sedangkan angka yang terbit {format_figure(a)}: aturan atau pengaturan berubah sesudah "
        f"versi {p.versi} diterbitkan."
    )
