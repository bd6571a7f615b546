"""Content of Mutu Data: what was uploaded, how complete it is, findings, disagreements."""

from __future__ import annotations

import pandas as pd

from dasbor.blocks import provenance
from dasbor.query import base, quality
from dasbor.ui import heat_table, page, screen, stylesheet
from dasbor.ui.heat_table import ABSENT_CELL, NOT_YET_CELL, HeatCell
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import skema

KINDS = {j: skema.SHEET_KINDS[j].judul for j in skema.MAIN_KINDS}
FINDING_COLUMNS = {"sel": "Sel", "pesan": "Temuan"}
FINDING_FILE_COLUMNS = {"lembar": "", "sel": "Sel", "isi": "Tertulis", "pesan": "Temuan", "saran": "Saran"}
ALL_CODES = ""
# Findings that say that two sources differ: what is compared with what.
DISAGREEMENTS = {
    "status_rat_berbeda": "Status tertulis dan status menurut RAT",
    "kelurahan_berbeda_register": "Kelurahan di lembar kegiatan dan di register",
    "skor_predikat_berbeda": "Skor dan predikat kesehatan",
    "anggota_tidak_cocok": "Anggota laki-laki + perempuan dan jumlahnya",
    "jumlah_tidak_cocok": "Baris jumlah dan isi tabelnya",
    "rekap_jumlah_berbeda": "Jumlah rekap dan bagian-bagiannya",
    "rekap_beda_register": "Rekap dan register",
}


# ── what was uploaded ────────────────────────────────────────────────────────────────


def show_uploads(p: Pilihan) -> None:
    """Calendar of kinds and quarters."""
    data = quality.list_uploads(p)
    data["sel"] = pd.Series([_make_upload_cell(b) for b in list_rows(data)], index=data.index, dtype=object)
    data["judul"] = data["jenis"].map(KINDS)
    periode = quality.list_all_quarters(p)
    hilang = int(data["unggahan_id"].isna().sum())
    judul = f"{len(data) - hilang} dari {len(data)} lembar triwulan sudah diunggah"
    screen.show_subheading(judul, "Angka di sel: nomor terbitan asalnya. Yang belum diunggah bukan nol.")
    page.put_html(stylesheet.HEAT)
    page.put_html(heat_table.make_legend((NOT_YET_CELL, "belum pernah diunggah")))
    page.put_html(
        heat_table.make_html(judul, heat_table.pivot_cells(data, "judul", "sel", periode), periode, p.periode, "Lembar")
    )


def _make_upload_cell(b) -> HeatCell:
    kapan = f"{KINDS[b.jenis]}, {language.format_quarter(b.periode)}"
    if not language.is_known(b.unggahan_id):
        return HeatCell("belum", f"{kapan}: belum pernah diunggah", NOT_YET_CELL)
    return HeatCell(f"{b.unggahan_id:.0f}", f"{kapan}: {b.nama_berkas}, terbitan {b.unggahan_id:.0f}")


# ── completeness ─────────────────────────────────────────────────────────────────────


def show_completeness(p: Pilihan, jenis: str) -> None:
    """Share of rows with a value, by column and quarter."""
    data, periode = quality.read_completeness(p, jenis), quality.list_all_quarters(p)
    judul = say_headline(data, p.periode, KINDS[jenis])
    screen.show_subheading(judul, f"Bagian baris yang terisi, lembar {KINDS[jenis]}, {p.nama_wilayah}")
    if not (data["keadaan"] == quality.FILLED).any():
        screen.show_empty(f"Belum ada baris {KINDS[jenis]} untuk {p.nama_wilayah}.")
        return
    tampak, penuh, tak_pernah = split_columns(data, p.periode)
    tampak["sel"] = pd.Series([_make_share_cell(b) for b in list_rows(tampak)], index=tampak.index, dtype=object)
    if len(tampak):
        page.put_html(heat_table.make_legend(*_LEGEND))
        page.put_html(
            heat_table.make_html(
                judul, heat_table.pivot_cells(tampak, "judul", "sel", periode), periode, p.periode, "Kolom"
            )
        )
    for arti, isi in (("Selalu terisi penuh", penuh), ("Tidak pernah ada di berkas", tak_pernah)):
        screen.show_sources([f"{arti}: {language.join_list(isi)}."] if isi else [])
    screen.show_sources(provenance.say_sources(p, jenis))
    kolom = {
        "periode": "",
        "judul": "Kolom",
        "terisi": "Terisi",
        "baris": "Jumlah baris",
        "nilai": "Bagian",
        "keadaan": "Keadaan",
    }
    screen.show_downloads(data, judul, provenance.say_sources(p, jenis), f"kelengkapan_{jenis}", kolom)


