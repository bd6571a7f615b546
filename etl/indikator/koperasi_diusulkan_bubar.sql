-- urutan: 11
-- judul: Diusulkan dibubarkan
-- definisi: Koperasi yang pada akhir triwulan diusulkan untuk dibubarkan; tidak termasuk koperasi terdaftar.
-- pembilang: koperasi berstatus diusulkan dibubarkan
-- penyebut: -
-- satuan: koperasi
-- arah: turun
-- sumber: register
-- butuh: koperasi 0-0
-- tanpa_baris: 0
select periode, kode_kelurahan, kelompok_hitung, count(*) as pembilang, null as penyebut
from register
where status = 'diusulkan dibubarkan'
group by all
