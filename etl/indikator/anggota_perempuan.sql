-- urutan: 61
-- judul: Anggota perempuan
-- definisi: Bagian anggota koperasi terdaftar yang perempuan, di antara koperasi yang melaporkannya.
-- pembilang: anggota perempuan
-- penyebut: anggota koperasi yang melaporkan keduanya
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi anggota_perempuan, jumlah_anggota
-- bukti: -
-- sebutan: anggota perempuan
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: ya
-- halaman: digital
-- bagian: Anggota
-- tampil: wilayah, tren
-- pilihan: -
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    anggota_perempuan as pembilang,
    rules.members(jumlah_anggota, anggota_laki, anggota_perempuan) as penyebut
from terdaftar
where anggota_perempuan is not null and rules.members(jumlah_anggota, anggota_laki, anggota_perempuan) is not null