_LEGEND = ((ABSENT_CELL, f"{quality.NO_COLUMN} (bukan 0%)"), (NOT_YET_CELL, "lembar belum diunggah, atau tanpa baris"))


def say_headline(data: pd.DataFrame, periode: str, jenis: str) -> str:
    """Which column of the quarter is emptiest: "Paling jarang terisi: Skor Kesehatan, 90 dari 308"."""
    kini = data[(data["periode"] == periode) & (data["keadaan"] == quality.FILLED)]
    if kini.empty:
        return f"{jenis}: belum ada baris untuk {language.format_quarter(periode)}"
    perlu = kini[kini["kolom"] != "keterangan"]  # remarks are written only where there is something to remark
    if (perlu["nilai"] == 1).all():
        tak_ada = int(((data["periode"] == periode) & (data["keadaan"] == quality.NO_COLUMN)).sum())
        lain = f", {tak_ada} kolom tidak ada di berkas" if tak_ada else ""
        return f"{jenis}: {len(perlu)} kolom terisi penuh{lain}"
    rendah = perlu.sort_values(["nilai", "judul"]).iloc[0]
    catatan = kini[(kini["kolom"] == "keterangan") & (kini["nilai"] < rendah["nilai"])]
    awal = f"Selain {catatan.iloc[0]['judul']}, paling" if len(catatan) else "Paling"
    return f"{awal} jarang terisi: {rendah['judul']}, {language.format_fraction(rendah['terisi'], rendah['baris'])}"


def split_columns(data: pd.DataFrame, periode: str) -> tuple[pd.DataFrame, list[str], list[str]]:
    """What the table shows, the emptiest of the quarter on top; headings always full; headings in no workbook."""
    terisi = data[data["keadaan"] == quality.FILLED]
    pernah, kurang = set(terisi["kolom"]), set(terisi.loc[terisi["nilai"] < 1, "kolom"])
    # a column that a workbook lacked is a gap too
    kurang |= set(data.loc[data["kolom"].isin(pernah) & (data["keadaan"] == quality.NO_COLUMN), "kolom"])
    kini = data[data["periode"] == periode].set_index("kolom")["nilai"].fillna(-1)
    tampak = data[data["kolom"].isin(kurang)].assign(urut=lambda d: d["kolom"].map(kini))
    tampak = tampak.sort_values("urut", kind="stable").drop(columns="urut")
    penuh, tak_pernah = pernah - kurang, set(data["kolom"]) - pernah
    judul = dict(zip(data["kolom"], data["judul"], strict=True))
    return tampak, [j for k, j in judul.items() if k in penuh], [j for k, j in judul.items() if k in tak_pernah]


def _make_share_cell(b) -> HeatCell:
    kapan = f"{b.judul}, {language.format_quarter(b.periode)}"
    if b.keadaan == quality.FILLED:
        return heat_table.make_share(b.nilai, b.baris, f"{kapan}: terisi {language.format_fraction(b.terisi, b.baris)}")
    if b.keadaan == quality.NO_COLUMN:
        return HeatCell("tak ada", f"{kapan}: {b.keadaan}", ABSENT_CELL)
    return HeatCell("–", f"{kapan}: {b.keadaan}", NOT_YET_CELL)


# ── findings ─────────────────────────────────────────────────────────────────────────


