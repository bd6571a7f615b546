-- urutan: 62
-- judul: Anggota pelaku UMKM
-- definisi: Bagian anggota koperasi terdaftar yang pelaku UMKM, di antara koperasi yang melaporkannya.
-- pembilang: anggota pelaku UMKM
-- penyebut: anggota koperasi yang melaporkan keduanya
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi anggota_umkm, jumlah_anggota
-- bukti: -
-- sebutan: anggota pelaku UMKM
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: ya
-- halaman: digital
-- bagian: Anggota
-- tampil: wilayah, tren
-- pilihan: -
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    anggota_umkm as pembilang,
    rules.members(jumlah_anggota, anggota_laki, anggota_perempuan) as penyebut
from terdaftar
where anggota_umkm is not null and rules.members(jumlah_anggota, anggota_laki, anggota_perempuan) is not null
