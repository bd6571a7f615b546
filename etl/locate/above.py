"""What stands above a table: name, dates and place of an activity, the area it is about, the unit of its money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from etl.cells.texts import is_blank, plain, tidy
from etl.headings.kinds import Header
from etl.headings.meanings import KAMUS, key
from etl.model import Petak, Sel, alamat
from etl.rows.sections import Bagian, Daerah
from etl.skema import LEMBAR

TINGGI_JUDUL = 3  # cells that a line above a table may have
_PEMBUKA = r"(?:\b(?:dalam|satuan|rp|rupiah|idr|x)\b[\s.:]*)+"


def _unit(faktor: float, sebutan: str, kata: str, nol: str) -> tuple[float, str, re.Pattern, re.Pattern, re.Pattern]:
    """Patterns of one unit: alone in brackets, in running text, at the end of a heading."""
    angka = rf"(?:{kata}|(?:1[.,]?)?{nol})(?![.,]?\d)(?!\w)"
    kurung = re.compile(rf"(?:{_PEMBUKA})?{angka}[\s.]*(?:rupiah|rp)?[\s.]*")
    # "Rp 1.000.000" in running text is an amount; "Rp 000", "x Rp 1.000" and "jutaan rupiah" are units.
    teks = re.compile(
        rf"{_PEMBUKA}(?:{kata}|{nol})(?![.,]?\d)(?!\w)|\b(?:dalam|satuan|x)\b[\s.:]*(?:rp\b[\s.]*)?{angka}|"
        rf"(?<!\d)(?<!\d\s)\b(?:{kata})\s+rupiah\b"
    )
    return faktor, sebutan, kurung, teks, re.compile(rf"(?<![\w.,]){angka}\s*$")


_SATUAN = (
    _unit(1e9, "Rp miliar", "(?:miliar|milyar|milyard|mlr)(?:an)?", "000[.,]000[.,]000"),
    _unit(1e6, "Rp juta", "(?:juta(?:an)?|jt)", "000[.,]000"),
    _unit(1e3, "Rp ribu", "(?:ribu(?:an)?|rb)", "000"),
)
_RUPIAH = re.compile(r"\brp\b|\brupiah\b|\bidr\b")
_KURUNG = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def money_unit(teks: str, di_kepala: bool) -> tuple[float, str] | None:
    """Factor to Rp that a text declares: "(Rp. Juta)", "dalam jutaan rupiah", "Rp 000". None: it declares none.

    In a heading the bare word does ("Aset juta"); in a title it must stand in brackets or beside "Rp", "dalam":
    a title may speak of "1 juta UMKM" for other reasons.
    """
    rapi = tidy(teks).casefold()
    kurung = [k.strip() for k in _KURUNG.findall(rapi)]
    for faktor, sebutan, pola_kurung, pola_teks, ujung in _SATUAN:
        if (
            any(pola_kurung.fullmatch(k) for k in kurung)
            or pola_teks.search(rapi)
            or (di_kepala and ujung.search(rapi))
        ):
            return faktor, sebutan
    jelas = di_kepala and _RUPIAH.search(rapi) or any(_RUPIAH.match(k) for k in kurung) or "dalam rupiah" in rapi
    return (1.0, "Rp") if jelas else None


def money_units(petak: Petak, kepala: Header, judul: Iterable[int]) -> dict[str, tuple[float, str, str]]:
    """Unit of each money column: from its heading or group, else from the lines above the table."""
    uang = [k.nama for k in LEMBAR[kepala.jenis].kolom if k.tipe == "rupiah" and k.nama in kepala.kolom]
    umum = None
    for baris in judul if uang else ():
        for v in petak.sel[baris - 1]:
            umum = (money_unit(v, False) if isinstance(v, str) else None) or umum
    hasil: dict[str, tuple[float, str, str]] = {}
    for nama in uang:
        satuan = _from_heading(petak, kepala, nama)
        if satuan:
            hasil[nama] = (*satuan, "kepala")
        elif umum:
            hasil[nama] = (*umum, "judul")
    return hasil


def _from_heading(petak: Petak, kepala: Header, nama: str) -> tuple[float, str] | None:
    """The unit nearest to the column: own heading, a row of units under it, then its group."""
    judul = kepala.kolom[nama]
    bawah = [petak.sel[r - 1] for r in range(judul.baris + 1, kepala.akhir + 1) if r <= len(petak.sel)]
    teks = [plain(sel[judul.kolom - 1]) for sel in bawah if judul.kolom <= len(sel)] + judul.teks[::-1]
    return next((s for t in teks if (s := money_unit(t, True))), None)


def values_above(petak: Petak, baris: Iterable[int], jenis: str) -> dict[str, tuple[Sel, str]]:
    """ "Nama Kegiatan : Pelatihan …", label and value in one cell or in two: {canonical: (value, cell)}."""
    if not LEMBAR[jenis].bersama:
        return {}
    hasil: dict[str, tuple[Sel, str]] = {}
    for nomor in baris:
        for nama, nilai, kolom in _labelled(petak.sel[nomor - 1], jenis):
            hasil.setdefault(nama, (nilai, alamat(nomor, kolom)))
    return hasil


def _labelled(sel: list[Sel], jenis: str) -> Iterator[tuple[str, Sel, int]]:
    isi = [(c, v) for c, v in enumerate(sel, 1) if not is_blank(v) and v != ":"]
    bertitik_dua = any(isinstance(v, str) and ":" in v for v in sel)
    for i, (kolom, v) in enumerate(isi):
        if not isinstance(v, str):
            continue
        for bagian in v.splitlines():
            label, titik_dua, nilai = bagian.partition(":")
            nama = _shared_column(label, jenis)
            if nama and titik_dua and nilai.strip():
                yield nama, nilai.strip(), kolom
            elif nama and i + 1 < len(isi) and (bertitik_dua or len(isi) == 2):
                kolom_nilai, nilai_sel = isi[i + 1]
                rapi = nilai_sel.strip().lstrip(":").strip() if isinstance(nilai_sel, str) else nilai_sel
                if not is_blank(rapi):
                    yield nama, rapi, kolom_nilai


def _shared_column(label: str, jenis: str) -> str:
    """Column of a label above the table; personal data and areas are not taken from there."""
    nama = KAMUS[jenis].get(key(label), "")
    if not nama or nama == "keterangan":
        return ""
    kolom = LEMBAR[jenis][nama]
    return "" if kolom.pribadi or kolom.tipe in ("kelurahan", "kecamatan", "kode") else nama


def areas_above(petak: Petak, baris: Iterable[int], daerah: Daerah) -> list[Bagian]:
    """Areas that the lines above the table name, e.g. "KECAMATAN SUKOREJO"."""
    baris_teks = (" ".join(plain(v) for v in petak.sel[nomor - 1] if not is_blank(v)) for nomor in baris)
    return [bagian for teks in baris_teks if (bagian := daerah.title(teks))]


def title_start(petak: Petak, awal: int, paling_atas: int) -> int:
    """First row of the title that stands directly above a later header of a sheet; `awal` where there is none."""
    atas = awal
    while atas > paling_atas and _title_like(petak.sel[atas - 2]):
        atas -= 1
    kosong = [r for r in range(atas, awal) if all(is_blank(v) for v in petak.sel[r - 1])]
    if kosong:
        return kosong[0]
    jenis = [j for j, lembar in LEMBAR.items() if lembar.berkepala]
    berlabel = [r for r in range(atas, awal) if any(any(_labelled(petak.sel[r - 1], j)) for j in jenis)]
    if berlabel:
        return berlabel[0]
    return next((r for r in range(atas, awal) if all(_cells(petak.sel[x - 1]) == 1 for x in range(r, awal))), awal)


def _cells(sel: list[Sel]) -> int:
    return sum(not is_blank(v) for v in sel)


def _title_like(sel: list[Sel]) -> bool:
    return _cells(sel) <= TINGGI_JUDUL and all(is_blank(v) or not isinstance(v, float) for v in sel)
