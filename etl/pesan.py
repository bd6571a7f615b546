"""The catalogue of messages: code, weight, what was found, what to do. Every finding is made here.

Weights: "salah" cannot be published; "periksa" is published, shown and listed.
Text and advice are format strings; their fields are given to `temuan(...)`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from etl import personal

WRONG, TO_CHECK = "salah", "periksa"


@dataclass(frozen=True)
class MessageText:
    """One message. `perlu_tindakan` False: nothing has to be done; `isi_hilang`: nobody reads what stands there."""

    kode: str
    berat: str
    pesan: str
    saran: str
    perlu_tindakan: bool = True
    isi_hilang: bool = False


@dataclass(frozen=True)
class Finding:
    """One finding: where (lembar, sel such as "D3" or ""), what stood there (isi), what it means, what to do.

    `usul` is the value that would repair the cell, or "" where nobody can know it. `perlu_tindakan` False: it is told
    so that somebody knows; nothing has to be done.
    """

    kode: str
    berat: str
    lembar: str
    sel: str
    isi: str
    pesan: str
    saran: str
    usul: str = ""
    perlu_tindakan: bool = True


class Unreadable(Exception):
    """The file cannot be read at all: carries the one finding that says why (exit code 2)."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.pesan)
        self.finding = finding


_ANSWER = "Jawab pertanyaannya bila ada (cukup sekali, diingat), atau ganti selnya di Excel atau di halaman Unggah"
_COMPARE = "Bandingkan dengan buku kerja triwulan lalu. Bila memang benar, tulis alasannya saat menerbitkan."