def name_code(kode: str) -> str:
    """ "status_rat_berbeda" -> "Status RAT berbeda", "gerbang_register_susut" -> "Register susut"."""
    besar = {"rat": "RAT", "nik": "NIK"}
    return language.capitalise(" ".join(besar.get(k, k) for k in kode.removeprefix("gerbang_").split("_")))


def list_finding_choices(p: Pilihan) -> dict[str, str]:
    """Codes found in the quarter, with how often."""
    jumlah = _count_found(p)
    return {
        ALL_CODES: f"Semua temuan ({sum(jumlah.values())})",
        **{k: f"{name_code(k)} ({n})" for k, n in jumlah.items()},
    }


def _count_found(p: Pilihan) -> dict[str, int]:
    """How often each code was found in the quarter."""
    semua = quality.count_findings(p)
    kini = semua[semua["periode"] == p.periode]
    return {str(k): int(n) for k, n in zip(kini["kode"], kini["jumlah"], strict=True)}


def show_findings_by_quarter(p: Pilihan) -> None:
    """Codes by quarters."""
    semua, periode = quality.count_findings(p), quality.list_all_quarters(p)
    kini = sum(_count_found(p).values())
    judul = f"{language.format_number(kini)} temuan pada {language.format_quarter(p.periode)}"
    screen.show_subheading(judul, "Temuan yang ikut terbit, menurut jenis; seluruh buku kerja")
    if semua.empty:
        screen.show_empty("Tidak ada temuan pada buku kerja yang terbit.")
        return
    jumlah = semua.set_index(["kode", "periode"])["jumlah"]
    terbit = set(semua["periode"]) | set(base.list_workbooks(p)["periode"])
    baris = [
        (name_code(k), [_make_count_cell(k, q, jumlah, terbit) for q in periode]) for k in sorted(set(semua["kode"]))
    ]
    page.put_html(heat_table.make_html(judul, baris, periode, p.periode, "Temuan"))


def _make_count_cell(kode: str, periode: str, jumlah: pd.Series, terbit: set[str]) -> HeatCell:
    kapan = f"{name_code(kode)}, {language.format_quarter(periode)}"
    if periode not in terbit:
        return HeatCell("–", f"{kapan}: belum diunggah", NOT_YET_CELL)
    n = int(jumlah.get((kode, periode), 0))
    return HeatCell(str(n), f"{kapan}: {n} temuan")


def show_findings(p: Pilihan, kode: str) -> None:
    isi = quality.list_findings(p, kode or None)
    judul = "Daftar temuan" if kode == ALL_CODES else f"Daftar temuan: {name_code(kode).lower()}"
    screen.show_list(
        isi, judul, _say_sources(p), "temuan", FINDING_COLUMNS,
        jika_kosong=f"Tidak ada temuan pada {language.format_quarter(p.periode)}.",
        subjudul=f"{language.format_quarter(p.periode)}, seluruh buku kerja", kolom_berkas=FINDING_FILE_COLUMNS,
        kecil={"sel": "lembar", "pesan": "saran"},
    )  # fmt: skip


def _say_sources(p: Pilihan) -> list[str]:
    ada = [j for j in skema.MAIN_KINDS if base.find_workbook(p, j)]
    return provenance.say_sources(p, *ada)


def show_disagreements(p: Pilihan) -> None:
    """How often two sources that should agree do not."""
    jumlah, dari = _count_found(p), quality.count_comparable(p)
    isi = pd.DataFrame(
        [{"hal": arti, "beda": jumlah.get(k, 0), "penyebut": dari.get(k)} for k, arti in DISAGREEMENTS.items()]
    )
    isi = isi[isi["beda"].gt(0) | isi["penyebut"].fillna(0).gt(0)].astype({"penyebut": "Int64"})
    screen.show_list(
        isi, "Sumber yang berbeda", _say_sources(p), "sumber_berbeda",
        {"hal": "Yang dibandingkan", "beda": "Berbeda", "penyebut": "Dapat dibandingkan"},
        jika_kosong=f"Belum ada yang dapat dibandingkan pada {language.format_quarter(p.periode)}.",
        subjudul=f"{language.format_quarter(p.periode)}, seluruh buku kerja; selnya ada di daftar temuan",
    )  # fmt: skip
