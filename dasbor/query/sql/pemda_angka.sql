-- One indicator of every area of government as a whole, in some quarters, with and without Koperasi Merah Putih.
select kode_pemda as kode, periode, kelompok_hitung, sumber, pembilang, penyebut, nilai
from angka_pemda
where indikator = $indikator and list_contains($triwulan, periode)
order by kode, periode, kelompok_hitung
