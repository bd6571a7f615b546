-- Every figure of the version, in one order.
select periode, kode_wilayah, indikator, kelompok_hitung, sumber, pembilang, penyebut, nilai
from indikator
order by periode, kode_wilayah, indikator, kelompok_hitung, sumber
