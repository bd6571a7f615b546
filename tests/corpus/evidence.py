"""Corpus, part 5: recognised by evidence: what makes a table one of ours, headings only cells explain, text files."""

from __future__ import annotations

import datetime as dt

from tests.corpus.cases import AB, A, B, J, K, N, attendance, book_of

D = dt.date
CSV_LINES = "No;NIK;Nama Koperasi;Kelurahan;Status\r\n1;3572000000001;KSU Melati;Turi;Aktif\r\n"
CSV_LINES += "2;3572000000002;Kopwan Mawar;Gedog;Tidak Aktif\r\n"
PAGE = (
    "<html><head><style>td{color:red}</style><script>fetch('/')</script></head><body><h3>DATA KOPERASI<br>"
    "TRIWULAN III 2025</h3><table border=1><tr><th rowspan=2>No<th rowspan=2>Nama Koperasi<th colspan=2>Badan Hukum"
    "<th rowspan=2>Kelurahan<th rowspan=2>Status</tr><tr><th>Nomor</th><th>Tanggal</th></tr>"
    "<tr><td>1</td><td>KSU&nbsp;Melati</td><td>12/BH/XV</td><td>5 Maret 2001</td><td>Turi</td><td>Aktif</td></tr>"
    "<tr style='display: none'><td>2<td>Kopwan Mawar<td>13/BH/XV<td>7-10-2017<td>Gedog<td>Tidak Aktif</table>"
    "<p>Mengetahui,</p></body></html>"
)
BADAN_HUKUM = ["No", "Nama Koperasi", "Kelurahan", "Nomor", "Tanggal", "Status"]
R1 = [1, "KSU Melati", "Turi", "12/BH/KDK.13/2001", D(2001, 3, 5), "Aktif"]
R2 = [2, "Kopwan Mawar", "Gedog", "0044/BH/M.KUKM.2/2017", D(2017, 10, 9), "Tidak Aktif"]
NUMBERS = {"nomor_badan_hukum": ["12/BH/KDK.13/2001", "0044/BH/M.KUKM.2/2017"]}
UNKNOWN = "lembar_tak_dikenal@ tidak_ada_tabel@"
REPORT = ["No", "Hari/Tanggal", "Uraian Kegiatan", "Hasil"]
PEOPLE = ["No", "Nama", "NIK", "Jenis Kelamin", "Alamat", "Kelurahan"]


def text(content: str, encoding: str = "utf-8") -> bytes:
    return content.encode(encoding)


def year_list(inside: int, outside: int) -> dict[str, list[list]]:
    """Participants of an activity: some in August 2025, others in February 2025."""
    rows = [
        [
            i,
            "Pelatihan Dasar",
            D(2025, 8 if i <= inside else 2, 1 + i % 20),
            f"Peserta {i}",
            "P",
            "Bank Sampah A",
            "Turi",
        ]
        for i in range(1, inside + outside + 1)
    ]
    return book_of(["No", "Nama Kegiatan", "Tanggal", "Nama Peserta", "L/P", "Asal", "Kelurahan"], *rows)


