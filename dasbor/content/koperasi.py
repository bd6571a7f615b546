"""What the page Koperasi shows of one cooperative: every value of a quarter with its cell, and its quality."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import cells, cooperatives, published
from dasbor.query.source.hidden_names import is_hidden
from dasbor.ui import page, screen
from dasbor.ui.layout import arrange, folded
from dasbor.ui.private import contacts
from dasbor.ui.table import make_table
from dasbor.words import columns, language
from dasbor.words.columns import list_rows
from etl import skema

QUESTION = "Bagaimana keadaan satu koperasi dari triwulan ke triwulan?"
PLACES = {
    "isi": "Isi register",
    "riwayat": "RAT dan kesehatan",
    "uang": "Keuangan",
    "pembinaan": "Pelatihan dan kunjungan",
    "mutu": "Mutu data",
}
VALUE_COLUMNS = {"bagian": "Bagian", "hal": "Hal", "isi": "Isi", "sel": "Sel"}
_FINDING_COLUMNS = {"periode": "", "sel": "Sel", "isi": "Isi", "pesan": "Masalah", "saran": "Saran"}
_WORKBOOK_COLUMNS = {
    "periode": "",
    "nama_berkas": "Buku kerja",
    "unggahan_id": "Terbitan",
    "oleh": "Diterbitkan oleh",
    "waktu": "Waktu terbit",
    "sha256": "SHA-256",
}


@dataclass(frozen=True)
class CooperativeRecord:
    """One cooperative: its rows of all quarters, and the one that stands for the chosen quarter."""

    p: Choice
    history: pd.DataFrame
    current: pd.Series

    @property
    def id(self) -> str:
        return str(self.current["koperasi_id"])

    @property
    def name(self) -> str:
        return str(self.current["nama_koperasi"])


def load_record(p: Choice, koperasi_id: str) -> CooperativeRecord | None:
    """None when no published register speaks of it."""
    history = cooperatives.read_history(p, koperasi_id) if koperasi_id else pd.DataFrame()
    if history.empty and (now := cooperatives.find_joined(p, koperasi_id)):
        history = cooperatives.read_history(p, now)
    if history.empty:
        return None
    until = history[history["periode"] <= p.periode]
    return CooperativeRecord(p, history, (until if len(until) else history.head(1)).iloc[-1])


def show_unknown(p: Choice, koperasi_id: str) -> None:
    screen.show_empty(
        f"Koperasi dengan kode “{koperasi_id[:40]}” tidak ada di {language.say_version(p.version)}.",
        "Cari menurut nama di atas.",
    )


def say_headline(r: CooperativeRecord) -> str:
    """ "KSU Maju: tidak aktif sejak Triwulan II 2023", as far as its own registers tell."""
    other = r.history[(r.history["periode"] <= r.current["periode"]) & (r.history["status"] != r.current["status"])]
    same = r.history[r.history["periode"] > (other["periode"].max() if len(other) else "")]
    return f"{r.name}: {r.current['status']} sejak {language.format_quarter(same['periode'].iloc[0])}"


def say_place(r: CooperativeRecord) -> str:
    registered = "" if len(r.history) == 1 else f" · tercatat di {len(r.history)} register triwulan"
    area = f"{language.capitalise(r.current['tingkat'])} {r.current['kelurahan']}"
    return f"{area}, Kecamatan {r.current['kecamatan']}{registered}"


def say_quarter_note(r: CooperativeRecord) -> str:
    """Says when the quarter shown is not the chosen one, since it does not stand in that register."""
    if r.current["periode"] == r.p.periode:
        return ""
    chosen, shown = language.format_quarter(r.p.periode), language.format_quarter(r.current["periode"])
    return f"Tidak tercatat di register {chosen}. Di bawah ini keadaan {shown}."


def show_contact(r: CooperativeRecord) -> None:
    """Whom to call, for those who may see it; nothing for everybody else."""
    if not contacts.may_see():
        return
    contact = contacts.read_contacts(r.p).get(r.id)
    if contact is None:
        page.show_template("remark.html", text="Kontak belum diketahui. Isi di halaman Kontak.")
        return
    known = [("Ketua", contact.ketua), ("Telepon", contact.telepon)]
    source = f"menurut {contacts.say_source(contact)}; hanya terlihat bila masuk"
    screen.show_terms([*((k, t) for k, t in known if t), ("Sumber", source)])


# ── the values of the quarter ────────────────────────────────────────────────────────


def show_values(r: CooperativeRecord) -> None:
    """The values by their part, beside each other; one pair of files for all."""
    values = list_values(r)
    on_screen = {k: heading for k, heading in VALUE_COLUMNS.items() if k != "bagian"}
    with arrange.lay_two_beside("isi"):
        for part, rows in values.groupby("bagian", sort=False):
            with arrange.fold_on_phone(f"isi_{part}", str(part), str(len(rows))), page.container(gap="xsmall"):
                screen.show_subheading(str(part))
                page.put_html(make_table(rows, str(part), cells.drop_places(r.p, on_screen)))
    sources = _say_source(r)
    screen.show_sources(sources)
    title = f"{r.name}, {language.format_quarter(r.current['periode'])}"
    screen.show_downloads(values, title, sources, f"koperasi_{r.id}", VALUE_COLUMNS)


def list_values(r: CooperativeRecord) -> pd.DataFrame:
    """Every value of the quarter with its cell: bagian, hal, isi, sel. Money stands in its own table."""
    one = r.history[r.history["periode"] == r.current["periode"]]
    area = ("kelurahan", "kecamatan")
    rows = [(skema.IDENTITAS, k.capitalize(), str(r.current[k]), _find_cell(r, k)) for k in area]
    for part, names in skema.COOPERATIVES_SHEET.sections.items():
        if part == skema.KEUANGAN:
            continue
        for heading in columns.list_headings(one, dict.fromkeys(names, "")):
            written = columns.write_value(r.current[heading.name], heading.form)
            rows.append((part, heading.title, written, _find_cell(r, heading.name)))
    return pd.DataFrame(rows, columns=list(VALUE_COLUMNS))


def _find_cell(r: CooperativeRecord, column: str) -> str:
    if is_hidden(r.p):
        return ""
    sheet, number = str(r.current["lembar"]), int(r.current["baris"])
    letters = cells.find_letter(r.p, int(r.current["unggahan_id"]), sheet, column, number)
    return cells.write_address(sheet, number, [letters]) if letters else "tidak ada kolomnya"


def _say_source(r: CooperativeRecord) -> list[str]:
    """The workbook of the quarter shown: file, hash, who, when."""
    uploads = published.list_uploads(r.p)
    return [
        f"Sumber: {b.nama_berkas} · SHA-256 {b.sha256[:12]} · diterbitkan oleh {b.oleh}, "
        f"{language.format_date(b.waktu)} ({published.say_upload(r.p, b.unggahan_id)})"
        for b in list_rows(uploads[uploads["unggahan_id"] == r.current["unggahan_id"]])
    ]


# ── quality of its data ──────────────────────────────────────────────────────────────


def say_quality(r: CooperativeRecord) -> list[str]:
    """How complete the row is, which columns are empty, whether two of its own statements disagree."""
    declared = [k for k in skema.COOPERATIVES_SHEET.stored_columns if k.nama != "keterangan"]
    # "tidak diketahui" is what reading makes of a blank status
    blank = [k.judul for k in declared if not language.is_known(v := r.current[k.nama]) or v in ("", skema.UNKNOWN)]
    when = language.format_quarter(r.current["periode"])
    sentences = [f"Terisi {len(declared) - len(blank)} dari {len(declared)} kolom, {when}."]
    if blank:
        sentences.append(f"Kosong: {language.join_list(blank)}.")
    computed = r.current["status_hitung"]
    if language.is_known(computed) and computed != r.current["status"]:
        sentences.append(f"Tertulis “{r.current['status']}”, tetapi menurut aturan RAT “{computed}”.")
    return sentences


def show_findings(r: CooperativeRecord) -> None:
    screen.show_list(
        list_findings(r),
        "Temuan pada barisnya",
        [],
        f"koperasi_{r.id}_temuan",
        _FINDING_COLUMNS,
        if_empty="Tidak ada temuan pada baris koperasi ini.",
    )


def list_findings(r: CooperativeRecord) -> pd.DataFrame:
    return cooperatives.list_findings(r.p, r.id)


def show_workbooks(r: CooperativeRecord) -> None:
    """Every workbook that speaks of it, newest first."""
    rows = (r.history, cooperatives.list_trainings(r.p, r.id), cooperatives.list_visits(r.p, r.id))
    used = {int(u) for one in rows for u in one["unggahan_id"]}
    uploads = published.list_uploads(r.p)
    shown = published.number_uploads(r.p, uploads[uploads["unggahan_id"].isin(used)].iloc[::-1])
    folded.show_list(shown, "Buku kerja asal", [], f"koperasi_{r.id}_buku", columns=_WORKBOOK_COLUMNS)
