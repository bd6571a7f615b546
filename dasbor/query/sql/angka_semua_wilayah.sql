-- Everything known of an area and the areas inside it, in one quarter.
select kode_wilayah, indikator, periode, pembilang, penyebut, nilai, sumber
from indikator
where periode = $periode and rules.in_area(kode_wilayah, $kode) and kelompok_hitung = $kelompok
order by kode_wilayah, indikator
