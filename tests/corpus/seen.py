"""Corpus, part 5: what is read is what a person sees. Merged cells, struck rows, rows below the signature, dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.corpus.cases import AB, JD, A, B, J, K, N, attendance, book_of, column_of, visit_book, written_by

C = [3, "3572000000003", "KSP Anggrek", "Bendo", "Aktif"]
ABC = {
    "nama_koperasi": [*AB["nama_koperasi"], "KSP Anggrek"],
    "kelurahan": [*AB["kelurahan"], "Bendo"],
    "status": [*AB["status"], "aktif"],
}
ORANG = [*J, "Jumlah Anggota"]
TTD = [[N, N, N, "Blitar, 1 Oktober 2025"], [N, N, N, "Kepala Dinas"], [], [N, N, N, "NIP. 19700101 199503 1 001"]]
R = ["No", "Nama Koperasi", "Status"]
KEGIATAN = [["Nama Kegiatan : Pelatihan Dasar"], ["Tanggal : 5 Agustus 2025"]]
JP = ["No", "Nama Peserta", "Asal", "Kelurahan"]
D = dt.date


def struck(line: list[list], *cells: str) -> Callable[[], bytes]:
    """These rows; the named cells are struck through, a row's number ("3") means all its cells."""

    def strike(book: Any, ws: Any) -> None:
        style = book.add_format({"font_strikeout": True})
        for name in cells:
            number = int(name.lstrip("ABCDEFG")) - 1
            columns = [ord(name[0]) - 65] if name[0].isalpha() else range(len(line[number]))
            for c in columns:
                ws.write(number, c, line[number][c], style)

    return lambda: written_by(strike, line)


def _zeros(many: int) -> Callable[[], bytes]:
    """Two rows, and so many more of formulas that give 0: what a program that calculates nothing writes."""

    def write(book: Any, ws: Any) -> None:
        for i in range(3, 3 + many):
            ws.write_formula(i, 0, f"=A{i}+1", value=i)
            for c in range(1, 5):
                ws.write_formula(i, c, f"=Lain!{chr(65 + c)}{i + 1}", value=0)

    return lambda: written_by(write)


