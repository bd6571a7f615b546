"""The record of one cooperative: what every quarter's register says of it, each figure with its cell."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dasbor.choice import Choice
from dasbor.query import cells, cooperatives, published
from dasbor.ui import page, screen
from dasbor.ui.table import make_table
from dasbor.words import columns, language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl import skema
from etl.acuan import load_reference


@dataclass(frozen=True)
class CooperativeRecord:
    """One cooperative: its rows of all quarters, and the one that stands for the chosen quarter."""

    p: Choice
    riwayat: pd.DataFrame
    kini: pd.Series

    @property
    def id(self) -> str:
        return str(self.kini["koperasi_id"])

    @property
    def nama(self) -> str:
        return str(self.kini["nama_koperasi"])


def load_record(p: Choice, koperasi_id: str) -> CooperativeRecord | None:
    """None when no published register speaks of it."""
    riwayat = cooperatives.read_history(p, koperasi_id) if koperasi_id else pd.DataFrame()
    if riwayat.empty:
        return None
    until = riwayat[riwayat["periode"] <= p.periode]
    return CooperativeRecord(p, riwayat, (until if len(until) else riwayat.head(1)).iloc[-1])


def say_headline(r: CooperativeRecord) -> str:
    """ "KSU Maju: tidak aktif sejak Triwulan II 2023", as far as its own registers tell."""
    other = r.riwayat[(r.riwayat["periode"] <= r.kini["periode"]) & (r.riwayat["status"] != r.kini["status"])]
    same = r.riwayat[r.riwayat["periode"] > (other["periode"].max() if len(other) else "")]
    return f"{r.nama}: {r.kini['status']} sejak {language.format_quarter(same['periode'].iloc[0])}"


def say_place(r: CooperativeRecord) -> str:
    registered = "" if len(r.riwayat) == 1 else f" · tercatat di {len(r.riwayat)} register triwulan"
    return (
        f"{language.capitalise(r.kini['tingkat'])} {r.kini['kelurahan']}, Kecamatan {r.kini['kecamatan']}{registered}"
    )


def say_quarter_note(r: CooperativeRecord) -> str:
    """Says when the quarter shown is not the chosen one, since it does not stand in that register."""
    if r.kini["periode"] == r.p.periode:
        return ""
    return f"Tidak tercatat di register {language.format_quarter(r.p.periode)}. Di bawah ini keadaan {language.format_quarter(r.kini['periode'])}."


def list_values(r: CooperativeRecord) -> pd.DataFrame:
    """Every value of the quarter with its cell: bagian, hal, isi, sel. Money stands in its own table."""
    one = r.riwayat[r.riwayat["periode"] == r.kini["periode"]]
    row = [(skema.IDENTITAS, k.capitalize(), str(r.kini[k]), _find_cell(r, k)) for k in ("kelurahan", "kecamatan")]
    for part, column in skema.COOPERATIVES_SHEET.sections.items():
        if part == skema.KEUANGAN:
            continue
        for header in columns.list_headings(one, dict.fromkeys(column, "")):
            written = columns.write_value(r.kini[header.name], header.form)
            row.append((part, header.title, written, _find_cell(r, header.name)))
    return pd.DataFrame(row, columns=["bagian", "hal", "isi", "sel"])


def _find_cell(r: CooperativeRecord, column: str) -> str:
    sheet, number = str(r.kini["lembar"]), int(r.kini["baris"])
    letters = cells.find_letter(r.p, int(r.kini["unggahan_id"]), sheet, column, number)
    return cells.write_address(sheet, number, [letters]) if letters else "tidak ada kolomnya"


VALUE_COLUMNS = {"bagian": "Bagian", "hal": "Hal", "isi": "Isi", "sel": "Sel"}


def show_values(r: CooperativeRecord) -> None:
    """The values in two columns, by their part; one pair of files for all."""
    data = list_values(r)
    kolom_ = st.columns(2, gap="medium")
    for part, one in data.groupby("bagian", sort=False):
        with kolom_[part != skema.IDENTITAS]:
            screen.show_subheading(str(part))
            page.put_html(make_table(one, str(part), {k: j for k, j in VALUE_COLUMNS.items() if k != "bagian"}))
    screen.show_sources(say_source(r))
    screen.show_downloads(
        data,
        f"{r.nama}, {language.format_quarter(r.kini['periode'])}",
        say_source(r),
        f"koperasi_{r.id}",
        VALUE_COLUMNS,
    )


def say_source(r: CooperativeRecord) -> list[str]:
    """The workbook of the quarter shown: file, hash, who, when."""
    workbook = published.list_uploads(r.p)
    return [
        f"Sumber: {b.nama_berkas} · SHA-256 {b.sha256[:12]} · diterbitkan oleh {b.oleh}, {language.format_date(b.waktu)} "
        f"(terbitan {b.unggahan_id})"
        for b in list_rows(workbook[workbook["unggahan_id"] == r.kini["unggahan_id"]])
    ]


def list_workbooks(r: CooperativeRecord) -> pd.DataFrame:
    """Every workbook that speaks of it, newest first."""
    part = (r.riwayat, cooperatives.list_trainings(r.p, r.id), cooperatives.list_visits(r.p, r.id))
    used = {int(u) for one in part for u in one["unggahan_id"]}
    workbook = published.list_uploads(r.p)
    return workbook[workbook["unggahan_id"].isin(used)].iloc[::-1]


WORKBOOK_COLUMNS = {"periode": "", "nama_berkas": "Buku kerja", "unggahan_id": "Terbitan", "oleh": "Diterbitkan oleh", "waktu": "Waktu terbit",
        "sha256": "SHA-256"}  # fmt: skip


# ── over the quarters ────────────────────────────────────────────────────────────────


def say_span(r: CooperativeRecord) -> str:
    registers = cooperatives.list_register_quarters(r.p)
    return f"{language.format_quarter(registers[0])} sampai {language.format_quarter(registers[-1])}"


NOT_RECORDED, NOT_PUBLISHED = "tidak tercatat", "register belum terbit"


def list_runs(r: CooperativeRecord) -> list[tuple[str, str, str]]:
    """(status, first, last quarter) of each unbroken run since the first published register."""
    registers = cooperatives.list_register_quarters(r.p)
    status = r.riwayat.set_index("periode")["status"]
    result: list[tuple[str, str, str]] = []
    for number in range(triwulan.find_index(registers[0]), triwulan.find_index(registers[-1]) + 1):
        periode = triwulan.make_from_index(number)
        word = str(status.get(periode, NOT_RECORDED if periode in registers else NOT_PUBLISHED))
        start = result.pop()[1] if result and result[-1][0] == word else periode
        result.append((word, start, periode))
    return result


def list_rat(r: CooperativeRecord) -> pd.DataFrame:
    """Each book year from the first known to the last one due: held or not known, where it is written."""
    year = r.riwayat["tahun_buku_rat"].fillna(pd.to_datetime(r.riwayat["tanggal_rat"]).dt.year - 1)
    known = r.riwayat.assign(tahun=year.astype("Int64"))
    known = known[known["tahun"].notna()].drop_duplicates("tahun")
    if known.empty:
        return pd.DataFrame()
    known = known.assign(sel=cells.list_addresses(r.p, known, ["tahun_buku_rat", "tanggal_rat"])).set_index("tahun")
    end = max(int(known.index.max()), find_due_year(str(r.kini["periode"])))
    row = []
    for t in range(end, int(known.index.min()) - 1, -1):
        b = known.loc[t] if t in known.index else None
        row.append(
            (t, b is not None, *((b["tanggal_rat"], b["periode"], b["sel"]) if b is not None else (None, None, None)))
        )
    return pd.DataFrame(row, columns=["tahun_buku", "tercatat", "tanggal_rat", "periode", "sel"])


def find_due_year(periode: str) -> int:
    """The last book year whose RAT is due by the end of a quarter."""
    end = triwulan.find_end(periode)
    return end.year - (1 if end.month >= load_reference().aturan["bulan_batas_rat"] else 2)


RAT_COLUMNS = {
    "tahun_buku": "Tahun buku",
    "tercatat": "RAT tercatat",
    "tanggal_rat": "Tanggal RAT",
    "periode": "Pertama tercatat",
    "sel": "Sel",
}


def list_health(r: CooperativeRecord) -> pd.DataFrame:
    """Each examination once, from the quarter that first told it, newest first."""
    known = r.riwayat[r.riwayat[_PEMERIKSAAN].notna().any(axis=1)].drop_duplicates(_PEMERIKSAAN)
    return known.assign(sel=cells.list_addresses(r.p, known, _PEMERIKSAAN)).iloc[::-1]


_PEMERIKSAAN = ["tahun_penilaian", "skor_kesehatan", "predikat_kesehatan"]  # one examination
HEALTH_COLUMNS = {**dict.fromkeys(_PEMERIKSAAN, ""), "periode": "Pertama tercatat", "sel": "Sel"}


def money() -> tuple[str, ...]:
    """The columns of the register that are shown over the quarters."""
    return skema.COOPERATIVES_SHEET.sections[skema.KEUANGAN]


def trends() -> tuple[str, ...]:
    """Those that are drawn."""
    return tuple(k.nama for k in skema.COOPERATIVES_SHEET.disimpan if k.tren)


def list_money(r: CooperativeRecord) -> pd.DataFrame:
    """The money columns over the quarters, newest first, each with its cell in sel_<column>."""
    known = r.riwayat[r.riwayat[list(money())].notna().any(axis=1)].iloc[::-1]
    return known.assign(**{f"sel_{k}": [a if language.is_known(v) else "" for a, v in
                                      zip(cells.list_addresses(r.p, known, [k]), known[k], strict=True)] for k in money()})  # fmt: skip


def money_columns() -> dict[str, str]:
    """Of keuangan(), on screen."""
    return {"periode": "", **dict.fromkeys(money(), "")}


def money_cells() -> dict[str, str]:
    """Which column holds the cell of which."""
    return {k: f"sel_{k}" for k in money()}


def money_file_columns() -> dict[str, str]:
    """Of keuangan(), in files: each amount beside its cell."""
    pairs = {n: j for k in money() for n, j in ((k, ""), (f"sel_{k}", f"Sel {k.replace('_', ' ')}"))}
    return {"periode": "", **pairs}


def list_trainings(r: CooperativeRecord) -> pd.DataFrame:
    isi_ = cooperatives.list_trainings(r.p, r.id)
    return isi_.assign(sel=cells.list_addresses(r.p, isi_, ["asal"]))


def list_visits(r: CooperativeRecord) -> pd.DataFrame:
    isi_ = cooperatives.list_visits(r.p, r.id)
    return isi_.assign(sel=cells.list_addresses(r.p, isi_, ["sasaran"]))


TRAINING_COLUMNS = {
    "nama_kegiatan": "",
    "jenis_pelatihan": "",
    "tanggal_mulai": "",
    "tempat": "",
    "orang": "Orang",
    "periode": "Triwulan buku kerja",
    "sel": "Sel",
}
VISIT_COLUMNS = {
    "tanggal": "",
    "jenis_pendampingan": "",
    "petugas": "",
    "materi": "",
    "kendala": "",
    "tindak_lanjut": "",
    "periode": "Triwulan buku kerja",
    "sel": "Sel",
}

# ── health of its data ───────────────────────────────────────────────────────────────


def say_quality(r: CooperativeRecord) -> list[str]:
    """How complete the row is, which columns are empty, whether two of its own statements disagree."""
    column = [k for k in skema.COOPERATIVES_SHEET.disimpan if k.nama != "keterangan"]
    # "tidak diketahui" is what reading makes of a blank status
    blank = [k.judul for k in column if not language.is_known(v := r.kini[k.nama]) or v in ("", skema.UNKNOWN)]
    sentence = [
        f"Terisi {len(column) - len(blank)} dari {len(column)} kolom, {language.format_quarter(r.kini['periode'])}."
    ]
    if blank:
        sentence.append(f"Kosong: {language.join_list(blank)}.")
    compute = r.kini["status_hitung"]
    if language.is_known(compute) and compute != r.kini["status"]:
        sentence.append(f"Tertulis “{r.kini['status']}”, tetapi menurut RAT “{compute}”.")
    return sentence


def list_findings(r: CooperativeRecord) -> pd.DataFrame:
    return cooperatives.list_findings(r.p, r.id)


FINDING_COLUMNS = {"periode": "", "sel": "Sel", "isi": "Isi", "pesan": "Masalah", "saran": "Saran"}
