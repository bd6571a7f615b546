-- urutan: 70
-- judul: Modal sendiri
-- definisi: Jumlah modal sendiri koperasi terdaftar yang melaporkannya.
-- pembilang: jumlah modal sendiri
-- penyebut: -
-- satuan: Rp
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: null
-- kolom: koperasi modal_sendiri
-- bukti: -
-- sebutan: modal sendiri
-- kelas: -
-- patah: -
-- jumlahan: ya
-- halaman: -
-- bagian: -
-- tampil: -
-- pilihan: -
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    modal_sendiri::decimal(20, 2) as pembilang, null as penyebut
from terdaftar
where modal_sendiri is not null
