"""Content of Mutu Data: what was uploaded, how complete it is, findings, disagreements."""

from __future__ import annotations

import pandas as pd

from dasbor.blocks import provenance
from dasbor.query import base, quality
from dasbor.ui import heat_table, page, screen, stylesheet
from dasbor.ui.heat_table import BELUM, TAK_ADA, Sel
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from dasbor.words.columns import rows
from etl import skema

JENIS = {j: skema.LEMBAR[j].judul for j in skema.JENIS_UTAMA}
KOLOM_TEMUAN = {"sel": "Sel", "pesan": "Temuan"}
BERKAS_TEMUAN = {"lembar": "", "sel": "Sel", "isi": "Tertulis", "pesan": "Temuan", "saran": "Saran"}
SEMUA = ""
# Findings that say that two sources differ: what is compared with what.
BEDA = {
    "status_rat_berbeda": "Status tertulis dan status menurut RAT",
    "kelurahan_berbeda_register": "Kelurahan di lembar kegiatan dan di register",
    "skor_predikat_berbeda": "Skor dan predikat kesehatan",
    "anggota_tidak_cocok": "Anggota laki-laki + perempuan dan jumlahnya",
    "jumlah_tidak_cocok": "Baris jumlah dan isi tabelnya",
    "rekap_jumlah_berbeda": "Jumlah rekap dan bagian-bagiannya",
    "rekap_beda_register": "Rekap dan register",
}


# ── what was uploaded ────────────────────────────────────────────────────────────────


def tampil_unggahan(p: Pilihan) -> None:
    """Calendar of kinds and quarters."""
    data = quality.unggahan(p)
    data["sel"] = pd.Series([_upload_cell(b) for b in rows(data)], index=data.index, dtype=object)
    data["judul"] = data["jenis"].map(JENIS)
    periode = quality.rentang(p)
    hilang = int(data["unggahan_id"].isna().sum())
    judul = f"{len(data) - hilang} dari {len(data)} lembar triwulan sudah diunggah"
    screen.subjudul_blok(judul, "Angka di sel: nomor terbitan asalnya. Yang belum diunggah bukan nol.")
    page.put(stylesheet.HEAT)
    page.put(heat_table.key((BELUM, "belum pernah diunggah")))
    page.put(heat_table.html(judul, heat_table.pivot(data, "judul", "sel", periode), periode, p.periode, "Lembar"))


def _upload_cell(b) -> Sel:
    kapan = f"{JENIS[b.jenis]}, {language.triwulan(b.periode)}"
    if not language.ada(b.unggahan_id):
        return Sel("belum", f"{kapan}: belum pernah diunggah", BELUM)
    return Sel(f"{b.unggahan_id:.0f}", f"{kapan}: {b.nama_berkas}, terbitan {b.unggahan_id:.0f}")


# ── completeness ─────────────────────────────────────────────────────────────────────


def tampil_kelengkapan(p: Pilihan, jenis: str) -> None:
    """Share of rows with a value, by column and quarter."""
    data, periode = quality.kelengkapan(p, jenis), quality.rentang(p)
    judul = headline(data, p.periode, JENIS[jenis])
    screen.subjudul_blok(judul, f"Bagian baris yang terisi, lembar {JENIS[jenis]}, {p.nama_wilayah}")
    if not (data["keadaan"] == quality.TERISI).any():
        screen.kosong(f"Belum ada baris {JENIS[jenis]} untuk {p.nama_wilayah}.")
        return
    tampak, penuh, tak_pernah = split_columns(data, p.periode)
    tampak["sel"] = pd.Series([_share_cell(b) for b in rows(tampak)], index=tampak.index, dtype=object)
    if len(tampak):
        page.put(heat_table.key(*_KUNCI))
        page.put(heat_table.html(judul, heat_table.pivot(tampak, "judul", "sel", periode), periode, p.periode, "Kolom"))
    for arti, isi in (("Selalu terisi penuh", penuh), ("Tidak pernah ada di berkas", tak_pernah)):
        screen.baris_asal([f"{arti}: {language.daftar(isi)}."] if isi else [])
    screen.baris_asal(provenance.sumber(p, jenis))
    kolom = {
        "periode": "",
        "judul": "Kolom",
        "terisi": "Terisi",
        "baris": "Jumlah baris",
        "nilai": "Bagian",
        "keadaan": "Keadaan",
    }
    screen.unduh(data, judul, provenance.sumber(p, jenis), f"kelengkapan_{jenis}", kolom)


