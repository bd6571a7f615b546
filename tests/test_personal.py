"""Which texts hold a number of a person, and which only look like it. All numbers are invented."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import personal
from etl.personal import ACCOUNT, BIRTH, EMAIL, KTP, PHONE

MASKED = {
    # KTP numbers: 16 digits, date of birth at places 7-12, women with day + 40
    "3572011501800001": "[KTP disamarkan]",
    "3572015501800001": "[KTP disamarkan]",
    "KTP 3572011501800001 ada": "KTP [KTP disamarkan] ada",
    "Ketua:3572011501800001;bendahara kosong": "Ketua:[KTP disamarkan];bendahara kosong",
    "3572 0115 0180 0001": "[KTP disamarkan]",
    "35 72 01 150180 0001": "[KTP disamarkan]",
    "3572.01.150180.0001": "[KTP disamarkan]",
    "357201-150180-0001": "[KTP disamarkan]",
    "3572-0115-0180-0001": "[KTP disamarkan]",
    "0072011501800001": "[KTP disamarkan]",  # whatever the province
    "9901015501800001": "[KTP disamarkan]",
    "4001 0155 0180 0001": "[KTP disamarkan]",
    "1. 3572011501800001": "1. [KTP disamarkan]",
    "3572011501800001 2024": "[KTP disamarkan] 2024",
    "357201\n150180\n0001": "[KTP disamarkan]",
    "3572\u00a00115\u00a00180\u00a00001": "[KTP disamarkan]",
    "3572\u200b011501800001": "[KTP disamarkan]",
    "３５７２０１１５０１８００００１": "[KTP disamarkan]",
    "3,57201150180000E+15": "[KTP disamarkan]",
    "No. KTP 357201150180001 (kurang satu angka)": "No. KTP [KTP disamarkan] (kurang satu angka)",
    "peserta_3572011501800001_TW3": "peserta_[KTP disamarkan]_TW3",
    "3572011501800001/3572016502810002": "[KTP disamarkan]/[KTP disamarkan]",
    "3572011501800001 3572016502810002": "[KTP disamarkan] [KTP disamarkan]",
    # telephones
    "081234567890": "[telepon disamarkan]",
    "HP 0812-3456-7890": "HP [telepon disamarkan]",
    "0812 3456 7890": "[telepon disamarkan]",
    "0812.3456.7890": "[telepon disamarkan]",
    "081.234.567.890": "[telepon disamarkan]",
    "08 1234 5678 90": "[telepon disamarkan]",
    "08 12 34 56 78 90": "[telepon disamarkan]",
    "+62 812 3456 7890": "[telepon disamarkan]",
    "+62812-3456-7890": "[telepon disamarkan]",
    "(+62) 812 3456 7890": "[telepon disamarkan]",
    "+62 (0) 812 3456 7890": "[telepon disamarkan]",
    "6281234567890": "[telepon disamarkan]",
    "62 812 3456 7890": "[telepon disamarkan]",
    "wa.me/6281234567890": "wa.me/[telepon disamarkan]",
    "０８１２３４５６７８９０": "[telepon disamarkan]",
    "0812\n3456\n7890": "[telepon disamarkan]",
    "HP081234567890": "HP[telepon disamarkan]",
    "HP 81234567890": "HP [telepon disamarkan]",
    "081234567890/082234567890": "[telepon disamarkan]/[telepon disamarkan]",
    "081234567890 082234567890": "[telepon disamarkan] [telepon disamarkan]",
    "(0342) 801234": "[telepon disamarkan]",
    "(0342)801234": "[telepon disamarkan]",
    "0342-801234": "[telepon disamarkan]",
    "0342801234": "[telepon disamarkan]",
    "021 5551234": "[telepon disamarkan]",
    "+62 342 801234": "[telepon disamarkan]",
    "Telp. 801234": "Telp. [telepon disamarkan]",
    "Telepon: 0342-801234 / 801235": "Telepon: [telepon disamarkan] / [telepon disamarkan]",
    "Fax (0342) 801234, 2 lantai": "Fax [telepon disamarkan], 2 lantai",
    # however wide the gaps are, and whatever stands in them
    "HP 0812  -  3456  -  7890": "HP [telepon disamarkan]",
    "0812     3456     7891": "[telepon disamarkan]",
    "0812 \u2009\u202f\u00a0 \u2009 3456\t\t\t\t\t\t7890": "[telepon disamarkan]",
    "0812 ---- 3456 ……… 7890".replace("…", "."): "[telepon disamarkan]",
    "0812 ‑ 3456 – 7890": "[telepon disamarkan]",
    "[0812] 3456 7890": "[telepon disamarkan]",
    "0812/3456/7890": "[telepon disamarkan]",
    "0812 / 3456 / 7890 rumah": "[telepon disamarkan] rumah",
    "HP 0812/3456/2024": "HP [telepon disamarkan]",
    "0812" + " " * 200 + "3456" + "\n" * 50 + "7890": "[telepon disamarkan]",
    "3572011501800001" + " " * 90 + "081234567890": "[KTP disamarkan]" + " " * 90 + "[telepon disamarkan]",
    "3572      0115      0180      0001": "[KTP disamarkan]",
    "+62      812      3456      7890": "[telepon disamarkan]",
    # e-mail
    "kop.maju@contoh.id": "[email disamarkan]",
    "surel: Budi_S+1@mail.contoh.co.id.": "surel: [email disamarkan].",
    "081234567890@contoh.com": "[email disamarkan]",
    "budi＠contoh.com": "[email disamarkan]",
    # accounts
    "BRI 0012-01-012345-50-1": "BRI [rekening disamarkan]",
    "BRI 0012 01 012345 50 1": "BRI [rekening disamarkan]",
    "Bank Jatim 0161234567": "Bank Jatim [rekening disamarkan]",
    "rek. 1234567890": "rek. [rekening disamarkan]",
    "No. Rek: 1234567890123": "No. Rek: [rekening disamarkan]",
    "norek 1234567890": "norek [rekening disamarkan]",
    "Rekening BCA a.n. Siti 1234567890": "Rekening BCA a.n. Siti [rekening disamarkan]",
    "1234567890 a.n. Budi": "[rekening disamarkan] a.n. Budi",
    "1440012345678 a/n Budi (Mandiri)": "[rekening disamarkan] a/n Budi (Mandiri)",
    "bsi 7123456789": "bsi [rekening disamarkan]",
    "BNI no 0123456789": "BNI no [rekening disamarkan]",
    "BTN: 0000101500012345": "BTN: [rekening disamarkan]",
    "atas nama Koperasi 1234567890": "atas nama Koperasi [rekening disamarkan]",
    "BPR Artha Kencana 1234567890": "BPR Artha Kencana [rekening disamarkan]",
    "BPD Jatim 1234567890": "BPD Jatim [rekening disamarkan]",
    "BTPN 1234567890": "BTPN [rekening disamarkan]",
    "bjb syariah 1234567890": "bjb syariah [rekening disamarkan]",
    "OCBC NISP 1234567890": "OCBC NISP [rekening disamarkan]",
    "Maybank no. 1234567890": "Maybank no. [rekening disamarkan]",
    "Panin 1234567890": "Panin [rekening disamarkan]",
    "Mega: 1234567890": "Mega: [rekening disamarkan]",
    "Bukopin 1234567890": "Bukopin [rekening disamarkan]",
    "SeaBank 1234567890": "SeaBank [rekening disamarkan]",
    "Jago 1234567890": "Jago [rekening disamarkan]",
    "Sinarmas 1234567890": "Sinarmas [rekening disamarkan]",
    "Permata Syariah no rek 1234567890": "Permata Syariah no rek [rekening disamarkan]",
    "CIMB Niaga 1234567890123": "CIMB Niaga [rekening disamarkan]",
    "Jatim 0161234567": "Jatim [rekening disamarkan]",
    "data_BCA_1234567890": "data_BCA_[rekening disamarkan]",
    "an. Siti 1234567899": "an. Siti [rekening disamarkan]",
    "an Siti Aminah: 1234567899": "an Siti Aminah: [rekening disamarkan]",
    "a/n Siti 1234567899": "a/n Siti [rekening disamarkan]",
    "1234567898 an. Budi": "[rekening disamarkan] an. Budi",
    "1234567898 (an. Budi)": "[rekening disamarkan] (an. Budi)",
    "Bank BRI Unit Sananwetan 2 nomor 1234567890": "Bank BRI Unit Sananwetan 2 nomor [rekening disamarkan]",
    "Bank BRI Unit Sananwetan 2 1234567890": "Bank BRI Unit Sananwetan [rekening disamarkan]",
    "BRI KCP Kepanjenkidul Blitar, no 1234567890": "BRI KCP Kepanjenkidul Blitar, no [rekening disamarkan]",
    # letters that look like digits
    "O81234567890": "[telepon disamarkan]",
    "08l234567890": "[telepon disamarkan]",
    "HP O8I2-3456-789O": "HP [telepon disamarkan]",
    "o812 3456 7890": "[telepon disamarkan]",
    "+62 8l2 3456 7890": "[telepon disamarkan]",
    "628|234567890 rumah": "[telepon disamarkan] rumah",
    "О81234567890": "[telepon disamarkan]",  # Cyrillic
    "0B1234567890": "[telepon disamarkan]",
    "081Z34S67890": "[telepon disamarkan]",
    "35720115O18OOOO1": "[KTP disamarkan]",
    "KTP 357201l501800001": "KTP [KTP disamarkan]",
    # addresses whose sign is written in words
    "budi(at)contoh.id": "[email disamarkan]",
    "budi [at] contoh dot id": "[email disamarkan]",
    "budi.s{at}mail.contoh.co.id": "[email disamarkan]",
    "surel budi (at) contoh (dot) co (dot) id.": "surel [email disamarkan].",
    "budi[a]contoh[titik]id": "[email disamarkan]",
    "budi AT contoh DOT com": "[email disamarkan]",
    "budi at contoh titik go titik id": "[email disamarkan]",
    "budi at contoh.id": "[email disamarkan]",
    "budi@contoh dot id": "[email disamarkan]",
    "budi @ contoh.co.id": "[email disamarkan]",
    "budi@ contoh.id": "[email disamarkan]",
    "budi @ contoh . id": "[email disamarkan]",
    # a number behind a word that ends with digits, or behind a short number
    "Uji04 62 812 3456 7890": "Uji04 [telepon disamarkan]",
    "Uji04 0812 3456 7890": "Uji04 [telepon disamarkan]",
    "RT 04 0812 3456 7890": "RT 04 [telepon disamarkan]",
    "Blok B12 0342 0812 3456 7890": "Blok B12 0342 [telepon disamarkan]",
    "Telp 04 0812 3456 7890": "Telp 04 [telepon disamarkan]",
    "RT 03 +62 812 3456 7890": "RT 03 [telepon disamarkan]",
    "Telp. 0342 801234 0812 3456 7890": "Telp. [telepon disamarkan] [telepon disamarkan]",
    # telephones with two zeros for the plus, in words, with the last digits of a second one
    "0062 812 3456 7823": "[telepon disamarkan]",
    "0062-812-3456-7823 rumah": "[telepon disamarkan] rumah",
    "006281234567823": "[telepon disamarkan]",
    "0062 342 801234": "[telepon disamarkan]",
    "WA nol delapan satu dua tiga empat lima enam tujuh delapan sembilan": "WA [telepon disamarkan]",
    "Nol Delapan Satu Dua-Tiga Empat, lima enam tujuh delapan (rumah)": "[telepon disamarkan] (rumah)",
    "kosong delapan satu dua kosong kosong lima enam tujuh delapan": "[telepon disamarkan]",
    "hp. 0812 3456 78 25 / 26": "hp. [telepon disamarkan]",
    "081234567825/26 (rumah)": "[telepon disamarkan] (rumah)",
    "0342-801234/35": "[telepon disamarkan]",
    "081234567825 / 26 / 27": "[telepon disamarkan]",
    "081234567825/2024": "[telepon disamarkan]/2024",
    "081234567825 / 15 orang": "[telepon disamarkan] / 15 orang",
    # a bank's word in the name of a cooperative
    "KPRI Ikan Mandiri 081234567832": "KPRI Ikan Mandiri [telepon disamarkan]",
    "KSP Mandiri +62 812 3456 7832": "KSP Mandiri [telepon disamarkan]",
    "KSP Mandiri rek 081234567832": "KSP Mandiri rek [rekening disamarkan]",
    "Mandiri 081234567832 a.n. Siti": "Mandiri [rekening disamarkan] a.n. Siti",
    # the words before an address are not told from those of a sentence: one of a name stays
    "joko susilo (at) gmail (dot) com": "joko [email disamarkan]",
    # dates of birth
    "tgl lahir 14-07-1985": "tgl lahir [tanggal lahir disamarkan]",
    "lahir Blitar, 15 Juli 1986": "lahir Blitar, [tanggal lahir disamarkan]",
    "Ketua: Suprapto Hadi, lahir 16/08/1977": "Ketua: Suprapto Hadi, lahir [tanggal lahir disamarkan]",
    "ttl: Blitar 17-08-1978": "ttl: Blitar [tanggal lahir disamarkan]",
    "TTL Kediri, 18 Agustus 1979": "TTL Kediri, [tanggal lahir disamarkan]",
    "rapat di rumah Ibu Sulastri Ningsih, lahir 12 Mei 1970": "rapat di rumah Ibu Sulastri Ningsih, lahir "
    "[tanggal lahir disamarkan]",
    "Ketua lahir 3 Maret 1965": "Ketua lahir [tanggal lahir disamarkan]",
    "kelahiran 1965-03-03": "kelahiran [tanggal lahir disamarkan]",
    "Tempat/Tgl. Lhr : Blitar / 3 Mrt 65": "Tempat/Tgl. Lhr : Blitar / [tanggal lahir disamarkan]",
    "Tempat, tanggal lahir: Kab. Blitar, 03.03.1965": "Tempat, tanggal lahir: Kab. Blitar, [tanggal lahir disamarkan]",
    "lahir di Kota Blitar pada tanggal 3 Maret 1965": "lahir di Kota Blitar pada tanggal [tanggal lahir disamarkan]",
    "lahir Kota Blitar, 3 Maret 1965": "lahir Kota Blitar, [tanggal lahir disamarkan]",
    "Tanggal lahir ketua koperasi: 03-03-1965": "Tanggal lahir ketua koperasi: [tanggal lahir disamarkan]",
    "Ketua koperasi lahir 3 Maret 1965": "Ketua koperasi lahir [tanggal lahir disamarkan]",
    "lahirnya 3 Maret 1965": "lahirnya [tanggal lahir disamarkan]",
    "Hari lahir Ibu Siti 3 Maret 1965": "Hari lahir Ibu Siti [tanggal lahir disamarkan]",
    "dilahirkan 03 03 1965": "dilahirkan [tanggal lahir disamarkan]",
    "T.T.L. Blitar 3-III-1965": "T.T.L. Blitar [tanggal lahir disamarkan]",
    "data_lahir_03031965_Siti": "data_lahir_[tanggal lahir disamarkan]_Siti",
    "lahir Mei 1970": "lahir [tanggal lahir disamarkan]",
    "lahir 12 Mei": "lahir [tanggal lahir disamarkan]",
    "lahir l2-O5-197O": "lahir [tanggal lahir disamarkan]",
    "lahir\u00a0１２／０５／１９７０": "lahir\u00a0[tanggal lahir disamarkan]",
    "suami istri lahir 12-05-1970 dan 13-06-1972": "suami istri lahir [tanggal lahir disamarkan] dan "
    "[tanggal lahir disamarkan]",
    "Siti lahir 12-05-1970, RAT 13-06-2024": "Siti lahir [tanggal lahir disamarkan], RAT 13-06-2024",
    "lahir 12 05 1970 HP 0812 3456 7890": "lahir [tanggal lahir disamarkan] HP [telepon disamarkan]",
    "born 3 March 1965": "born [tanggal lahir disamarkan]",
    "lahir Jl. Mawar 12 RT 02, 3 Maret 1965": "lahir Jl. Mawar 12 RT 02, [tanggal lahir disamarkan]",
    "lahir Jl. Melati 12 Sepanjang, 3 Pebuari 1965": "lahir Jl. Melati 12 Sepanjang, [tanggal lahir disamarkan]",
    "tgl lahir14-07-1985": "tgl lahir[tanggal lahir disamarkan]",
    "TTL Blitar,15Juli1986": "TTL Blitar,[tanggal lahir disamarkan]",
    "lahir tanggal 12 bulan 5 tahun 1970": "lahir tanggal [tanggal lahir disamarkan]",
    # several in one text
    "Budi 3572011501800001, 0812-3456-7890, b@c.id": "Budi [KTP disamarkan], [telepon disamarkan], [email disamarkan]",
}

KEPT = (
    "3572010010001",  # Nomor Induk Koperasi, 13 digits
    "NIK 3572010010001",
    "NIK: 3572010010001 aktif",
    "KSP Mandiri NIK 3572010010001",
    "518/441/KUMKM/2014",
    "1095/BH/XV",
    "53/BH/KDK.52/XI/2000",
    "AHU-0003346.AH.01.29 TAHUN 2023",
    "AHU-0003346.AH.01.29.TAHUN 2023",
    "518/0812/KUMKM/2014",
    "BH 518.441.2014.00123",
    "01.234.567.8-901.000",
    "02.345.678.9-623.000",
    "08.123.456.7-655.000",  # NPWP
    "1234567890123",  # NIB
    "Rp 1.250.000.000",
    "Rp. 3,972,707,688",
    "1.250.000.000.000",
    "81.234.567.890",
    "6.281.234.567.890",
    "(1.250.000)",
    "21 575",
    "Rp 81234567890",
    "Pinjaman BRI Rp 1.250.000.000",
    "Simpanan di BRI 1.250.000.000",
    "BRI Rp 1250000000",
    "Mandiri 2022 2023 2024",
    "Bank Sampah Mawar 2",
    "KPRI BRI 1",
    "BRI 12-05-2024 - 14-05-2024",
    "12-05-2024 - 12-06-2024",
    "08-12-2024 15 orang",
    "08.12.2024 - 10.12.2024",
    "08.12.24 - 10.12.24",
    "2025-09-30 10:15",
    "08.30 - 12.00 20 orang",
    "08.00-12.00",
    "2021 2022 2023 2024",
    "14 Juli 2022",
    "05-07 Maret 2024",
    "TW 3 2025",
    "Triwulan III 2025",
    "Keadaan per 30 Juni 2022",
    "66131",
    "Jl. Merdeka 12 RT 02 RW 03 Blitar 66112",
    "3572999901800001",
    "3572013013800001",  # 16 digits without a date of birth
    "19720115 199803 1 001",
    "197201151998031001",  # NIP of an officer
    "RT 01 02 03 04 05 06 07 08",
    "08 - 12 - 2024     15 orang",
    "08-12-2024          15-12-2024",
    "08.30      12.00      20 orang",
    "12.500.000     12.500.000",
    "8.123.456     7.890.123",
    "1.250.000          3.500.000          4.750.000",
    "SK 0812/3456/2024",
    "08/12/2024 15 orang",
    "NIB     1234567890123",
    "518/441     KUMKM     2014",
    "KSP Permata 3572010010001",
    "Koperasi Mega Jaya, NIB 1234567890123",
    "Koperasi Wanita Permata 1234567890123",
    "Anggaran 1234567890123",
    "pembiayaan 1234567890123",
    "Kec. Jatimulyo 1234567890123",
    "Bank Jatim Cabang 2, NIK no 3572010010001",
    "10 kg @ 1.500",
    "@kopmaju",
    "kopi @ Rp 15.000",
    "SK 085/1234567/2024",
    "3,57E+12",
    "1 2 3 4 5 6 7 8 9 10 11 12 13",
    "(1) (2) (3) (4) (5) (6) (7) (8) (9)",
    "Lat -8.0954627, 112.1609056",
    "",
    "-",
    "kelurahan Turi",
    "[KTP disamarkan]",
    "Kec. Sukorejo 35.72.02 kode 3572010",
    "KSU 1 2 3",
    "35720lOO10001",  # Nomor Induk Koperasi with letters for digits
    "NIK 357201O010001",
    "NIB 12345678901Z3",
    "O8",
    "IO8 boss SOLO 2008",
    "Rp 1.25O.OOO.OOO",
    "5I8/44l/KUMKM/2O14",
    "1095/BH/XVI/2001/1234567",
    "AHU-OO03346.AH.01.29 TAHUN 2023",
    "08l2",
    "Lot B8 Blok S2 Zona 10",
    "KSPPS At Taqwa",
    "KSPPS AT-TAQWA 2023",
    "rapat at Hotel Tugu",
    "pasar (a) Templek, (b) Legi",
    "kopi @ 15.000",
    "IG @kopmaju.id",
    "tanda titik dua",
    "www.contoh.id",
    "anggota di contoh dot",
    "RT 04 RW 02 Kelurahan Turi 66131",
    "3572010010001 04 2024",
    "SDN 1 2 3",
    "simpanan 0812345678 rupiah",
    "simpanan 0812345678,-",
    "aset 0812345678 juta",
    "saldo BRI 1250000000 rupiah",
    "Rp 0812345678",
    "satu dua tiga empat lima enam tujuh delapan sembilan",
    "nol delapan satu dua tiga",
    "delapan belas orang",
    "lahirnya koperasi 12 Juli 1995",
    "hari lahir Pancasila 1 Juni",
    "Hari Lahir Koperasi 12 Juli 1947",
    "Hari lahir Kota Blitar 1 April 1906",
    "lahirnya Kabupaten Blitar 5 Agustus 1324",
    "Harlah NU 31 Januari 1926",
    "hari lahir NU 31 Januari 1926",
    "Koperasi ini lahir tanggal 12 Juli 1995",
    "maaf lahir dan batin 12-04-2024",
    "Ketua lahir di Blitar. RAT 12 Mei 2024",
    "badan hukum 12 Juli 1995",
    "berdiri 12-07-1995",
    "Tempat/Tgl Lahir",
    "lahir batin",
    "TTL 15 orang",
    "TTL 15 orang, 12 Mei 2024",
    "lahir 1970",  # a year is no date
    "lahir 7 unit usaha",
    "melahirkan usaha baru 12 Mei 2024",
)


@pytest.mark.parametrize("text", MASKED)
def test_a_number_of_a_person_is_masked_and_the_rest_of_the_text_stays(text: str) -> None:
    assert personal.mask(text) == MASKED[text]


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_a_number_of_a_person_stays(text: str) -> None:
    assert personal.mask(text) == text


@pytest.mark.parametrize("text", MASKED)
def test_masking_twice_changes_nothing(text: str) -> None:
    assert personal.mask(MASKED[text]) == MASKED[text]
    assert personal.find(MASKED[text]) == []


MOBILE = st.tuples(st.sampled_from(["08", "628", "+628"]), st.from_regex(r"[1-9][0-9]{8,9}", fullmatch=True)).map(
    "".join
)
BETWEEN = st.sampled_from(["", "", " ", "-", ".", " - "])
LIKE = {"0": "OoО", "1": "lI|", "2": "Zz", "5": "Ss", "8": "B"}
BESIDE = st.sampled_from(
    ["", "Uji04 ", "RT 03 ", "Ketua Siti, ", "Jl. Merdeka 12, ", "KSP Maju 2 ", "HP", "2024; ", "04 "]
)
ENDS = st.sampled_from(["", ".", " (rumah)", ", 15 orang", "; Rp 1.250.000"])


@st.composite
def write_mobile(draw: st.DrawFn) -> str:
    """A mobile number as people write one: in groups, with up to two letters for digits."""
    number = list(draw(MOBILE))
    for place in draw(st.sets(st.integers(1, len(number) - 1), max_size=2)):
        number[place] = draw(st.sampled_from(LIKE.get(number[place], number[place])))
    cuts = sorted(draw(st.sets(st.integers(4, len(number) - 3), max_size=2)))
    groups = ["".join(number[a:b]) for a, b in pairwise([0, *cuts, len(number)])]
    return draw(BETWEEN).join(groups)


@given(write_mobile(), BESIDE, ENDS)
def test_no_end_of_a_telephone_number_stays_readable_however_it_is_written(
    number: str, before: str, after: str
) -> None:
    masked = personal.mask(before + number + after)
    assert masked == before + personal.TOKEN[PHONE] + after


NAME = st.sampled_from(["budi", "siti.a", "kop_maju", "b-2"])
AT = st.sampled_from(["@", " @ ", "(at)", " (at) ", "[at]", " [AT] ", "{at}", " at ", "<at>", " [a] "])
DOT = st.sampled_from([".", " dot ", "(dot)", " [dot] ", " titik ", "[titik]"])


@given(NAME, AT, DOT, st.lists(st.sampled_from(["contoh", "mail", "co", "go"]), min_size=1, max_size=3), ENDS)
def test_no_address_stays_readable_however_its_sign_is_written(
    name: str, at: str, dot: str, domain: list[str], after: str
) -> None:
    masked = personal.mask(f"surel {name}{at}{dot.join([*domain, 'id'])}{after}")
    assert masked == f"surel {personal.TOKEN[EMAIL]}{after}"


PUBLIC = st.one_of(
    st.from_regex(r"357[1-9]0[1-9]00[0-9]{4,5}", fullmatch=True),  # Nomor Induk Koperasi
    st.from_regex(r"(Rp )?[1-9][0-9]{0,2}(\.[0-9]{3}){1,3}", fullmatch=True),
    st.from_regex(r"(0[1-9]|[12][0-9])([-/.])(0[1-9]|1[0-2])\2(20[0-3][0-9])", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{0,3}/BH/[XVI]{1,4}/20[0-2][0-9]", fullmatch=True),
    st.from_regex(r"518/[1-9][0-9]{2}/KUMKM/20[0-2][0-9]", fullmatch=True),
)
WORDS = st.sampled_from(["", "NIK ", "Badan hukum ", "anggota ", "SOLO ", "Boss Zila ", "At Taqwa ", "rapat di "])


@given(WORDS, PUBLIC, st.sampled_from(["", " aktif", " orang", "; titik dua"]))
def test_numbers_of_cooperatives_amounts_and_dates_stay(before: str, number: str, after: str) -> None:
    text = before + number + after
    assert personal.mask(text) == text


def test_the_kinds_of_a_text_are_named_once_each() -> None:
    text = "Budi 3572011501800001, 0812-3456-7890, 081234567891, b@c.id, BRI 1234567890, lahir 1 Mei 1970"
    assert personal.kinds(text) == (KTP, PHONE, EMAIL, ACCOUNT, BIRTH)
    assert personal.kinds("TW 3 2025") == ()


def test_a_name_is_the_same_with_a_number_behind_it_masked_or_not() -> None:
    assert personal.without("KSU Maju 0812-3456-7890") == "KSU Maju"
    assert personal.without("KSU Maju [telepon disamarkan]") == "KSU Maju"
    assert personal.without("KSU  Maju") == "KSU  Maju"


@pytest.mark.parametrize(
    "number, telephone, token",
    [
        (3572011501800000.0, False, "[KTP disamarkan]"),  # Excel has made the last digit a zero
        (3572011501800000.0, True, "[KTP disamarkan]"),
        (81234567890.0, True, "[telepon disamarkan]"),
        (6281234567890.0, True, "[telepon disamarkan]"),
        (81234567890.0, False, ""),  # an amount of money
        (3572010010001.0, True, ""),
        (3572999901800000.0, True, ""),
        (1250000000.5, True, ""),
        (float("nan"), True, ""),
        (float("inf"), True, ""),
        (2025.0, True, ""),
    ],
)
def test_a_number_typed_as_a_number(number: float, telephone: bool, token: str) -> None:
    assert personal.mask_number(number, telephone) == token


@pytest.mark.parametrize(
    "text", ["3572010010001", "NIK. 3572011501800001", "No. 01.234.567.8-901.000", "'3572010010001"]
)
def test_a_number_of_a_document_stands_alone_in_its_cell(text: str) -> None:
    assert personal.is_number_alone(text)


@pytest.mark.parametrize("text", ["3572010010001 HP 081234567890", "b@c.id", "518/441/KUMKM/2014 rek 1234567890"])
def test_a_number_of_a_document_with_something_beside_it_is_not_alone(text: str) -> None:
    assert not personal.is_number_alone(text)


def test_long_texts_of_digits_take_no_time() -> None:
    texts = ["1 " * 20_000, "08" * 20_000, "1.000." * 10_000, "a@" * 20_000, "a." * 20_000 + "@b", "(" * 20_000]
    texts += ["lahir " * 20_000 + "1", "lahir 1 " * 20_000, "nol delapan " * 10_000, "081234567890" + "/1" * 20_000]
    texts += ["lahir" + " " * 100_000 + "1", "1 mei " * 20_000 + "lahir", "kosong" * 20_000, "t.t.l" * 20_000]
    start = time.process_time()
    for text in texts:
        personal.mask(text)
    assert time.process_time() - start < 2