BUKTI = [
    # ── a naming column and one more that only its kind has ──
    K("residents are no participants", book_of(PEOPLE, [1, "Siti", "1", "P", "Jl. A", "Turi"]), UNKNOWN),
    K("employees are no participants",
      book_of(["No", "Nama", "Jabatan", "L/P", "Alamat"], [1, "Siti", "Ketua", "P", "Jl. A"]), UNKNOWN),
    K("businesses are no participants",
      book_of(["No", "Nama Perusahaan", "Nama Pemilik", "Jenis Kelamin", "Alamat", "Kecamatan"],
              [1, "Warung", "Siti", "P", "Jl. A", "Sukorejo"]), UNKNOWN),
    K("a guest book is no list of participants",
      book_of(["No", "Hari/Tanggal", "Nama", "Alamat", "Keperluan"],
              [1, D(2025, 7, 3), "Siti", "Turi", "Konsultasi"]), UNKNOWN),
    K("people who are given money are no participants",
      book_of(["No", "Nama", "Alamat", "Sumber Dana", "Jumlah"], [1, "Siti", "Jl. A", "APBD", 3]), UNKNOWN),
    K("classes with their instructors are no participants",
      book_of(["No", "Nama", "Instruktur", "Jadwal"], [1, "Senam", "Budi", "Senin"]), UNKNOWN),
    K("a cash book is no list of visits",
      book_of(["Tanggal", "Uraian", "Debet", "Kredit", "Saldo"], [D(2025, 7, 3), "Setoran", 1, N, 1]), UNKNOWN),
    K("a cash book with remarks and results is none either",
      book_of(["Tanggal", "Uraian", "Keterangan", "Jumlah"], [D(2025, 7, 3), "Setoran", "tunai", 1]), UNKNOWN),
    K("a price list is no register", book_of(["No", "Nama Barang", "Jenis", "Jumlah"], [1, "Beras", "Pangan", 3]),
          UNKNOWN),
    K("cooperatives with nothing but where they are make no register",
      book_of(["No", "Nama Koperasi", "Kelurahan", "Keterangan"], [1, "KSU Melati", "Turi", "a"]), UNKNOWN),
    K("attendance is known by the lines above it",
      {"S": attendance([1, "Siti", "P", "Bank Sampah Melati", "Turi"])}, "kolom_pribadi@B4",
      {"pelatihan.asal": ["Bank Sampah Melati"]}),
    K("participants with columns about their cooperative are no register",
      book_of(["No", "Judul Aktifitas", "Tanggal Aktifitas", "Nama Peserta", "Jenis Kelamin", "NIK Koperasi",
               "Nama Koperasi", "Bentuk Koperasi", "Jumlah Anggota", "Kelurahan Koperasi",
               "Jabatan Peserta di Koperasi"],
              [1, "Pelatihan", "05-07 Agustus 2025", "Siti", "P", "3572010019901", "Bank Sampah A", "Primer", 9, "Turi",
               "Ketua"]),
      "kolom_pribadi@D1 kolom_tentang_koperasi@H1 kolom_tentang_koperasi@I1",
      {"pelatihan.asal": ["Bank Sampah A"], "pelatihan.jabatan": ["Ketua"],
       "pelatihan.tanggal_selesai": [D(2025, 8, 7)]}),
    K("a plain “Nama” beside cooperatives is not enough to leave the register",
      book_of([*J, "Nama"], [*A, "Budi"], [*B, "Siti"]), "kolom_tak_dikenal@F1", AB),
    # ── NOMOR, TANGGAL, AKTIF, RAT TERAKHIR ──
    K("NOMOR and TANGGAL beside NO are the badan hukum's", book_of(BADAN_HUKUM, R1, R2), "",
      NUMBERS | {"tanggal_badan_hukum": [D(2001, 3, 5), D(2017, 10, 9)]}),
    K("TANGGAL before NOMOR", book_of([*BADAN_HUKUM[:3], "TANGGAL", "NOMOR", "Status"],
                                      *([*r[:3], r[4], r[3], r[5]] for r in (R1, R2))), "",
      NUMBERS | {"tanggal_badan_hukum": [D(2001, 3, 5), D(2017, 10, 9)]}),
    K("NOMOR alone, without NO", book_of([*BADAN_HUKUM[1:4], "Status"], *([*r[1:4], r[5]] for r in (R1, R2))), "",
      NUMBERS),
    K("NOMOR as running number stays one",
      book_of(["Nomor", *J[1:]], [1, *A[1:]], [2, *B[1:]]), "", AB | {"nomor_badan_hukum": [N, N]}),
    K("TANGGAL apart from the number is no quarter and is listed",
      book_of(["No", "Nama Koperasi", "Nomor", "Kelurahan", "Tanggal", "Status"],
              *([r[0], r[1], r[3], r[2], r[4], r[5]] for r in (R1, R2))), "kolom_tak_dikenal@E1", NUMBERS),
    K("TANGGAL of ends of quarters is of several quarters still",
      book_of([*J, "Tanggal"], [*A, D(2025, 6, 30)], [*B, D(2025, 9, 30)]),
      "kolom_tak_dikenal@F1 register_banyak_triwulan@F1"),
    K("AKTIF with ya and tidak",
      book_of([*J[:4], "Aktif"], [*A[:4], "Ya"], [*B[:4], "Tidak"]), "", AB),
    K("AKTIF with TRUE and FALSE", book_of([*J[:4], "AKTIF"], [*A[:4], True], [*B[:4], False]), "", AB),
    K("AKTIF with a blank, which is no “tidak”",
      book_of([*J[:4], "AKTIF"], [*A[:4], "√"], [2, N, "KSU Dahlia", "Turi", "v"], [*B[:4], N]), "status_kosong@E4",
      {"status": ["aktif", "aktif", "tidak diketahui"]}),
    K("AKTIF with words of a status",
      book_of([*J[:4], "Aktif"], [*A[:4], "Aktif"], [*B[:4], "Pasif"]), "", AB),
    K("AKTIF with a word that is neither yes nor no",
      book_of([*J[:4], "Aktif"], [*A[:4], "Ya"], [*B[:4], "Tidak"], [3, N, "KSU Dahlia", "Turi", "entah"]),
      "centang_tak_dikenal@E4", {"status": ["aktif", "tidak aktif", "tidak diketahui"]}),
    K("STATUS AKTIF as the province heads it",
      book_of([*J[:4], "STATUS AKTIF"], [*A[:4], "AKTIF"], [*B[:4], "TIDAK AKTIF"]), "", AB),
    K("a form that asks",
      book_of(["Nama Koperasi", "Kelurahan", "Apakah koperasi masih aktif?", "Apakah menggunakan internet?",
               "Berapa jumlah anggota?"],
              ["KSU Melati", "Turi", "Ya", "Tidak", 20], ["Kopwan Mawar", "Gedog", "Tidak", "Ya", 30]), "",
      AB | {"pakai_internet": [False, True], "jumlah_anggota": [20, 30]}),
    K("RAT TERAKHIR with years is the book year",
      book_of([*J, "RAT TERAKHIR"], [*A, 2024], [*B, "2020"]), "", {"tahun_buku_rat": [2024, 2020], "tanggal_rat": [N,
            N]}),
    K("RAT TERAKHIR with days is the day",
      book_of([*J, "RAT TERAKHIR"], [*A, D(2025, 3, 5)], [*B, "14 Juli 2022"]), "",
      {"tahun_buku_rat": [N, N], "tanggal_rat": [D(2025, 3, 5), D(2022, 7, 14)]}),
    K("Tahun RAT terakhir with days is the day",
      book_of([*J, "Tahun RAT terakhir"], [*A, D(2025, 3, 5)], [*B, "14/07/2022"]), "",
      {"tahun_buku_rat": [N, N], "tanggal_rat": [D(2025, 3, 5), D(2022, 7, 14)]}),
    # ── labels of the ministry's system ──
    K("labels of ODS, one half is enough",
      book_of([*J, "Kelompok Koperasi", "Status NIK"], [*A, "KOPERASI PONDOK PESANTREN (KOPPONTREN)",
            "Sertifikat - Expired"],
              [*B, "KOPWAN / KOPERASI WANITA", "Belum Bersertifikat"]), "",
      {"kelompok": ["Koppontren", "Kopwan"], "status_nik": ["Kedaluwarsa", "Belum"]}),
    K("halves that contradict each other or take it back",
      book_of([*J, "Kelompok Koperasi"], [*A, "Koperasi Wanita (KOPKAR)"], [*B, "Kopwan (bukan Kopkar)"]),
      "pilihan_tak_dikenal@F2 pilihan_tak_dikenal@F3", {"kelompok": [N, N]}),
    # ── same number, two cooperatives ──
    K("one badan hukum, two cooperatives",
      book_of(["Nama Koperasi", "No Badan Hukum", "Kelurahan", "Status"], ["KSU Melati", "518/13/BH", "Turi", "Aktif"],
              ["KPRI Kenanga", "518/13/BH", "Sentul", "Aktif"]), "nomor_sama_dua_koperasi@B3"),
    # ── a province's rekap, one without "tidak aktif" ──
    K("a province's rekap: our city is read",
      book_of(["Kabupaten / Kota", "Triwulan", "Jumlah Koperasi Aktif", "Jumlah Koperasi Tidak Aktif",
               "Jumlah Koperasi Total"],
              ["Kabupaten Blitar", "2025-Q3", 404, 210, 614], ["Kota Blitar", "2025-Q3", 205, 88, 293],
              ["JUMLAH", "2025-Q3", 609, 298, 907]),
      "rekap_wilayah_lain@A2", {"rekap.jumlah_aktif": [205], "rekap.kode_wilayah": ["35.72"]}),
    K("PERIODE UPDATE is the quarter of a row",
      book_of(["Kabupaten / Kota", "Periode Update", "Jumlah Koperasi Aktif", "Jumlah Koperasi Tidak Aktif"],
              ["Kota Blitar", "2025-Q2", 201, 90], ["Kota Blitar", "2025-Q3", 205, 88]),
      "rekap_banyak_triwulan@B1", {"rekap.jumlah_aktif": [205]}),
    K("“Blitar” under KABUPATEN / KOTA may be either",
      book_of(["Kabupaten / Kota", "Aktif", "Tidak Aktif"], ["Blitar", 4, 2], ["Kab. Malang", 5, 3], ["Kota Malang",
            6, 1]),
      "wilayah_tak_dikenal@A2 rekap_wilayah_lain@A3"),
    K("a rekap without “tidak aktif”",
      book_of(["Kelurahan", "Jumlah Koperasi", "Koperasi Aktif"], ["Turi", 15, 12], ["Gedog", 9, 9]),
      "rekap_tanpa_tidak_aktif@A1",
      {"rekap.jumlah_aktif": [12, 9], "rekap.jumlah_koperasi": [15, 9], "rekap.jumlah_tidak_aktif": [N, N]}),
    # ── other quarters ──
    K("sheets of several quarters",
      {"TW2": [["REGISTER TRIWULAN II TAHUN 2025"], J, A], "TW3": [["REGISTER TRIWULAN III TAHUN 2025"], J, A, B]},
      "lembar_triwulan_lain@TW2!", AB),
    K("sheets named after the ends of quarters",
      {"30-06-2025": [["Nama Kop", *J], ["x", *A]], "30-09-2025": [J, A, B]}, "lembar_triwulan_lain@30-06-2025!", AB),
    K("a year's list: ten of other quarters and a fifth", year_list(12, 10), "kolom_pribadi@D1 baris_triwulan_lain@C14",
      {"pelatihan.tanggal_mulai": [D(2025, 8, 1 + i % 20) for i in range(1, 13)]}),
    K("nine of other quarters are mistyped dates", year_list(12, 9),
      " ".join(["kolom_pribadi@D1", *(f"di_luar_triwulan@C{r}" for r in range(14, 23))])),
    K("ten of other quarters, but not a fifth", year_list(60, 10),
      " ".join(["kolom_pribadi@D1", *(f"di_luar_triwulan@C{r}" for r in range(62, 72))])),
    K("a list of nothing but other quarters", year_list(0, 11),
      " ".join(["kolom_pribadi@D1", *(f"di_luar_triwulan@C{r}" for r in range(2, 13))])),
    # ── the name of an activity, sheets named after areas ──
    K("the title names the activity",
      book_of(["DAFTAR HADIR"], ["BIMBINGAN TEKNIS PERKOPERASIAN"], ["Hari/Tanggal : 4 Agustus 2025"],
              ["No", "Nama", "L/P", "Asal Koperasi", "Kelurahan"], [1, "Siti", "P", "Bank Sampah A", "Turi"]),
      "kolom_pribadi@B4", {"pelatihan.nama_kegiatan": ["BIMBINGAN TEKNIS PERKOPERASIAN"]}),
    K("two titles that name activities decide nothing",
      book_of(["PELATIHAN AKUNTANSI DASAR"], ["BIMTEK PERKOPERASIAN"], ["Tanggal : 4 Agustus 2025"],
              ["No", "Nama", "L/P", "Asal Koperasi", "Kelurahan"], [1, "Siti", "P", "Bank Sampah A", "Turi"]),
      "kolom_pribadi@B4 kolom_wajib_hilang@A4"),
    K("sheets named after kelurahan, one of them also a kecamatan",
      {n: [["Nama Koperasi", "Status"], [f"KSU {n}", "Aktif"]] for n in ("Turi", "Gedog", "Sukorejo")}, "",
      {"kelurahan": ["Turi", "Gedog", "Sukorejo"]}),
    # ── visits told in a text ──
    K("a monthly report that tells in a text whom it reached",
      book_of(["LAPORAN BULANAN PENDAMPING"], ["BULAN : AGUSTUS 2025"], ["Nama PPKL", N, ": Petugas 1"], [],
              REPORT, [1, "4 Agustus 2025", "Pendampingan pembukuan di Bank Sampah Asri Kel. Turi", "selesai"],
              [2, "Selasa, 5/8/2025", "KUNJUNGAN KE BANK SAMPAH DAHLIA KEL. GEDOG UNTUK PERSIAPAN RAT", "hadir"]),
      "sasaran_dari_teks@C6",
      {"pendampingan.sasaran": ["Bank Sampah Asri", "BANK SAMPAH DAHLIA"], "pendampingan.kelurahan": ["Turi", "Gedog"],
       "pendampingan.petugas": ["Petugas 1", "Petugas 1"], "pendampingan.tanggal": [D(2025, 8, 4), D(2025, 8, 5)]}),
    K("a visit whose text names two, one whose text names none, and one without a text",
      book_of(REPORT, [1, D(2025, 8, 4), "ke Bank Sampah Asri Kel. Turi", "a"],
              [2, D(2025, 8, 5), "ke Bank Sampah Asri dan Bank Sampah Dahlia, Kel. Turi", "b"],
              [3, D(2025, 8, 6), "ke Bank Sampah Melati Kel. Turi", "c"],
              [4, D(2025, 8, 7), "rapat koordinasi", "d"], [5, D(2025, 8, 8), N, "e"]),
      "sasaran_dari_teks@C2 tak_terbaca_dari_teks@C3 tak_terbaca_dari_teks@C5 wajib_kosong@C6"),
    K("a kelurahan in a text that nobody knows is asked at the text, which is not to be overwritten",
      book_of(REPORT, [1, D(2025, 8, 4), "ke Bank Sampah Asri Kel. Turii", "a"],
              [2, D(2025, 8, 4), "ke Bank Sampah Dahlia Kel. Entah", "a"]),
      "sasaran_dari_teks@C2 kelurahan_dikoreksi@C2 kelurahan_tak_dikenal@C3"),
    K("texts that mostly name nobody leave the column missing",
      book_of(REPORT, [1, D(2025, 8, 4), "rapat koordinasi", "a"], [2, D(2025, 8, 5), "menyusun laporan", "b"],
              [3, D(2025, 8, 6), "ke Bank Sampah Asri", "c"]), "kolom_wajib_hilang@A1"),
    K("beside a column for the target a text tells nothing",
      book_of([*REPORT, "Sasaran", "Kelurahan"],
              [1, D(2025, 8, 4), "ke KSU Mawar Kel. Gedog", "a", "Bank Sampah A", "Turi"]),
      "", {"pendampingan.sasaran": ["Bank Sampah A"], "pendampingan.kelurahan": ["Turi"]}),
    # ── text ──
    *(K(f"CSV, {name}", text(CSV_LINES.replace(";", sign), encoding), "", AB, nama="register.csv")
      for name, sign, encoding in (("semicolons", ";", "utf-8"), ("commas", ",", "utf-8-sig"), ("tabs", "\t", "utf-16"),
                                   ("bars", "|", "cp1252"), ("UTF-16 without its mark", ";", "utf-16-le"),
                                   ("UTF-16 of the other order, without its mark", "\t", "utf-16-be"))),
    K("CSV of Windows with quotes and a line break in a cell",
      text('sep=;\r\nNama Koperasi;Kelurahan;Status;Alamat\r\n"KSU ""Melati""";Turi;Aktif;"Jl. É; 1\r\nBlitar"\r\n',
            "cp1252"),
      "", {"nama_koperasi": ['KSU "Melati"'], "kelurahan": ["Turi"]}, nama="register.csv"),
    K("CSV whose first heading looks like a picture", text("BMT;Nama Koperasi;Kelurahan;Status\n1;KSU A;Turi;Aktif\n"),
      "kolom_tak_dikenal@Lembar1!A1", {"nama_koperasi": ["KSU A"]}, nama="r.csv"),
    K("CSV whose quotes do not close", text('Nama Koperasi;Kelurahan;Status\n"KSU A;Turi;Aktif\nKSU B;Turi;Aktif\n'),
      "berkas_rusak@Lembar1!", nama="r.csv"),
    K("an HTML table named .xls", text(PAGE), "format_terbatas@ baris_tersembunyi@Lembar1!A6",
      {"nama_koperasi": ["KSU Melati", "Kopwan Mawar"], "nomor_badan_hukum": ["12/BH/XV", "13/BH/XV"],
       "tanggal_badan_hukum": [D(2001, 3, 5), D(2017, 10, 7)], "status": ["aktif", "tidak aktif"]},
       nama="register.xls"),
    K("an HTML table in UTF-16", text(PAGE.replace("style='display: none'", ""), "utf-16"), "format_terbatas@",
      {"status": ["aktif", "tidak aktif"]}, nama="register.xls"),
    K("an HTML table in UTF-16 without its mark",
      text(PAGE.replace("style='display: none'", ""), "utf-16-le"), "format_terbatas@",
      {"status": ["aktif", "tidak aktif"]}, nama="register.xls"),
    K("noughts that are no UTF-16", b"No;Nama\0Koperasi;Kelurahan;Status\n1;A;B\0;C\n", "bukan_lembar_kerja@",
      nama="register.csv"),
    K("an HTML page with entities of its own", text(f'<!DOCTYPE html [<!ENTITY a "aaaa">]>{PAGE}'),
          "berkas_mencurigakan@",
      nama="register.xls"),
    K("an HTML table wider than any", text("<table><tr><td colspan=2000>a</td></tr></table>"), "berkas_rusak@Lembar1!",
      nama="register.xls"),
]  # fmt: skip
