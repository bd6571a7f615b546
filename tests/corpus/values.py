"""Corpus, part 2: numbers, money, dates, statuses, names of areas and cooperatives, texts that look like something else."""

from __future__ import annotations

import datetime as dt

from tests.corpus.cases import AB, A, B, J, K, N, kelurahan, kolom, kunjungan, lembar, peserta, status, tulis

JT = 1_000_000
TGL = "Tgl. Badan Hukum"
HARI = dt.date(2022, 7, 14)


def _score_in_percent() -> bytes:
    def isi(buku, ws):
        percent = buku.add_format({"num_format": "0%"})
        ws.write_number("F2", 0.87, percent)
        ws.write_number("F3", 0.51, percent)

    return tulis(isi, [[*J, "Skor Kesehatan"], A, B])


NILAI = [
    # ── numbers ──
    K("thousands with dots, cents with comma", kolom("Aset (Rp)", "1.250.000,50", "Rp 1.250.000,-", "Rp. 3,972,707,688"), "",
      {"aset": [1_250_000.5, 1_250_000, 3_972_707_688]}),
    K("blanks and apostrophes between thousands", kolom("Aset (Rp)", "21 575 000", "21\u00a0575\u00a0000", "'1250000", "  1.250.000  "), "",
      {"aset": [21_575_000, 21_575_000, 1_250_000, 1_250_000]}),
    K("two ways of decimals in one column", kolom("Skor Kesehatan", "81,85", "66.00", 51), "", {"skor_kesehatan": [81.85, 66, 51]}),
    K("decimals mixed in money of Rp juta", kolom("Aset (Rp Juta)", "151,85", "223.00", 12.5), "satuan_dikali@E1",
      {"aset": [151.85 * JT, 223 * JT, 12.5 * JT]}),
    K("1.250 alone in Rp juta may be two things", kolom("Aset (Rp Juta)", "1.250", 3, 4), "satuan_dikali@E1 bilangan_ganda_arti@E2",
      {"aset": [N, 3 * JT, 4 * JT]}),
    K("1.250 in Rp juta where other cells show what a dot is", kolom("Aset (Rp Juta)", "1.250", "1.250.000,5", 4), "satuan_dikali@E1",
      {"aset": [1250 * JT, 1_250_000.5 * JT, 4 * JT]}),
    K("1.250 people are a thousand and more", kolom("Jumlah Anggota", "1.250", "1,250", "1250 orang"), "", {"jumlah_anggota": [1250] * 3}),
    K("nihil, dash, zero and blank are told apart", kolom("SHU", "nihil", "-", 0, N, " "), "", {"shu": [0, N, 0, N, N]}),
    K("losses: minus, brackets, minus behind", kolom("SHU", -5_250_000, "(1.250.000)", "-1.250.000", "(Rp 1.250.000,-)"), "",
      {"shu": [-5_250_000, -1_250_000, -1_250_000, -1_250_000]}),
    K("a negative number of people", kolom("Jumlah Anggota", -3), "negatif@E2", {"jumlah_anggota": [N]}),
    K("half a person", kolom("Jumlah Anggota", 12.5, 12.0), "bukan_bulat@E2", {"jumlah_anggota": [N, 12]}),
    K("words where a number must be", kolom("Jumlah Anggota", "banyak", "±50", "10-20"), "bukan_bilangan@E2 bukan_bilangan@E3 bukan_bilangan@E4",
      {"jumlah_anggota": [N, N, N]}),
    K("more money than there is", kolom("Aset (Rp)", 9e15), "di_luar_batas@E2", {"aset": [N]}),
    K("a score in per cent", _score_in_percent, "", {"skor_kesehatan": [87, 51]}),
    K("a score beyond 100", kolom("Skor Kesehatan", 815), "di_luar_batas@E2", {"skor_kesehatan": [N]}),
    K("score and predicate contradict each other",
      lembar([*J, "Skor Kesehatan", "Predikat"], [*A, 50, "Sehat"], [*B, 51, "Dalam Pengawasan"]), "skor_predikat_berbeda@G2",
      {"skor_kesehatan": [50, 51]}),
    # ── units ──
    K("Rp juta in the title", kolom("Aset", 12.5, atas=("DATA KOPERASI (Rp. Juta)",)), "satuan_dikali@E2", {"aset": [12.5 * JT]}),
    K("in thousands, said in words", kolom("Aset", 12_500, atas=("(dalam ribuan rupiah)",)), "satuan_dikali@E2", {"aset": [12.5 * JT]}),
    K("Rp miliar in the heading", kolom("Aset (Rp miliar)", 1.5, "2,25"), "satuan_dikali@E1", {"aset": [1500 * JT, 2250 * JT]}),
    K("the heading's unit beats the title's", kolom("Aset (Rp)", 12_500_000, atas=("(Rp Juta)",)), "", {"aset": [12.5 * JT]}),
    K("a cell with its own unit", kolom("Aset (Rp)", "1,5 juta", "2 miliar", "750 ribu"), "", {"aset": [1.5 * JT, 2000 * JT, 750_000]}),
    K("small sums without a unit", kolom("Aset", 125, 250), "satuan_tidak_jelas@E1", {"aset": [125, 250]}),
    K("members do not add up", lembar([*J, "Anggota L", "Anggota P", "Jumlah Anggota"], [*A, 3, 4, 8], [*B, 3, 4, 7]), "anggota_tidak_cocok@H2",
      {"jumlah_anggota": [8, 7]}),
    # ── dates ──
    K("dates in every form", kolom(TGL, "14 Juli 2022", "14/07/2022", "14-7-22", "2022-07-14", "14.07.2022", "Kamis, 14 Juli 2022", 44_756.0, HARI), "",
      {"tanggal_badan_hukum": [HARI] * 8}),
    K("names of months as people write them", kolom(TGL, "14 Pebruari 2022", "14 Nopember 2022", "14 Agt 2022", "14-Okt-22"), "",
      {"tanggal_badan_hukum": [dt.date(2022, m, 14) for m in (2, 11, 8, 10)]}),
    K("dates that no calendar has", kolom(TGL, "31/02/2022", "30-11--0001", "00/00/0000", "14 Jully 2022"),
      " ".join(f"bukan_tanggal@E{i}" for i in range(2, 6)), {"tanggal_badan_hukum": [N] * 4}),
    K("two-digit years on both sides of the border", kolom(TGL, "14/7/49", "14/7/50"), "tanggal_mendatang@E2",
      {"tanggal_badan_hukum": [dt.date(2049, 7, 14), dt.date(1950, 7, 14)]}),
    K("month first, and so perhaps its neighbour", kolom(TGL, "07/14/2022", "05/07/2022"), "tanggal_ganda_arti@E2 tanggal_ganda_arti@E3",
      {"tanggal_badan_hukum": [HARI, dt.date(2022, 7, 5)]}),
    K("dates after the quarter's end", lembar([*J, "Tanggal RAT", "RAT Tahun Buku"], [*A, "12/03/2026", 2026]),
      "tanggal_mendatang@F2 tanggal_mendatang@G2", {"tahun_buku_rat": [2026]}),
    K("years that are none", kolom("RAT Tahun Buku", "2023/2024", "Sudah", "TB 2023", 23, 2023.0), "bukan_tahun@E2 bukan_tahun@E3 bukan_tahun@E5",
      {"tahun_buku_rat": [N, N, 2023, N, 2023]}),
    K("ranges of a training", lembar(["No", "Nama Kegiatan", "Tanggal", "Nama Peserta", "Kelurahan", "Asal"],
      [1, "Dasar", "05-07 Agustus 2025", "Satu", "Turi", "Bank Sampah Asri"], [2, "Lanjut", "28 s.d 29 September 2025", "Dua", "Turi", "Bank Sampah Asri"],
      [3, "Mahir", "Senin-Rabu, 11, 12 dan 13 Agustus 2025", "Tiga", "Turi", "Bank Sampah Asri"]), "kolom_pribadi@D1",
      {"tanggal_mulai": [dt.date(2025, 8, 5), dt.date(2025, 9, 28), dt.date(2025, 8, 11)],
       "tanggal_selesai": [dt.date(2025, 8, 7), dt.date(2025, 9, 29), dt.date(2025, 8, 13)]}),
    K("a training that ends before it begins", lembar(["No", "Nama Kegiatan", "Tanggal Mulai", "Tanggal Selesai", "Nama Peserta", "Kelurahan", "Asal"],
      [1, "Dasar", "7/8/2025", "5/8/2025", "Satu", "Turi", "Bank Sampah Asri"]), "kolom_pribadi@E1 tanggal_terbalik@D2"),
    K("visits outside the quarter", kunjungan("30/06/2025", "01/07/2025", "30/09/2025", "01/10/2025"), "di_luar_triwulan@B2 di_luar_triwulan@B5"),
    K("a visit without a date that can be read", kunjungan("kemarin", N), "tanggal_wajib_salah@B2 wajib_kosong@B3"),
    K("one visit typed twice", lembar(kunjungan()["S"][0], *[[i, "14/07/2025", "Bank Sampah Asri", "Turi", "Petugas 1"] for i in (1, 2)]),
      "kunjungan_ganda@C2", {"sasaran": ["Bank Sampah Asri"]}),
    # ── the quarter ──
    K("the title names another quarter", lembar(["Keadaan per 30 Juni 2025"], J, A), "periode_berbeda@A1"),
    K("a sheet named Triwulan 3, the year in the title", {"Triwulan 3": [["TAHUN 2025"], J, A, B]}, "", AB, periode=""),
    K("the quarter stands in the file's name only", lembar(J, A, B), "", AB, nama="data koperasi 30 SEPTEMBER 2025.xlsx", periode=""),
    K("no quarter anywhere", lembar(J, A, B), "periode_tidak_jelas@", periode=""),
    K("a quarter that has not ended", lembar(J, A, B), "periode_mendatang@", AB, periode="2099-T4"),
    # ── statuses and choices ──
    K("statuses as people write them", status("AKTIF", "Tdk Aktif", "T. Aktif", "A", "TA", "pasif", "beku", "non-aktif"), "",
      {"status": ["aktif", "tidak aktif", "tidak aktif", "aktif", *["tidak aktif"] * 4]}),
    K("unknown statuses stay unknown", status(N, 1, "?", "Sedang RAT", "-"),
      "status_kosong@D2 status_tak_dikenal@D3 status_tak_dikenal@D4 status_tak_dikenal@D5 status_kosong@D6", {"status": ["tidak diketahui"] * 5}),
    K("proposed, dissolved", status("Diusulkan Dibubarkan", "Usul bubar", "Bubar", "DIBUBARKAN"), "",
      {"status": ["diusulkan dibubarkan", "diusulkan dibubarkan", "dibubarkan", "dibubarkan"]}),
    K("yes and no as people write them", kolom("Wifi", "Ya", "ada", "v", "✓", "Tidak", "-", N, "0"), "",
      {"pakai_internet": [True, True, True, True, False, N, N, False]}),
    K("several channels in a cell", kolom("Media Pemasaran", "WA, FB & Shopee", "website/IG", "tidak ada", "brosur"), "pilihan_tak_dikenal@E5",
      {"kanal_digital": ["Media Sosial; WhatsApp; Marketplace", "Website; Media Sosial", "", N]}),
    K("an unknown kind of cooperative", kolom("Jenis Koperasi", "Simpan Pinjam", "KSU", "Angkutan"), "pilihan_tak_dikenal@E4",
      {"jenis": ["Simpan Pinjam", "Serba Usaha", N]}),
    # ── numbers of documents ──
    K("a NIK typed as a number", lembar(J, [1, 3572000000001, *A[2:]]), "nik_angka@B2", {"nik_koperasi": ["3572000000001"]}),
    K("a NIK as 3,57E+12", lembar(J, [1, "3,57E+12", *A[2:]]), "nomor_disingkat@B2", {"nik_koperasi": [N]}),
    K("a NIK with zeros in front stays text", lembar(J, [1, "0035720001", *A[2:]]), "", {"nik_koperasi": ["0035720001"]}),
    K("a badan hukum number that Excel made a date", kolom("No. BH", dt.date(2014, 4, 18)), "nomor_jadi_tanggal@E2", {"nomor_badan_hukum": [N]}),
    K("badan hukum numbers as they look", kolom("No. BH", "1095/BH/XV", "AHU-0003346.AH.01.29 TAHUN 2023", "518/441/KUMKM/2014", "proses"),
      "bukan_nomor@E5", {"nomor_badan_hukum": ["1095/BH/XV", "AHU-0003346.AH.01.29 TAHUN 2023", "518/441/KUMKM/2014", N]}),
    # ── areas ──
    K("spellings of kelurahan", kelurahan("Kel.Turi", "Kel. Turi", "KELURAHAN TURI", "Karangtengah ", "Karang Tengah", "Sanan Wetan", "Kapunden", "Ds. Bendo Gerit"), "",
      {"kelurahan": ["Turi", "Turi", "Turi", "Karangtengah", "Karangtengah", "Sananwetan", "Pakunden", "Bendogerit"]}),
    K("Kepanjen and Kota Blitar always ask", kelurahan("Kepanjen", "Kota Blitar"), "kelurahan_ragu@C2 kelurahan_ragu@C3"),
    K("a slip of the pen is corrected and said", kelurahan("Plosokerap"), "kelurahan_dikoreksi@C2", {"kelurahan": ["Plosokerep"]}),
    K("a kelurahan of another town", kelurahan("Lowokwaru", 5, N), "kelurahan_tak_dikenal@C2 kelurahan_tak_dikenal@C3 wajib_kosong@C4"),
    K("a kecamatan nobody knows", lembar([*J, "Kecamatan"], [*A, "Lowokwaru"]), "kecamatan_tak_dikenal@F2", {"kelurahan": ["Turi"]}),
    K("a kecamatan's name as kelurahan, beside its kecamatan", lembar([*J, "Kecamatan"], [*A[:3], "Sukorejo", "Aktif", "Sukorejo"]), "",
      {"kelurahan": ["Sukorejo"]}),
    # ── names ──
    K("one name in two kelurahan is two cooperatives", lembar(J, [1, N, "Kopwan Mawar", "Turi", "Aktif"], [2, N, "Kopwan Mawar", "Gedog", "Aktif"]), "",
      {"nama_koperasi": ["Kopwan Mawar"] * 2}),
    K("one name twice in one kelurahan", lembar(J, [1, N, "Kopwan Mawar", "Turi", "Aktif"], [2, N, "KOPWAN  MAWAR", "Kel.Turi", "Aktif"]),
      "koperasi_ganda@C3"),
    K("one NIK twice", lembar(J, A, [2, A[1], "Kopwan Mawar", "Gedog", "Aktif"]), "koperasi_ganda@C3"),
    K("a row without a name", lembar(J, A, [2, "3572000000002", N, "Gedog", "Aktif"]), "wajib_kosong@C3"),
    K("a name that is a number or a sign", lembar(J, [1, "3572000000001", 0, "Turi", "Aktif"], [2, "3572000000002", "???", "Gedog", "Aktif"], [3, "3572000000003", "Kopontren 212", "Bendo", "Aktif"]),
      "bukan_nama@C2 bukan_nama@C3"),
    K("KPRI SMPN 1 and KPRI SMAN 1 are two", lembar(J, [1, N, "KPRI SMPN 1", "Turi", "Aktif"], [2, N, "KPRI SMAN 1", "Turi", "Aktif"]), "",
      {"nama_koperasi": ["KPRI SMPN 1", "KPRI SMAN 1"]}),
    K("a visit to a cooperative that is not in the register", {"S": [J, A], "D": [["Tanggal", "Koperasi", "Petugas"], ["14/07/2025", "KSP Entah", "Petugas 1"]]},
      "koperasi_tak_ditemukan@D!B2 kelurahan_tak_dapat_ditentukan@D!A2"),
    K("a person counts once, by resident number, under two spellings",
      lembar(["No", "Nama Peserta", "NIK", "Nama Kegiatan", "Tanggal", "Kelurahan", "Asal"],
             *[[i, n, "3572010101010001", "Dasar", "5/8/2025", "Turi", "Bank Sampah Asri"] for i, n in enumerate(("Siti A.", "Siti Aminah"), 1)]),
      "kolom_pribadi@B1 kolom_pribadi@C1 peserta_ganda@B2", {"asal": ["Bank Sampah Asri"]}),
    K("a participant's cooperative of the register gives the kelurahan", {"S": [J, A], "P": peserta([1, "Satu", "L", "KOP. SERBA USAHA MELATI", N])},
      "kolom_pribadi@P!B4", {"pelatihan.kelurahan": ["Turi"]}),
    # ── texts that look like something else ──
    K("formula text stays text", lembar(J, [1, "3572000000001", '=HYPERLINK("http://contoh","klik")', "Turi", "Aktif"], [2, N, "@SUM(1)", "Turi", "Aktif"]), "",
      {"nama_koperasi": ['=HYPERLINK("http://contoh","klik")', "@SUM(1)"]}),
    K("NUL and control characters", lembar(J, [1, "3572000000001", "KSU\x07 Mel\x00ati", "Tu\x01ri", "Aktif\x1f"]), "", {"nama_koperasi": ["KSU Melati"], "kelurahan": ["Turi"]}),
    K("right-to-left marks, zero-width and no-break blanks", lembar(J, [1, "3572000000001", "KSU\u00a0Melati\u200b", "\u202eTuri\u202c", "\ufeffAktif\u200f"]), "",
      {"nama_koperasi": ["KSU Melati"], "kelurahan": ["Turi"], "status": ["aktif"]}),
    K("emoji and accents", lembar(J, [1, "3572000000001", "KSU Melati 🌾 Jaé", "Turi", "Aktif ✅"]), "", {"status": ["aktif"], "nama_koperasi": ["KSU Melati 🌾 Jaé"]}),
    K("HTML and SQL in a name", lembar(J, [1, "3572000000001", "<script>alert(1)</script>'; drop table koperasi_triwulan; --", "Turi", "Aktif"]), "",
      {"nama_koperasi": ["<script>alert(1)</script>'; drop table koperasi_triwulan; --"]}),
    K("a name of 5,000 letters", lembar(J, [1, "3572000000001", "K" * 5000, "Turi", "Aktif"]), "", {"nama_koperasi": ["K" * 5000]}),
    K("a cooperative named Jumlah, another named Total Karya", lembar(J, [1, N, "Jumlah Makmur", "Turi", "Aktif"], [2, N, "Total Karya", "Gedog", "Aktif"]), "",
      {"nama_koperasi": ["Jumlah Makmur", "Total Karya"]}),
]  # fmt: skip
