-- Of a quarter: how many indicators are known of each area of government as a whole, and of how many of its smallest
-- areas the cooperatives are counted.
with indikator_tahu as (
    select kode_pemda as kode, count(distinct indikator) as indikator
    from angka_pemda
    where periode = $periode and kelompok_hitung = 'semua' and pembilang is not null
    group by all
),
terkecil as (
    select kode_pemda, kode from wilayah where tingkat in ('kelurahan', 'desa')
),
wilayah_ada as (
    select kode_pemda as kode, count(*) as wilayah from terkecil group by all
)
select pemda.kode, coalesce(indikator, 0) as indikator_tahu, coalesce(terhitung.wilayah, 0) as wilayah_tahu,
    coalesce(wilayah_ada.wilayah, 0) as wilayah_ada
from pemda
left join indikator_tahu using (kode)
left join wilayah_ada using (kode)
left join terhitung on terhitung.kode_pemda = pemda.kode and terhitung.periode = $periode
order by pemda.kode
