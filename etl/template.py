"""The template workbook, written from the declarations: headings, choices, notes, one example row per sheet."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.acuan import Acuan, load_acuan
from etl.model import huruf
from etl.skema import JENIS_DITERBITKAN, LEMBAR, Kolom, Lembar

_BARIS_ISIAN = 2_000  # rows that carry drop-downs and formats
_FORMAT = {
    "rupiah": "#,##0", "bulat": "#,##0", "tanggal": "dd/mm/yyyy", "tahun": "0", "desimal": "0.0", "kode": "@",
}  # fmt: skip
_DAFTAR = "Daftar Pilihan"


def template(acuan: Acuan | None = None, jenis: tuple[str, ...] = JENIS_DITERBITKAN) -> bytes:
    """An .xlsx with one sheet per kind. Nothing in it is protected.

    The example row is marked "CONTOH" nowhere else than in its note: it is to be overwritten.
    """
    acuan = acuan or load_acuan()
    wadah = io.BytesIO()
    with xlsxwriter.Workbook(wadah, {"in_memory": True, "strings_to_formulas": False}) as buku:
        gaya = {
            "wajib": buku.add_format({"bold": True, "bg_color": "#0B4F8A", "font_color": "#FFFFFF", "text_wrap": True, "border": 1, "valign": "top"}),
            "boleh": buku.add_format({"bold": True, "bg_color": "#E3EEF8", "font_color": "#111827", "text_wrap": True, "border": 1, "valign": "top"}),
        }  # fmt: skip
        pilihan = _Pilihan()
        for nama in jenis:
            _sheet(buku, LEMBAR[nama], gaya, pilihan, acuan)
        _choices_sheet(buku, pilihan)
    return wadah.getvalue()


class _Pilihan:
    """The choices: short lists stand in the drop-down itself, long ones (255 characters is Excel's limit) in a sheet."""

    def __init__(self) -> None:
        self.daftar: dict[tuple[str, ...], str] = {}

    def source(self, isi: tuple[str, ...]) -> str | list[str]:
        """What a drop-down takes as its source."""
        if len(",".join(isi)) <= 255 and not any("," in i for i in isi):
            return list(isi)
        if isi not in self.daftar:
            kolom = huruf(len(self.daftar) + 1)
            self.daftar[isi] = f"='{_DAFTAR}'!${kolom}$2:${kolom}${len(isi) + 1}"
        return self.daftar[isi]


def _sheet(buku: xlsxwriter.Workbook, lembar: Lembar, gaya: dict[str, Format], pilihan: _Pilihan, acuan: Acuan) -> None:
    ws = buku.add_worksheet(lembar.judul)
    ws.freeze_panes(1, 2)
    ws.set_row(0, 32)
    kolom_ditulis = [k for k in lembar.kolom if not k.pribadi or k.wajib]
    for i, kolom in enumerate(kolom_ditulis):
        ws.write_string(0, i, kolom.judul, gaya["wajib" if kolom.wajib else "boleh"])
        ws.write_comment(0, i, _note(kolom), {"x_scale": 2, "y_scale": 1.4})
        bentuk = buku.add_format({"num_format": _FORMAT.get(kolom.tipe, "General")})
        ws.set_column(i, i, max(12, min(34, len(kolom.judul) + 4)), bentuk)
        _write_example(ws, i, kolom, bentuk)
        daftar = _list_of(kolom, acuan)
        if daftar:
            ws.data_validation(1, i, _BARIS_ISIAN, i, {
                "validate": "list", "source": pilihan.source(daftar),
                "error_type": "warning", "error_title": kolom.judul,
                "error_message": "Isian ini tidak ada di daftar pilihan. Tetap pakai?",
            })  # fmt: skip


def _list_of(kolom: Kolom, acuan: Acuan) -> tuple[str, ...]:
    """The drop-down of a column, () for none. A list column takes several, so it has none."""
    if kolom.tipe == "kelurahan":
        return tuple(sorted(set(acuan.kelurahan["kelurahan"])))
    if kolom.tipe == "kecamatan":
        return tuple(sorted(set(acuan.kelurahan["kecamatan"])))
    if kolom.tipe in ("pilihan", "ya_tidak"):
        return tuple(p.title() if p.islower() else p for p in kolom.pilihan)
    return ()


def _note(kolom: Kolom) -> str:
    baris = [kolom.arti, "Wajib diisi." if kolom.wajib else "Boleh kosong."]
    if kolom.satuan:
        baris.append(f"Satuan: {kolom.satuan}.")
    if kolom.tipe == "daftar":
        baris.append("Pilihan, dipisah titik koma: " + ", ".join(kolom.pilihan) + ".")
    if kolom.contoh not in ("", None):
        baris.append(f"Contoh: {kolom.contoh}")
    return "\n".join(baris)


def _write_example(ws: Worksheet, i: int, kolom: Kolom, bentuk: Format) -> None:
    if kolom.contoh in ("", None):
        return
    if kolom.tipe == "tanggal":
        ws.write_datetime(1, i, dt.datetime.fromisoformat(str(kolom.contoh)), bentuk)
    elif isinstance(kolom.contoh, int | float):
        ws.write_number(1, i, kolom.contoh, bentuk)
    else:
        ws.write_string(1, i, kolom.contoh, bentuk)


def _choices_sheet(buku: xlsxwriter.Workbook, pilihan: _Pilihan) -> None:
    if not pilihan.daftar:
        return
    ws = buku.add_worksheet(_DAFTAR)
    for i, isi in enumerate(pilihan.daftar):
        ws.write_string(0, i, f"Pilihan {i + 1}")
        ws.write_column(1, i, isi)
        ws.set_column(i, i, 24)
