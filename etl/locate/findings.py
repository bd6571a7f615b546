"""What staff should know about where data stand: missing, doubled, unknown, personal, hidden columns; cells left unread."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from etl.cells.quarters import combine_quarters, read_cell
from etl.cells.texts import is_blank
from etl.headings.header import find_beside
from etl.headings.kinds import Header, Heading
from etl.headings.meanings import QUARTER_KEYS, make_key
from etl.headings.ticks import is_rat_without_year
from etl.locate.body import TableDraft
from etl.model import FoundTable, Grid, write_address, write_letters
from etl.pesan import Finding, make_finding, say_choices, say_similar
from etl.rows.kinds import take_cell
from etl.skema import SHEET_KINDS, Column

_MAX_NAMED = 8  # quarters that a message names
_LEAST_SIMILARITY = 75  # least similarity (0-100) of a heading to be worth a hint


def list_findings(r: TableDraft, tabel: FoundTable) -> list[Finding]:
    """Everything about one table; about its columns only when there are rows to read."""
    daftar: list[Finding] = []
    daftar += [*_report_missing(r, tabel), *_report_doubled(r, tabel)] if len(tabel.data) else []
    daftar += [*_report_unknown(r, tabel), *_report_personal(r, tabel), *_report_register_quarters(r)]
    if len(tabel.data):
        daftar += _report_hidden(r, tabel)
    samping = _find_beside(r, tabel)
    daftar += [
        make_finding(
            "tabel_berdampingan", tabel.lembar, rentang.split(":")[0], rentang=rentang, jenis=SHEET_KINDS[k.jenis].judul
        )
        for k, rentang in samping
    ]
    luar = _list_outside(r, {c for k, _ in samping for c in range(k.left, k.right + 1)})
    return daftar + [
        make_finding("tabel_di_luar", tabel.lembar, rentang.split(":")[0], rentang=rentang) for rentang in luar
    ]


def _find_beside(r: TableDraft, tabel: FoundTable) -> list[tuple[Header, str]]:
    """Whole tables of a main kind beside this one, and where: half a register must not be taken for all of it."""
    semua = range(r.kepala.awal, len(r.petak.sel) + 1)
    bersama = {*tabel.atas, *tabel.seksi}
    return [
        (k, _find_box(r.petak, semua, k.left, set(), k.right))
        for k in find_beside(r.petak, r.kepala)
        if not SHEET_KINDS[k.jenis].is_supplementary and set(SHEET_KINDS[k.jenis].wajib) <= k.kolom.keys() | bersama
    ]


def report_hidden_sheet(petak: Grid) -> list[Finding]:
    return [make_finding("lembar_tersembunyi", petak.nama)] if petak.tersembunyi else []


def report_empty_tables(tabel: list[FoundTable]) -> list[Finding]:
    """Tables without rows. An empty register blocks, unless another sheet holds the register."""
    terisi = {t.jenis for t in tabel if len(t.data)}
    daftar = []
    for t in tabel:
        sel = write_address(t.baris_judul + 1, min(k.kolom for k in t.kolom.values()))
        if not len(t.data) and SHEET_KINDS[t.jenis].register and t.jenis not in terisi:
            daftar.append(make_finding("register_kosong", t.lembar, sel))
        elif not len(t.data) and not SHEET_KINDS[t.jenis].is_supplementary:
            daftar.append(make_finding("lembar_kosong", t.lembar, sel, jenis=SHEET_KINDS[t.jenis].judul))
    return daftar


def _report_missing(r: TableDraft, tabel: FoundTable) -> list[Finding]:
    lembar = SHEET_KINDS[tabel.jenis]
    kode = "kolom_pelengkap_hilang" if lembar.is_supplementary else "kolom_wajib_hilang"
    ada = {*tabel.kolom, *tabel.atas, *tabel.seksi}
    sel = write_address(tabel.baris_judul, r.kepala.left)
    return [
        make_finding(
            kode,
            tabel.lembar,
            sel,
            kolom=k.judul,
            jenis=lembar.judul,
            mirip=_hint_heading(k, r.kepala.lain),
        )
        for k in lembar.kolom
        if k.wajib and k.nama not in ada
    ]


def _hint_heading(kolom: Column, lain: list[Heading]) -> str:
    """The unknown heading that may be meant by a missing column."""
    tertulis = {j.tertulis: make_key(j.teks[-1]) for j in lain}
    nilai = {t: max(fuzz.ratio(k, make_key(s)) for s in (kolom.judul, *kolom.sinonim)) for t, k in tertulis.items()}
    terbaik = max(nilai, key=lambda t: nilai[t], default="")
    return say_similar([terbaik]) if terbaik and nilai[terbaik] >= _LEAST_SIMILARITY else ""


def _report_doubled(r: TableDraft, tabel: FoundTable) -> list[Finding]:
    lembar = SHEET_KINDS[tabel.jenis]
    return [
        make_finding(
            "kolom_ganda",
            tabel.lembar,
            _write_cell(b),
            b.tertulis,
            kolom=lembar[nama].judul,
            sel1=_write_cell(a),
            sel2=_write_cell(b),
        )
        for nama, a, b in r.kepala.ganda
        if nama != "tanda_tangan"
    ]


def _report_unknown(r: TableDraft, tabel: FoundTable) -> list[Finding]:
    """Unknown headings, with the column of this kind that is still missing and spelled most alike."""
    kunci = {
        make_key(s): k.judul
        for k in SHEET_KINDS[tabel.jenis].kolom
        if k.nama not in tabel.kolom
        for s in (k.judul, *k.sinonim)
    }
    daftar = []
    for j in r.kepala.lain:
        if is_rat_without_year(tabel.jenis, j.teks):
            daftar.append(make_finding("rat_tanpa_tahun", tabel.lembar, _write_cell(j), j.tertulis))
            continue
        dekat = process.extractOne(
            make_key(j.teks[-1]), kunci.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY
        )
        awal = [nama for k, nama in kunci.items() if make_key(j.teks[-1]).startswith(f"{k} ")]  # "Aset 2023"
        petunjuk = say_similar([kunci[dekat[0]]] if dekat else awal[:1])
        daftar.append(make_finding("kolom_tak_dikenal", tabel.lembar, _write_cell(j), j.tertulis, mirip=petunjuk))
    return daftar


def _report_register_quarters(r: TableDraft) -> list[Finding]:
    """A register with a column "Triwulan" whose rows are of several: one cooperative would stand there many times."""
    kolom = {QUARTER_KEYS.get(make_key(j.teks[-1])): j for j in reversed(r.kepala.lain)}
    if not SHEET_KINDS[r.kepala.jenis].register or "triwulan" not in kolom:
        return []
    lajur = [kolom[nama] for nama in ("triwulan", "tahun") if nama in kolom]
    per_baris = zip(
        *([read_cell(take_cell(r.baris[nomor - 1], j.kolom)) for nomor in r.data] for j in lajur), strict=True
    )
    saat = dict.fromkeys(w for baris in per_baris if (w := combine_quarters(baris)).ke)
    if len(saat) < 2:
        return []
    sel, sebut = _write_cell(kolom["triwulan"]), say_choices([w.sebut for w in saat][:_MAX_NAMED], "dan")
    return [make_finding("register_banyak_triwulan", r.petak.nama, sel, jumlah=len(saat), daftar=sebut)]


def _report_personal(r: TableDraft, tabel: FoundTable) -> list[Finding]:
    lembar = SHEET_KINDS[tabel.jenis]
    return [
        make_finding("kolom_pribadi", tabel.lembar, _write_cell(j), j.tertulis)
        for nama, j in r.kepala.kolom.items()
        if lembar[nama].pribadi
    ]


def _report_hidden(r: TableDraft, tabel: FoundTable) -> list[Finding]:
    """Hidden rows and columns that hold data of this table; they are read all the same."""
    daftar = []
    if baris := sorted(set(r.petak.baris_tersembunyi) & set(r.data)):
        sel = write_address(baris[0], r.kepala.left)
        daftar.append(
            make_finding("baris_tersembunyi", tabel.lembar, sel, jumlah=len(baris), baris=_write_ranges(baris))
        )
    tersembunyi = set(r.petak.kolom_tersembunyi)
    for nama, j in r.kepala.kolom.items():
        lajur = {p.kolom: isi for p, isi in tabel.ticks.get(nama, ())} or {j.kolom: tabel.data[nama].tolist()}
        for nomor, isi in lajur.items():
            if nomor in tersembunyi and any(not is_blank(v) for v in isi):
                sel = write_address(j.baris, nomor)
                daftar.append(
                    make_finding("kolom_tersembunyi", tabel.lembar, sel, j.tertulis, kolom=write_letters(nomor))
                )
    return daftar


def _write_ranges(nomor: list[int]) -> str:
    """[5, 6, 7, 12] -> "5–7, 12", shortened after some."""
    bagian: list[list[int]] = []
    for n in nomor:
        if bagian and n == bagian[-1][-1] + 1:
            bagian[-1][1:] = [n]
        else:
            bagian.append([n])
    teks = ["–".join(map(str, b)) for b in bagian]
    return ", ".join(teks[:10]) + (", …" if len(teks) > 10 else "")


def _list_outside(r: TableDraft, dikenal: set[int]) -> list[str]:
    """Ranges with values that are not part of the table: below it, beside it, in columns without heading."""
    k, data = r.kepala, r.data
    tertutup = _find_under_personal(r) | dikenal
    kiri = [c for c in range(1, k.left) if c not in tertutup]
    bawah: list[list[int]] = []
    for nomor in r.luar:
        if bawah and nomor <= bawah[-1][-1] + 2:
            bawah[-1].append(nomor)
        else:
            bawah.append([nomor])
    kotak = [_find_box(r.petak, range(k.awal, r.akhir + 1), k.right + 1, tertutup)]
    kotak += [_find_box(r.petak, data, c, tertutup, c) for c in [*kiri, *k.without_heading]]
    kotak += [_find_box(r.petak, baris, 1, set()) for baris in bawah]
    return [rentang for rentang in kotak if rentang]


def _find_box(petak: Grid, baris: Iterable[int], dari: int, tertutup: set[int], sampai: int | None = None) -> str:
    """Smallest range that holds all values of these rows in columns dari..sampai; "" when there are none."""
    isi = [
        (nomor, dari + i)
        for nomor in baris
        if nomor <= len(petak.sel) and len(petak.sel[nomor - 1]) >= dari
        for i, v in enumerate(petak.sel[nomor - 1][dari - 1 : sampai])
        if v is not None and not is_blank(v) and dari + i not in tertutup
    ]
    if not isi:
        return ""
    awal = write_address(min(b for b, _ in isi), min(c for _, c in isi))
    akhir = write_address(max(b for b, _ in isi), max(c for _, c in isi))
    return awal if awal == akhir else f"{awal}:{akhir}"


def _find_under_personal(r: TableDraft) -> set[int]:
    """A heading merged over two columns for signatures: the second column is personal as well."""
    lembar, k = SHEET_KINDS[r.kepala.jenis], r.kepala
    pribadi = {j.kolom for nama, j in k.kolom.items() if lembar[nama].pribadi}
    return {
        c
        for r1, c1, _, c2 in r.petak.gabungan
        if k.awal <= r1 <= k.akhir and c1 in pribadi
        for c in range(c1 + 1, min(c2, c1 + 20) + 1)
    }


def _write_cell(j: Heading) -> str:
    return write_address(j.baris, j.kolom)