TAMPAK = [
    # ── merged cells: the visible value counts ──
    K("merged cells that hide other values", book_of(J, A, B, C), "sel_tertutup@D2 sel_tertutup@E2",
      {"kelurahan": ["Turi"] * 3, "status": ["aktif"] * 3}, gabung=("D2:D4", "E2:E4")),
    K("merged cells that hide what they show", book_of(J, A, [*B[:3], "Turi", "Aktif"]), "",
      {"kelurahan": ["Turi"] * 2, "status": ["aktif"] * 2}, gabung=("D2:D3", "E2:E3")),
    K("a merged cell that shows nothing hides a value", book_of(J, A, [*B[:4], N], C),
      "sel_tertutup@E3 status_kosong@E3 status_kosong@E4", {"status": ["aktif", *["tidak diketahui"] * 2]},
      gabung=("E3:E4",)),
    K("a number merged down counts once, the hidden one not at all", book_of(ORANG, [*A, 10], [*B, 20]),
      "sel_tertutup@F2", {"jumlah_anggota": [10, N]}, gabung=("F2:F3",)),
    K("an equal number is hidden as well", book_of(ORANG, [*A, 10], [*B, 10]), "sel_tertutup@F2",
      {"jumlah_anggota": [10, N]}, gabung=("F2:F3",)),
    K("a merge to the right hides a value", book_of(ORANG, [*A, 10], [*B, 20]), "sel_tertutup@E3",
      {**AB, "jumlah_anggota": [10, N]}, gabung=("E3:F3",)),
    K("a block of rows and columns hides values", book_of(ORANG, [*A, 10], [*B, 20]), "sel_tertutup@E2",
      {"status": ["aktif"] * 2, "jumlah_anggota": [N, N]}, gabung=("E2:F3",)),
    K("a merged name hides another cooperative", book_of(J, A, B, C), "sel_tertutup@C2",
      {"nama_koperasi": ["KSU Melati", "KSP Anggrek"]}, gabung=("C2:C3",)),
    K("a merged heading hides a heading", book_of([*J, "Aset (Rp)"], [*A, 5e6], [*B, 6e6]),
      "sel_tertutup@E1 tabel_di_luar@F2", AB, gabung=("E1:F1",)),
    K("merged lines of a letterhead hide nothing that is read",
      book_of(["DATA KOPERASI", "rahasia"], ["KOTA BLITAR"], J, A, B), "", AB, gabung=("A1:E1", "A2:E2")),
    # ── struck through: asked ──
    K("a row struck through", struck([J, A, B, C], "3"), "gerbang_baris_diragukan@C3", ABC),
    K("only the name struck through", struck([J, A, B, C], "C3"), "gerbang_baris_diragukan@C3", ABC),
    K("rows struck through are one question", struck([J, A, B, C], "2", "4"), "gerbang_baris_diragukan@C2", ABC),
    K("a status struck through is read and listed", struck([J, A, B, C], "E3", "D4"), "sel_dicoret@E3", ABC),
    K("a heading and a number struck through say nothing", struck([J, A, B, C], "E1", "A3"), "", ABC),
    K("a total struck through says nothing", struck([ORANG, [*A, 1], [*B, 2], [N, N, "JUMLAH", N, N, 3]], "4"), "", AB),
    # ── outside the table: asked ──
    K("rows of the table below the signature", book_of(J, A, *TTD, [], B, C), "gerbang_baris_diragukan@C8",
      {"nama_koperasi": ["KSU Melati"]}),
    K("rows with a caption below the signature", book_of(J, A, *TTD, [], ["TAMBAHAN KOPERASI BARU"], B),
      "gerbang_baris_diragukan@C9", {"nama_koperasi": ["KSU Melati"]}),
    K("rows below notes", book_of(J, A, B, [], ["Keterangan: data sementara"], C), "gerbang_baris_diragukan@C6", AB),
    K("a row without number after a blank one", book_of(ORANG, [*A, 10], [*B, 20], [], [N, N, *C[2:]]),
      "gerbang_baris_diragukan@C5", AB),
    K("scratch below the table is no row of it",
      book_of(J, A, B, [], [], [N, N, "cek lagi", 12], [N, N, "sudah", N, 5]), "tabel_di_luar@C6", AB),
    K("a signature alone asks nothing", book_of(J, A, B, *TTD), "", AB),
    K("a name with its kelurahan alone below the signature", book_of(J, A, B, *TTD, [N, N, "KSP Baru", "Kel. Bendo"]),
      "gerbang_baris_diragukan@C8", AB),
    K("a name with its NIK alone below the signature", book_of(J, A, B, *TTD, [], [N, C[1], C[2]]),
      "gerbang_baris_diragukan@C9", AB),
    K("a name with its status alone below the signature", book_of(J, A, B, *TTD, [N, N, "KSP Baru", N, "aktif"]),
      "gerbang_baris_diragukan@C8", AB),
    K("two who sign beside one another are no row",
      book_of(J, A, B, *TTD, [N, N, "Sekretaris", "Kepala Bidang"],
        [N, N, "Drs. Satu", "Ir. Dua"], [N, "NIP. 197001011995031002", "Pembina"]), "", AB),
    K("participants below the signature, nobody named",
      book_of(*KEGIATAN, JP, [1, "Peserta Satu", "Bank Sampah A", "Turi"], *TTD, [],
        [2, "Peserta Dua", "Bank Sampah B", "Turi"]), "kolom_pribadi@B3 gerbang_baris_diragukan@B10",
      {"asal": ["Bank Sampah A"]}),
    # ── dates with day and month exchanged: asked as a column ──
    K("true dates up to the 12th beside texts after it",
      visit_book(D(2025, 8, 7), "14/07/2025", D(2025, 9, 7), "25/07/2025", D(2025, 7, 7)),
      "gerbang_tanggal_tertukar@B2",
      {"tanggal": [D(2025, 8, 7), D(2025, 7, 14), D(2025, 9, 7), D(2025, 7, 25), D(2025, 7, 7)]}),
    K("the same with the month first", visit_book(D(2025, 8, 7), "07/14/2025", D(2025, 9, 7)),
      "tanggal_ganda_arti@B3 gerbang_tanggal_tertukar@B2"),
    K("one true date after the 12th contradicts", visit_book(D(2025, 8, 7), "14/07/2025", D(2025, 9, 17)), ""),
    K("one text up to the 12th contradicts", visit_book(D(2025, 8, 7), "14/07/2025", "05/07/2025", D(2025, 9, 7)), ""),
    K("one true date beside one text is chance", visit_book(D(2025, 8, 7), "14/07/2025"), ""),
    K("days equal to their month cannot be exchanged", visit_book(D(2025, 8, 8), "14/07/2025", D(2025, 9, 9)), ""),
    K("months in words cannot be exchanged", visit_book(D(2025, 8, 7), "14 Juli 2025", D(2025, 9, 7)), ""),
    # ── times with a zone, years for dates ──
    K("midnight here, written as five in the afternoon UTC", visit_book("2025-07-13T17:00:00.000Z"),
      "tanggal_pindah_hari@B2", {"tanggal": [D(2025, 7, 14)]}),
    K("the last day of the quarter in UTC is the next one here", visit_book("2025-09-30T17:00:00Z"),
      "tanggal_pindah_hari@B2 di_luar_triwulan@B2"),
    K("a time with our own zone", visit_book("2025-07-14T23:30:00+07:00", "14 Juli 2025 pukul 23.30 WIB"), "",
      {"tanggal": [D(2025, 7, 14)] * 2}),
    K("a year where a date belongs", column_of("Tanggal RAT", 2024.0, "2023", "Tahun Buku 2024"),
      "hanya_tahun@E2 hanya_tahun@E3 hanya_tahun@E4", {"tanggal_rat": [N] * 3}),
    # ── formulas that give 0 ──
    K("two rows and two of formulas that give 0", _zeros(2), "", AB),
    K("two rows and fifty of formulas that give 0", _zeros(50), "", AB),
    # ── a second column headed like a running number ──
    K("short codes below NOMOR are not read and listed", book_of([*J, "NOMOR"], [*A, "A-1"], [*B, "A-2"]),
      "kolom_bukan_nomor_urut@F1", AB),
    K("numbers below NOMOR that do not count are listed", book_of([*J, "NOMOR"], [*A, 101], [*B, 57], [*C, 230]),
      "kolom_bukan_nomor_urut@F1", ABC),
    K("numbers of each kelurahan begin anew",
      book_of(["No", "Nomor Urut", *J[1:]], [1, 1, *A[1:]], [2, 2, *B[1:]], [3, 1, *C[1:]]), "", ABC),
    K("letters and gaps count as well",
      book_of(["No", "Nomor Urut", *J[1:]], [1, "I.", *A[1:]], [5, "II.", *B[1:]], [7, "1.2.3", *C[1:]]), "", ABC),
    # ── messages that must lead to the mend ──
    K("sheets named after kelurahan, two of them also kecamatan",
      {name: [R, [1, f"KSU {name} Jaya", "Aktif"]] for name in ("Turi", "Sukorejo", "Gedog", "Sananwetan", "Bendo")},
      "", {"kelurahan": ["Turi", "Sukorejo", "Gedog", "Sananwetan", "Bendo"]}),
    K("sheets named after kecamatan alone",
      {name: [R, [1, f"KSU {name} Jaya", "Aktif"]] for name in ("Sukorejo", "Sananwetan")},
      "kolom_wajib_hilang@Sukorejo!A1 kolom_wajib_hilang@Sananwetan!A1"),
    K("two lists under one another with the same header cite their own cells",
      book_of(*KEGIATAN, [*JP, "Warna"], [1, "Satu", "Bank Sampah A", "Turi", "x"], [],
        ["Nama Kegiatan : Pelatihan Lanjut"], ["Tanggal : 6 Agustus 2025"], [*JP, "Warna"],
        [1, "Dua", "Bank Sampah B", "Gedog", "y"]),
      "kolom_pribadi@B3 kolom_tak_dikenal@E3 kolom_pribadi@B8 kolom_tak_dikenal@E8"),
    K("a visit without a target",
      book_of(JD, [1, D(2025, 7, 14), N, N, "Sari"], [2, D(2025, 7, 15), "Bank A", "Turi", "Sari"]), "wajib_kosong@C2"),
    K("visits without a column of targets",
      book_of(["No", "Tanggal", "Petugas", "Materi"], [1, D(2025, 7, 14), "Sari", "RAT"]), "kolom_wajib_hilang@A1"),
    K("an activity without a name", {"S": attendance([1, "Satu", "P", "Bank A", "Turi"], above=KEGIATAN[1:])},
      "kolom_wajib_hilang@A2 kolom_pribadi@B2"),
]  # fmt: skip
