-- What pages ask most, put together once: the figures of each area of government as a whole, those of one indicator
-- and quarter beside one another; and in how many of its smallest areas the cooperatives of a quarter are counted.
create table angka_pemda as
select *
from angka
where kode_wilayah = kode_pemda
order by indikator, periode, kode_pemda, kelompok_hitung;

create table terhitung as
select angka.kode_pemda, periode, count(*)::integer as wilayah
from angka
join wilayah on wilayah.kode_pemda = angka.kode_pemda and wilayah.kode = angka.kode_wilayah
where tingkat in ('kelurahan', 'desa') and indikator = 'koperasi_terdaftar' and kelompok_hitung = 'semua'
    and pembilang is not null
group by all
order by angka.kode_pemda, periode;