_CATALOGUE = (
    # ── the file ──
    MessageText("berkas_kosong", WRONG, "Berkas ini kosong (0 bita).", "Simpan ulang dari Excel, lalu unggah lagi."),
    MessageText(
        "berkas_terlalu_besar",
        WRONG,
        "Berkas ini {ukuran}; batasnya {batas}.",
        "Hapus gambar dan lembar yang tidak perlu, lalu simpan ulang.",
    ),
    MessageText(
        "bukan_lembar_kerja",
        WRONG,
        "Berkas ini bukan buku kerja Excel, melainkan {jenis}.",
        "Buka berkas aslinya di Excel, lalu Simpan Sebagai “Buku Kerja Excel (.xlsx)”.",
    ),
    MessageText(
        "paket_data",
        WRONG,
        "Berkas ini paket data sebuah dasbor, bukan buku kerja.",
        "Bila itu paket data pemda lain, letakkan di halaman Pemda lain.",
    ),
    MessageText(
        "berkas_kunci",
        WRONG,
        "Ini berkas kunci sementara Excel (~$…), bukan buku kerjanya.",
        "Tutup Excel, lalu pilih berkas tanpa tanda “~$” di depan namanya.",
    ),
    MessageText(
        "bersandi",
        WRONG,
        "Buku kerja ini dilindungi kata sandi, jadi isinya tidak dapat dibaca.",
        "Buka di Excel, hapus sandinya (Berkas › Info › Proteksi Buku Kerja), simpan, lalu unggah lagi.",
    ),
    MessageText(
        "berkas_rusak",
        WRONG,
        "Berkas ini rusak atau tidak lengkap: {rincian}.",
        "Buka di Excel, biarkan Excel memperbaikinya, simpan ulang, lalu unggah lagi.",
    ),
    MessageText(
        "berkas_mencurigakan",
        WRONG,
        "Berkas ini ditolak demi keamanan: {rincian}.",
        "Salin isi lembarnya ke buku kerja baru, simpan, lalu unggah yang baru.",
    ),
    MessageText(
        "berkas_terlalu_berat",
        WRONG,
        "Berkas ini tidak selesai dibaca ({rincian}).",
        "Salin tabelnya saja ke buku kerja baru, simpan, lalu unggah yang baru.",
    ),
    MessageText(
        "lembar_terlalu_luas",
        WRONG,
        "Lembar “{lembar}” memakai sel sampai {sel}: terlalu luas untuk dibaca.",
        "Hapus isi sel yang jauh dari tabel (Ctrl+End menunjukkannya), simpan, lalu unggah lagi.",
    ),
    MessageText(
        "terlalu_banyak_baris",
        WRONG,
        "Buku kerja ini berisi lebih dari {batas} baris (terlampaui di lembar “{lembar}”), batas pemasangan ini.",
        "Unggah hanya tabel untuk triwulan ini. Bila barisnya memang sebanyak itu, pengelola sistem dapat menaikkan "
        "batas_baris di pengaturan.",
    ),
    MessageText(
        "server_penuh",
        WRONG,
        "Buku kerja ini belum diperiksa: server tidak dapat menyimpan berkas sementara ({rincian}).",
        "Beri tahu petugas TI bahwa diska server penuh, lalu coba lagi.",
    ),
    MessageText(
        "kumpulan_campur",
        WRONG,
        "Sebagian berkas ini data contoh, sebagian data asli.",
        "Unggah hanya berkas data asli.",
    ),
    MessageText(
        "berkas_tak_terbuka",
        WRONG,
        "Berkas “{isi}” tidak dapat dibuka: {rincian}.",
        "Periksa nama dan foldernya, lalu coba lagi.",
    ),
    MessageText("tidak_dapat_dikerjakan", WRONG, "{rincian}.", "Perbaiki sebabnya, lalu coba lagi."),
    MessageText(
        "makro_diabaikan",
        TO_CHECK,
        "Buku kerja ini memuat makro. Makro tidak dijalankan.",
        "Tidak perlu berbuat apa-apa; datanya tetap dibaca.",
        perlu_tindakan=False,
    ),
    MessageText(
        "tautan_luar",
        TO_CHECK,
        "Buku kerja ini mengambil nilai dari buku kerja lain. Nilai terakhir yang tersimpan yang dipakai.",
        "Pastikan nilainya masih benar.",
    ),
    MessageText(
        "format_terbatas",
        TO_CHECK,
        "Di berkas .{format}, {apa} tidak dapat dikenali.",
        "Bila ragu, Simpan Sebagai “Buku Kerja Excel (.xlsx)”, lalu unggah lagi.",
        perlu_tindakan=False,
    ),
    # ── sheets and headings ──
    MessageText(
        "tidak_ada_tabel",
        WRONG,
        "Tidak ada tabel yang dikenali di buku kerja ini.",
        "Pastikan ada baris judul kolom, misalnya “Nama Koperasi”, “Kelurahan”, “Status”. Lihat templat.",
    ),
    MessageText(
        "lembar_tak_dikenal",
        TO_CHECK,
        "Lembar “{lembar}” tidak memuat tabel yang dikenali, jadi tidak dibaca.",
        "Abaikan bila memang bukan data. Bila data: jawab pertanyaan tentang tabelnya; bila tidak ditanyakan, samakan "
        "judulnya dengan templat.",
        isi_hilang=True,
    ),
    MessageText(
        "terlalu_banyak_judul",
        WRONG,
        "Lembar “{lembar}” punya lebih dari {batas} baris yang menyerupai judul kolom, jadi tidak dibaca.",
        "Sisakan tabelnya saja di lembar ini, atau hapus lembarnya bila bukan data.",
        isi_hilang=True,
    ),
    MessageText(
        "lembar_kosong",
        TO_CHECK,
        "Lembar “{lembar}” punya judul kolom {jenis} tetapi tidak punya baris data, jadi tidak mengatakan apa-apa.",
        "Bila memang tidak ada, tulis NIHIL di bawah judulnya atau centang “tidak ada” di halaman Unggah "
        "(baris perintah: --nihil {kode_jenis}). Bila seharusnya ada, isi dahulu.",
    ),
    MessageText(
        "nihil_bertentangan",
        WRONG,
        "Dinyatakan tidak ada {jenis}, padahal lembar “{lembar}” memuat {jumlah} baris.",
        "Cabut pernyataan itu, atau kosongkan lembarnya.",
    ),
    MessageText(
        "contoh_tertinggal",
        WRONG,
        "Baris ini masih memuat isian contoh dari templat: sel {daftar}. Isian contoh tidak pernah terbit.",
        "Ganti sel itu dengan isian yang sebenarnya atau kosongkan; hapus barisnya bila memang hanya contoh.",
    ),
    MessageText(
        "kolom_bukan_nomor_urut",
        TO_CHECK,
        "Kolom ini berjudul seperti nomor urut, tetapi isinya bukan nomor urut; tidak dibaca.",
        "Perjelas judulnya, misalnya “Nomor Badan Hukum”.",
        isi_hilang=True,
    ),
    MessageText(
        "register_kosong",
        WRONG,
        "Tabel koperasi di lembar “{lembar}” tidak punya baris data.",
        "Isi daftar koperasinya, lalu unggah lagi.",
    ),
    MessageText(
        "register_tanpa_baris",
        TO_CHECK,
        "Lembar “{lembar}” tidak punya baris koperasi, jadi tidak mengatakan apa-apa; register yang terbit tetap.",
        "Isi daftar koperasinya bila register ikut di buku kerja ini.",
    ),
    MessageText(
        "lembar_tersembunyi",
        TO_CHECK,
        "Lembar “{lembar}” tersembunyi, tetapi tetap dibaca.",
        "Hapus lembar ini bila memang tidak dipakai.",
    ),
    MessageText(
        "baris_tersembunyi",
        TO_CHECK,
        "{jumlah} baris tersembunyi (mis. oleh penyaring) tetap dibaca: baris {baris}.",
        "Hapus baris itu bila memang tidak dipakai.",
    ),
    MessageText(
        "kolom_tersembunyi",
        TO_CHECK,
        "Kolom {kolom} tersembunyi, tetapi tetap dibaca.",
        "Hapus kolom itu bila memang tidak dipakai.",
    ),
    MessageText(
        "kolom_wajib_hilang",
        WRONG,
        "Kolom wajib “{kolom}” tidak ditemukan di tabel {jenis}.",
        "{cara}{mirip}",
    ),
    MessageText(
        "sel_dicoret",
        TO_CHECK,
        "{jumlah} sel dicoret, tetapi tetap dibaca: {daftar}.",
        "Hapus isinya bila memang tidak berlaku lagi; hapus coretannya bila masih berlaku.",
    ),
    MessageText(
        "sel_tertutup",
        TO_CHECK,
        "Sel gabungan {rentang} menampilkan “{isi}”, dan itu yang dibaca; isi lain yang tertutup di bawahnya tidak "
        "dibaca: {daftar}.",
        "Bila isi yang tertutup itu yang benar, pisahkan selnya (Unmerge Cells), lalu tulis isinya.",
        isi_hilang=True,
    ),
    MessageText(
        "kolom_ganda",
        WRONG,
        "Dua judul menunjuk kolom yang sama, “{kolom}”: sel {sel1} dan {sel2}.",
        "Ganti salah satu judulnya atau hapus salah satu kolomnya.",
    ),
    MessageText(
        "kolom_tak_dikenal",
        TO_CHECK,
        "Kolom “{isi}” tidak dikenal dan tidak dibaca.",
        "Jawab pertanyaannya: kolom apa ini, atau abaikan. Cukup sekali, jawabannya diingat.{mirip}",
        isi_hilang=True,
    ),
    MessageText(
        "kolom_tentang_koperasi",
        TO_CHECK,
        "Kolom “{isi}” tentang koperasinya; di lembar {jenis} tidak dibaca, karena register yang mengatakannya.",
        "Tidak perlu berbuat apa-apa.",
        perlu_tindakan=False,
        isi_hilang=True,
    ),
    MessageText(
        "kolom_pribadi",
        TO_CHECK,
        "Kolom “{isi}” berisi data pribadi: tidak disimpan.",
        "Tidak perlu berbuat apa-apa.",
        perlu_tindakan=False,
    ),
    MessageText(
        "kolom_kontak",
        TO_CHECK,
        "Kolom “{isi}” berisi kontak koperasi: tidak ikut diterbitkan.",
        "Tidak perlu berbuat apa-apa; sesudah terbit isinya masuk daftar kontak, yang hanya dilihat petugas.",
        perlu_tindakan=False,
    ),
    MessageText(
        "kontak_ganda",
        TO_CHECK,
        "Dua judul menunjuk kontak yang sama, “{kolom}”: sel {sel1} dan {sel2}. Yang dibaca sel {sel1}.",
        "Satukan kedua kolomnya bila isi yang kedua diperlukan.",
        perlu_tindakan=False,
    ),
    MessageText(
        "sel_disamarkan",
        TO_CHECK,
        "{jumlah} sel di kolom {kolom} berisi {apa} (sel {daftar}): disamarkan, tidak disimpan dan tidak ditampilkan.",
        "Hapus dari buku kerja bila tidak diperlukan; isi lain di sel itu tetap dibaca.",
        perlu_tindakan=False,
    ),
    MessageText(
        "nama_disamarkan",
        TO_CHECK,
        "Nama {benda} ini memuat {apa}: disamarkan, tidak disimpan dan tidak ditampilkan.",
        "Ganti nama {benda}nya.",
        perlu_tindakan=False,
    ),
    MessageText(
        "tabel_di_luar",
        TO_CHECK,
        "Ada isian di luar tabel, sel {rentang}; tidak dibaca.",
        "Bila data, pindahkan ke baris dan kolom tabelnya (di atas tanda tangan, tanpa baris kosong di antaranya); "
        "biarkan bila hanya catatan.",
        isi_hilang=True,
    ),
    MessageText(
        "register_banyak_triwulan",
        WRONG,
        "Tabel koperasi ini memuat {jumlah} triwulan ({daftar}); register berisi satu triwulan saja.",
        "Sisakan baris triwulan yang hendak diterbitkan; triwulan lain di berkas tersendiri.",
    ),
    MessageText(
        "tabel_berdampingan",
        WRONG,
        "Di samping tabel ini ada tabel {jenis} kedua, sel {rentang}; dua tabel berdampingan tidak dapat dibaca.",
        "Pindahkan tabel kedua ke bawah tabel ini atau ke lembar lain; hapus bila hanya coretan.",
    ),
    MessageText(
        "dua_register",
        WRONG,
        "Ada dua tabel koperasi yang memuat koperasi yang sama: lembar “{lembar1}” dan “{lembar2}”.",
        "Sisakan satu daftar koperasi untuk triwulan ini.",
    ),
    # ── the quarter ──
    MessageText(
        "periode_tidak_jelas",
        WRONG,
        "Triwulan buku kerja ini tidak dapat ditentukan.",
        "Pilih triwulannya, atau tulis “Triwulan III 2025” di judul lembar.",
    ),
    MessageText(
        "periode_berbeda",
        WRONG,
        "Tertulis {tertulis}, padahal triwulan yang dipilih {dipilih}.",
        "Bila tulisannya benar, cukup pilih {tertulis}; berkasnya tidak perlu diubah. Bila tulisannya keliru, "
        "perbaiki di berkas.",
    ),
    MessageText(
        "periode_mendatang",
        WRONG,
        "{dipilih} belum berakhir; keadaan akhir triwulan belum dapat diterbitkan.",
        "Pilih triwulan yang sudah berakhir.",
    ),
    MessageText(
        "baris_triwulan_lain",
        TO_CHECK,
        "Daftar ini memuat {jumlah} {kata} triwulan lain: {daftar}. Yang dibaca hanya {periode}.",
        "Untuk triwulan lain, pilih triwulannya lalu unggah berkas ini sekali lagi.",
    ),
    MessageText(
        "lembar_triwulan_lain",
        TO_CHECK,
        "Buku kerja ini juga memuat tabel {jenis} {daftar}. Yang dibaca hanya {periode}.",
        "Untuk triwulan lain, pilih triwulannya lalu unggah berkas ini sekali lagi.",
    ),
    MessageText(
        "hanya_triwulan_lain",
        TO_CHECK,
        "Tabel {jenis} di buku kerja ini untuk {daftar}, bukan {periode}, jadi tidak dibaca.",
        "Pilih salah satu triwulan itu, atau perbaiki tulisan triwulannya.",
        isi_hilang=True,
    ),
    MessageText(
        "di_luar_triwulan",
        WRONG,
        "{kolom} {tanggal} di luar {periode}.",
        "Bila triwulan yang dipilih keliru, cukup pilih {triwulan_tanggal}. Bila tidak, perbaiki tanggalnya, atau "
        "pindahkan baris ini ke berkas {triwulan_tanggal}.",
    ),
    MessageText(
        "melintas_triwulan",
        TO_CHECK,
        "Kegiatan {mulai} sampai {selesai} melintasi batas {periode}; dihitung pada triwulan berakhirnya.",
        "Tidak perlu berbuat apa-apa bila tanggalnya benar.",
        perlu_tindakan=False,
    ),
    # ── values ──
    MessageText(
        "nama_kosong_dikenal",
        WRONG,
        "“{kolom}” kosong; menurut {dasar} di baris ini koperasinya “{nama}”.",
        "Tulis “{nama}” di sel ini bila memang itu; bila bukan, perbaiki {dasar} itu.",
    ),
    MessageText("wajib_kosong", WRONG, "“{kolom}” kosong.", "Isi {kolom} di sel ini."),
    MessageText(
        "status_kosong",
        TO_CHECK,
        "Status kosong: dihitung sebagai “tidak diketahui”.",
        "Isi Aktif, Tidak Aktif, Diusulkan Dibubarkan atau Dibubarkan.",
        isi_hilang=True,
    ),
    MessageText(
        "status_tak_dikenal",
        TO_CHECK,
        "Status “{isi}” tidak dikenal: dihitung sebagai “tidak diketahui”.",
        _ANSWER + ": Aktif, Tidak Aktif, Diusulkan Dibubarkan atau Dibubarkan.{mirip}",
        isi_hilang=True,
    ),
    MessageText(
        "pilihan_tak_dikenal",
        TO_CHECK,
        "“{isi}” bukan isian {kolom} yang dikenal; dikosongkan.",
        _ANSWER + ". Pilihannya: {pilihan}.{mirip}",
        isi_hilang=True,
    ),
    MessageText(
        "centang_ganda",
        TO_CHECK,
        "{kolom} bertanda lebih dari satu: {tanda}; dianggap tidak diketahui.",
        "Sisakan satu tanda.",
        isi_hilang=True,
    ),
    MessageText(
        "centang_tak_dikenal",
        TO_CHECK,
        "“{isi}” di bawah {kolom} “{pilihan}” bukan tanda yang dikenal; {kolom} dianggap tidak diketahui.",
        _ANSWER + ": v, x atau 1 di satu pilihan, yang lain kosong.",
        isi_hilang=True,
    ),
    MessageText(
        "rat_tanpa_tahun",
        TO_CHECK,
        "Kolom “{isi}” tidak menyebut tahun bukunya, jadi tidak dibaca.",
        "Tulis tahun bukunya di judul, misalnya “RAT Tahun Buku 2024”.",
        isi_hilang=True,
    ),
    MessageText(
        "bukan_bilangan",
        TO_CHECK,
        "“{isi}” bukan bilangan; {kolom} dikosongkan.",
        "Tulis angkanya saja, misalnya 1.250.000.",
        isi_hilang=True,
    ),
    MessageText(
        "bilangan_ganda_arti",
        TO_CHECK,
        "“{isi}” bisa berarti {arti1} atau {arti2}; {kolom} dikosongkan.",
        "Tulis {arti1_tulis} atau {arti2_tulis}.",
        isi_hilang=True,
    ),
    MessageText(
        "bukan_bulat",
        TO_CHECK,
        "“{isi}” bukan bilangan bulat; {kolom} dikosongkan.",
        "Tulis jumlah orang sebagai bilangan bulat.",
        isi_hilang=True,
    ),
    MessageText(
        "di_luar_batas",
        TO_CHECK,
        "{kolom} “{isi}” di luar kewajaran ({batas}); dikosongkan.",
        "Periksa angkanya.",
        isi_hilang=True,
    ),
    MessageText(
        "negatif",
        TO_CHECK,
        "{kolom} “{isi}” negatif; dikosongkan.",
        "Periksa angkanya; hanya SHU dan Modal Sendiri yang boleh negatif.",
        isi_hilang=True,
    ),
    MessageText(
        "bukan_tanggal",
        TO_CHECK,
        "“{isi}” bukan tanggal yang dapat dibaca; {kolom} dikosongkan.",
        "Tulis misalnya 14/07/2022 atau 14 Juli 2022.",
        isi_hilang=True,
    ),
    MessageText(
        "tanggal_wajib_salah",
        WRONG,
        "“{isi}” bukan tanggal yang dapat dibaca, padahal {kolom} menentukan triwulan.",
        "Tulis misalnya 14/07/2022 atau 14 Juli 2022.",
    ),
    MessageText(
        "tanggal_ganda_arti",
        TO_CHECK,
        "“{isi}” dibaca {dibaca} ({cara}).",
        "Periksa bila yang dimaksud lain.",
    ),
    MessageText(
        "tanggal_pindah_hari",
        TO_CHECK,
        "“{isi}” menurut jam {zona} adalah {dibaca}; itu yang dipakai.",
        "Tulis tanggalnya saja, tanpa jam, bila yang dimaksud hari lain.",
    ),
    MessageText(
        "hanya_tahun",
        TO_CHECK,
        "“{isi}” hanya tahun, tanpa hari dan bulan; {kolom} dikosongkan.",
        "Tulis tanggal lengkapnya, misalnya 14/07/2022. Bila memang hanya tahunnya yang dimaksud, beri kolom itu judul "
        "yang menyebut tahun, misalnya “RAT Tahun Buku”.",
        isi_hilang=True,
    ),
    MessageText(
        "hanya_bulan",
        TO_CHECK,
        "“{isi}” hanya bulan dan tahun, tanpa hari; {kolom} dikosongkan.",
        "Tulis tanggal lengkapnya, misalnya 14/07/2022.",
        isi_hilang=True,
    ),
    MessageText(
        "tanggal_wajib_tanpa_hari",
        WRONG,
        "“{isi}” belum tanggal lengkap: harinya tidak tertulis, padahal {kolom} menentukan triwulan.",
        "Tambahkan hari dan bulannya, misalnya 14/07/2022 atau 14 Juli 2022.",
    ),
    MessageText("tanggal_mendatang", TO_CHECK, "{kolom} {isi} sesudah akhir triwulan.", "Periksa tahunnya."),
    MessageText(
        "tanggal_terbalik",
        WRONG,
        "Tanggal selesai {selesai} sebelum tanggal mulai {mulai}.",
        "Perbaiki salah satu tanggalnya.",
    ),
    MessageText(
        "bukan_tahun",
        TO_CHECK,
        "“{isi}” bukan tahun; {kolom} dikosongkan.",
        "Tulis empat angka, misalnya 2024.",
        isi_hilang=True,
    ),
    MessageText(
        "sel_galat",
        TO_CHECK,
        "Sel berisi galat Excel {isi}; {kolom} dikosongkan.",
        "Perbaiki rumusnya atau tulis nilainya.",
        isi_hilang=True,
    ),
    MessageText(
        "sel_galat_wajib",
        WRONG,
        "Sel berisi galat Excel {isi}, padahal {kolom} wajib.",
        "Perbaiki rumusnya atau tulis nilainya.",
    ),
    MessageText(
        "rumus_tanpa_nilai",
        TO_CHECK,
        "Rumus ini belum dihitung, jadi nilainya tidak ada; {kolom} dikosongkan.",
        "Buka berkas di Excel, simpan, lalu unggah lagi.",
        isi_hilang=True,
    ),
    MessageText(
        "rumus_tanpa_nilai_wajib",
        WRONG,
        "Rumus ini belum dihitung, padahal {kolom} wajib.",
        "Buka berkas di Excel, simpan, lalu unggah lagi.",
    ),
    MessageText(
        "nik_angka",
        TO_CHECK,
        "{kolom} ditulis sebagai angka ({isi}); nol di depan atau angka terakhir bisa hilang.",
        "Ubah format kolomnya menjadi Teks, lalu ketik ulang nomornya.",
    ),
    MessageText(
        "nomor_jadi_tanggal",
        TO_CHECK,
        "{kolom} diubah Excel menjadi tanggal ({isi}); nomor aslinya hilang, jadi dikosongkan.",
        "Ubah format selnya menjadi Teks, lalu ketik ulang nomornya.",
        isi_hilang=True,
    ),
    MessageText(
        "nomor_disingkat",
        TO_CHECK,
        "“{isi}” adalah singkatan Excel; angka terakhirnya hilang; {kolom} dikosongkan.",
        "Ubah format selnya menjadi Teks, lalu ketik ulang nomornya.",
        isi_hilang=True,
    ),
    MessageText(
        "bukan_nomor",
        TO_CHECK,
        "“{isi}” bukan nomor; {kolom} dikosongkan.",
        "Kosongkan atau tulis “-” bila belum ada nomornya.",
        isi_hilang=True,
    ),
    MessageText(
        "bukan_nama",
        WRONG,
        "“{isi}” bukan nama.",
        "Tulis {kolom} dengan huruf; bila selnya berisi rumus, buka dan simpan di Excel.",
    ),
    MessageText(
        "rentang_tanggal",
        TO_CHECK,
        "“{isi}” adalah rentang; {kolom} dibaca {dibaca}.",
        "Tulis satu tanggal bila yang dimaksud lain.",
    ),
    MessageText(
        "satuan_tidak_jelas",
        TO_CHECK,
        "Satuan uang tidak tertulis dan angkanya kecil; dibaca sebagai Rp.",
        "Tulis satuannya di judul, misalnya “(Rp)” atau “(Rp juta)”.",
    ),
    MessageText(
        "satuan_dikali",
        TO_CHECK,
        "{kolom} ditulis dalam {satuan}; dikalikan menjadi Rp.",
        "Tidak perlu berbuat apa-apa bila benar.",
        perlu_tindakan=False,
    ),
    MessageText(
        "lonjakan",
        TO_CHECK,
        "{kolom} {sekarang}, padahal triwulan lalu {dahulu} ({kali}).",
        "Periksa satuannya: Rp, ribu atau juta?",
    ),
    MessageText(
        "anggota_tidak_cocok",
        TO_CHECK,
        "Laki-laki {laki} + perempuan {perempuan} = {hitung}, tetapi jumlah tertulis {jumlah}.",
        "Perbaiki salah satunya.",
    ),
    MessageText(
        "skor_predikat_berbeda",
        TO_CHECK,
        "Skor {skor} berarti “{seharusnya}”, tetapi tertulis “{tertulis}”.",
        "Perbaiki skor atau predikatnya.",
    ),
    MessageText(
        "predikat_lama",
        TO_CHECK,
        "“{isi}” predikat dari aturan lama: disimpan seperti tertulis, dihitung diperiksa tetapi bukan sehat.",
        "Bila sudah dinilai menurut aturan sekarang (Juknis 15/2021), tulis predikat yang sekarang.",
    ),
    MessageText(
        "status_rat_berbeda",
        TO_CHECK,
        "Tertulis “{tertulis}”, tetapi menurut aturan RAT “{hitung}” (RAT terakhir tahun buku {tahun}).",
        "Periksa status atau tahun buku RAT-nya.",
    ),
    MessageText(
        "jumlah_tidak_cocok",
        TO_CHECK,
        "Baris jumlah, kolom {kolom}: tertulis {tertulis}, tetapi baris di atasnya berjumlah {hitung}.",
        "Periksa baris jumlahnya atau barisnya.{teks}",
    ),
    # ── areas ──
    MessageText(
        "kelurahan_tak_dikenal",
        WRONG,
        "Kelurahan “{isi}” tidak dikenal.",
        "Jawab pertanyaannya (cukup sekali, diingat), atau tulis salah satu kelurahan {kota}.{mirip}",
    ),
    MessageText(
        "kelurahan_ragu",
        WRONG,
        "Kelurahan “{isi}” bisa berarti {calon}.",
        "Jawab pertanyaannya (cukup sekali, diingat), atau tulis salah satu dengan lengkap.",
    ),
    MessageText(
        "kelurahan_menurut_terbitan",
        TO_CHECK,
        "Kelurahan “{isi}” dibaca {dibaca}: di situ koperasi ini terakhir terbit (NIK atau badan hukumnya sama).",
        "Tulis “{dibaca}” bila benar; bila koperasinya pindah, tulis kelurahan barunya dengan lengkap.",
    ),
    MessageText(
        "kelurahan_dikoreksi",
        TO_CHECK,
        "Kelurahan “{isi}” dibaca {dibaca}.",
        "Tulis “{dibaca}” bila benar.",
        perlu_tindakan=False,
    ),
    MessageText(
        "kecamatan_tak_dikenal",
        TO_CHECK,
        "Kecamatan “{tertulis}” tidak dikenal; kelurahannya tetap dipakai.",
        "Perbaiki nama kecamatannya.{mirip}",
    ),
    MessageText(
        "kecamatan_tertukar",
        WRONG,
        "“{tertulis}” adalah kelurahan, padahal tertulis sebagai kecamatan dari “{kelurahan}”.",
        "Tukar kelurahan dan kecamatannya bila tertukar; bila tidak, perbaiki nama kecamatannya.",
    ),
    MessageText(
        "kecamatan_bertentangan",
        WRONG,
        "Kelurahan {kelurahan} ada di Kecamatan {seharusnya}, tetapi tertulis Kecamatan {tertulis}.",
        "Perbaiki kelurahan atau kecamatannya.",
    ),
    MessageText(
        "kelurahan_tak_dapat_ditentukan",
        WRONG,
        "Kelurahan {sasaran} tidak tertulis dan tidak ada di register.",
        "Isi kolom Kelurahan.",
    ),
    MessageText(
        "kelurahan_berbeda_register",
        TO_CHECK,
        "Tertulis kelurahan {tertulis}, tetapi di register {register}; register yang dipakai.",
        "Perbaiki kelurahan di lembar ini atau di register.",
    ),
    # ── identity ──
    MessageText(
        "koperasi_ganda",
        WRONG,
        "Koperasi “{nama}” tertulis dua kali: baris {baris1} dan {baris2} ({sebab}). {beda}.",
        "Hapus baris yang keliru.",
    ),
    MessageText(
        "nomor_sama_dua_koperasi",
        WRONG,
        "{kolom} {nomor} tertulis untuk dua koperasi: “{nama1}” (baris {baris1}) dan “{nama2}” (baris {baris2}).",
        "Perbaiki nomor yang keliru.{dahulu} Jangan hapus barisnya.",
    ),
    MessageText(
        "kelompok_ganda",
        WRONG,
        "Kelompok “{nama}” di kelurahan yang sama tertulis dua kali: baris {baris1} dan {baris2}.",
        "Hapus salah satu barisnya.",
    ),
    MessageText(
        "nomor_berpindah",
        WRONG,
        "NIK dan nomor badan hukum bertentangan pada {jumlah} dari {dari} koperasi. Kemungkinan hanya satu dari kedua "
        "kolom itu yang diurutkan atau bergeser, sedangkan kolom lain tetap di barisnya.",
        "Kembalikan kolom itu seperti di buku kerja triwulan lalu; barisnya tidak perlu diperbaiki satu per satu.",
    ),
    MessageText(
        "nik_bertentangan",
        WRONG,
        "NIK {nik} milik “{dahulu}”, tetapi di baris ini tertulis “{nama}” dengan badan hukum lain.",
        "Periksa NIK dan nomor badan hukumnya.",
    ),
    MessageText(
        "identitas_mirip",
        TO_CHECK,
        "“{nama}” dianggap koperasi baru, padahal mirip “{mirip}” ({kelurahan}).",
        "Jawab pertanyaannya bila ada: ejaan lain, atau koperasi baru. Atau tulis NIK atau nomor badan hukum yang sama "
        "seperti triwulan lalu.",
    ),
    MessageText(
        "sasaran_dari_teks",
        TO_CHECK,
        "Tidak ada kolom “{kolom}”, jadi sasaran dan kelurahannya dibaca dari kolom “{isi}”, misalnya di sel {sel}: "
        "“{nama}”, kelurahan {wilayah}.",
        "Periksa beberapa baris. Bila ada yang keliru, tambahkan kolom “{kolom}” dan “Kelurahan”.",
    ),
    MessageText(
        "tak_terbaca_dari_teks",
        WRONG,
        "{kolom} tidak terbaca dari “{isi}”: tidak ada nama koperasi atau kelompoknya, atau lebih dari satu.",
        "Tulis satu nama di sel ini, misalnya “… ke KSU Melati Kel. Turi”, atau tambahkan kolom “{kolom}”. Kunjungan "
        "ke dua koperasi ditulis dalam dua baris.",
    ),
    MessageText(
        "koperasi_dipisah",
        TO_CHECK,
        "“{nama}” dapat berarti dua koperasi yang dipisahkan: “{satu}” atau “{lain}”; dibaca sebagai yang pertama.",
        "Jawab pertanyaannya, atau tulis NIK atau nomor badan hukumnya.",
    ),
    MessageText(
        "koperasi_tak_ditemukan",
        TO_CHECK,
        "“{isi}” tidak ditemukan di register koperasi; baris ini tidak dihitung untuk koperasi mana pun.",
        "Jawab pertanyaannya bila ada, atau samakan namanya dengan register.{mirip}",
    ),
    MessageText(
        "peserta_ganda",
        TO_CHECK,
        "Peserta yang sama tertulis {kali} kali pada kegiatan ini; dihitung satu orang.",
        "Tidak perlu berbuat apa-apa bila ini daftar hadir harian.",
        perlu_tindakan=False,
    ),
    MessageText(
        "peserta_tanpa_asal",
        TO_CHECK,
        "Asal peserta kosong; dihitung sebagai orang, tidak untuk koperasi mana pun.",
        "Isi asal koperasi atau kelompoknya.",
    ),
    MessageText(
        "asal_menurut_nik",
        TO_CHECK,
        "{kolom} kosong; menurut NIK di baris ini koperasinya “{nama}”, dan untuk koperasi itulah dihitung.",
        "Tulis “{nama}” di sel ini bila memang itu; bila bukan, perbaiki NIK itu.",
    ),
    MessageText(
        "kunjungan_ganda",
        TO_CHECK,
        "Kunjungan yang sama tertulis {kali} kali; dihitung satu kali.",
        "Hapus baris yang berulang.",
    ),
    # ── answers given to questions ──
    MessageText(
        "jawaban_ditolak",
        WRONG,
        "Jawaban “{isi}” atas “{tanya}” tidak ada di antara pilihannya.",
        "Pilih salah satu calon yang ditawarkan.",
    ),
    MessageText(
        "jawaban_tanpa_pertanyaan",
        WRONG,
        "Tidak ada pertanyaan “{isi}” di buku kerja ini.",
        "Hapus jawaban itu, atau salin kuncinya dari daftar pertanyaan.",
    ),
    # ── corrections given with a check ──
    MessageText(
        "perbaikan_tanpa_sel",
        WRONG,
        "Perbaikan “{isi}” menunjuk sel yang tidak ada: {rincian}.",
        "Hapus perbaikan itu, atau tulis lembar dan selnya seperti di buku kerja.",
    ),
    MessageText(
        "perbaikan_berbeda",
        TO_CHECK,
        "Perbaikan sel ini (“{lama}” menjadi “{baru}”) tidak dipakai: di buku kerja ini tertulis “{isi}”.",
        "Perbaiki sekali lagi bila yang tertulis sekarang masih keliru.",
        perlu_tindakan=False,
    ),
    MessageText(
        "perbaikan_pribadi",
        WRONG,
        "Perbaikan sel ini memuat {apa}, jadi tidak disimpan.",
        "Batalkan perbaikan itu. Bila isinya memang keliru, perbaiki di buku kerja, lalu unggah lagi.",
    ),
    MessageText(
        "perbaikan_tak_terbaca",
        TO_CHECK,
        "Perbaikan sel ini tidak berpengaruh: sel itu tidak dibaca.",
        "Perbaiki judul kolomnya dahulu, atau batalkan perbaikan itu.",
        isi_hilang=True,
    ),
    # ── rekap, target, penghargaan, acara ──
    MessageText(
        "tidak_ada_yang_terbit",
        WRONG,
        "Tidak ada baris di buku kerja ini yang dapat diterbitkan.",
        "Lihat temuan lain di bawah, lalu lengkapi tabelnya.",
    ),
    MessageText(
        "kolom_pelengkap_hilang",
        TO_CHECK,
        "Tabel {jenis} di lembar “{lembar}” tidak punya kolom “{kolom}”, jadi tidak dibaca.",
        "Bila tabel ini perlu terbit, tambahkan kolom “{kolom}”.{mirip}",
        isi_hilang=True,
    ),
    MessageText(
        "rekap_tanpa_wilayah",
        TO_CHECK,
        "Baris rekap ini tidak menyebut wilayahnya, jadi tidak dibaca.",
        "Tulis kelurahannya, “Kecamatan …”, atau “{kota}”.",
        isi_hilang=True,
    ),
    MessageText(
        "wilayah_tak_dikenal",
        WRONG,
        "Wilayah “{isi}” tidak dikenal.",
        "Tulis kelurahan, “Kecamatan …”, atau “{kota}”.{mirip}",
    ),
    MessageText(
        "rekap_ganda",
        WRONG,
        "{wilayah} tertulis dua kali dengan angka yang berbeda: lembar “{lembar1}” baris {baris1} dan baris ini.",
        "Sisakan satu baris tiap wilayah. Bila ini beberapa triwulan, tambahkan kolom “Triwulan”.",
    ),
    MessageText(
        "rekap_wilayah_lain",
        TO_CHECK,
        "{jumlah} baris rekap ini di luar {kota} ({daftar}), jadi tidak dibaca.",
        "Tidak perlu berbuat apa-apa.",
        perlu_tindakan=False,
        isi_hilang=True,
    ),
    MessageText(
        "rekap_tanpa_tidak_aktif",
        TO_CHECK,
        "Rekap ini tidak punya kolom “{kolom}”: yang terdaftar dibaca dari “{pengganti}”, "
        "yang tidak aktif tetap tidak diketahui.",
        "Tambahkan kolom “{kolom}” bila angkanya ada.",
        isi_hilang=True,
    ),
    MessageText(
        "rekap_banyak_triwulan",
        TO_CHECK,
        "Ada rekap {jumlah} triwulan: {daftar}. Yang dibaca hanya {periode}.",
        "Untuk triwulan lain, pilih triwulannya lalu unggah berkas ini sekali lagi.",
    ),
    MessageText(
        "rekap_triwulan_lain",
        TO_CHECK,
        "Rekap ini untuk {daftar}, bukan {periode}, jadi tidak dibaca.",
        "Pilih triwulan itu, atau perbaiki tulisan triwulannya.",
        isi_hilang=True,
    ),
    MessageText(
        "rekap_triwulan_tak_terbaca",
        TO_CHECK,
        "Triwulan baris rekap ini (“{isi}”) tidak terbaca, jadi baris ini tidak dibaca.",
        "Tulis misalnya “Triwulan I 2023” atau “31 Maret 2023”.",
        isi_hilang=True,
    ),
    MessageText(
        "rekap_jumlah_berbeda",
        TO_CHECK,
        "Aktif, tidak aktif dan diusulkan dibubarkan berjumlah {hitung}, tetapi tertulis {tertulis}.",
        "Periksa angkanya; yang terdaftar dihitung dari aktif + tidak aktif.",
    ),
    MessageText(
        "rekap_beda_register",
        TO_CHECK,
        "{wilayah}: {kolom} {rekap} menurut rekap, tetapi {register} menurut register.",
        "Register yang dipakai; periksa rekapnya.",
    ),
    MessageText(
        "rekap_sumber_lain",
        TO_CHECK,
        "{jumlah} baris rekap bersumber “{isi}”: tidak dihitung, hanya ditampilkan di samping register.",
        "Bila ini jumlah menurut dinas sendiri, kosongkan kolom Sumber.",
        perlu_tindakan=False,
    ),
    MessageText(
        "indikator_tak_dikenal",
        TO_CHECK,
        "“{isi}” bukan indikator yang dikenal; target ini tidak dibaca.",
        "Tulis kode atau nama indikator seperti di Kamus Data.{mirip}",
        isi_hilang=True,
    ),
    MessageText(
        "target_di_luar_batas",
        TO_CHECK,
        "Target {indikator} “{isi}” tidak mungkin; target ini tidak dibaca.",
        "Persen ditulis 0 sampai 100% (90%, 90 atau 0,9); banyaknya ditulis sebagai bilangan bulat mulai 0.",
        isi_hilang=True,
    ),
    MessageText(
        "target_dana_tak_dikenal",
        TO_CHECK,
        "Target {indikator} dari “{isi}” tidak dapat dihitung menurut sumber dana; target ini tidak dibaca.",
        "Menurut sumber dana dapat ditulis target {dapat}; untuk target lain kosongkan kolom Sumber Dana.",
        isi_hilang=True,
    ),
    MessageText(
        "target_ganda",
        WRONG,
        "Target {indikator} tahun {tahun} tertulis dua kali: baris {baris1} dan {baris2}.",
        "Hapus salah satu barisnya.",
    ),
    MessageText(
        "penghargaan_di_luar_triwulan",
        TO_CHECK,
        "Penghargaan {tanggal} di luar {periode}; tetap dicatat dengan tanggalnya.",
        "Tidak perlu berbuat apa-apa bila tanggalnya benar.",
        perlu_tindakan=False,
    ),
    MessageText(
        "acara_nama_tak_dikenal",
        TO_CHECK,
        "{jumlah} dari {semua} nama di sel ini tidak ada di register; yang disimpan hanya banyaknya, bukan namanya.",
        "Bila itu koperasi, samakan tulisannya dengan register.",
    ),
    MessageText(
        "acara_jumlah_berbeda",
        TO_CHECK,
        "Tertulis {tertulis} koperasi peserta, tetapi sel namanya memuat {hitung} nama.",
        "Periksa yang mana yang benar; yang dipakai angka yang tertulis.",
    ),
    MessageText(
        "temuan_serupa",
        TO_CHECK,
        "Masih ada {jumlah} temuan serupa di kolom ini mulai sel {sel}; tidak ditulis satu per satu.",
        "Perbaiki dahulu yang tertulis, lalu unggah lagi.",
    ),
    MessageText(
        "kolom_tidak_lagi",
        TO_CHECK,
        "Buku kerja ini tidak punya kolom {kolom}; di {dahulu} terisi ({jumlah} koperasi).",
        "Tambahkan kolomnya bila datanya ada; tanpa kolom itu angkanya tidak diketahui untuk triwulan ini.",
    ),
    MessageText(
        "lembar_belum_ada",
        TO_CHECK,
        "Lembar {judul} {periode} belum ada: tidak di buku kerja ini dan belum terbit.",
        "Unggah juga lembar {judul}. Sebelum itu, angkanya untuk triwulan ini belum lengkap.{nihil}",
    ),
    # ── sanity gates: published only with a reason ──
    MessageText(
        "gerbang_register_susut",
        WRONG,
        "Register susut dari {dahulu} menjadi {sekarang} koperasi ({persen}).",
        "Bila memang benar, tulis alasannya saat menerbitkan.",
    ),
    MessageText(
        "gerbang_kelurahan_hilang",
        WRONG,
        "Kelurahan {kelurahan} tidak punya koperasi lagi; triwulan lalu {dahulu}.",
        "Bila memang benar, tulis alasannya saat menerbitkan.",
    ),
    MessageText(
        "gerbang_berkas_sama",
        WRONG,
        "Berkas yang sama persis sudah diterbitkan sebagai {periode}.",
        "Bila memang benar, tulis alasannya saat menerbitkan.",
    ),
    MessageText(
        "gerbang_sudah_terbit",
        WRONG,
        "{periode} sudah terbit dengan isi lain, dari {oleh} ({rincian}).",
        "Bila ini perbaikan, tulis alasannya saat menerbitkan.",
    ),
    MessageText(
        "gerbang_identitas_berubah",
        WRONG,
        "{kolom} {jumlah} dari {dari} koperasi yang juga ada di {dahulu} berubah: {contoh}. {sebab}.",
        _COMPARE,
    ),
    MessageText(
        "gerbang_kunci_berpindah",
        WRONG,
        "{jumlah} dari {dari} koperasi berganti hampir seluruh isinya sejak {dahulu}, padahal {kolom}-nya sama: "
        "{contoh}. Kemungkinan hanya kolom {kolom} yang diurutkan atau bergeser, sedangkan kolom lain tetap.",
        _COMPARE,
    ),
    MessageText(
        "gerbang_kolom_berpindah",
        WRONG,
        "Isi kolom {kolom} menjadi milik koperasi lain; {jumlah} dari {dari} koperasi berubah sejak {dahulu}: "
        "{contoh}. {sebab}.",
        _COMPARE,
    ),
    MessageText(
        "gerbang_kolom_tertukar",
        WRONG,
        "Kolom {kolom} saling tertukar pada {jumlah} dari {dari} koperasi dibanding {dahulu}: {contoh}. Kemungkinan "
        "judul atau isi kedua kolom itu bertukar tempat.",
        _COMPARE,
    ),
    MessageText(
        "gerbang_kolom_lama",
        WRONG,
        "Isi kolom {kolom} pada {jumlah} dari {dari} koperasi kembali ke isi {lama}, bukan lanjutan {dahulu}: "
        "{contoh}. Kemungkinan kolom itu disalin dari buku kerja triwulan yang lebih lama.",
        _COMPARE,
    ),
    MessageText(
        "gerbang_status_berubah",
        WRONG,
        "Status {jumlah} dari {dari} koperasi ({persen}) berubah sejak {dahulu}: {contoh}. {sebab}.",
        _COMPARE,
    ),
    MessageText(
        "gerbang_kolom_kali",
        WRONG,
        "Kolom {kolom} menjadi {kali} pada {jumlah} dari {dari} koperasi sejak {dahulu}: {contoh}. "
        "Kemungkinan satuannya lain, atau ada nol yang bertambah atau hilang.",
        _COMPARE,
    ),
    MessageText(
        "gerbang_kolom_nol",
        WRONG,
        "Kolom {kolom} menjadi nol pada {jumlah} dari {dari} koperasi yang di {dahulu} bukan nol: {contoh}.",
        _COMPARE,
    ),
    MessageText(
        "gerbang_kolom_kosong",
        WRONG,
        "Kolom {kolom} menjadi kosong pada {jumlah} dari {dari} koperasi yang terisi di {dahulu}: {contoh}{rumus}.",
        _COMPARE,
    ),
    MessageText(
        "gerbang_kolom_hilang",
        WRONG,
        "Buku kerja ini tidak punya kolom {kolom}, padahal di {dahulu} terisi ({jumlah} koperasi).",
        "Tambahkan kolomnya. Bila memang tidak ada lagi, tulis alasannya saat menerbitkan.",
    ),
    MessageText(
        "gerbang_register_sama",
        WRONG,
        "Isi register ini sama persis dengan {dahulu} di semua kolomnya ({jumlah} koperasi). Kemungkinan buku kerja "
        "triwulan itu diunggah lagi dengan judul baru.",
        "Unggah register triwulan ini. Bila memang tidak ada yang berubah, tulis alasannya saat menerbitkan.",
    ),
    MessageText(
        "gerbang_baris_diragukan",
        WRONG,
        "{baris}{konteks}. {tanya}?",
        "Jawab pertanyaannya: dibaca atau tidak. Tanpa jawaban, baris yang dicoret dibaca dan baris di luar tabel "
        "tidak; untuk itu tulis alasannya saat menerbitkan.",
    ),
    MessageText(
        "gerbang_koperasi_diragukan",
        WRONG,
        "{jumlah} dari {total} koperasi belum dijawab: koperasi baru, atau ejaan lain dari yang sudah dikenal? "
        "Misalnya {contoh}.",
        "Jawab pertanyaannya; semua yang disarankan dapat dipilih sekaligus. Tanpa jawaban semuanya menjadi koperasi "
        "baru dan yang lama dianggap hilang; untuk itu tulis alasannya saat menerbitkan.",
    ),
    MessageText(
        "gerbang_tanggal_tertukar",
        WRONG,
        "Kolom “{isi}”{konteks} {tanya}?",
        "Jawab pertanyaannya. Tanpa jawaban, tanggalnya dibaca seperti tertulis; untuk itu tulis alasannya saat "
        "menerbitkan.",
    ),
    MessageText(
        "data_asli_pertama",
        WRONG,
        "Ini data asli yang pertama: semua data contoh akan dikeluarkan dari terbitan.",
        "Setujui saat menerbitkan (baris perintah: --mulai-data-asli).",
    ),
    MessageText(
        "contoh_ke_data_asli",
        WRONG,
        "Ini buku kerja contoh, padahal yang terbit data asli.",
        "Unggah buku kerja yang asli.",
    ),
)

