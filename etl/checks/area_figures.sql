-- Indicators of the city and its kelurahan in one quarter.
select indikator, kode_wilayah, wilayah.nama, pembilang, penyebut, nilai
from indikator
join wilayah on wilayah.kode = kode_wilayah
where periode = $periode and kelompok_hitung = 'semua' and tingkat <> 'kecamatan'
order by kode_wilayah
