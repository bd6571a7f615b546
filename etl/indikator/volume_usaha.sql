-- urutan: 73
-- judul: Volume usaha
-- definisi: Jumlah volume usaha koperasi terdaftar yang melaporkannya.
-- pembilang: jumlah volume usaha
-- penyebut: -
-- satuan: Rp
-- arah: naik
-- sumber: register
-- butuh: koperasi 0-0
-- tanpa_baris: null
select periode, kode_kelurahan, kelompok_hitung, sum(volume_usaha::decimal(20, 2)) as pembilang, null as penyebut
from terdaftar
where volume_usaha is not null
group by all