MESSAGES: dict[str, MessageText] = {p.kode: p for p in _CATALOGUE}
# Findings that block unless a reason (--alasan) is given; the ledger keeps the reason.
GATES = tuple(code for code in MESSAGES if code.startswith("gerbang_"))
# What findings ask of people; the heaviest first.
MUST, BY_REASON, BY_CONSENT = "Harus diperbaiki", "Perlu alasan", "Perlu persetujuan"
SHOULD, NOTHING = "Perlu diperiksa", "Tidak perlu tindakan"
WEIGHT_WORDS = (MUST, BY_REASON, BY_CONSENT, SHOULD, NOTHING)
# Findings of one kind in one column that are listed one by one; nobody reads more, and a sheet can have a million.
MAX_ALIKE = 1_000
# Blocks unless the start of real data is confirmed.
STARTS_REAL_DATA = "data_asli_pertama"


def make_finding(
    kode: str, lembar: str = "", sel: str = "", isi: object = "", usul: str = "", **bagian: object
) -> Finding:
    """Make one finding from the catalogue.

    `isi` is what stood in the cell, shown as typed but for numbers of people. A field that a text names and the
    caller does not give is a KeyError: a message with a hole in it must not reach a user.
    """
    p = MESSAGES[kode]
    visible = "" if isi is None else personal.mask(str(isi))
    lembar, usul = personal.mask(lembar), personal.mask(usul)
    bagian = {name: personal.mask(text) if isinstance(text, str) else text for name, text in bagian.items()}
    value = {"lembar": lembar, "sel": sel, "isi": visible[:80], **bagian}
    words = p.pesan.format(**value), p.saran.format(**value).strip()
    return Finding(kode, p.berat, lembar, sel, visible[:200], *words, usul, p.perlu_tindakan)


