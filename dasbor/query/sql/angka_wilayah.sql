-- Everything known of one area.
select indikator, periode, pembilang, penyebut, nilai, sumber
from indikator
where kode_wilayah = $kode and kelompok_hitung = $kelompok
order by indikator, periode
