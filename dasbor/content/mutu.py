"""Content of Mutu Data: what was uploaded, how complete it is, findings, disagreements."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.query import published, quality
from dasbor.ui import exports, heat_table, markup, page, screen
from dasbor.ui.heat_table import ABSENT_CELL, NOT_YET_CELL, HeatCell
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import skema

QUESTION = "Seberapa lengkap dan dapat dipercaya data ini?"
PLACES = {"unggahan": "Unggahan", "kelengkapan": "Kelengkapan", "temuan": "Temuan", "cocok": "Sumber dan jumlah"}
KINDS = {j: skema.SHEET_KINDS[j].judul for j in skema.MAIN_KINDS}
FINDING_COLUMNS = {"sel": "Sel", "pesan": "Temuan"}
FINDING_FILE_COLUMNS = {"lembar": "", "sel": "Sel", "isi": "Tertulis", "pesan": "Temuan", "saran": "Saran"}
ALL_CODES = ""
# Findings that say that two sources differ: what is compared with what.
DISAGREEMENTS = {
    "status_rat_berbeda": "Status tertulis dan status menurut aturan RAT",
    "kelurahan_berbeda_register": "Kelurahan di lembar kegiatan dan di register",
    "skor_predikat_berbeda": "Skor dan predikat kesehatan",
    "anggota_tidak_cocok": "Anggota laki-laki + perempuan dan jumlahnya",
    "jumlah_tidak_cocok": "Baris jumlah dan isi tabelnya",
    "rekap_jumlah_berbeda": "Jumlah rekap dan bagian-bagiannya",
    "rekap_beda_register": "Rekap dan register",
}


# ── what was uploaded ────────────────────────────────────────────────────────────────


def show_uploads(p: Choice) -> None:
    """Calendar of kinds and quarters."""
    data = quality.list_uploads(p)
    data["sel"] = pd.Series([_make_upload_cell(p, b) for b in list_rows(data)], index=data.index, dtype=object)
    data["judul"] = data["jenis"].map(KINDS)
    periode = quality.list_all_quarters(p)
    missing = int(data["unggahan_id"].isna().sum())
    title = f"{len(data) - missing} dari {len(data)} lembar triwulan sudah diunggah"
    screen.show_subheading(title, "Angka di sel: nomor terbitan asalnya. Yang belum diunggah bukan nol.")
    page.put_html(markup.HEAT)
    page.put_html(heat_table.make_legend((NOT_YET_CELL, "belum pernah diunggah")))
    page.put_html(
        heat_table.make_html(title, heat_table.pivot_cells(data, "judul", "sel", periode), periode, p.periode, "Lembar")
    )


def _make_upload_cell(p: Choice, row: Any) -> HeatCell:
    when = f"{KINDS[row.jenis]}, {language.format_quarter(row.periode)}"
    if not language.is_known(row.unggahan_id):
        return HeatCell("belum", f"{when}: belum pernah diunggah", NOT_YET_CELL)
    upload = published.say_upload(p, int(row.unggahan_id))
    return HeatCell(upload.removeprefix("terbitan "), f"{when}: {row.nama_berkas}, {upload}")


# ── completeness ─────────────────────────────────────────────────────────────────────


def show_completeness(p: Choice, kind: str) -> None:
    """Share of rows with a value, by column and quarter."""
    data, periode = quality.read_completeness(p, kind), quality.list_all_quarters(p)
    title = say_headline(data, p.periode, KINDS[kind])
    screen.show_subheading(title, f"Bagian baris yang terisi, lembar {KINDS[kind]}, {p.area_name}")
    if not (data["keadaan"] == quality.FILLED).any():
        screen.show_empty(f"Belum ada baris {KINDS[kind]} untuk {p.area_name}.")
        return
    shown, full, never = split_columns(data, p.periode)
    shown["sel"] = pd.Series([_make_share_cell(b) for b in list_rows(shown)], index=shown.index, dtype=object)
    if len(shown):
        page.put_html(heat_table.make_legend(*_LEGEND))
        page.put_html(
            heat_table.make_html(
                title, heat_table.pivot_cells(shown, "judul", "sel", periode), periode, p.periode, "Kolom"
            )
        )
    for meaning, content in (("Selalu terisi penuh", full), ("Tidak pernah ada di berkas", never)):
        screen.show_sources([f"{meaning}: {language.join_list(content)}."] if content else [])
    screen.show_sources(provenance.say_sources(p, kind))
    column = {
        "periode": "",
        "judul": "Kolom",
        "terisi": "Terisi",
        "baris": "Jumlah baris",
        "nilai": "Bagian",
        "keadaan": "Keadaan",
    }
    screen.show_downloads(data, title, provenance.say_sources(p, kind), f"kelengkapan_{kind}", column)


_LEGEND = ((ABSENT_CELL, f"{quality.NO_COLUMN} (bukan 0%)"), (NOT_YET_CELL, "lembar belum diunggah, atau tanpa baris"))


def say_headline(data: pd.DataFrame, periode: str, kind: str) -> str:
    """Which column of the quarter is emptiest: "Paling jarang terisi: Skor Kesehatan, 90 dari 308"."""
    current = data[(data["periode"] == periode) & (data["keadaan"] == quality.FILLED)]
    if current.empty:
        return f"{kind}: belum ada baris untuk {language.format_quarter(periode)}"
    needed = current[current["kolom"] != "keterangan"]  # remarks are written only where there is something to remark
    if (needed["nilai"] == 1).all():
        absent = int(((data["periode"] == periode) & (data["keadaan"] == quality.NO_COLUMN)).sum())
        also = f", {absent} kolom tidak ada di berkas" if absent else ""
        return f"{kind}: {len(needed)} kolom terisi penuh{also}"
    lowest = needed.sort_values(["nilai", "judul"]).iloc[0]
    note = current[(current["kolom"] == "keterangan") & (current["nilai"] < lowest["nilai"])]
    start = f"Selain {note.iloc[0]['judul']}, paling" if len(note) else "Paling"
    return f"{start} jarang terisi: {lowest['judul']}, {language.format_fraction(lowest['terisi'], lowest['baris'])}"


def split_columns(data: pd.DataFrame, periode: str) -> tuple[pd.DataFrame, list[str], list[str]]:
    """What the table shows, the emptiest of the quarter on top; headings always full; headings in no workbook."""
    filled = data[data["keadaan"] == quality.FILLED]
    ever, with_gaps = set(filled["kolom"]), set(filled.loc[filled["nilai"] < 1, "kolom"])
    # a column that a workbook lacked is a gap too
    with_gaps |= set(data.loc[data["kolom"].isin(ever) & (data["keadaan"] == quality.NO_COLUMN), "kolom"])
    current = data[data["periode"] == periode].set_index("kolom")["nilai"].fillna(-1)
    shown = data[data["kolom"].isin(with_gaps)].assign(urut=lambda d: d["kolom"].map(current))
    shown = shown.sort_values("urut", kind="stable").drop(columns="urut")
    full, never = ever - with_gaps, set(data["kolom"]) - ever
    headings = dict(zip(data["kolom"], data["judul"], strict=True))
    return shown, [j for k, j in headings.items() if k in full], [j for k, j in headings.items() if k in never]


def _make_share_cell(row: Any) -> HeatCell:
    when = f"{row.judul}, {language.format_quarter(row.periode)}"
    if row.keadaan == quality.FILLED:
        filled = language.format_fraction(row.terisi, row.baris)
        return heat_table.make_share(row.nilai, row.baris, f"{when}: terisi {filled}")
    if row.keadaan == quality.NO_COLUMN:
        return HeatCell("tak ada", f"{when}: {row.keadaan}", ABSENT_CELL)
    return HeatCell("–", f"{when}: {row.keadaan}", NOT_YET_CELL)


# ── findings ─────────────────────────────────────────────────────────────────────────


def name_code(code: str) -> str:
    """ "status_rat_berbeda" -> "Status RAT berbeda", "gerbang_register_susut" -> "Register susut"."""
    names = {"rat": "RAT", "nik": "NIK"}
    return language.capitalise(" ".join(names.get(k, k) for k in code.removeprefix("gerbang_").split("_")))


def list_finding_choices(p: Choice) -> dict[str, str]:
    """Codes found in the quarter, with how often."""
    counts = _count_found(p)
    return {
        ALL_CODES: f"Semua temuan ({sum(counts.values())})",
        **{code: f"{name_code(code)} ({n})" for code, n in counts.items()},
    }


def _count_found(p: Choice) -> dict[str, int]:
    """How often each code was found in the quarter."""
    counts = quality.count_findings(p)
    current = counts[counts["periode"] == p.periode]
    return {str(k): int(n) for k, n in zip(current["kode"], current["jumlah"], strict=True)}


def show_findings_by_quarter(p: Choice) -> None:
    """Codes by quarters."""
    counts, quarters = quality.count_findings(p), quality.list_all_quarters(p)
    current = sum(_count_found(p).values())
    title = f"{language.format_number(current)} temuan pada {language.format_quarter(p.periode)}"
    screen.show_subheading(title, "Temuan yang ikut terbit, menurut jenis; seluruh buku kerja")
    if counts.empty:
        screen.show_empty("Tidak ada temuan pada buku kerja yang terbit.")
        return
    uploaded = set(counts["periode"]) | set(published.list_workbooks(p)["periode"])
    by_code = counts.set_index(["kode", "periode"])["jumlah"]
    rows = [
        (name_code(code), [_make_count_cell(code, q, by_code, uploaded) for q in quarters])
        for code in sorted(set(counts["kode"]))
    ]
    page.put_html(heat_table.make_html(title, rows, quarters, p.periode, "Temuan"))


def _make_count_cell(code: str, periode: str, counts: pd.Series, uploaded: set[str]) -> HeatCell:
    when = f"{name_code(code)}, {language.format_quarter(periode)}"
    if periode not in uploaded:
        return HeatCell("–", f"{when}: belum diunggah", NOT_YET_CELL)
    n = int(counts.get((code, periode), 0))
    return HeatCell(str(n), f"{when}: {n} temuan")


def show_findings(p: Choice, code: str) -> None:
    when = language.format_quarter(p.periode)
    screen.show_list(
        quality.list_findings(p, code or None),
        "Daftar temuan" if code == ALL_CODES else f"Daftar temuan: {name_code(code).lower()}",
        _say_sources(p),
        exports.add_filters("temuan", code),
        FINDING_COLUMNS,
        if_empty=f"Tidak ada temuan pada {when}.",
        subtitle=f"{when}, seluruh buku kerja",
        file_columns=FINDING_FILE_COLUMNS,
        small={"sel": "lembar", "pesan": "saran"},
    )


def _say_sources(p: Choice) -> list[str]:
    known = [j for j in skema.MAIN_KINDS if published.find_workbook(p, j)]
    return provenance.say_sources(p, *known)


def show_disagreements(p: Choice) -> None:
    """How often two sources that should agree do not."""
    different, comparable = _count_found(p), quality.count_comparable(p)
    rows = [
        {"hal": meaning, "beda": different.get(code, 0), "penyebut": comparable.get(code)}
        for code, meaning in DISAGREEMENTS.items()
    ]
    table = pd.DataFrame(rows)
    table = table[table["beda"].gt(0) | table["penyebut"].fillna(0).gt(0)].astype({"penyebut": "Int64"})
    when = language.format_quarter(p.periode)
    screen.show_list(
        table,
        "Sumber yang berbeda",
        _say_sources(p),
        "sumber_berbeda",
        {"hal": "Yang dibandingkan", "beda": "Berbeda", "penyebut": "Dapat dibandingkan"},
        if_empty=f"Belum ada yang dapat dibandingkan pada {when}.",
        subtitle=f"{when}, seluruh buku kerja; selnya ada di daftar temuan",
    )
