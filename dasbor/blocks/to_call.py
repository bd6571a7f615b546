"""Whom to call: kelurahan with the lowest rates, inactive cooperatives nobody visited."""

from __future__ import annotations

import pandas as pd

from dasbor.chart import sentences, theme
from dasbor.query import areas, base, lists
from dasbor.query.lists import Daftar
from dasbor.ui import reader
from dasbor.ui.reader import Pilihan
from dasbor.words import language, terms
from dasbor.words.columns import rows
from etl import skema
from etl.acuan import load_acuan

# ── pure functions on tables ─────────────────────────────────────────────────────────


def lowest_areas(data: pd.DataFrame, indikator: str, n_kecil: int, jumlah: int = 3) -> list[tuple[str, str, str]]:
    """(nama, why, kode_wilayah) of the lowest rates among areas large enough to compare."""
    banding = sentences.comparable(data, n_kecil).sort_values(["nilai", "nama"]).head(jumlah)
    return [
        (
            b.nama,
            f"{language.pecahan(b.pembilang, b.penyebut)} {sentences.phrase(indikator)} ({language.persen(b.nilai, b.penyebut)})",
            b.kode_wilayah,
        )
        for b in rows(banding)
    ]


def unvisited_reason(baris) -> str:
    """ "Turi · RAT terakhir tahun buku 2021"; that nobody visited them stands above the list."""
    return f"{baris.kelurahan} · {last_rat(baris)}"


def unseen() -> str:
    """Not "never visited": an older visit is not looked at."""
    return f"{load_acuan().aturan['jendela_triwulan']} triwulan tanpa kunjungan"


def last_rat(baris) -> str:
    rat = baris.tahun_buku_rat
    return f"RAT terakhir tahun buku {int(rat)}" if language.ada(rat) else "RAT belum tercatat"


# ── the same for the reader's choice ─────────────────────────────────────────────────

HUBUNGI = 3  # areas, and cooperatives, on the front page
SEMUA = "semua"
PILIHAN_STATUS = {SEMUA: "Semua status", **{s: t.label for s, t in theme.STATUS.items()}}
_DIHITUNG = ("kali_dilatih_4tw", "kali_didampingi_4tw", "terakhir_didampingi")


def cooperative_columns() -> dict[str, str]:
    """The columns of the register that declare themselves for lists, the computed status beside the typed one; what
    training and mentoring reached; where the row stands."""
    declared = [n for k in skema.KOPERASI.in_lists for n in ((k, "status_hitung") if k == "status" else (k,))]
    return dict.fromkeys((*declared, *_DIHITUNG, "lembar", "baris"), "")


def waiting_columns() -> dict[str, str]:
    """The same of those inactive and unvisited: their status and visits say nothing new."""
    declared = [k for k in skema.KOPERASI.in_lists if k != "status"]
    return dict.fromkeys((*declared, _DIHITUNG[0], "lembar", "baris"), "")


def koperasi(p: Pilihan, status: str = SEMUA) -> Daftar | None:
    """The cooperatives of the area and quarter, of one status or all; None without a register, which lists them."""
    if not base.punya_register(p):
        return None
    return lists.koperasi(p, None if status == SEMUA else status)


def subjudul(p: Pilihan) -> str:
    """What the short list holds: the level that is ranked, or why it is not."""
    tingkat = language.kalimat(areas.satuan(p))
    n = load_acuan().aturan["n_kecil"]
    banding = lowest_areas(areas.rasio(p, "koperasi_aktif"), "koperasi_aktif", n)
    awal = f"{tingkat} terendah" if banding else f"{tingkat} belum bisa dibandingkan (n di bawah {n})"
    return f"{awal}; tidak aktif, {unseen()}"


def jika_kosong(p: Pilihan) -> str:
    """An empty short list means that all is well only where somebody could have stood on it."""
    if not base.punya_register(p):
        return f"Belum dapat didaftar: register {language.triwulan(p.periode)} belum diterbitkan."
    if not base.jenis_tersedia(p, "pendampingan"):
        return "Belum dapat didaftar: data pendampingan empat triwulan ini belum diterbitkan."
    return "Tidak ada yang perlu didahulukan di wilayah ini."


def daftar_pendek(p: Pilihan) -> list[tuple[str, str, str]]:
    """(name, why, address) for the front page: areas first, then cooperatives."""
    return reader.keep_with_links("daftar_pendek", p, lambda: _short_list(p))


def _short_list(p: Pilihan) -> list[tuple[str, str, str]]:
    data = areas.rasio(p, "koperasi_aktif")
    terendah = lowest_areas(data, "koperasi_aktif", load_acuan().aturan["n_kecil"], HUBUNGI)
    if areas.satuan(p) == areas.KECAMATAN:
        isi = [(f"Kecamatan {nama}", sebab, reader.tautan(kecamatan=kode)) for nama, sebab, kode in terendah]
    else:
        isi = [
            (f"{terms.jenis(kode)} {nama}", sebab, reader.tautan("kelurahan", kelurahan=kode))
            for nama, sebab, kode in terendah
        ]
    belum = lists.belum_dikunjungi(p)
    if belum is not None:
        isi += [
            (str(b.nama_koperasi), unvisited_reason(b), reader.tautan("koperasi", id=b.koperasi_id))
            for b in rows(belum.tampak.head(HUBUNGI))
        ]
    return isi