_KUNCI = ((TAK_ADA, f"{quality.TAK_ADA_KOLOM} (bukan 0%)"), (BELUM, "lembar belum diunggah, atau tanpa baris"))


def headline(data: pd.DataFrame, periode: str, jenis: str) -> str:
    """Which column of the quarter is emptiest: "Paling jarang terisi: Skor Kesehatan, 90 dari 308"."""
    kini = data[(data["periode"] == periode) & (data["keadaan"] == quality.TERISI)]
    if kini.empty:
        return f"{jenis}: belum ada baris untuk {language.triwulan(periode)}"
    perlu = kini[kini["kolom"] != "keterangan"]  # remarks are written only where there is something to remark
    if (perlu["nilai"] == 1).all():
        tak_ada = int(((data["periode"] == periode) & (data["keadaan"] == quality.TAK_ADA_KOLOM)).sum())
        lain = f", {tak_ada} kolom tidak ada di berkas" if tak_ada else ""
        return f"{jenis}: {len(perlu)} kolom terisi penuh{lain}"
    rendah = perlu.sort_values(["nilai", "judul"]).iloc[0]
    catatan = kini[(kini["kolom"] == "keterangan") & (kini["nilai"] < rendah["nilai"])]
    awal = f"Selain {catatan.iloc[0]['judul']}, paling" if len(catatan) else "Paling"
    return f"{awal} jarang terisi: {rendah['judul']}, {language.pecahan(rendah['terisi'], rendah['baris'])}"


def split_columns(data: pd.DataFrame, periode: str) -> tuple[pd.DataFrame, list[str], list[str]]:
    """What the table shows, the emptiest of the quarter on top; headings always full; headings in no workbook."""
    terisi = data[data["keadaan"] == quality.TERISI]
    pernah, kurang = set(terisi["kolom"]), set(terisi.loc[terisi["nilai"] < 1, "kolom"])
    # a column that a workbook lacked is a gap too
    kurang |= set(data.loc[data["kolom"].isin(pernah) & (data["keadaan"] == quality.TAK_ADA_KOLOM), "kolom"])
    kini = data[data["periode"] == periode].set_index("kolom")["nilai"].fillna(-1)
    tampak = data[data["kolom"].isin(kurang)].assign(urut=lambda d: d["kolom"].map(kini))
    tampak = tampak.sort_values("urut", kind="stable").drop(columns="urut")
    penuh, tak_pernah = pernah - kurang, set(data["kolom"]) - pernah
    judul = dict(zip(data["kolom"], data["judul"], strict=True))
    return tampak, [j for k, j in judul.items() if k in penuh], [j for k, j in judul.items() if k in tak_pernah]


def _share_cell(b) -> Sel:
    kapan = f"{b.judul}, {language.triwulan(b.periode)}"
    if b.keadaan == quality.TERISI:
        return heat_table.share(b.nilai, b.baris, f"{kapan}: terisi {language.pecahan(b.terisi, b.baris)}")
    if b.keadaan == quality.TAK_ADA_KOLOM:
        return Sel("tak ada", f"{kapan}: {b.keadaan}", TAK_ADA)
    return Sel("–", f"{kapan}: {b.keadaan}", BELUM)


# ── findings ─────────────────────────────────────────────────────────────────────────


def sebut_kode(kode: str) -> str:
    """ "status_rat_berbeda" -> "Status RAT berbeda", "gerbang_register_susut" -> "Register susut"."""
    besar = {"rat": "RAT", "nik": "NIK"}
    return language.kalimat(" ".join(besar.get(k, k) for k in kode.removeprefix("gerbang_").split("_")))


