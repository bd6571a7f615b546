-- What became of each cooperative of an area that changed between two registers (etl/alur.sql), for each pair of $kini and
-- $sejak and both ways to count. `masuk`, `keluar`: the area at level $tingkat ('kelurahan' | 'kecamatan') that has one
-- active cooperative more or less, with the reason; of the new ones the Koperasi Merah Putih for themselves. One that moved
-- left one area and came into another.
with perubahan as (
    select p.*, case when alur = 'baru' and kkmp then 'KKMP masuk' else alur end as sebab,
        case when $tingkat = 'kecamatan' then kini.induk else kini.kode end as wilayah_kini,
        case when $tingkat = 'kecamatan' then lalu.induk else lalu.kode end as wilayah_lalu,
        wilayah_kini is distinct from wilayah_lalu as berpindah,
        status is not distinct from 'aktif' as aktif, status_lalu is not distinct from 'aktif' as aktif_lalu
    from rules.register_changes_between($kini, $sejak, $kode, 'semua', 'tanpa_kkmp') as p
    left join wilayah as kini on kini.kode = p.kode_kelurahan
    left join wilayah as lalu on lalu.kode = p.kode_lalu
)
select periode, sejak, kelompok_hitung, koperasi_id, nama_koperasi, nama_lalu, kode_kelurahan, kode_lalu, status_lalu, status,
    kelurahan, kelurahan_lalu, kkmp, alur, d_aktif, d_terdaftar, lembar, baris, unggahan_id,
    case when aktif and (berpindah or not aktif_lalu) then wilayah_kini end as masuk,
    case when aktif_lalu then 'pindah masuk' else sebab end as sebab_masuk,
    case when aktif_lalu and (berpindah or not aktif) then wilayah_lalu end as keluar,
    case when aktif then 'pindah keluar' else sebab end as sebab_keluar
from perubahan
where alur <> 'tetap' or masuk is not null or keluar is not null
order by periode, sejak, kelompok_hitung, alur, rules.name_order(nama_koperasi), koperasi_id
