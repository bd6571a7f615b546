"""What stands above a table: name, dates and place of an activity, the area it is about, the unit of its money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from etl.cells.texts import is_blank, tidy_text, write_plain
from etl.headings.kinds import Header
from etl.headings.meanings import DICTIONARY, make_key
from etl.model import Cell, Grid, write_address
from etl.rows.sections import AreaNames, Section
from etl.skema import SHEET_KINDS

TITLE_HEIGHT = 3  # cells that a line above a table may have
_OPENING = r"(?:\b(?:dalam|satuan|rp|rupiah|idr|x)\b[\s.:]*)+"


def _make_unit(
    faktor: float, sebutan: str, kata: str, nol: str
) -> tuple[float, str, re.Pattern, re.Pattern, re.Pattern]:
    """Patterns of one unit: alone in brackets, in running text, at the end of a heading."""
    angka = rf"(?:{kata}|(?:1[.,]?)?{nol})(?![.,]?\d)(?!\w)"
    kurung = re.compile(rf"(?:{_OPENING})?{angka}[\s.]*(?:rupiah|rp)?[\s.]*")
    # "Rp 1.000.000" in running text is an amount; "Rp 000", "x Rp 1.000" and "jutaan rupiah" are units.
    teks = re.compile(
        rf"{_OPENING}(?:{kata}|{nol})(?![.,]?\d)(?!\w)|\b(?:dalam|satuan|x)\b[\s.:]*(?:rp\b[\s.]*)?{angka}|"
        rf"(?<!\d)(?<!\d\s)\b(?:{kata})\s+rupiah\b"
    )
    return faktor, sebutan, kurung, teks, re.compile(rf"(?<![\w.,]){angka}\s*$")


_UNITS = (
    _make_unit(1e9, "Rp miliar", "(?:miliar|milyar|milyard|mlr)(?:an)?", "000[.,]000[.,]000"),
    _make_unit(1e6, "Rp juta", "(?:juta(?:an)?|jt)", "000[.,]000"),
    _make_unit(1e3, "Rp ribu", "(?:ribu(?:an)?|rb)", "000"),
)
_RUPIAH_WORD = re.compile(r"\brp\b|\brupiah\b|\bidr\b")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def read_money_unit(teks: str, di_kepala: bool) -> tuple[float, str] | None:
    """Factor to Rp that a text declares: "(Rp. Juta)", "dalam jutaan rupiah", "Rp 000". None: it declares none.

    In a heading the bare word does ("Aset juta"); in a title it must stand in brackets or beside "Rp", "dalam":
    a title may speak of "1 juta UMKM" for other reasons.
    """
    rapi = tidy_text(teks).casefold()
    kurung = [k.strip() for k in _BRACKETS.findall(rapi)]
    for faktor, sebutan, pola_kurung, pola_teks, ujung in _UNITS:
        if (
            any(pola_kurung.fullmatch(k) for k in kurung)
            or pola_teks.search(rapi)
            or (di_kepala and ujung.search(rapi))
        ):
            return faktor, sebutan
    jelas = (
        di_kepala and _RUPIAH_WORD.search(rapi) or any(_RUPIAH_WORD.match(k) for k in kurung) or "dalam rupiah" in rapi
    )
    return (1.0, "Rp") if jelas else None


def find_money_units(petak: Grid, kepala: Header, judul: Iterable[int]) -> dict[str, tuple[float, str, str]]:
    """Unit of each money column: from its heading or group, else from the lines above the table."""
    uang = [k.nama for k in SHEET_KINDS[kepala.jenis].kolom if k.tipe == "rupiah" and k.nama in kepala.kolom]
    umum = None
    for baris in judul if uang else ():
        for v in petak.sel[baris - 1]:
            umum = (read_money_unit(v, False) if isinstance(v, str) else None) or umum
    hasil: dict[str, tuple[float, str, str]] = {}
    for nama in uang:
        satuan = _read_from_heading(petak, kepala, nama)
        if satuan:
            hasil[nama] = (*satuan, "kepala")
        elif umum:
            hasil[nama] = (*umum, "judul")
    return hasil


def _read_from_heading(petak: Grid, kepala: Header, nama: str) -> tuple[float, str] | None:
    """The unit nearest to the column: own heading, a row of units under it, then its group."""
    judul = kepala.kolom[nama]
    bawah = [petak.sel[r - 1] for r in range(judul.baris + 1, kepala.akhir + 1) if r <= len(petak.sel)]
    teks = [write_plain(sel[judul.kolom - 1]) for sel in bawah if judul.kolom <= len(sel)] + judul.teks[::-1]
    return next((s for t in teks if (s := read_money_unit(t, True))), None)


def read_values(petak: Grid, baris: Iterable[int], jenis: str) -> dict[str, tuple[Cell, str]]:
    """ "Nama Kegiatan : Pelatihan …", label and value in one cell or in two: {canonical: (value, cell)}."""
    if not SHEET_KINDS[jenis].shares_lines:
        return {}
    hasil: dict[str, tuple[Cell, str]] = {}
    for nomor in baris:
        for nama, nilai, kolom in _find_labelled(petak.sel[nomor - 1], jenis):
            hasil.setdefault(nama, (nilai, write_address(nomor, kolom)))
    return hasil


def _find_labelled(sel: list[Cell], jenis: str) -> Iterator[tuple[str, Cell, int]]:
    isi = [(c, v) for c, v in enumerate(sel, 1) if not is_blank(v) and v != ":"]
    bertitik_dua = any(isinstance(v, str) and ":" in v for v in sel)
    for i, (kolom, v) in enumerate(isi):
        if not isinstance(v, str):
            continue
        for bagian in v.splitlines():
            label, titik_dua, nilai = bagian.partition(":")
            nama = _find_shared_column(label, jenis)
            if nama and titik_dua and nilai.strip():
                yield nama, nilai.strip(), kolom
            elif nama and i + 1 < len(isi) and (bertitik_dua or len(isi) == 2):
                kolom_nilai, nilai_sel = isi[i + 1]
                rapi = nilai_sel.strip().lstrip(":").strip() if isinstance(nilai_sel, str) else nilai_sel
                if not is_blank(rapi):
                    yield nama, rapi, kolom_nilai


def _find_shared_column(label: str, jenis: str) -> str:
    """Column of a label above the table; personal data and areas are not taken from there."""
    nama = DICTIONARY[jenis].get(make_key(label), "")
    if not nama or nama == "keterangan":
        return ""
    kolom = SHEET_KINDS[jenis][nama]
    return "" if kolom.pribadi or kolom.tipe in ("kelurahan", "kecamatan", "kode") else nama


def find_areas(petak: Grid, baris: Iterable[int], daerah: AreaNames) -> list[Section]:
    """Areas that the lines above the table name, e.g. "KECAMATAN SUKOREJO"."""
    baris_teks = (" ".join(write_plain(v) for v in petak.sel[nomor - 1] if not is_blank(v)) for nomor in baris)
    return [bagian for teks in baris_teks if (bagian := daerah.title(teks))]


def find_title_start(petak: Grid, awal: int, paling_atas: int) -> int:
    """First row of the title that stands directly above a later header of a sheet; `awal` where there is none."""
    atas = awal
    while atas > paling_atas and _is_title_like(petak.sel[atas - 2]):
        atas -= 1
    kosong = [r for r in range(atas, awal) if all(is_blank(v) for v in petak.sel[r - 1])]
    if kosong:
        return kosong[0]
    jenis = [j for j, lembar in SHEET_KINDS.items() if lembar.has_own_lines]
    berlabel = [r for r in range(atas, awal) if any(any(_find_labelled(petak.sel[r - 1], j)) for j in jenis)]
    if berlabel:
        return berlabel[0]
    return next(
        (r for r in range(atas, awal) if all(_count_cells(petak.sel[x - 1]) == 1 for x in range(r, awal))), awal
    )


def _count_cells(sel: list[Cell]) -> int:
    return sum(not is_blank(v) for v in sel)


def _is_title_like(sel: list[Cell]) -> bool:
    return _count_cells(sel) <= TITLE_HEIGHT and all(is_blank(v) or not isinstance(v, float) for v in sel)
