-- How many cooperatives became active in each area of the chosen one, or are active there no longer, by what became of
-- them (etl/alur.sql); of the new ones the Koperasi Merah Putih for themselves. $tingkat: 'kelurahan' | 'kecamatan'.
-- One that moved left one area and came into another. Since $sejak, and $sejak_juga (null = none), under both ways to
-- count.
with perubahan as (
    select p.* replace (case when alur = 'baru' and kkmp then 'KKMP masuk' else alur end as alur),
        case when $tingkat = 'kecamatan' then kini.induk else kini.kode end as wilayah_kini,
        case when $tingkat = 'kecamatan' then lalu.induk else lalu.kode end as wilayah_lalu
    from rules.register_changes_since($periode, $sejak, $sejak_juga, $kode, 'semua', 'tanpa_kkmp') as p
    left join wilayah as kini on kini.kode = p.kode_kelurahan
    left join wilayah as lalu on lalu.kode = p.kode_lalu
),
langkah as (
    select sejak, kelompok_hitung, wilayah_kini as kode,
        case when status_lalu = 'aktif' then 'pindah masuk' else alur end as alur, 1 as beda
    from perubahan
    where status = 'aktif' and (status_lalu is distinct from 'aktif' or wilayah_lalu is distinct from wilayah_kini)
    union all
    select sejak, kelompok_hitung, wilayah_lalu, case when status = 'aktif' then 'pindah keluar' else alur end, -1
    from perubahan
    where status_lalu = 'aktif' and (status is distinct from 'aktif' or wilayah_lalu is distinct from wilayah_kini)
)
select sejak, kelompok_hitung, kode as kode_wilayah, alur, sum(beda)::bigint as beda
from langkah
group by all
order by sejak, kelompok_hitung, kode_wilayah, alur
