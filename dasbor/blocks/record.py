"""The record of one cooperative: what every quarter's register says of it, each figure with its cell."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dasbor.query import cells, cooperatives, origins
from dasbor.ui import page, screen
from dasbor.ui.reader import Pilihan
from dasbor.words import columns, language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl import skema
from etl.acuan import load_reference


@dataclass(frozen=True)
class CooperativeRecord:
    """One cooperative: its rows of all quarters, and the one that stands for the chosen quarter."""

    p: Pilihan
    riwayat: pd.DataFrame
    kini: pd.Series

    @property
    def id(self) -> str:
        return str(self.kini["koperasi_id"])

    @property
    def nama(self) -> str:
        return str(self.kini["nama_koperasi"])


def load_record(p: Pilihan, koperasi_id: str) -> CooperativeRecord | None:
    """None when no published register speaks of it."""
    riwayat = cooperatives.read_history(p, koperasi_id) if koperasi_id else pd.DataFrame()
    if riwayat.empty:
        return None
    sampai = riwayat[riwayat["periode"] <= p.periode]
    return CooperativeRecord(p, riwayat, (sampai if len(sampai) else riwayat.head(1)).iloc[-1])


def say_headline(r: CooperativeRecord) -> str:
    """ "KSU Maju: tidak aktif sejak Triwulan II 2023", as far as its own registers tell."""
    lain = r.riwayat[(r.riwayat["periode"] <= r.kini["periode"]) & (r.riwayat["status"] != r.kini["status"])]
    sama = r.riwayat[r.riwayat["periode"] > (lain["periode"].max() if len(lain) else "")]
    return f"{r.nama}: {r.kini['status']} sejak {language.format_quarter(sama['periode'].iloc[0])}"


def say_place(r: CooperativeRecord) -> str:
    terdaftar = "" if len(r.riwayat) == 1 else f" · tercatat di {len(r.riwayat)} register triwulan"
    return f"{language.capitalise(r.kini['tingkat'])} {r.kini['kelurahan']}, Kecamatan {r.kini['kecamatan']}{terdaftar}"


def say_quarter_note(r: CooperativeRecord) -> str:
    """Says when the quarter shown is not the chosen one, since it does not stand in that register."""
    if r.kini["periode"] == r.p.periode:
        return ""
    return f"Tidak tercatat di register {language.format_quarter(r.p.periode)}. Di bawah ini keadaan {language.format_quarter(r.kini['periode'])}."


def list_values(r: CooperativeRecord) -> pd.DataFrame:
    """Every value of the quarter with its cell: bagian, hal, isi, sel. Money stands in its own table."""
    satu = r.riwayat[r.riwayat["periode"] == r.kini["periode"]]
    baris = [(skema.IDENTITAS, k.capitalize(), str(r.kini[k]), _find_cell(r, k)) for k in ("kelurahan", "kecamatan")]
    for bagian, kolom in skema.COOPERATIVES_SHEET.sections.items():
        if bagian == skema.KEUANGAN:
            continue
        for kepala in columns.list_headings(satu, dict.fromkeys(kolom, "")):
            tulis = columns.write_value(r.kini[kepala.nama], kepala.bentuk)
            baris.append((bagian, kepala.judul, tulis, _find_cell(r, kepala.nama)))
    return pd.DataFrame(baris, columns=["bagian", "hal", "isi", "sel"])


def _find_cell(r: CooperativeRecord, kolom: str) -> str:
    lembar, nomor = str(r.kini["lembar"]), int(r.kini["baris"])
    huruf = cells.find_letter(r.p, int(r.kini["unggahan_id"]), lembar, kolom, nomor)
    return cells.write_address(lembar, nomor, [huruf]) if huruf else "tidak ada kolomnya"


VALUE_COLUMNS = {"bagian": "Bagian", "hal": "Hal", "isi": "Isi", "sel": "Sel"}


def show_values(r: CooperativeRecord) -> None:
    """The values in two columns, by their part; one pair of files for all."""
    data = list_values(r)
    kolom_ = st.columns(2, gap="medium")
    for bagian, satu in data.groupby("bagian", sort=False):
        with kolom_[bagian != skema.IDENTITAS]:
            screen.show_subheading(str(bagian))
            page.put_html(
                columns.make_html(satu, str(bagian), {k: j for k, j in VALUE_COLUMNS.items() if k != "bagian"})
            )
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
    buku = origins.list_uploads(r.p)
    return [
        f"Sumber: {b.nama_berkas} · SHA-256 {b.sha256[:12]} · diterbitkan oleh {b.oleh}, {language.format_date(b.waktu)} "
        f"(terbitan {b.unggahan_id})"
        for b in list_rows(buku[buku["unggahan_id"] == r.kini["unggahan_id"]])
    ]


def list_workbooks(r: CooperativeRecord) -> pd.DataFrame:
    """Every workbook that speaks of it, newest first."""
    bagian = (r.riwayat, cooperatives.list_trainings(r.p, r.id), cooperatives.list_visits(r.p, r.id))
    pakai = {int(u) for satu in bagian for u in satu["unggahan_id"]}
    buku = origins.list_uploads(r.p)
    return buku[buku["unggahan_id"].isin(pakai)].iloc[::-1]


WORKBOOK_COLUMNS = {"periode": "", "nama_berkas": "Buku kerja", "unggahan_id": "Terbitan", "oleh": "Diterbitkan oleh", "waktu": "Waktu terbit",
        "sha256": "SHA-256"}  # fmt: skip


# ── over the quarters ────────────────────────────────────────────────────────────────


def say_span(r: CooperativeRecord) -> str:
    terbit = cooperatives.list_register_quarters(r.p)
    return f"{language.format_quarter(terbit[0])} sampai {language.format_quarter(terbit[-1])}"


NOT_RECORDED, NOT_PUBLISHED = "tidak tercatat", "register belum terbit"


def list_runs(r: CooperativeRecord) -> list[tuple[str, str, str]]:
    """(status, first, last quarter) of each unbroken run since the first published register."""
    terbit = cooperatives.list_register_quarters(r.p)
    status = r.riwayat.set_index("periode")["status"]
    hasil: list[tuple[str, str, str]] = []
    for nomor in range(triwulan.find_index(terbit[0]), triwulan.find_index(terbit[-1]) + 1):
        periode = triwulan.make_from_index(nomor)
        kata = str(status.get(periode, NOT_RECORDED if periode in terbit else NOT_PUBLISHED))
        awal = hasil.pop()[1] if hasil and hasil[-1][0] == kata else periode
        hasil.append((kata, awal, periode))
    return hasil


def list_rat(r: CooperativeRecord) -> pd.DataFrame:
    """Each book year from the first known to the last one due: held or not known, where it is written."""
    tahun = r.riwayat["tahun_buku_rat"].fillna(pd.to_datetime(r.riwayat["tanggal_rat"]).dt.year - 1)
    ada = r.riwayat.assign(tahun=tahun.astype("Int64"))
    ada = ada[ada["tahun"].notna()].drop_duplicates("tahun")
    if ada.empty:
        return pd.DataFrame()
    ada = ada.assign(sel=cells.list_addresses(r.p, ada, ["tahun_buku_rat", "tanggal_rat"])).set_index("tahun")
    akhir = max(int(ada.index.max()), find_due_year(str(r.kini["periode"])))
    baris = []
    for t in range(akhir, int(ada.index.min()) - 1, -1):
        b = ada.loc[t] if t in ada.index else None
        baris.append(
            (t, b is not None, *((b["tanggal_rat"], b["periode"], b["sel"]) if b is not None else (None, None, None)))
        )
    return pd.DataFrame(baris, columns=["tahun_buku", "tercatat", "tanggal_rat", "periode", "sel"])


def find_due_year(periode: str) -> int:
    """The last book year whose RAT is due by the end of a quarter."""
    akhir = triwulan.find_end(periode)
    return akhir.year - (1 if akhir.month >= load_reference().aturan["bulan_batas_rat"] else 2)


RAT_COLUMNS = {
    "tahun_buku": "Tahun buku",
    "tercatat": "RAT tercatat",
    "tanggal_rat": "Tanggal RAT",
    "periode": "Pertama tercatat",
    "sel": "Sel",
}


def list_health(r: CooperativeRecord) -> pd.DataFrame:
    """Each examination once, from the quarter that first told it, newest first."""
    ada = r.riwayat[r.riwayat[_PEMERIKSAAN].notna().any(axis=1)].drop_duplicates(_PEMERIKSAAN)
    return ada.assign(sel=cells.list_addresses(r.p, ada, _PEMERIKSAAN)).iloc[::-1]


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
    ada = r.riwayat[r.riwayat[list(money())].notna().any(axis=1)].iloc[::-1]
    return ada.assign(**{f"sel_{k}": [a if language.is_known(v) else "" for a, v in
                                      zip(cells.list_addresses(r.p, ada, [k]), ada[k], strict=True)] for k in money()})  # fmt: skip


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
    kolom = [k for k in skema.COOPERATIVES_SHEET.disimpan if k.nama != "keterangan"]
    # "tidak diketahui" is what reading makes of a blank status
    kosong = [k.judul for k in kolom if not language.is_known(v := r.kini[k.nama]) or v in ("", skema.UNKNOWN)]
    kalimat = [
        f"Terisi {len(kolom) - len(kosong)} dari {len(kolom)} kolom, {language.format_quarter(r.kini['periode'])}."
    ]
    if kosong:
        kalimat.append(f"Kosong: {language.join_list(kosong)}.")
    hitung = r.kini["status_hitung"]
    if language.is_known(hitung) and hitung != r.kini["status"]:
        kalimat.append(f"Tertulis “{r.kini['status']}”, tetapi menurut RAT “{hitung}”.")
    return kalimat


def list_findings(r: CooperativeRecord) -> pd.DataFrame:
    return cooperatives.list_findings(r.p, r.id)


FINDING_COLUMNS = {"periode": "", "sel": "Sel", "isi": "Isi", "pesan": "Masalah", "saran": "Saran"}
