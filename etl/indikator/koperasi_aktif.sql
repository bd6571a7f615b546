-- urutan: 12
-- judul: Koperasi aktif
-- definisi: Bagian koperasi terdaftar yang berstatus aktif pada akhir triwulan.
-- pembilang: koperasi berstatus aktif
-- penyebut: koperasi terdaftar
-- satuan: persen
-- arah: naik
-- sumber: register
-- butuh: koperasi 0-0
-- tanpa_baris: 0
select periode, kode_kelurahan, kelompok_hitung,
    count(*) filter (status = 'aktif') as pembilang,
    count(*) as penyebut
from terdaftar
group by all
