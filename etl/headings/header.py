"""Find the header rows of the tables on a sheet: any height of letterhead, 1-3 rows, merged groups, repeated headers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from etl.cells.texts import is_blank
from etl.headings.kinds import Header, HeadingLabel, choose_kind
from etl.headings.meanings import NAME_COLUMNS, count_hits, is_translation, is_unit, is_year
from etl.model import Cell, Grid

MAX_HEIGHT = 3  # rows a header may have
MAX_CANDIDATES = 500  # different rows looked at as headers; a sheet with more is no workbook of a dinas
_MAX_RUN = 2 * MAX_HEIGHT + 2  # heading-like rows in a row; of more only the last can be the header of something


def find_headers(petak: Grid, batas: int | None = None) -> list[Header] | None:
    """Every table header of a sheet, from the top; None where too many rows look like one to tell.

    `batas` looks at the first rows only.
    """
    gabungan = defaultdict(list)
    for g in petak.gabungan:
        gabungan[g[0]].append(g)
    temu: list[Header] = []
    lewati = calon = 0
    for nomor in _find_candidates(petak.sel[:batas]):
        if nomor <= lewati:
            continue
        kepala = _find_repeated(petak, temu[-1], nomor) if temu else None
        if kepala is None:
            calon += 1
            if calon > MAX_CANDIDATES:
                return None
            kepala = _grow_header(petak, gabungan, nomor, lewati + 1)
        if kepala is None:
            continue
        if temu and _is_false_start(petak, temu[-1], kepala):
            temu.pop()
        temu.append(kepala)
        lewati = kepala.akhir
    return temu


def find_beside(petak: Grid, kepala: Header) -> list[Header]:
    """Other tables whose headings stand in the same rows, to the left or right of the one that is read."""
    gabungan = defaultdict(list)
    for g in petak.gabungan:
        gabungan[g[0]].append(g)
    label = _read_labels(petak, gabungan, kepala.awal, kepala.akhir)
    sisi = ({c: j for c, j in label.items() if c < kepala.left}, {c: j for c, j in label.items() if c > kepala.right})
    return [k for s in sisi if s and (k := choose_kind(petak, s, kepala.awal, kepala.akhir))]


def _find_candidates(baris: list[list[Cell]]) -> list[int]:
    """Rows with two headings or more. Headings above headings above headings are a list of words: its last rows count."""
    hasil: list[int] = []
    runtun = 0  # candidates with nothing but blank rows between them
    lepas = True  # after a row with something else
    for nomor, sel in enumerate(baris, start=1):
        if count_hits(sel) >= 2:
            runtun = 1 if lepas else runtun + 1
            lepas = False
            hasil.append(nomor)
            if runtun > _MAX_RUN:
                del hasil[-_MAX_RUN - 1 : -MAX_HEIGHT]
                runtun = MAX_HEIGHT
        elif not lepas:
            lepas = any(not is_blank(v) for v in sel)
    return hasil


def _find_repeated(petak: Grid, dahulu: Header, nomor: int) -> Header | None:
    """The same header once more, as after a page break."""
    tinggi = dahulu.akhir - dahulu.awal + 1
    if petak.sel[nomor - 1 : nomor - 1 + tinggi] != petak.sel[dahulu.awal - 1 : dahulu.akhir]:
        return None
    return replace(dahulu, awal=nomor, akhir=nomor + tinggi - 1)


def _is_false_start(petak: Grid, dahulu: Header, kini: Header) -> bool:
    """Two candidates with nothing between them: the one with fewer headings was no table."""
    kosong = all(is_blank(v) for sel in petak.sel[dahulu.akhir : kini.awal - 1] for v in sel)
    return kosong and len(dahulu.kolom) < len(kini.kolom) and dahulu.kolom.keys() <= kini.kolom.keys()


def _grow_header(petak: Grid, gabungan: dict, nomor: int, atas_sekali: int) -> Header | None:
    """The header around a row with headings: grows while another row makes more columns known."""
    baik = _evaluate_rows(petak, gabungan, nomor, nomor)
    awal = akhir = nomor
    for b in range(nomor + 1, nomor + MAX_HEIGHT):
        if not _is_header_like(petak, b):
            break
        calon = _evaluate_rows(petak, gabungan, awal, b)
        if calon and (baik is None or calon.nilai > baik.nilai or (_is_subline(petak, b, baik, calon))):
            baik, akhir = calon, b
    for a in range(nomor - 1, max(atas_sekali, akhir - MAX_HEIGHT + 1) - 1, -1):
        if not _is_header_like(petak, a):
            break
        calon = _evaluate_rows(petak, gabungan, a, akhir)
        if calon and (
            baik is None or calon.nilai > baik.nilai or (_is_group(gabungan, a, baik) and calon.nilai >= baik.nilai)
        ):
            baik = calon
    if baik:
        baik.akhir = _find_last_row(petak, gabungan, baik)
    return baik


def _is_header_like(petak: Grid, nomor: int) -> bool:
    """Texts, or years as headings; a number or two may stand beside the table, but a row that starts with one is data."""
    if not 1 <= nomor <= len(petak.sel):
        return False
    isi = [v for v in petak.sel[nomor - 1] if not is_blank(v)]
    judul = [v for v in isi if (isinstance(v, str) and len(v) < 150) or is_year(v)]
    tahun = len(isi) > 1 and all(is_year(v) for v in isi)  # RAT TAHUN BUKU over 2022 | 2023 | 2024
    return tahun or (bool(isi) and isinstance(isi[0], str) and len(judul) >= 0.75 * len(isi))


def _is_subline(petak: Grid, nomor: int, baik: Header | None, calon: Header) -> bool:
    """Parts of a group: a cell below a heading and others in the blank to its right. They are headings of their own,
    though nobody knows them: ANGGOTA over AKTIF | TIDAK AKTIF counts members."""
    atas, sel = petak.sel[nomor - 2], petak.sel[nomor - 1]
    isi = [c for c, v in enumerate(sel, 1) if not is_blank(v)]
    judul = {c for c, v in enumerate(atas, 1) if not is_blank(v)}
    lepas = [c for c in isi if c not in judul]
    if not lepas or len(judul) - len(isi) < 1 or not all(c - 1 in isi for c in lepas):
        return False
    hilang = {j.kolom for nama, j in baik.kolom.items() if nama not in calon.kolom} if baik else set()
    nama = baik.kolom.get(NAME_COLUMNS[baik.jenis]) if baik else None
    if nama is not None and nama.kolom in isi:  # a row with a name is data
        return False
    return isi[0] in judul and hilang <= set(isi)


def _is_group(gabungan: dict, nomor: int, kepala: Header) -> bool:
    """A merge over some of the columns is a group; one over all of them is a title."""
    lebar = kepala.right - kepala.left + 1
    return any(
        1 < c2 - c1 + 1 < 0.8 * lebar and kepala.left <= c1 <= kepala.right for _, c1, _, c2 in gabungan.get(nomor, ())
    )


def _find_last_row(petak: Grid, gabungan: dict, kepala: Header) -> int:
    """Headings merged downwards, a row of translations or of units still belong to the header."""
    akhir = kepala.akhir
    kolom = {j.kolom for j in kepala.kolom.values()}
    for baris in range(kepala.awal, kepala.akhir + 1):
        for _, c1, r2, _ in gabungan.get(baris, ()):
            if c1 in kolom and r2 <= kepala.awal + MAX_HEIGHT:
                akhir = max(akhir, r2)
    while akhir < min(len(petak.sel), kepala.awal + MAX_HEIGHT):
        isi = [v for v in petak.sel[akhir] if not is_blank(v)]
        tambahan = [v for v in isi if isinstance(v, str) and _is_second_line(v)]
        if len(tambahan) < 2 or len(tambahan) < len(isi):
            break
        akhir += 1
    return akhir


def _is_second_line(teks: str) -> bool:
    rapi = teks.strip()
    dalam = rapi.strip("()[] ")
    kurung = rapi.startswith(("(", "[")) and not dalam.isdigit() and len(dalam) > 1
    return kurung or is_translation(rapi) or is_unit(rapi)


def _read_labels(petak: Grid, gabungan: dict, awal: int, akhir: int) -> dict[int, HeadingLabel]:
    """Path of texts above each column. A group's text reaches the columns that it spans."""
    milik: dict[int, HeadingLabel] = defaultdict(list)
    sendiri: set[int] = set()
    for baris in range(awal, akhir + 1):
        sel = petak.sel[baris - 1] if baris <= len(petak.sel) else []
        tulisan = {c: _read_text(v) for c, v in enumerate(sel, start=1) if not is_blank(v)}
        warisan = {
            c: tulisan[c1]
            for _, c1, _, c2 in gabungan.get(baris, ())
            if c1 in tulisan
            for c in range(c1 + 1, min(c2, c1 + 60) + 1)
        }
        bawah = {
            c
            for r in range(baris, akhir)
            if r < len(petak.sel)
            for c, v in enumerate(petak.sel[r], 1)
            if not is_blank(v)
        }
        kelompok = ""
        for c in range(1, max([*tulisan, *warisan, *bawah], default=0) + 1):
            if c in tulisan:
                kelompok = tulisan[c] if c in bawah else ""
                milik[c].append((baris, tulisan[c]))
                sendiri.add(c)
            elif c in warisan and c in bawah:
                milik[c].append((baris, warisan[c]))
            elif kelompok and c in bawah and c not in sendiri:
                milik[c].append((baris, kelompok))
            else:
                kelompok = ""
    return milik


def _read_text(v: Cell) -> str:
    return str(int(v)) if isinstance(v, float) else str(v)


def _evaluate_rows(petak: Grid, gabungan: dict, awal: int, akhir: int) -> Header | None:
    return choose_kind(petak, _read_labels(petak, gabungan, awal, akhir), awal, akhir)
