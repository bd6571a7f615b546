"""A kind of sheet and a column that are not declared yet: declares them, and sends a workbook through all stages.

A program of its own, since what derives from the declarations is derived when it is imported:
`python -m tests.later_kind FOLDER` prints what became of them as JSON.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

from etl import skema

LOANS = skema.SheetKind(
    "pinjaman",
    "Pinjaman",
    "Satu baris = satu pinjaman yang diterima koperasi.",
    "pinjaman",
    (
        skema.Column("koperasi", "Koperasi", "Koperasi peminjam.", wajib=True, needs_letter=True, contoh="KSU Contoh"),
        skema.Column("tanggal", "Tanggal Pinjaman", "Tanggal akad.", "tanggal", wajib=True, contoh="2025-08-05"),
        skema.Column(
            "jumlah", "Jumlah Pinjaman", "Pokok pinjaman.", "rupiah", satuan="Rp", minimum=0, contoh=50_000_000
        ),
        skema.Column("sumber_dana", "Sumber Dana", "LPDB, bank, …", sinonim=("Dana",), contoh="LPDB"),
    ),
    telling_columns=("jumlah", "sumber_dana"),
    name_column="koperasi",
    row_word="pinjaman",
    added_columns={"koperasi_id": "varchar"},
    date_columns=("tanggal",),
    repeat_key=("koperasi", "tanggal", "jumlah"),
)
BRANCHES = skema.Column(
    "jumlah_cabang",
    "Jumlah Cabang",
    "Banyaknya kantor cabang.",
    "bulat",
    ("Jml Cabang",),
    "kantor",
    minimum=0,
    maksimum=200,
    contoh=2,
)
SHEETS = {
    "Koperasi": [
        ["NIK", "Nama Koperasi", "Kelurahan", "Status", "Jml Cabang"],
        ["3572000000001", "KSP Satu", "Turi", "Aktif", 3],
        ["3572000000002", "KSU Dua", "Turi", "Aktif", 999],
    ],
    "Kredit": [
        ["No", "Koperasi", "Tanggal Pinjaman", "Jumlah Pinjaman", "Dana"],
        [1, "KSP SATU", "5 Agustus 2025", 50_000_000, "LPDB"],
        [2, "KSP SATU", "5 Agustus 2025", 50_000_000, "LPDB"],
        [3, "Koperasi Lain", "6/8/2025", "25.000.000", "Bank"],
    ],
    "Salah": [
        ["Koperasi", "Tanggal Pinjaman", "Jumlah Pinjaman", "Sumber Dana"],
        ["KSU Dua", "5 Oktober 2025", 1_000_000, "Bank"],
        ["KSU Dua", "kapan-kapan", 1_000_000, "Bank"],
    ],
}


def declare() -> None:
    """Before anything derives from the declarations: the kind, the column and the kind's check."""
    skema.SHEET_KINDS[LOANS.jenis] = LOANS
    skema.MAIN_KINDS = (*skema.MAIN_KINDS, LOANS.jenis)
    skema.PUBLISHED_KINDS = (*skema.MAIN_KINDS, *skema.SUPPLEMENTARY_KINDS)
    object.__setattr__(skema.COOPERATIVES_SHEET, "kolom", (*skema.COOPERATIVES_SHEET.kolom, BRANCHES))
    from etl import stages

    stages.STAGES[LOANS.jenis] = stages.Stages(check_loans)


def check_loans(df: Any, locator: Any, context: Any) -> Any:
    """Loans lie in the quarter, stand once, and are of a cooperative of the register where its name is known."""
    from etl.checks.validate import check_days
    from etl.match.targets import cooperatives_by_name, normalise_name
    from etl.stages import Settled

    listing = check_days(df, locator, context.periode, LOANS)
    repeated = df.duplicated([*LOANS.repeat_key])
    skipped = [(r.lembar, r.baris, "pinjaman yang sama sudah tertulis") for r in df[repeated].itertuples()]
    known_names = cooperatives_by_name(context.register)
    owners = [known_names.get(normalise_name(name or "")) for name in df["koperasi"]]
    return Settled(df.assign(koperasi_id=owners)[~repeated], listing, skipped)


def main(folder: str) -> dict[str, Any]:
    """What a check says, what a publication holds, and what derives from the declarations."""
    import openpyxl

    from dasbor.content import kamus
    from etl import run
    from etl.out import report, template
    from etl.prove import rebuild, verify
    from etl.publish import publish
    from etl.store.versions import Store
    from tests.workbooks import workbook

    store = Store(Path(folder))
    good = workbook({name: rows for name, rows in SHEETS.items() if name != "Salah"})
    result = run.check_workbook(good, "register.xlsx", "2025-T3", store=store)
    number = publish.publish_workbook(result, good, "Penguji", "uji", store=store)
    error = run.check_workbook(workbook({"Salah": SHEETS["Salah"]}), "salah.xlsx", "2025-T3", store=store)
    ask = store.open_version(number).execute
    book = openpyxl.load_workbook(io.BytesIO(template.make_template()))
    return {
        "json": report.make_json(result, number),
        "pinjaman": ask(
            "select p.koperasi, nama_koperasi, p.tanggal, jumlah, sumber_dana, p.lembar, p.baris from pinjaman p "
            "left join koperasi_triwulan k using (koperasi_id, periode) order by p.baris"
        ).fetchall(),
        "cabang": ask(
            "select nama_koperasi, jumlah_cabang from koperasi_triwulan where periode = '2025-T3' order by all"
        ).fetchall(),
        "kolom": ask(
            "select lembar, kolom, huruf from unggahan_kolom where kolom in ('jumlah', 'jumlah_cabang')"
        ).fetchall(),
        "triwulan": ask("select jenis from periode_jenis where periode = '2025-T3' order by all").fetchall(),
        "salah": [(t.kode, t.sel) for t in error.temuan],
        "templat": {ws.title: [cell.value for cell in ws[1]] for ws in book},
        "kamus": {kind: kamus.list_sheet_columns(kind)["judul"].tolist() for kind in ("pinjaman", "koperasi")},
        "verify": verify.verify_store(store).problems,
        "rebuild": rebuild.rebuild_store(store).sentence,
    }


if __name__ == "__main__":
    declare()
    sys.stdout.write(json.dumps(main(sys.argv[1]), default=str))
