-- One indicator of the kecamatan inside an area.
select kode_wilayah, wilayah.nama, wilayah.nama as kecamatan, pembilang, penyebut, nilai, periode, indikator, sumber
from indikator
join wilayah on wilayah.kode = kode_wilayah
where periode = $periode and indikator = $indikator and kelompok_hitung = $kelompok
    and wilayah.tingkat = 'kecamatan' and rules.in_area(kode_wilayah, $kode)
order by kode_wilayah
