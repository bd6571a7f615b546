-- urutan: 43
-- judul: Aktif kembali
-- definisi: Bagian koperasi yang setahun lalu (empat triwulan) tidak aktif dan sekarang aktif, menurut kelurahannya waktu itu.
-- pembilang: di antaranya yang aktif sekarang
-- penyebut: koperasi tidak aktif empat triwulan lalu
-- satuan: persen
-- arah: naik
-- sumber: register
-- butuh: koperasi 0-0, koperasi 4-4
-- tanpa_baris: 0
select hitung.periode, dahulu.kode_kelurahan, kelompok_hitung,
    count(*) filter (kini.status = 'aktif') as pembilang,
    count(*) as penyebut
from hitung
join indeks_periode as saat on saat.indeks = hitung.indeks - 4
join koperasi_triwulan as dahulu on dahulu.periode = saat.periode and dahulu.status = 'tidak aktif'
join cakupan on dengan_kkmp or not dahulu.kkmp
left join koperasi_triwulan as kini on kini.periode = hitung.periode and kini.koperasi_id = dahulu.koperasi_id
group by all
