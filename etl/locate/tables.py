"""The stage that finds tables: by their headings, whatever the sheet is called and wherever the table starts.

Nothing is dropped in silence: what is not read is either listed with its row (tabel.dilewati) or a finding.
"""

from __future__ import annotations

from etl.acuan import load_acuan
from etl.cells.texts import is_blank, plain
from etl.headings.header import CALON, find_headers
from etl.headings.kinds import Header
from etl.locate import findings as cari
from etl.locate.above import title_start, values_above
from etl.locate.body import Rakitan, add_rows, finish, fits, start
from etl.model import Buku, Petak, Tabel
from etl.pesan import Temuan, temuan
from etl.rows.kinds import JUDUL_ULANG, SEKSI, Baris
from etl.rows.leave_out import without_unvisited
from etl.rows.sections import KECAMATAN, KELURAHAN, Bagian, Daerah, areas


def locate(buku: Buku) -> tuple[list[Tabel], list[Temuan]]:
    """Every table of the kinds in skema.LEMBAR, and what staff should know about where data stand."""
    daerah = areas(load_acuan())
    rakitan: list[Rakitan] = []
    daftar: list[Temuan] = []
    for petak in buku.petak:
        kepala = find_headers(petak)
        if kepala is None:
            daftar.append(temuan("terlalu_banyak_judul", petak.nama, batas=CALON))
            continue
        temu = _tables(petak, kepala, daerah)
        rakitan += temu
        if not temu and not _is_empty(petak):
            daftar.append(temuan("lembar_tak_dikenal", petak.nama))
    if not rakitan:
        return [], [*daftar, temuan("tidak_ada_tabel")]
    bernama = {r.petak.nama for r in rakitan if _named_area(r.petak, daerah)}
    tabel = [finish(r, daerah, _area_of_sheet(r, daerah, len(bernama) > 1)) for r in rakitan]
    for r, t in zip(rakitan, tabel, strict=True):
        daftar += cari.findings(r, t)
    tabel = [without_unvisited(t) for t in tabel]
    daftar += [t for petak in _sheets(rakitan) for t in cari.hidden_sheet(petak)]
    return tabel, daftar + cari.empty_tables(tabel)


def _tables(petak: Petak, kepala: list[Header], daerah: Daerah) -> list[Rakitan]:
    """The tables of one sheet, one under another; a repeated header goes on with the table above it."""
    mulai = [1, *(title_start(petak, k.awal, dulu.akhir + 1) for dulu, k in zip(kepala, kepala[1:], strict=False))]
    hasil: list[Rakitan] = []
    for i, k in enumerate(kepala):
        judul = range(mulai[i], k.awal)
        akhir = mulai[i + 1] - 1 if i + 1 < len(kepala) else len(petak.sel)
        if hasil and _goes_on(hasil[-1], k, judul):
            _skip_repeated_header(hasil[-1], k, judul, daerah)
        else:
            hasil.append(start(petak, k, judul, daerah, hasil[-1] if hasil else None))
        add_rows(hasil[-1], k.akhir + 1, akhir)
    return hasil


def _goes_on(r: Rakitan, k: Header, judul: range) -> bool:
    sama = r.kepala.jenis == k.jenis and r.kepala.peta() == k.peta()
    return sama and not r.tamat and not values_above(r.petak, judul, k.jenis)


def _skip_repeated_header(r: Rakitan, k: Header, judul: range, daerah: Daerah) -> None:
    """A page break: title and header again. The title may open a section."""
    for nomor in judul:
        teks = " ".join(plain(v) for v in r.petak.sel[nomor - 1] if not is_blank(v))
        bagian = daerah.title(teks) or daerah.section(teks) if teks else None
        if bagian:
            r.lain.append(Baris(nomor, SEKSI, teks, bagian=bagian))
        elif teks:
            r.dilewati.append((nomor, JUDUL_ULANG))
    r.dilewati += [(nomor, JUDUL_ULANG) for nomor in range(k.awal, k.akhir + 1)]


def _is_empty(petak: Petak) -> bool:
    return not petak.galat and not petak.tanpa_nilai and all(is_blank(v) for sel in petak.sel for v in sel)


def _named_area(petak: Petak, daerah: Daerah) -> Bagian | None:
    return daerah.section(petak.nama, sendiri=False)


def _area_of_sheet(r: Rakitan, daerah: Daerah, beberapa: bool) -> Bagian | None:
    """The area a sheet's name speaks of. "Kec. Sukorejo" says so; "Sukorejo" alone needs a second sign."""
    bagian = _named_area(r.petak, daerah)
    if bagian is None or bagian.gaya == "bertanda":
        return bagian
    if bagian.tingkat == KELURAHAN:
        # One sheet per kelurahan: the other sheets are the second sign.
        return bagian if beberapa and "kelurahan" not in r.kepala.kolom else None
    return Bagian(KECAMATAN, bagian.nama) if fits(r, daerah, bagian.nama) else None


def _sheets(rakitan: list[Rakitan]) -> list[Petak]:
    return list({id(r.petak): r.petak for r in rakitan}.values())
