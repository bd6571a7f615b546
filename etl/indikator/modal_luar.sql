-- urutan: 71
-- judul: Modal luar
-- definisi: Jumlah modal luar koperasi terdaftar yang melaporkannya.
-- pembilang: jumlah modal luar
-- penyebut: -
-- satuan: Rp
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0
-- tanpa_baris: null
-- kolom: koperasi modal_luar
-- bukti: -
-- sebutan: modal luar
-- kelas: -
-- patah: -
-- jumlahan: ya
-- halaman: -
-- bagian: -
-- tampil: -
-- pilihan: -
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    modal_luar::decimal(20, 2) as pembilang, null as penyebut
from terdaftar
where modal_luar is not null
