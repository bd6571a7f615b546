-- urutan: 12
-- judul: Koperasi aktif
-- definisi: Bagian koperasi terdaftar yang berstatus aktif pada akhir triwulan.
-- pembilang: koperasi berstatus aktif
-- penyebut: koperasi terdaftar
-- satuan: persen
-- arah: naik
-- sumber: register, rekap
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi status
-- bukti: -
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    (status = 'aktif')::int as pembilang, 1 as penyebut
from terdaftar
