-- urutan: 74
-- judul: SHU
-- definisi: Jumlah SHU koperasi terdaftar yang melaporkannya.
-- pembilang: jumlah shu
-- penyebut: -
-- satuan: Rp
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: null
-- kolom: koperasi shu
-- bukti: -
-- sebutan: shu
-- kelas: -
-- patah: -
-- jumlahan: ya
-- halaman: kesehatan
-- bagian: -
-- tampil: -
-- pilihan: -
-- jumlah_positif: SHU yang positif
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    shu::decimal(20, 2) as pembilang, null as penyebut
from terdaftar
where shu is not null
