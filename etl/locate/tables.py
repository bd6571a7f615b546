"""The stage that finds tables: by their headings, whatever the sheet is called and wherever the table starts.

Nothing is dropped in silence: what is not read is either listed with its row (tabel.dilewati) or a finding.
"""

from __future__ import annotations

from etl.acuan import load_reference
from etl.cells.texts import is_blank, write_plain
from etl.headings.header import MAX_CANDIDATES, find_headers
from etl.headings.kinds import Header
from etl.locate import findings as cari
from etl.locate.above import find_title_start, read_values
from etl.locate.body import TableDraft, add_rows, finish, fits_kecamatan, start
from etl.model import FoundTable, Grid, Workbook
from etl.pesan import Finding, make_finding
from etl.rows.kinds import REPEATED_HEADER, SECTION_ROW, SpecialRow
from etl.rows.leave_out import drop_unvisited
from etl.rows.sections import KECAMATAN_LEVEL, KELURAHAN_LEVEL, AreaNames, Section, load_area_names


def locate_tables(buku: Workbook) -> tuple[list[FoundTable], list[Finding]]:
    """Every table of the kinds in skema.LEMBAR, and what staff should know about where data stand."""
    daerah = load_area_names(load_reference())
    rakitan: list[TableDraft] = []
    daftar: list[Finding] = []
    for petak in buku.petak:
        kepala = find_headers(petak)
        if kepala is None:
            daftar.append(make_finding("terlalu_banyak_judul", petak.nama, batas=MAX_CANDIDATES))
            continue
        temu = _draft_tables(petak, kepala, daerah)
        rakitan += temu
        if not temu and not _is_empty(petak):
            daftar.append(make_finding("lembar_tak_dikenal", petak.nama))
    if not rakitan:
        return [], [*daftar, make_finding("tidak_ada_tabel")]
    bernama = {r.petak.nama for r in rakitan if _find_named_area(r.petak, daerah)}
    tabel = [finish(r, daerah, _find_sheet_area(r, daerah, len(bernama) > 1)) for r in rakitan]
    for r, t in zip(rakitan, tabel, strict=True):
        daftar += cari.list_findings(r, t)
    tabel = [drop_unvisited(t) for t in tabel]
    daftar += [t for petak in _list_sheets(rakitan) for t in cari.report_hidden_sheet(petak)]
    return tabel, daftar + cari.report_empty_tables(tabel)


def _draft_tables(petak: Grid, kepala: list[Header], daerah: AreaNames) -> list[TableDraft]:
    """The tables of one sheet, one under another; a repeated header goes on with the table above it."""
    mulai = [1, *(find_title_start(petak, k.awal, dulu.akhir + 1) for dulu, k in zip(kepala, kepala[1:], strict=False))]
    hasil: list[TableDraft] = []
    for i, k in enumerate(kepala):
        judul = range(mulai[i], k.awal)
        akhir = mulai[i + 1] - 1 if i + 1 < len(kepala) else len(petak.sel)
        if hasil and _continues(hasil[-1], k, judul):
            _skip_repeated_header(hasil[-1], k, judul, daerah)
        else:
            hasil.append(start(petak, k, judul, daerah, hasil[-1] if hasil else None))
        add_rows(hasil[-1], k.akhir + 1, akhir)
    return hasil


def _continues(r: TableDraft, k: Header, judul: range) -> bool:
    sama = r.kepala.jenis == k.jenis and r.kepala.peta() == k.peta()
    return sama and not r.is_ended and not read_values(r.petak, judul, k.jenis)


def _skip_repeated_header(r: TableDraft, k: Header, judul: range, daerah: AreaNames) -> None:
    """A page break: title and header again. The title may open a section."""
    for nomor in judul:
        teks = " ".join(write_plain(v) for v in r.petak.sel[nomor - 1] if not is_blank(v))
        bagian = daerah.title(teks) or daerah.find_section(teks) if teks else None
        if bagian:
            r.lain.append(SpecialRow(nomor, SECTION_ROW, teks, bagian=bagian))
        elif teks:
            r.dilewati.append((nomor, REPEATED_HEADER))
    r.dilewati += [(nomor, REPEATED_HEADER) for nomor in range(k.awal, k.akhir + 1)]


def _is_empty(petak: Grid) -> bool:
    return not petak.galat and not petak.tanpa_nilai and all(is_blank(v) for sel in petak.sel for v in sel)


def _find_named_area(petak: Grid, daerah: AreaNames) -> Section | None:
    return daerah.find_section(petak.nama, sendiri=False)


def _find_sheet_area(r: TableDraft, daerah: AreaNames, beberapa: bool) -> Section | None:
    """The area a sheet's name speaks of. "Kec. Sukorejo" says so; "Sukorejo" alone needs a second sign."""
    bagian = _find_named_area(r.petak, daerah)
    if bagian is None or bagian.style == "bertanda":
        return bagian
    if bagian.tingkat == KELURAHAN_LEVEL:
        # One sheet per kelurahan: the other sheets are the second sign.
        return bagian if beberapa and "kelurahan" not in r.kepala.kolom else None
    return Section(KECAMATAN_LEVEL, bagian.nama) if fits_kecamatan(r, daerah, bagian.nama) else None


def _list_sheets(rakitan: list[TableDraft]) -> list[Grid]:
    return list({id(r.petak): r.petak for r in rakitan}.values())
