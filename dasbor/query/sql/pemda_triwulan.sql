-- The quarters whose cooperatives are counted, of each area of government.
select kode_pemda as kode, periode
from angka
where indikator = 'koperasi_terdaftar' and kode_wilayah = kode_pemda and pembilang is not null
group by all
order by kode, periode
