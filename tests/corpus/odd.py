"""Corpus, part 4: what dinas staff really do to a workbook. Tick columns, quarters side by side, lines that share a name."""

from __future__ import annotations

import datetime as dt

from tests.corpus.cases import AB, JD, A, B, J, K, N, kelurahan, kolom, lembar, peserta, status
from tests.corpus.files import ods, xls

TANDA = [
    ["NO", "NAMA KOPERASI", "KELURAHAN", "STATUS", N, N],
    [N, N, N, "AKTIF", "TIDAK AKTIF", "DIUSULKAN BUBAR"],
    [1, "KSU Melati", "Turi", "v", N, N],
    [2, "Kopwan Mawar", "Gedog", N, "√", N],
]
GABUNG = ("A1:A2", "B1:B2", "C1:C2", "D1:F1")
R = ["No", "Nama Koperasi", "Kelurahan", "Status"]
R1, R2 = [1, "KSU Melati", "Turi", "Aktif"], [2, "Kopwan Mawar", "Gedog", "Tidak Aktif"]
REKAP = ["Kelurahan", "Aktif", "Tidak Aktif"]
HADIR = [["Nama Kegiatan : Dasar"], ["Tanggal : 5 Agustus 2025"]]

ANEH = [
    # ── columns to tick ──
    K("a status to tick, merged heading", lembar(*TANDA), "", AB, gabung=GABUNG),
    K("a status to tick, .ods without merges", lambda: ods(TANDA), "format_terbatas@", AB, nama="register.ods"),
    K("a status to tick, .xls", lambda: xls(TANDA), "format_terbatas@", AB, nama="register.xls"),
    K("a status to tick, numbered columns, counts in the total and in the section rows",
      lembar(*TANDA[:2], [*"123456"], ["KECAMATAN SUKOREJO", N, N, 1, 0, 0], TANDA[2], ["KECAMATAN SANANWETAN", N, N, 0, 1, 0], TANDA[3],
             ["JUMLAH", N, N, 1, 1, 0]), "", AB, gabung=GABUNG),
    K("a status to tick, the header again after a page break", lembar(*TANDA[:3], *TANDA[:2], TANDA[3]), "", AB),
    K("a status ticked twice, not at all, and with a doubt",
      lembar(*TANDA, [3, "KSP Tiga", "Turi", "v", "v", N], [4, "KSP Empat", "Turi", N, N, N], [5, "KSP Lima", "Turi", "?", N, N]),
      "centang_ganda@D5 status_kosong@D6 centang_tak_dikenal@D7", {"status": [*AB["status"], *["tidak diketahui"] * 3]}, gabung=GABUNG),
    K("headings AKTIF and TIDAK AKTIF side by side", lembar([*R[:3], "AKTIF", "TIDAK AKTIF"], [*R1[:3], 1, N], [*R2[:3], N, 1], ["JUMLAH", N, N, 1, 1]),
      "", AB),
    K("only a column AKTIF to tick", lembar([*R[:3], "AKTIF"], [*R1[:3], "v"], [*R2[:3], N]), "kolom_wajib_hilang@A1 kolom_tak_dikenal@D1"),
    K("a third choice that nobody knows", lembar(TANDA[0], [*TANDA[1][:5], "BLOKIR"], *TANDA[2:], [3, "KSP Tiga", "Turi", N, N, "v"]),
      "kolom_tak_dikenal@F2 status_kosong@D5", {"status": [*AB["status"], "tidak diketahui"]}),
    K("status, RAT of a book year and health to tick",
      lembar([*R[:3], "STATUS", N, "RAT TAHUN BUKU 2024", N, "KESEHATAN", N], [N, N, N, "AKTIF", "TIDAK AKTIF", "SUDAH", "BELUM", "SEHAT", "CUKUP SEHAT"],
             [*R1[:3], "v", N, "v", N, N, "v"], [*R2[:3], N, "v", N, "v", N, N]),
      "", {**AB, "tahun_buku_rat": [2024, N], "predikat_kesehatan": ["Cukup Sehat", N]}),
    K("RAT held or not, of no book year", lembar([*R, "RAT", N], [N, N, N, N, "SUDAH", "BELUM"], [*R1, "v", N], [*R2, N, "v"]),
      "rat_tanpa_tahun@E2 rat_tanpa_tahun@F2", AB),
    K("internet and channels to tick",
      lembar([*R, "INTERNET", N, "MEDIA PEMASARAN", N, N], [N, N, N, N, "ADA", "TIDAK ADA", "FB", "IG", "SHOPEE"],
             [*R1, "v", N, "v", "v", "v"], [*R2, N, "v", N, N, N]),
      "", {**AB, "pakai_internet": [True, False], "kanal_digital": ["Media Sosial; Marketplace", N]}),
    K("participants: L and P to tick",
      lembar(*HADIR, ["No", "Nama", "Jenis Kelamin", N, "Asal", "Kelurahan"], [N, N, "L", "P", N, N],
             [1, "Peserta Satu", N, "√", "Bank Sampah Asri", "Turi"], [2, "Peserta Dua", "√", N, "Bank Sampah Asri", "Turi"]),
      "kolom_pribadi@B3", {"jenis_kelamin": ["P", "L"]}, gabung=("C3:D3",)),
    K("visits: kinds of mentoring to tick, two of them",
      lembar([*JD, "JENIS PENDAMPINGAN", N], [N, N, N, N, N, "KHUSUS", "PEMASARAN"], [1, "14/7/2025", "Bank Sampah A", "Turi", "Sari", "v", "v"]),
      "centang_ganda@F3", {"jenis_pendampingan": [N]}),
    K("members active and not are no status", lembar([*R, "ANGGOTA", N], [N, N, N, N, "AKTIF", "TIDAK AKTIF"], [*R1, 40, 2], [*R2, 1, 1]),
      "kolom_tak_dikenal@E2 kolom_tak_dikenal@F2", AB),
    # ── headers ──
    K("a group of columns nobody knows, with a second line",
      lembar([*R, "PENGURUS", N, "Jumlah Anggota"], [N, N, N, N, "KETUA", "BENDAHARA", N], [*R1, "Siti", "Budi", 25]),
      "kolom_tak_dikenal@E2 kolom_tak_dikenal@F2", {"jumlah_anggota": [25], "nama_koperasi": ["KSU Melati"]}),
    K("headings hyphenated at the end of the line", lembar(["NO", "NAMA\nKOPE-\nRASI", "KELU-\nRAHAN", "STA-\nTUS"], R1, R2), "", AB),
    K("a legend of codes in the heading", lembar([*R[:3], "Status (1=Aktif, 2=Tidak Aktif)"], [*R1[:3], 1], [*R2[:3], 2]),
      "status_tak_dikenal@D2 status_tak_dikenal@D3", {"status": ["tidak diketahui"] * 2}),
    K("the register lies on its side", lembar(["Nama Koperasi", "KSU Melati", "Kopwan Mawar"], ["Kelurahan", "Turi", "Gedog"], ["Status", "Aktif", "Tidak Aktif"]),
      "lembar_tak_dikenal@ tidak_ada_tabel@"),
    K("blank rows between header and data, and between all rows", lembar(R, [], [], R1, [], [], R2), "", AB),
    # ── rows ──
    K("a cooperative over two lines, its name merged over both",
      lembar(["No", "Nama Koperasi", "Alamat", "Kelurahan", "Status"], [1, "KSU Melati", "Jl. A", "Turi", "Aktif"], [N, N, "kantor kas: Jl. B", N, N],
             [2, "Kopwan Mawar", "Jl. C", "Gedog", "Tidak Aktif"]), "", AB, gabung=("A2:A3", "B2:B3", "D2:D3", "E2:E3")),
    K("a second line under the address", lembar(["No", "Nama Koperasi", "Alamat", "Kelurahan", "Status"], [1, "KSU Melati", "Jl. A", "Turi", "Aktif"],
      [N, N, "Telp. 0342-1", N, N], [2, "Kopwan Mawar", "Jl. C", "Gedog", "Tidak Aktif"]), "", AB),
    K("a total labelled in the kelurahan's column", lembar([*R, "Jumlah Anggota"], [*R1, 10], [*R2, 20], [N, N, "Jumlah", N, 30]), "", AB),
    K("kelurahan and kecamatan in one cell, RT and RW", kelurahan("Kel. Turi, Kec. Sukorejo", "Turi RW 03", "Kel. Bendo RT 1/RW 2", "Turi (Kec. Sukorejo)"), "",
      {"kelurahan": ["Turi", "Turi", "Bendo", "Turi"]}),
    K("a kelurahan in one cell with a kecamatan that it is not in", kelurahan("Kel. Turi, Kec. Sananwetan"), "kecamatan_bertentangan@C2"),
    K("kelurahan and kecamatan exchanged", lembar(["No", "Nama Koperasi", "Kecamatan", "Kelurahan", "Status"], [1, "KSU Melati", "Turi", "Sukorejo", "Aktif"]),
      "kecamatan_tertukar@C2"),
    K("statuses with remarks", status("Aktif (RAT 2024)", "aktif*", "A k t i f", "Tidak Aktif sejak 2020", "AKTIF/TIDAK AKTIF"),
      "status_tak_dikenal@D2 status_tak_dikenal@D5 status_tak_dikenal@D6",
      {"status": ["tidak diketahui", "aktif", "aktif", "tidak diketahui", "tidak diketahui"]}),
    K("about so many people", kolom("Jumlah Anggota", "±100", ">50", "100-an", "25 org"), "bukan_bilangan@E2 bukan_bilangan@E3 bukan_bilangan@E4",
      {"jumlah_anggota": [N, N, N, 25]}),
    # ── tables beside one another ──
    K("a register in two columns of the page", lembar([*R, N, *R], [*R1, N, *R2]), "tabel_berdampingan@F1", {"nama_koperasi": ["KSU Melati"]}),
    K("an attendance list in two columns of the page",
      lembar(*HADIR, ["No", "Nama", "Asal", "Kelurahan", N, "No", "Nama", "Asal", "Kelurahan"],
             [1, "Satu", "Bank Sampah Asri", "Turi", N, 2, "Dua", "Bank Sampah Asri", "Turi"]), "kolom_pribadi@B3 tabel_berdampingan@F3"),
    # ── quarters ──
    K("a register of two quarters", lembar(["No", "Triwulan", *R[1:]], [1, "TW II 2025", *R1[1:]], [2, "TW III 2025", *R1[1:3], "Tidak Aktif"]),
      "kolom_tak_dikenal@B1 register_banyak_triwulan@B1 koperasi_ganda@C3"),
    K("a rekap with a column Triwulan", lembar(["Triwulan", *REKAP], ["TW I 2021", "Turi", 5, 1], ["TW II 2021", "Turi", 7, 3]), "rekap_banyak_triwulan@A1",
      {"rekap.jumlah_aktif": [7]}, periode="2021-T2"),
    K("a rekap with columns for each quarter",
      lembar(["No", "Kelurahan", "TW I 2021", N, "TW II 2021", N], [N, N, "Aktif", "Tdk Aktif", "Aktif", "Tdk Aktif"], [1, "Turi", 5, 1, 7, 3]),
      "rekap_banyak_triwulan@C2", {"rekap.jumlah_aktif": [7], "rekap.jumlah_tidak_aktif": [3]}, gabung=("C1:D1", "E1:F1"), periode="2021-T2"),
    K("a rekap with a line above the rows of each quarter, .ods",
      lambda: ods([REKAP, ["TRIWULAN I TAHUN 2021"], ["Turi", 5, 1], ["TRIWULAN II TAHUN 2021"], ["Turi", 7, 3]]), "format_terbatas@ rekap_banyak_triwulan@A1",
      {"rekap.jumlah_aktif": [7]}, nama="rekap.ods", periode="2021-T2"),
    K("a sheet of rekap for each quarter", {f"TW-{i}": [[f"REKAP TRIWULAN {i} 2021"], REKAP, ["Turi", 5 + i, 1]] for i in (1, 2)}, "rekap_banyak_triwulan@TW-1!",
      {"rekap.jumlah_aktif": [7]}, periode="2021-T2"),
    K("a rekap of other quarters", lembar(["Keadaan per", *REKAP], [dt.date(2021, 3, 31), "Turi", 5, 1], [dt.date(2021, 6, 30), "Turi", 7, 3]),
      "rekap_triwulan_lain@A1 tidak_ada_yang_terbit@", periode="2022-T2"),
    K("a rekap by month, three times one kelurahan", lembar(["Bulan", *REKAP], ["April 2021", "Turi", 5, 1], ["Mei 2021", "Turi", 6, 1]), "rekap_ganda@B3",
      periode="2021-T2"),
    # ── visits and trainings ──
    K("visits that did not take place", lembar([*JD, "Hasil"], [1, "14/7/2025", "Bank Sampah A", "Turi", "Sari", "baik"], [2, N, "Bank Sampah B", "Turi", "-", N],
      [3, N, "Bank Sampah C", "Turi", "Sari", N]), "wajib_kosong@B4", {"sasaran": ["Bank Sampah A", "Bank Sampah C"]}),
    K("one day for several targets, merged", lembar(JD, [1, "14/7/2025", "Bank Sampah A", "Turi", "Sari"], [2, N, "Bank Sampah B", "Gedog", N]), "",
      {"tanggal": [dt.date(2025, 7, 14)] * 2, "petugas": ["Sari"] * 2}, gabung=("B2:B3", "E2:E3")),
    K("days with the name of the weekday", lembar(JD, [1, "Senin, 14 Juli 2025", "Bank Sampah A", "Turi", "Sari"], [2, "Rabu/ 16-07-2025", "Bank Sampah B", "Turi", "Sari"]), "",
      {"tanggal": [dt.date(2025, 7, 14), dt.date(2025, 7, 16)]}),
    K("signatures for two days", lembar(*peserta([1, "Peserta Satu", "P", "Bank Sampah Asri", "Turi", "v", "v"], atas=HADIR)[:2],
      ["No", "Nama Peserta", "L/P", "Asal", "Kelurahan", "TTD Hari 1", "TTD Hari 2"], [1, "Peserta Satu", "P", "Bank Sampah Asri", "Turi", "v", "v"]),
      "kolom_pribadi@B3 kolom_tak_dikenal@F3 kolom_tak_dikenal@G3", {"asal": ["Bank Sampah Asri"]}),
    K("two registers under one another with other columns", lembar(R, R1, [], ["KKMP"], J, B), "", AB),
    K("a register with the same rows in a filtered copy", {"S": [J, A, B], "Saringan": [J, A]}, "koperasi_ganda@Saringan!C2"),
]  # fmt: skip
