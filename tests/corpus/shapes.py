"""Corpus, part 1: layouts. What a workbook looks like, what is said of it, what is read."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl

from tests.corpus.cases import AB, JD, JP, KEGIATAN, A, B, J, K, N, attendance, book_of, column_of, written_by

KOP = [["PEMERINTAH KOTA BLITAR"], ["DINAS KOPERASI, UKM DAN TENAGA KERJA"], ["Jl. Contoh 1, Kelurahan Sananwetan"]]
JUDUL = ["DATA KOPERASI KEADAAN PER 30 SEPTEMBER 2025"]
BH = ["NO", "NAMA KOPERASI", "BADAN HUKUM", N, "KELURAHAN", "ANGGOTA", N, N, "STATUS"]
BH2 = [N, N, "NOMOR", "TANGGAL", N, "L", "P", "JML", N]
GABUNG_BH = ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:H1", "I1:I2")
MELATI = [1, "KSU Melati", "518/441/KUMKM/2014", "17/03/2014", "Turi", 3, 4, 7, "Aktif"]
BACA_BH = {
    "nomor_badan_hukum": ["518/441/KUMKM/2014"],
    "tanggal_badan_hukum": [dt.date(2014, 3, 17)],
    "anggota_laki": [3],
    "anggota_perempuan": [4],
    "jumlah_anggota": [7],
}
TANPA_KEL = ["No", "Nama Koperasi", "Status"]
UANG = ["No", "Nama Koperasi", "Kelurahan", "Status", "Jumlah Anggota", "Aset (Rp)"]
U1 = [1, "KSU Melati", "Turi", "Aktif", 10, 5e6]
U2 = [2, "Kopwan Mawar", "Gedog", "Aktif", 20, 7e6]
BACA_U = {"nama_koperasi": ["KSU Melati", "Kopwan Mawar"], "jumlah_anggota": [10, 20], "aset": [5e6, 7e6]}
PRIBADI = "kolom_pribadi@B4"
SATU_ORANG = [1, "Peserta Satu", "P", "Bank Sampah Asri", "Turi"]


def _formulas(value: bool):
    """Registers whose No, name and status are formulas, with or without their cached values."""

    def isi(book, ws):
        ws.write_formula("A2", "=ROW()-1", value=1)
        ws.write_formula("C2", '="KSU "&"Melati"', value="KSU Melati" if value else "")
        ws.write_formula("E2", '=IF(1,"Aktif","")', value="Aktif")

    return written_by(isi)


def _uncalculated() -> bytes:
    """openpyxl writes formulas without a value, as many programs do."""
    workbook = openpyxl.Workbook()
    ws = workbook.active
    ws.title = "S"
    for row in ([*J, "Jumlah Anggota"], [*A, "=2+3"], ["=ROW()-1", *B[1:], 5]):
        ws.append(row)
    ws["C2"] = '="KSU "&"Melati"'
    container = io.BytesIO()
    workbook.save(container)
    return container.getvalue()


def _errors() -> bytes:
    def isi(book, ws):
        ws.write_formula("F2", "=1/0", value="#DIV/0!")
        ws.write_formula("D3", "=Lain!A1", value="#REF!")

    return written_by(isi, [[*J, "Jumlah Anggota"], A, B])


def _hidden() -> bytes:
    def isi(book, ws):
        ws.set_row(2, None, None, {"hidden": True})
        ws.set_column("B:B", None, None, {"hidden": True})

    return written_by(isi)


def _since_1904() -> bytes:
    def isi(book, ws):
        ws.write_datetime("F2", dt.datetime(2025, 3, 12), book.add_format({"num_format": "dd/mm/yyyy"}))

    return written_by(isi, [[*J, "Tanggal RAT"], A], date_1904=True)


BENTUK = [
    # ── letterhead and header ──
    K("no letterhead", book_of(J, A, B), "", AB),
    K("a letterhead of four lines and a blank one", book_of(*KOP, JUDUL, [N], J, A, B), "", AB),
    K("a letterhead of twelve lines", book_of(*KOP * 3, [N], JUDUL, [N], J, A, B), "", AB),
    K("the table starts at C5", book_of([N], [N], [N], [N], *([N, N, *b] for b in (J, A, B))), "", AB),
    K("a header of two rows with merged groups", book_of(BH, BH2, MELATI), "", BACA_BH, gabung=GABUNG_BH),
    K("the same header, groups not merged", book_of(BH, BH2, MELATI), "", BACA_BH),
    K("a header of three rows",
      book_of(["NO", "KOPERASI", N, N, N, "STATUS"], [N, "NAMA", "BADAN HUKUM", N, "KELURAHAN", N],
        [N, N, "NOMOR", "TANGGAL", N, N], [1, "KSU Melati", "53/BH/KDK.52/XI/2000", "1/11/2000", "Turi", "Aktif"]), "",
      {"nomor_badan_hukum": ["53/BH/KDK.52/XI/2000"], "kelurahan": ["Turi"], "status": ["aktif"]},
      gabung=("A1:A3", "B1:E1", "C2:D2", "F1:F3")),
    K("headings in two languages with line breaks",
      book_of(["No", "NIK", "Nama Koperasi\n(Name of Cooperative)", "Kelurahan\nVillage", "STATUS\n(Status)"], A, B),
      "",
      AB),
    K("a second line of translations", book_of(J, [N, N, "(Name of Cooperative)", "(Village)", "(Status)"], A, B), "",
      AB),
    K("the number row 1 2 3 under the header", book_of(J, [1, 2, 3, 4, 5], A, B), "", AB),
    K("the number row (1) (2) (3)", book_of(J, ["(1)", "(2)", "(3)", "(4)", "(5)"], A, B), "", AB),
    K("the header again after a page break", book_of(JUDUL, J, A, [N], JUDUL, J, B), "", AB),
    K("headings in capitals, with dots and footnote signs",
      book_of(["NO.", "N I K", "NAMA  KOPERASI *)", "KEL.", "STATUS KOPERASI"], A, B), "kolom_tak_dikenal@B1",
      {**AB, "nik_koperasi": [N, N]}),
    K("two headings for one column", book_of([*J, "Keaktifan"], [*A, "Aktif"], [*B, "Aktif"]), "kolom_ganda@F1"),
    K("the same column name twice", book_of([*J, "Status"], [*A, "Aktif"], [*B, "Aktif"]), "kolom_ganda@F1"),
    K("unknown columns are listed", book_of([*J, "Warna Cat", "Jumlah Angota"], [*A, "biru", 3], [*B, "hijau", 4]),
      "kolom_tak_dikenal@F1 kolom_tak_dikenal@G1", AB),
    K("columns in another order, new ones between",
      book_of(["Status", "Kelurahan", "Luas Kantor", "Nama Koperasi", "NIK"],
        ["Aktif", "Turi", 12, "KSU Melati", "3572000000001"],
        ["Tidak Aktif", "Gedog", 9, "Kopwan Mawar", "3572000000002"]), "kolom_tak_dikenal@C1", AB),
    K("no status column", book_of(["No", "NIK", "Nama Koperasi", "Kelurahan", "Sttus"], A),
      "kolom_wajib_hilang@A1 kolom_tak_dikenal@E1"),
    K("a table without rows", book_of(JUDUL, J), "register_kosong@B3"),
    K("tables of every other kind without rows",
      {"S": [J, A, B], "P": [*KEGIATAN, JP], "D": [JD], "K": [["Nama Kelompok", "Kelurahan", "Jumlah Anggota"]]},
      "lembar_kosong@P!B5 kolom_pribadi@P!B4 lembar_kosong@D!B2 lembar_kosong@K!A2", AB),
    K("no table at all", book_of(["Halo"], [1, 2, 3]), "lembar_tak_dikenal@ tidak_ada_tabel@"),
    # ── sections ──
    K("kecamatan rows over the whole width, numbering restarts",
      book_of(J, ["KECAMATAN SUKOREJO"], A, ["KECAMATAN SANANWETAN"], [1, *B[1:]]), "", AB, gabung=("A2:E2", "A4:E4")),
    K("a bare letter A and KECAMATAN X",
      book_of(J, ["A", N, "KECAMATAN SUKOREJO"], A, ["B", N, "KECAMATAN SANANWETAN"], [1, *B[1:]]), "", AB),
    K("a bare letter A beside KECAMATAN X in the name column of a narrow register",
      book_of(["No", "Nama Koperasi", "Kelurahan", "Status"], ["A", "KECAMATAN SUKOREJO"],
        [1, "KSU Melati", "Turi", "Aktif"], ["B", "KECAMATAN SANANWETAN"], [1, "Kopwan Mawar", "Gedog", "Tidak Aktif"]),
      "", AB),
    K("Roman numbers and bare kecamatan names",
      book_of(J, ["I", N, "SUKOREJO"], A, ["II", N, "SANANWETAN"], [1, *B[1:]]), "", AB),
    K("a bare letter with dot, merged over the name",
      book_of(J, ["A.", "Kec. Sukorejo"], A, ["B.", "Kec. Sananwetan"], [1, *B[1:]]), "", AB),
    K("kelurahan as section rows, no column for it",
      book_of(TANPA_KEL, ["KELURAHAN TURI"], [1, "KSU Melati", "Aktif"], ["KELURAHAN GEDOG"],
        [1, "Kopwan Mawar", "Tidak Aktif"]), "", AB),
    K("a letter and a kelurahan as section rows",
      book_of(TANPA_KEL, ["A", "KELURAHAN TURI"], [1, "KSU Melati", "Aktif"], ["B", "Kel. Gedog"],
        [1, "Kopwan Mawar", "Tidak Aktif"]), "", AB),
    K("a section row contradicts the column", book_of(J, ["KECAMATAN SANANWETAN"], A), "kecamatan_bertentangan@D3"),
    K("the kecamatan column contradicts the kelurahan", book_of([*J, "Kecamatan"], [*A, "Sananwetan"]),
      "kecamatan_bertentangan@F2"),
    K("merged kelurahan cells down several rows", book_of(J, A, [2, "3572000000002", "Kopwan Mawar", N, "Aktif"]), "",
      {"kelurahan": ["Turi", "Turi"]}, gabung=("D2:D3",)),
    K("ditto marks", book_of(J, A, [2, "3572000000002", "Kopwan Mawar", '"', "idem"]), "",
      {"kelurahan": ["Turi", "Turi"], "status": ["aktif"] * 2}),
    # ── totals ──
    K("subtotals by label, grand total last",
      book_of(UANG, ["KECAMATAN SUKOREJO"], U1, ["Jumlah", N, N, N, 10, 5e6], ["KECAMATAN SANANWETAN"], U2,
        ["Jumlah", N, N, N, 20, 7e6], ["TOTAL", N, N, N, 30, 12e6]), "", BACA_U),
    K("a total that does not match its rows", book_of(UANG, U1, U2, ["Jumlah", N, N, N, 31, 12e6]),
      "jumlah_tidak_cocok@E4", BACA_U),
    K("a subtotal that does not match its section",
      book_of(UANG, ["KEC. SUKOREJO"], U1, ["Sub Total", N, N, N, 10, 6e6], ["KEC. SANANWETAN"], U2,
        ["Sub Total", N, N, N, 20, 7e6]), "jumlah_tidak_cocok@F4", BACA_U),
    K("totals directly under the header", book_of(UANG, ["JUMLAH", N, N, N, 30, 12e6], U1, U2), "", BACA_U),
    K("a total labelled with the city's name", book_of(UANG, U1, U2, [N, "KOTA BLITAR", N, N, 30, 12e6]), "", BACA_U),
    K("a total with a wrong label, known by arithmetic", book_of(UANG, U1, U2, [N, "Kabupaten Blitar", N, N, 30, 12e6]),
      "", BACA_U),
    K("a total without a label, known by arithmetic", book_of(UANG, U1, U2, [N, N, N, N, 30, 12e6]), "", BACA_U),
    K("a nameless row that is no sum stays data", book_of(UANG, U1, U2, [N, N, N, N, 31, 12e6]),
      "wajib_kosong@B4 wajib_kosong@C4 status_kosong@D4"),
    K("a total of money in Rp juta",
      book_of([*UANG[:5], "Aset (Rp juta)"], [*U1[:5], 5], [*U2[:5], 7], ["Jumlah", N, N, N, 30, 12]),
      "satuan_dikali@F1", BACA_U),
    # ── what stands around the table ──
    K("a signature block",
      book_of(JUDUL, J, A, B, [N], [N, N, N, "Blitar, 2 Oktober 2025"], [N, N, N, "Mengetahui,"],
        [N, N, N, "Kepala Dinas Koperasi"], [N], [N, N, N, "NAMA KEPALA, S.E."],
        [N, N, N, "NIP. 19700101 199003 1 001"]), "", AB),
    K("notes under the table", book_of(J, A, B, ["Keterangan: data sementara"], ["*) belum RAT"]), "", AB),
    K("a scratch table to the right", book_of([*J, N, N, "coret", "jumlah"], [*A, N, N, "x", 3], [*B, N, N, "y", 4]),
      "tabel_di_luar@H1", AB),
    K("a scratch table below", book_of(J, A, B, [N], [N], [N, N, N, "aktif", 1], [N, N, N, "tidak", 1]),
      "tabel_di_luar@D6", AB),
    K("blank rows inside the table", book_of(J, A, [N], [N], B), "", AB),
    # ── sheets ──
    K("one sheet per kecamatan", {"Kec. Sukorejo": [J, A], "Kec. Sananwetan": [J, [1, *B[1:]]]}, "", AB),
    K("sheet names with blanks at their ends", {"Data Koperasi ": [J, A, B]}, "", AB),
    K("an empty sheet and a sheet of instructions", {"S": [J, A, B], "Sheet2": [], "Petunjuk": [["Isi semua kolom"]]},
      "lembar_tak_dikenal@Petunjuk!", AB),
    K("two registers with the same cooperatives", {"S": [J, A, B], "Salinan": [J, A, B]},
      "koperasi_ganda@Salinan!C2 koperasi_ganda@Salinan!C3"),
    K("a hidden sheet", {"S": [J, A], "Lama": [J, B]}, "lembar_tersembunyi@Lama!", AB, sembunyi=("Lama",)),
    K("hidden rows and columns", _hidden, "baris_tersembunyi@A3 kolom_tersembunyi@B1", AB),
    K("a hundred sheets", {"S": [J, A, B], **{f"Kosong {i}": [] for i in range(99)}}, "", AB),
    K("register, training and visits in one workbook",
      {"S": [J, A, B], "Latih": attendance([1, "Peserta Satu", "P", "KSU Melati", N]),
        "Damping": [JD, [1, "14/07/2025", "Kopwan Mawar", N, "Petugas 1"]]}, "kolom_pribadi@Latih!B4",
      {**AB, "pelatihan.kelurahan": ["Turi"], "pendampingan.kelurahan": ["Gedog"]}),
    # ── trainings and visits ──
    K("name, dates and place of the activity above the table", book_of(*attendance(SATU_ORANG)), PRIBADI,
      {"nama_kegiatan": ["Pelatihan Dasar"], "tanggal_mulai": [dt.date(2025, 8, 5)], "tempat": ["Aula"],
        "jenis_kelamin": ["P"]}),
    K("one sheet per activity",
      {"S": attendance(SATU_ORANG),
        "Digital": attendance([1, "Peserta Dua", "L", "Bank Sampah Asri", "Turi"],
          above=[["Nama Kegiatan", ":", "Pelatihan Digital"], ["Hari/Tanggal", ":", "11 s.d 12 September 2025"]])},
      f"{PRIBADI} kolom_pribadi@Digital!B3",
      {"nama_kegiatan": ["Pelatihan Dasar", "Pelatihan Digital"], "tanggal_selesai": [N, dt.date(2025, 9, 12)]}),
    K("one sheet of visits per month",
      {b: [JD, [1, f"14/{n:02d}/2025", "Bank Sampah Asri", "Turi", "Petugas 1"]]
        for n, b in ((7, "Juli "), (8, "Agustus"), (9, "September"))},
      "", {"tanggal": [dt.date(2025, 7, 14), dt.date(2025, 8, 14), dt.date(2025, 9, 14)]}),
    K("a date of activity that nobody can read",
      book_of(["Nama Kegiatan : Dasar"], ["Tanggal : minggu depan"], JP, SATU_ORANG),
      "kolom_pribadi@B3 tanggal_wajib_salah@A2"),
    K("participants signed daily",
      book_of(*attendance(SATU_ORANG, [2, *SATU_ORANG[1:]])), f"{PRIBADI} peserta_ganda@B5",
      {"asal": ["Bank Sampah Asri"]}),
    K("a training that begins in the quarter before",
      book_of(["Nama Kegiatan : Dasar"], ["Tanggal : 30 Juni - 2 Juli 2025"], JP, SATU_ORANG),
      "kolom_pribadi@B3 melintas_triwulan@A2", {"tanggal_selesai": [dt.date(2025, 7, 2)]}),
    K("a training that ends after the quarter",
      book_of(*KEGIATAN[:1], ["Tanggal : 29 September - 1 Oktober 2025"], JP, SATU_ORANG),
      "kolom_pribadi@B3 di_luar_triwulan@A2"),
    K("a participant from nowhere", book_of(*attendance([1, "Peserta Satu", "L", N, N])),
      f"{PRIBADI} peserta_tanpa_asal@D5 kelurahan_tak_dapat_ditentukan@E5"),
    # ── formulas, errors, calendars ──
    K("formulas with their values", lambda: _formulas(True), "", AB),
    K("formulas that nobody calculated", _uncalculated, "rumus_tanpa_nilai_wajib@C2 rumus_tanpa_nilai@F2",
      {"jumlah_anggota": [N, 5]}),
    K("error cells", _errors, "sel_galat@F2 sel_galat_wajib@D3", {"jumlah_anggota": [N, N]}),
    K("dates counted from 1904", _since_1904, "", {"tanggal_rat": [dt.date(2025, 3, 12)]}),
    K("a column of people with a missing value told from zero", column_of("Jumlah Anggota", 0, N, "-", "nihil"), "",
      {"jumlah_anggota": [0, N, N, 0]}),
]  # fmt: skip
