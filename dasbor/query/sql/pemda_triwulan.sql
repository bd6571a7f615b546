-- The quarters whose cooperatives are counted, of each area of government.
select kode_pemda as kode, periode
from angka_pemda
where indikator = 'koperasi_terdaftar' and pembilang is not null
group by all
order by kode, periode
