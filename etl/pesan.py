"""The catalogue of messages: code, weight, what was found, what to do. Every finding is made here.

Weights: "salah" cannot be published; "periksa" is published, shown and listed.
Text and advice are format strings; their fields are given to `temuan(...)`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from etl import personal

SALAH, PERIKSA = "salah", "periksa"


@dataclass(frozen=True)
class Pesan:
    kode: str
    berat: str
    pesan: str
    saran: str


@dataclass(frozen=True)
class Temuan:
    """One finding: where (lembar, sel such as "D3" or ""), what stood there (isi), what it means, what to do.

    `usul` is the value that would repair the cell, or "" where nobody can know it.
    """

    kode: str
    berat: str
    lembar: str
    sel: str
    isi: str
    pesan: str
    saran: str
    usul: str = ""


class TidakTerbaca(Exception):
    """The file cannot be read at all: carries the one finding that says why (exit code 2)."""

    def __init__(self, temuan: Temuan) -> None:
        super().__init__(temuan.pesan)
        self.temuan = temuan


_DAFTAR = (
    # ── the file ──
    Pesan("berkas_kosong", SALAH, "Berkas ini kosong (0 bita).", "Simpan ulang dari Excel, lalu unggah lagi."),
    Pesan("berkas_terlalu_besar", SALAH, "Berkas ini {ukuran}; batasnya {batas}.",
          "Hapus gambar dan lembar yang tidak perlu, lalu simpan ulang."),
    Pesan("bukan_lembar_kerja", SALAH, "Berkas ini bukan buku kerja Excel, melainkan {jenis}.",
          "Buka berkas aslinya di Excel, lalu Simpan Sebagai “Buku Kerja Excel (.xlsx)”."),
    Pesan("berkas_kunci", SALAH, "Ini berkas kunci sementara Excel (~$…), bukan buku kerjanya.",
          "Tutup Excel, lalu pilih berkas tanpa tanda “~$” di depan namanya."),
    Pesan("bersandi", SALAH, "Buku kerja ini dilindungi kata sandi, jadi isinya tidak dapat dibaca.",
          "Buka di Excel, hapus sandinya (Berkas › Info › Proteksi Buku Kerja), simpan, lalu unggah lagi."),
    Pesan("berkas_rusak", SALAH, "Berkas ini rusak atau tidak lengkap: {rincian}.",
          "Buka di Excel, biarkan Excel memperbaikinya, simpan ulang, lalu unggah lagi."),
    Pesan("berkas_mencurigakan", SALAH, "Berkas ini ditolak demi keamanan: {rincian}.",
          "Salin isi lembarnya ke buku kerja baru, simpan, lalu unggah yang baru."),
    Pesan("berkas_terlalu_berat", SALAH, "Berkas ini tidak selesai dibaca ({rincian}).",
          "Salin tabelnya saja ke buku kerja baru, simpan, lalu unggah yang baru."),
    Pesan("lembar_terlalu_luas", SALAH, "Lembar “{lembar}” memakai sel sampai {sel}: terlalu luas untuk dibaca.",
          "Hapus isi sel yang jauh dari tabel (Ctrl+End menunjukkannya), simpan, lalu unggah lagi."),
    Pesan("server_penuh", SALAH, "Buku kerja ini belum diperiksa: server tidak dapat menyimpan berkas sementara ({rincian}).",
          "Beri tahu petugas TI bahwa diska server penuh, lalu coba lagi."),
    Pesan("berkas_tak_terbuka", SALAH, "Berkas “{isi}” tidak dapat dibuka: {rincian}.", "Periksa nama dan foldernya, lalu coba lagi."),
    Pesan("tidak_dapat_dikerjakan", SALAH, "{rincian}.", "Perbaiki sebabnya, lalu coba lagi."),
    Pesan("makro_diabaikan", PERIKSA, "Buku kerja ini memuat makro. Makro tidak dijalankan.",
          "Tidak perlu berbuat apa-apa; datanya tetap dibaca."),
    Pesan("tautan_luar", PERIKSA, "Buku kerja ini mengambil nilai dari buku kerja lain. Nilai terakhir yang tersimpan yang dipakai.",
          "Pastikan nilainya masih benar."),
    Pesan("format_terbatas", PERIKSA,
          "Di berkas .{format}, galat rumus, rumus yang belum dihitung dan baris tersembunyi tidak dapat dikenali.",
          "Bila ragu, Simpan Sebagai “Buku Kerja Excel (.xlsx)”, lalu unggah lagi."),
    # ── sheets and headings ──
    Pesan("tidak_ada_tabel", SALAH, "Tidak ada tabel yang dikenali di buku kerja ini.",
          "Pastikan ada baris judul kolom, misalnya “Nama Koperasi”, “Kelurahan”, “Status”. Lihat templat."),
    Pesan("lembar_tak_dikenal", PERIKSA, "Lembar “{lembar}” tidak memuat tabel yang dikenali, jadi tidak dibaca.",
          "Abaikan bila memang bukan data; bila data, samakan judul kolomnya dengan templat."),
    Pesan("terlalu_banyak_judul", SALAH, "Lembar “{lembar}” punya lebih dari {batas} baris yang menyerupai judul kolom, jadi tidak dibaca.",
          "Sisakan tabelnya saja di lembar ini, atau hapus lembarnya bila bukan data."),
    Pesan("lembar_kosong", PERIKSA, "Lembar “{lembar}” punya judul kolom {jenis} tetapi tidak punya baris data.",
          "Bila memang tidak ada kegiatan, biarkan. Bila seharusnya ada, isi dahulu."),
    Pesan("register_kosong", SALAH, "Tabel koperasi di lembar “{lembar}” tidak punya baris data.",
          "Isi daftar koperasinya, lalu unggah lagi."),
    Pesan("lembar_tersembunyi", PERIKSA, "Lembar “{lembar}” tersembunyi, tetapi tetap dibaca.",
          "Hapus lembar ini bila memang tidak dipakai."),
    Pesan("baris_tersembunyi", PERIKSA, "{jumlah} baris tersembunyi (mis. oleh penyaring) tetap dibaca: baris {baris}.",
          "Hapus baris itu bila memang tidak dipakai."),
    Pesan("kolom_tersembunyi", PERIKSA, "Kolom {kolom} tersembunyi, tetapi tetap dibaca.",
          "Hapus kolom itu bila memang tidak dipakai."),
    Pesan("kolom_wajib_hilang", SALAH, "Kolom wajib “{kolom}” tidak ditemukan di tabel {jenis}.",
          "Tambahkan kolom dengan judul “{kolom}”.{mirip}"),
    Pesan("kolom_ganda", SALAH, "Dua judul menunjuk kolom yang sama, “{kolom}”: sel {sel1} dan {sel2}.",
          "Ganti salah satu judulnya atau hapus salah satu kolomnya."),
    Pesan("kolom_tak_dikenal", PERIKSA, "Kolom “{isi}” tidak dikenal dan tidak dibaca.", "{mirip}"),
    Pesan("kolom_pribadi", PERIKSA, "Kolom “{isi}” berisi data pribadi: tidak disimpan.",
          "Tidak perlu berbuat apa-apa."),
    Pesan("sel_disamarkan", PERIKSA,
          "{jumlah} sel di kolom {kolom} berisi {apa} (sel {daftar}): disamarkan, tidak disimpan dan tidak ditampilkan.",
          "Hapus dari buku kerja bila tidak diperlukan; isi lain di sel itu tetap dibaca."),
    Pesan("nama_disamarkan", PERIKSA, "Nama {benda} ini memuat {apa}: disamarkan, tidak disimpan dan tidak ditampilkan.",
          "Ganti nama {benda}nya."),
    Pesan("tabel_di_luar", PERIKSA, "Ada isian di luar tabel, sel {rentang}; tidak dibaca.",
          "Abaikan bila hanya coretan."),
    Pesan("register_banyak_triwulan", SALAH, "Tabel koperasi ini memuat {jumlah} triwulan ({daftar}); register berisi satu triwulan saja.",
          "Sisakan baris triwulan yang hendak diterbitkan; triwulan lain di berkas tersendiri."),
    Pesan("tabel_berdampingan", SALAH, "Di samping tabel ini ada tabel {jenis} kedua, sel {rentang}; dua tabel berdampingan tidak dapat dibaca.",
          "Pindahkan tabel kedua ke bawah tabel ini atau ke lembar lain; hapus bila hanya coretan."),
    Pesan("dua_register", SALAH, "Ada dua tabel koperasi yang memuat koperasi yang sama: lembar “{lembar1}” dan “{lembar2}”.",
          "Sisakan satu daftar koperasi untuk triwulan ini."),
    # ── the quarter ──
    Pesan("periode_tidak_jelas", SALAH, "Triwulan buku kerja ini tidak dapat ditentukan.",
          "Pilih triwulannya, atau tulis “Triwulan III 2025” di judul lembar."),
    Pesan("periode_berbeda", SALAH, "Tertulis {tertulis}, padahal triwulan yang dipilih {dipilih}.",
          "Pilih triwulan yang benar, atau perbaiki tulisan di berkasnya."),
    Pesan("periode_mendatang", SALAH, "{dipilih} belum berakhir; keadaan akhir triwulan belum dapat diterbitkan.",
          "Pilih triwulan yang sudah berakhir."),
    Pesan("di_luar_triwulan", SALAH, "{kolom} {tanggal} di luar {periode}.",
          "Perbaiki tanggalnya, atau pindahkan baris ini ke berkas triwulan itu."),
    Pesan("melintas_triwulan", PERIKSA, "Kegiatan {mulai} sampai {selesai} melintasi batas {periode}; dihitung pada triwulan berakhirnya.",
          "Tidak perlu berbuat apa-apa bila tanggalnya benar."),
    # ── values ──
    Pesan("wajib_kosong", SALAH, "“{kolom}” kosong.", "Isi {kolom} di sel ini."),
    Pesan("status_kosong", PERIKSA, "Status kosong: dihitung sebagai “tidak diketahui”.",
          "Isi Aktif, Tidak Aktif, Diusulkan Dibubarkan atau Dibubarkan."),
    Pesan("status_tak_dikenal", PERIKSA, "Status “{isi}” tidak dikenal: dihitung sebagai “tidak diketahui”.",
          "Ganti menjadi Aktif, Tidak Aktif, Diusulkan Dibubarkan atau Dibubarkan.{mirip}"),
    Pesan("pilihan_tak_dikenal", PERIKSA, "“{isi}” bukan isian {kolom} yang dikenal; dikosongkan.", "Pilihannya: {pilihan}.{mirip}"),
    Pesan("centang_ganda", PERIKSA, "{kolom} bertanda lebih dari satu: {tanda}; dianggap tidak diketahui.", "Sisakan satu tanda."),
    Pesan("centang_tak_dikenal", PERIKSA, "“{isi}” di bawah {kolom} “{pilihan}” bukan tanda yang dikenal; {kolom} dianggap tidak diketahui.",
          "Beri tanda v, x atau 1 di satu pilihan dan kosongkan yang lain."),
    Pesan("rat_tanpa_tahun", PERIKSA, "Kolom “{isi}” tidak menyebut tahun bukunya, jadi tidak dibaca.", "Tulis tahun bukunya di judul, misalnya “RAT Tahun Buku 2024”."),
    Pesan("bukan_bilangan", PERIKSA, "“{isi}” bukan bilangan; {kolom} dikosongkan.", "Tulis angkanya saja, misalnya 1.250.000."),
    Pesan("bilangan_ganda_arti", PERIKSA, "“{isi}” bisa berarti {arti1} atau {arti2}; {kolom} dikosongkan.",
          "Tulis {arti1_tulis} atau {arti2_tulis}."),
    Pesan("bukan_bulat", PERIKSA, "“{isi}” bukan bilangan bulat; {kolom} dikosongkan.", "Tulis jumlah orang sebagai bilangan bulat."),
    Pesan("di_luar_batas", PERIKSA, "{kolom} “{isi}” di luar kewajaran ({batas}); dikosongkan.", "Periksa angkanya."),
    Pesan("negatif", PERIKSA, "{kolom} “{isi}” negatif; dikosongkan.", "Periksa angkanya; hanya SHU dan Modal Sendiri yang boleh negatif."),
    Pesan("bukan_tanggal", PERIKSA, "“{isi}” bukan tanggal yang dapat dibaca; {kolom} dikosongkan.",
          "Tulis misalnya 14/07/2022 atau 14 Juli 2022."),
    Pesan("tanggal_wajib_salah", SALAH, "“{isi}” bukan tanggal yang dapat dibaca, padahal {kolom} menentukan triwulan.",
          "Tulis misalnya 14/07/2022 atau 14 Juli 2022."),
    Pesan("tanggal_ganda_arti", PERIKSA, "“{isi}” dibaca {dibaca} (hari/bulan/tahun).", "Periksa bila yang dimaksud lain."),
    Pesan("tanggal_mendatang", PERIKSA, "{kolom} {isi} sesudah akhir triwulan.", "Periksa tahunnya."),
    Pesan("tanggal_terbalik", SALAH, "Tanggal selesai {selesai} sebelum tanggal mulai {mulai}.", "Perbaiki salah satu tanggalnya."),
    Pesan("bukan_tahun", PERIKSA, "“{isi}” bukan tahun; {kolom} dikosongkan.", "Tulis empat angka, misalnya 2024."),
    Pesan("sel_galat", PERIKSA, "Sel berisi galat Excel {isi}; {kolom} dikosongkan.", "Perbaiki rumusnya atau tulis nilainya."),
    Pesan("sel_galat_wajib", SALAH, "Sel berisi galat Excel {isi}, padahal {kolom} wajib.", "Perbaiki rumusnya atau tulis nilainya."),
    Pesan("rumus_tanpa_nilai", PERIKSA, "Rumus ini belum dihitung, jadi nilainya tidak ada; {kolom} dikosongkan.",
          "Buka berkas di Excel, simpan, lalu unggah lagi."),
    Pesan("rumus_tanpa_nilai_wajib", SALAH, "Rumus ini belum dihitung, padahal {kolom} wajib.",
          "Buka berkas di Excel, simpan, lalu unggah lagi."),
    Pesan("nik_angka", PERIKSA, "{kolom} ditulis sebagai angka; nol di depan atau angka terakhir bisa hilang.",
          "Ubah format kolomnya menjadi Teks, lalu ketik ulang nomornya."),
    Pesan("nomor_jadi_tanggal", PERIKSA, "{kolom} diubah Excel menjadi tanggal ({isi}); nomor aslinya hilang, jadi dikosongkan.",
          "Ubah format selnya menjadi Teks, lalu ketik ulang nomornya."),
    Pesan("nomor_disingkat", PERIKSA, "“{isi}” adalah singkatan Excel; angka terakhirnya hilang; {kolom} dikosongkan.",
          "Ubah format selnya menjadi Teks, lalu ketik ulang nomornya."),
    Pesan("bukan_nomor", PERIKSA, "“{isi}” bukan nomor; {kolom} dikosongkan.", "Kosongkan atau tulis “-” bila belum ada nomornya."),
    Pesan("bukan_nama", SALAH, "“{isi}” bukan nama.", "Tulis {kolom} dengan huruf; bila selnya berisi rumus, buka dan simpan di Excel."),
    Pesan("rentang_tanggal", PERIKSA, "“{isi}” adalah rentang; {kolom} dibaca {dibaca}.", "Tulis satu tanggal bila yang dimaksud lain."),
    Pesan("satuan_tidak_jelas", PERIKSA, "Satuan uang tidak tertulis dan angkanya kecil; dibaca sebagai Rp.",
          "Tulis satuannya di judul, misalnya “(Rp)” atau “(Rp juta)”."),
    Pesan("satuan_dikali", PERIKSA, "{kolom} ditulis dalam {satuan}; dikalikan menjadi Rp.", "Tidak perlu berbuat apa-apa bila benar."),
    Pesan("lonjakan", PERIKSA, "{kolom} {sekarang}, padahal triwulan lalu {dahulu} ({kali}).",
          "Periksa satuannya: Rp, ribu atau juta?"),
    Pesan("anggota_tidak_cocok", PERIKSA, "Laki-laki {laki} + perempuan {perempuan} = {hitung}, tetapi jumlah tertulis {jumlah}.",
          "Perbaiki salah satunya."),
    Pesan("skor_predikat_berbeda", PERIKSA, "Skor {skor} berarti “{seharusnya}”, tetapi tertulis “{tertulis}”.",
          "Perbaiki skor atau predikatnya."),
    Pesan("status_rat_berbeda", PERIKSA, "Tertulis “{tertulis}”, tetapi menurut RAT “{hitung}” (RAT terakhir tahun buku {tahun}).",
          "Periksa status atau tahun buku RAT-nya."),
    Pesan("jumlah_tidak_cocok", PERIKSA, "Baris jumlah, kolom {kolom}: tertulis {tertulis}, tetapi baris di atasnya berjumlah {hitung}.",
          "Periksa baris jumlahnya atau barisnya."),
    # ── areas ──
    Pesan("kelurahan_tak_dikenal", SALAH, "Kelurahan “{isi}” tidak dikenal.", "Pilih salah satu kelurahan {kota}.{mirip}"),
    Pesan("kelurahan_ragu", SALAH, "Kelurahan “{isi}” bisa berarti {calon}.", "Tulis salah satu dengan lengkap."),
    Pesan("kelurahan_dikoreksi", PERIKSA, "Kelurahan “{isi}” dibaca {dibaca}.", "Tulis “{dibaca}” bila benar."),
    Pesan("kecamatan_tak_dikenal", PERIKSA, "Kecamatan “{isi}” tidak dikenal; kelurahannya tetap dipakai.", "Perbaiki nama kecamatannya.{mirip}"),
    Pesan("kecamatan_tertukar", SALAH, "“{isi}” adalah kelurahan, padahal tertulis sebagai kecamatan dari “{kelurahan}”.", "Tukar isi Kelurahan dan Kecamatan bila tertukar."),
    Pesan("kecamatan_bertentangan", SALAH, "Kelurahan {kelurahan} ada di Kecamatan {seharusnya}, tetapi tertulis Kecamatan {tertulis}.",
          "Perbaiki kelurahan atau kecamatannya."),
    Pesan("kelurahan_tak_dapat_ditentukan", SALAH, "Kelurahan “{sasaran}” tidak tertulis dan tidak ada di register.",
          "Isi kolom Kelurahan."),
    Pesan("kelurahan_berbeda_register", PERIKSA, "Tertulis kelurahan {tertulis}, tetapi di register {register}; register yang dipakai.",
          "Perbaiki kelurahan di lembar ini atau di register."),
    # ── identity ──
    Pesan("koperasi_ganda", SALAH, "Koperasi “{nama}” tertulis dua kali: baris {baris1} dan {baris2} ({sebab}).",
          "Hapus salah satu barisnya."),
    Pesan("kelompok_ganda", SALAH, "Kelompok “{nama}” di kelurahan yang sama tertulis dua kali: baris {baris1} dan {baris2}.",
          "Hapus salah satu barisnya."),
    Pesan("nik_bertentangan", SALAH, "NIK {nik} milik “{dahulu}”, tetapi di baris ini tertulis “{nama}” dengan badan hukum lain.",
          "Periksa NIK dan nomor badan hukumnya."),
    Pesan("identitas_mirip", PERIKSA, "“{nama}” dianggap koperasi baru, padahal mirip “{mirip}” ({kelurahan}).",
          "Bila sama, tulis NIK atau nomor badan hukum yang sama seperti triwulan lalu."),
    Pesan("koperasi_tak_ditemukan", PERIKSA, "“{isi}” tidak ditemukan di register koperasi; baris ini tidak dihitung untuk koperasi mana pun.",
          "Samakan namanya dengan register.{mirip}"),
    Pesan("peserta_ganda", PERIKSA, "Peserta yang sama tertulis {kali} kali pada kegiatan ini; dihitung satu orang.",
          "Tidak perlu berbuat apa-apa bila ini daftar hadir harian."),
    Pesan("peserta_tanpa_asal", PERIKSA, "Asal peserta kosong; dihitung sebagai orang, tidak untuk koperasi mana pun.",
          "Isi asal koperasi atau kelompoknya."),
    Pesan("kunjungan_ganda", PERIKSA, "Kunjungan yang sama tertulis {kali} kali; dihitung satu kali.", "Hapus baris yang berulang."),
    # ── answers given to questions ──
    Pesan("jawaban_ditolak", SALAH, "Jawaban “{isi}” atas “{tanya}” tidak ada di antara pilihannya.",
          "Pilih salah satu calon yang ditawarkan."),
    Pesan("jawaban_tanpa_pertanyaan", SALAH, "Tidak ada pertanyaan “{isi}” di buku kerja ini.",
          "Hapus jawaban itu, atau salin kuncinya dari daftar pertanyaan."),
    # ── rekap, target, penghargaan ──
    Pesan("tidak_ada_yang_terbit", SALAH, "Tidak ada baris di buku kerja ini yang dapat diterbitkan.",
          "Lihat temuan lain di bawah, lalu lengkapi tabelnya."),
    Pesan("kolom_pelengkap_hilang", PERIKSA, "Tabel {jenis} di lembar “{lembar}” tidak punya kolom “{kolom}”, jadi tidak dibaca.",
          "Bila tabel ini perlu terbit, tambahkan kolom “{kolom}”.{mirip}"),
    Pesan("rekap_tanpa_wilayah", PERIKSA, "Baris rekap ini tidak menyebut wilayahnya, jadi tidak dibaca.",
          "Tulis kelurahannya, “Kecamatan …”, atau “{kota}”."),
    Pesan("wilayah_tak_dikenal", SALAH, "Wilayah “{isi}” tidak dikenal.", "Tulis kelurahan, “Kecamatan …”, atau “{kota}”.{mirip}"),
    Pesan("rekap_ganda", SALAH, "{wilayah} tertulis dua kali dengan angka yang berbeda: lembar “{lembar1}” baris {baris1} dan baris ini.",
          "Sisakan satu baris tiap wilayah. Bila ini beberapa triwulan, tambahkan kolom “Triwulan”."),
    Pesan("rekap_banyak_triwulan", PERIKSA, "Ada rekap {jumlah} triwulan: {daftar}. Yang dibaca hanya {periode}.",
          "Untuk triwulan lain, pilih triwulannya lalu unggah berkas ini sekali lagi."),
    Pesan("rekap_triwulan_lain", PERIKSA, "Rekap ini untuk {daftar}, bukan {periode}, jadi tidak dibaca.", "Pilih triwulan itu, atau perbaiki tulisan triwulannya."),
    Pesan("rekap_triwulan_tak_terbaca", PERIKSA, "Triwulan baris rekap ini (“{isi}”) tidak terbaca, jadi baris ini tidak dibaca.",
          "Tulis misalnya “Triwulan I 2023” atau “31 Maret 2023”."),
    Pesan("rekap_jumlah_berbeda", PERIKSA, "Aktif, tidak aktif dan diusulkan dibubarkan berjumlah {hitung}, tetapi tertulis {tertulis}.",
          "Periksa angkanya; yang terdaftar dihitung dari aktif + tidak aktif."),
    Pesan("rekap_beda_register", PERIKSA, "{wilayah}: {kolom} {rekap} menurut rekap, tetapi {register} menurut register.",
          "Register yang dipakai; periksa rekapnya."),
    Pesan("indikator_tak_dikenal", PERIKSA, "“{isi}” bukan indikator yang dikenal; target ini tidak dibaca.",
          "Tulis kode atau nama indikator seperti di Kamus Data.{mirip}"),
    Pesan("target_di_luar_batas", PERIKSA, "Target {indikator} “{isi}” tidak mungkin; target ini tidak dibaca.",
          "Persen ditulis 0 sampai 100% (90%, 90 atau 0,9); banyaknya ditulis sebagai bilangan bulat mulai 0."),
    Pesan("target_ganda", SALAH, "Target {indikator} tahun {tahun} tertulis dua kali: baris {baris1} dan {baris2}.",
          "Hapus salah satu barisnya."),
    Pesan("penghargaan_di_luar_triwulan", PERIKSA, "Penghargaan {tanggal} di luar {periode}; tetap dicatat dengan tanggalnya.",
          "Tidak perlu berbuat apa-apa bila tanggalnya benar."),
    Pesan("temuan_serupa", PERIKSA, "Masih ada {jumlah} temuan serupa di kolom ini mulai sel {sel}; tidak ditulis satu per satu.",
          "Perbaiki dahulu yang tertulis, lalu unggah lagi."),
    # ── sanity gates: published only with a reason ──
    Pesan("gerbang_register_susut", SALAH, "Register susut dari {dahulu} menjadi {sekarang} koperasi ({persen}).",
          "Bila memang benar, tulis alasannya saat menerbitkan."),
    Pesan("gerbang_kelurahan_hilang", SALAH, "Kelurahan {kelurahan} tidak punya koperasi lagi; triwulan lalu {dahulu}.",
          "Bila memang benar, tulis alasannya saat menerbitkan."),
    Pesan("gerbang_berkas_sama", SALAH, "Berkas yang sama persis sudah diterbitkan sebagai {periode}.",
          "Bila memang benar, tulis alasannya saat menerbitkan."),
    Pesan("gerbang_sudah_terbit", SALAH, "{periode} sudah terbit dengan isi lain ({rincian}).",
          "Bila ini perbaikan, tulis alasannya saat menerbitkan."),
    Pesan("data_asli_pertama", SALAH, "Ini data asli yang pertama: semua data contoh akan dikeluarkan dari terbitan.",
          "Setujui saat menerbitkan (baris perintah: --mulai-data-asli)."),
    Pesan("contoh_ke_data_asli", SALAH, "Ini buku kerja contoh, padahal yang terbit data asli.",
          "Unggah buku kerja yang asli."),
)  # fmt: skip

PESAN: dict[str, Pesan] = {p.kode: p for p in _DAFTAR}
# Findings that block unless a reason (--alasan) is given; the ledger keeps the reason.
GERBANG = tuple(kode for kode in PESAN if kode.startswith("gerbang_"))
# Findings of one kind in one column that are listed one by one; nobody reads more, and a sheet can have a million.
MAKS_SERUPA = 1_000
# Blocks unless the start of real data is confirmed.
MULAI_DATA_ASLI = "data_asli_pertama"


def temuan(kode: str, lembar: str = "", sel: str = "", isi: object = "", usul: str = "", **bagian: object) -> Temuan:
    """Make one finding from the catalogue.

    `isi` is what stood in the cell, shown as typed but for numbers of people. A field that a text names and the
    caller does not give is a KeyError: a message with a hole in it must not reach a user.
    """
    p = PESAN[kode]
    tampil = "" if isi is None else personal.mask(str(isi))
    lembar, usul = personal.mask(lembar), personal.mask(usul)
    bagian = {nama: personal.mask(teks) if isinstance(teks, str) else teks for nama, teks in bagian.items()}
    nilai = {"lembar": lembar, "sel": sel, "isi": tampil[:80], **bagian}
    return Temuan(
        kode, p.berat, lembar, sel, tampil[:200], p.pesan.format(**nilai), p.saran.format(**nilai).strip(), usul
    )


def sebut_pilihan(nama: list[str], kata: str = "atau") -> str:
    """["A", "B", "C"] -> "A, B atau C", as in “bisa berarti …”."""
    return f" {kata} ".join(filter(None, [", ".join(nama[:-1]), *nama[-1:]]))


def sebut_mirip(nama: list[str]) -> str:
    """The {mirip} field of an advice: "" or a sentence that follows the advice."""
    return f" Mungkin maksudnya {sebut_pilihan([f'“{n}”' for n in nama])}." if nama else ""


def ringkas(daftar: list[Temuan]) -> list[Temuan]:
    """Of more than MAKS_SERUPA findings of one kind in one column the first ones, and one that counts the others."""
    if len(daftar) <= MAKS_SERUPA:
        return daftar
    hasil: list[Temuan] = []
    banyak: Counter[tuple[str, str, str]] = Counter()
    lebih: dict[tuple[str, str, str], Temuan] = {}
    for t in daftar:
        kunci = (t.kode, t.lembar, t.sel.rstrip("0123456789"))
        banyak[kunci] += 1
        if banyak[kunci] <= MAKS_SERUPA:
            hasil.append(t)
        else:
            lebih.setdefault(kunci, t)
    sisa = [temuan("temuan_serupa", t.lembar, t.sel, jumlah=banyak[k] - MAKS_SERUPA) for k, t in lebih.items()]
    return hasil + sisa