def say_weight(t: Finding) -> str:
    """What a finding asks of people, in the words of page, file and marked workbook."""
    if t.kode in GATES:
        return BY_REASON
    if t.berat == WRONG:
        return MUST if t.kode != STARTS_REAL_DATA else BY_CONSENT
    return SHOULD if t.perlu_tindakan else NOTHING


def say_counts(findings: list[Finding]) -> str:
    """ "2 harus diperbaiki, 7 perlu diperiksa, 1 tidak perlu tindakan"; "tidak ada temuan"."""
    counts = Counter(say_weight(t) for t in findings)
    phrases = [f"{counts[w]} {w[0].lower()}{w[1:]}" for w in WEIGHT_WORDS if counts[w]]
    return ", ".join(phrases) or "tidak ada temuan"


def say_choices(name: list[str], word: str = "atau") -> str:
    """["A", "B", "C"] -> "A, B atau C", as in “bisa berarti …”."""
    return f" {word} ".join(filter(None, [", ".join(name[:-1]), *name[-1:]]))


def say_similar(name: list[str]) -> str:
    """The {mirip} field of an advice: "" or a sentence that follows the advice."""
    return f" Mungkin maksudnya {say_choices([f'“{n}”' for n in name])}." if name else ""


def shorten_findings(findings: list[Finding]) -> list[Finding]:
    """Of more than MAKS_SERUPA findings of one kind in one column the first ones, and one that counts the others."""
    if len(findings) <= MAX_ALIKE:
        return findings
    result: list[Finding] = []
    count: Counter[tuple[str, str, str]] = Counter()
    more: dict[tuple[str, str, str], Finding] = {}
    for t in findings:
        key = (t.kode, t.lembar, t.sel.rstrip("0123456789"))
        count[key] += 1
        if count[key] <= MAX_ALIKE:
            result.append(t)
        else:
            more.setdefault(key, t)
    rest = [make_finding("temuan_serupa", t.lembar, t.sel, jumlah=count[k] - MAX_ALIKE) for k, t in more.items()]
    return result + rest
