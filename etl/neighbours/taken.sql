create or replace temp table angka_masuk as
select periode, kode_wilayah, indikator, kelompok_hitung, sumber,
    nullif(pembilang, '')::double as pembilang,
    nullif(penyebut, '')::double as penyebut,
    nullif(nilai, '')::double as nilai
from mentah
where list_contains($dikenal, indikator)
order by kode_wilayah, indikator, periode, kelompok_hitung
