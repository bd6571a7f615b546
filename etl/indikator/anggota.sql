-- urutan: 60
-- judul: Anggota koperasi
-- definisi: Jumlah anggota koperasi terdaftar yang melaporkannya.
-- pembilang: jumlah anggota koperasi
-- penyebut: -
-- satuan: orang
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: null
-- kolom: koperasi jumlah_anggota, anggota_laki, anggota_perempuan
-- bukti: -
-- sebutan: anggota
-- kelas: -
-- patah: -
-- jumlahan: ya
-- halaman: -
-- bagian: -
-- tampil: -
-- pilihan: Anggota
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    rules.members(jumlah_anggota, anggota_laki, anggota_perempuan) as pembilang, null as penyebut
from terdaftar
where rules.members(jumlah_anggota, anggota_laki, anggota_perempuan) is not null
