-- urutan: 72
-- judul: Aset
-- definisi: Jumlah aset koperasi terdaftar yang melaporkannya.
-- pembilang: jumlah aset
-- penyebut: -
-- satuan: Rp
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: null
-- kolom: koperasi aset
-- bukti: -
-- sebutan: aset
-- kelas: -
-- patah: -
-- jumlahan: ya
-- halaman: kesehatan
-- bagian: -
-- tampil: -
-- pilihan: -
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    aset::decimal(20, 2) as pembilang, null as penyebut
from terdaftar
where aset is not null
