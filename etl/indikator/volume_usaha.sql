-- urutan: 73
-- judul: Volume usaha
-- definisi: Jumlah volume usaha koperasi terdaftar yang melaporkannya.
-- pembilang: jumlah volume usaha
-- penyebut: -
-- satuan: Rp
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: null
-- kolom: koperasi volume_usaha
-- bukti: -
-- sebutan: volume usaha
-- kelas: -
-- patah: -
-- jumlahan: ya
-- halaman: kesehatan
-- bagian: -
-- tampil: -
-- pilihan: -
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    volume_usaha::decimal(20, 2) as pembilang, null as penyebut
from terdaftar
where volume_usaha is not null
