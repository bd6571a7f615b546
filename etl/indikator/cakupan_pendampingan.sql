-- urutan: 40
-- judul: Cakupan pendampingan
-- definisi: Bagian koperasi terdaftar yang dikunjungi petugas dalam empat triwulan terakhir.
-- pembilang: koperasi terdaftar yang dikunjungi dalam empat triwulan
-- penyebut: koperasi terdaftar
-- satuan: persen
-- arah: naik
-- sumber: register
-- butuh: koperasi 0-0, pendampingan 0-jendela
-- tanpa_baris: 0
select periode, kode_kelurahan, kelompok_hitung,
    count(*) filter (didampingi.koperasi_id is not null) as pembilang,
    count(*) as penyebut
from terdaftar
left join didampingi using (periode, koperasi_id)
group by all