def pilihan_temuan(p: Pilihan) -> dict[str, str]:
    """Codes found in the quarter, with how often."""
    jumlah = _found(p)
    return {SEMUA: f"Semua temuan ({sum(jumlah.values())})", **{k: f"{sebut_kode(k)} ({n})" for k, n in jumlah.items()}}


def _found(p: Pilihan) -> dict[str, int]:
    """How often each code was found in the quarter."""
    semua = quality.jumlah_temuan(p)
    kini = semua[semua["periode"] == p.periode]
    return {str(k): int(n) for k, n in zip(kini["kode"], kini["jumlah"], strict=True)}


def tampil_temuan_per_triwulan(p: Pilihan) -> None:
    """Codes by quarters."""
    semua, periode = quality.jumlah_temuan(p), quality.rentang(p)
    kini = sum(_found(p).values())
    judul = f"{language.bilangan(kini)} temuan pada {language.triwulan(p.periode)}"
    screen.subjudul_blok(judul, "Temuan yang ikut terbit, menurut jenis; seluruh buku kerja")
    if semua.empty:
        screen.kosong("Tidak ada temuan pada buku kerja yang terbit.")
        return
    jumlah = semua.set_index(["kode", "periode"])["jumlah"]
    terbit = set(semua["periode"]) | set(base.sumber(p)["periode"])
    baris = [(sebut_kode(k), [_count_cell(k, q, jumlah, terbit) for q in periode]) for k in sorted(set(semua["kode"]))]
    page.put(heat_table.html(judul, baris, periode, p.periode, "Temuan"))


def _count_cell(kode: str, periode: str, jumlah: pd.Series, terbit: set[str]) -> Sel:
    kapan = f"{sebut_kode(kode)}, {language.triwulan(periode)}"
    if periode not in terbit:
        return Sel("–", f"{kapan}: belum diunggah", BELUM)
    n = int(jumlah.get((kode, periode), 0))
    return Sel(str(n), f"{kapan}: {n} temuan")


def tampil_daftar_temuan(p: Pilihan, kode: str) -> None:
    isi = quality.temuan(p, kode or None)
    judul = "Daftar temuan" if kode == SEMUA else f"Daftar temuan: {sebut_kode(kode).lower()}"
    screen.daftar_tabel(
        isi, judul, _source(p), "temuan", KOLOM_TEMUAN,
        jika_kosong=f"Tidak ada temuan pada {language.triwulan(p.periode)}.",
        subjudul=f"{language.triwulan(p.periode)}, seluruh buku kerja", kolom_berkas=BERKAS_TEMUAN,
        kecil={"sel": "lembar", "pesan": "saran"},
    )  # fmt: skip


def _source(p: Pilihan) -> list[str]:
    ada = [j for j in skema.JENIS_UTAMA if base.asal(p, j)]
    return provenance.sumber(p, *ada)


def tampil_pertentangan(p: Pilihan) -> None:
    """How often two sources that should agree do not."""
    jumlah, dari = _found(p), quality.pembanding(p)
    isi = pd.DataFrame([{"hal": arti, "beda": jumlah.get(k, 0), "penyebut": dari.get(k)} for k, arti in BEDA.items()])
    isi = isi[isi["beda"].gt(0) | isi["penyebut"].fillna(0).gt(0)].astype({"penyebut": "Int64"})
    screen.daftar_tabel(
        isi, "Sumber yang berbeda", _source(p), "sumber_berbeda",
        {"hal": "Yang dibandingkan", "beda": "Berbeda", "penyebut": "Dapat dibandingkan"},
        jika_kosong=f"Belum ada yang dapat dibandingkan pada {language.triwulan(p.periode)}.",
        subjudul=f"{language.triwulan(p.periode)}, seluruh buku kerja; selnya ada di daftar temuan",
    )  # fmt: skip
