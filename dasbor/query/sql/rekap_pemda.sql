-- What a province published itself of the areas of government inside it.
select kode_wilayah as kode, indikator, sumber, pembilang
from indikator
where periode = $periode and kode_wilayah <> $kode and kelompok_hitung = 'semua'
    and indikator in ('koperasi_terdaftar', 'koperasi_aktif') and pembilang is not null
order by kode, indikator desc
