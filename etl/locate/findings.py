"""What staff should know about where data stand: missing, doubled, unknown, personal, hidden columns; cells left unread."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from etl.cells.quarters import read_cell, together
from etl.cells.texts import is_blank
from etl.headings.header import find_beside
from etl.headings.kinds import Header, Judul
from etl.headings.meanings import WAKTU, key
from etl.headings.ticks import is_rat_without_year
from etl.locate.body import Rakitan
from etl.model import Petak, Tabel, alamat, huruf
from etl.pesan import Temuan, sebut_mirip, sebut_pilihan, temuan
from etl.rows.kinds import at
from etl.skema import LEMBAR, Kolom

_SEBUT = 8  # quarters that a message names
_MIRIP = 75  # least similarity (0-100) of a heading to be worth a hint


def findings(r: Rakitan, tabel: Tabel) -> list[Temuan]:
    """Everything about one table; about its columns only when there are rows to read."""
    daftar: list[Temuan] = []
    daftar += [*_missing(r, tabel), *_doubled(r, tabel)] if len(tabel.data) else []
    daftar += [*_unknown(r, tabel), *_personal(r, tabel), *_quarters_of_register(r)]
    if len(tabel.data):
        daftar += _hidden(r, tabel)
    samping = _beside(r, tabel)
    daftar += [
        temuan("tabel_berdampingan", tabel.lembar, rentang.split(":")[0], rentang=rentang, jenis=LEMBAR[k.jenis].judul)
        for k, rentang in samping
    ]
    luar = _outside(r, {c for k, _ in samping for c in range(k.kiri, k.kanan + 1)})
    return daftar + [temuan("tabel_di_luar", tabel.lembar, rentang.split(":")[0], rentang=rentang) for rentang in luar]


def _beside(r: Rakitan, tabel: Tabel) -> list[tuple[Header, str]]:
    """Whole tables of a main kind beside this one, and where: half a register must not be taken for all of it."""
    semua = range(r.kepala.awal, len(r.petak.sel) + 1)
    bersama = {*tabel.atas, *tabel.seksi}
    return [
        (k, _box(r.petak, semua, k.kiri, set(), k.kanan))
        for k in find_beside(r.petak, r.kepala)
        if not LEMBAR[k.jenis].pelengkap and set(LEMBAR[k.jenis].wajib) <= k.kolom.keys() | bersama
    ]


def hidden_sheet(petak: Petak) -> list[Temuan]:
    return [temuan("lembar_tersembunyi", petak.nama)] if petak.tersembunyi else []


def empty_tables(tabel: list[Tabel]) -> list[Temuan]:
    """Tables without rows. An empty register blocks, unless another sheet holds the register."""
    terisi = {t.jenis for t in tabel if len(t.data)}
    daftar = []
    for t in tabel:
        sel = alamat(t.baris_judul + 1, min(k.kolom for k in t.kolom.values()))
        if not len(t.data) and LEMBAR[t.jenis].register and t.jenis not in terisi:
            daftar.append(temuan("register_kosong", t.lembar, sel))
        elif not len(t.data) and not LEMBAR[t.jenis].pelengkap:
            daftar.append(temuan("lembar_kosong", t.lembar, sel, jenis=LEMBAR[t.jenis].judul))
    return daftar


def _missing(r: Rakitan, tabel: Tabel) -> list[Temuan]:
    lembar = LEMBAR[tabel.jenis]
    kode = "kolom_pelengkap_hilang" if lembar.pelengkap else "kolom_wajib_hilang"
    ada = {*tabel.kolom, *tabel.atas, *tabel.seksi}
    sel = alamat(tabel.baris_judul, r.kepala.kiri)
    return [
        temuan(
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


def _hint_heading(kolom: Kolom, lain: list[Judul]) -> str:
    """The unknown heading that may be meant by a missing column."""
    tertulis = {j.tertulis: key(j.teks[-1]) for j in lain}
    nilai = {t: max(fuzz.ratio(k, key(s)) for s in (kolom.judul, *kolom.sinonim)) for t, k in tertulis.items()}
    terbaik = max(nilai, key=lambda t: nilai[t], default="")
    return sebut_mirip([terbaik]) if terbaik and nilai[terbaik] >= _MIRIP else ""


def _doubled(r: Rakitan, tabel: Tabel) -> list[Temuan]:
    lembar = LEMBAR[tabel.jenis]
    return [
        temuan(
            "kolom_ganda", tabel.lembar, _cell(b), b.tertulis, kolom=lembar[nama].judul, sel1=_cell(a), sel2=_cell(b)
        )
        for nama, a, b in r.kepala.ganda
        if nama != "tanda_tangan"
    ]


def _unknown(r: Rakitan, tabel: Tabel) -> list[Temuan]:
    """Unknown headings, with the column of this kind that is still missing and spelled most alike."""
    kunci = {
        key(s): k.judul for k in LEMBAR[tabel.jenis].kolom if k.nama not in tabel.kolom for s in (k.judul, *k.sinonim)
    }
    daftar = []
    for j in r.kepala.lain:
        if is_rat_without_year(tabel.jenis, j.teks):
            daftar.append(temuan("rat_tanpa_tahun", tabel.lembar, _cell(j), j.tertulis))
            continue
        dekat = process.extractOne(key(j.teks[-1]), kunci.keys(), scorer=fuzz.ratio, score_cutoff=_MIRIP)
        awal = [nama for k, nama in kunci.items() if key(j.teks[-1]).startswith(f"{k} ")]  # "Aset 2023"
        petunjuk = sebut_mirip([kunci[dekat[0]]] if dekat else awal[:1])
        daftar.append(temuan("kolom_tak_dikenal", tabel.lembar, _cell(j), j.tertulis, mirip=petunjuk))
    return daftar


def _quarters_of_register(r: Rakitan) -> list[Temuan]:
    """A register with a column "Triwulan" whose rows are of several: one cooperative would stand there many times."""
    kolom = {WAKTU.get(key(j.teks[-1])): j for j in reversed(r.kepala.lain)}
    if not LEMBAR[r.kepala.jenis].register or "triwulan" not in kolom:
        return []
    lajur = [kolom[nama] for nama in ("triwulan", "tahun") if nama in kolom]
    per_baris = zip(*([read_cell(at(r.baris[nomor - 1], j.kolom)) for nomor in r.data] for j in lajur), strict=True)
    saat = dict.fromkeys(w for baris in per_baris if (w := together(baris)).ke)
    if len(saat) < 2:
        return []
    sel, sebut = _cell(kolom["triwulan"]), sebut_pilihan([w.sebut for w in saat][:_SEBUT], "dan")
    return [temuan("register_banyak_triwulan", r.petak.nama, sel, jumlah=len(saat), daftar=sebut)]


def _personal(r: Rakitan, tabel: Tabel) -> list[Temuan]:
    lembar = LEMBAR[tabel.jenis]
    return [
        temuan("kolom_pribadi", tabel.lembar, _cell(j), j.tertulis)
        for nama, j in r.kepala.kolom.items()
        if lembar[nama].pribadi
    ]


def _hidden(r: Rakitan, tabel: Tabel) -> list[Temuan]:
    """Hidden rows and columns that hold data of this table; they are read all the same."""
    daftar = []
    if baris := sorted(set(r.petak.baris_tersembunyi) & set(r.data)):
        sel = alamat(baris[0], r.kepala.kiri)
        daftar.append(temuan("baris_tersembunyi", tabel.lembar, sel, jumlah=len(baris), baris=_ranges(baris)))
    tersembunyi = set(r.petak.kolom_tersembunyi)
    for nama, j in r.kepala.kolom.items():
        lajur = {p.kolom: isi for p, isi in tabel.centang.get(nama, ())} or {j.kolom: tabel.data[nama].tolist()}
        for nomor, isi in lajur.items():
            if nomor in tersembunyi and any(not is_blank(v) for v in isi):
                sel = alamat(j.baris, nomor)
                daftar.append(temuan("kolom_tersembunyi", tabel.lembar, sel, j.tertulis, kolom=huruf(nomor)))
    return daftar


def _ranges(nomor: list[int]) -> str:
    """[5, 6, 7, 12] -> "5–7, 12", shortened after some."""
    bagian: list[list[int]] = []
    for n in nomor:
        if bagian and n == bagian[-1][-1] + 1:
            bagian[-1][1:] = [n]
        else:
            bagian.append([n])
    teks = ["–".join(map(str, b)) for b in bagian]
    return ", ".join(teks[:10]) + (", …" if len(teks) > 10 else "")


def _outside(r: Rakitan, dikenal: set[int]) -> list[str]:
    """Ranges with values that are not part of the table: below it, beside it, in columns without heading."""
    k, data = r.kepala, r.data
    tertutup = _under_personal_heading(r) | dikenal
    kiri = [c for c in range(1, k.kiri) if c not in tertutup]
    bawah: list[list[int]] = []
    for nomor in r.luar:
        if bawah and nomor <= bawah[-1][-1] + 2:
            bawah[-1].append(nomor)
        else:
            bawah.append([nomor])
    kotak = [_box(r.petak, range(k.awal, r.akhir + 1), k.kanan + 1, tertutup)]
    kotak += [_box(r.petak, data, c, tertutup, c) for c in [*kiri, *k.tanpa_judul]]
    kotak += [_box(r.petak, baris, 1, set()) for baris in bawah]
    return [rentang for rentang in kotak if rentang]


def _box(petak: Petak, baris: Iterable[int], dari: int, tertutup: set[int], sampai: int | None = None) -> str:
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
    awal = alamat(min(b for b, _ in isi), min(c for _, c in isi))
    akhir = alamat(max(b for b, _ in isi), max(c for _, c in isi))
    return awal if awal == akhir else f"{awal}:{akhir}"


def _under_personal_heading(r: Rakitan) -> set[int]:
    """A heading merged over two columns for signatures: the second column is personal as well."""
    lembar, k = LEMBAR[r.kepala.jenis], r.kepala
    pribadi = {j.kolom for nama, j in k.kolom.items() if lembar[nama].pribadi}
    return {
        c
        for r1, c1, _, c2 in r.petak.gabungan
        if k.awal <= r1 <= k.akhir and c1 in pribadi
        for c in range(c1 + 1, min(c2, c1 + 20) + 1)
    }


def _cell(j: Judul) -> str:
    return alamat(j.baris, j.kolom)
