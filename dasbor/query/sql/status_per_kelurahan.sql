-- Cooperatives per kelurahan of an area and status, from the register, else from a rekap.
-- A kelurahan without cooperatives, or of which the rekap says nothing, has no row.
with hitungan as (
    select kode_kelurahan as kode, status, count(*) as jumlah, 'register' as sumber
    from koperasi_triwulan
    where periode = $periode and (not kkmp or $kelompok = 'semua')
    group by all
    union all
    select kode_wilayah, isi.status, isi.jumlah::bigint, 'rekap'
    from (
        select kode_wilayah, unnest(
            case indikator
                when 'koperasi_aktif' then [
                    {'status': 'aktif', 'jumlah': pembilang}, {'status': 'tidak aktif', 'jumlah': penyebut - pembilang}
                ]
                else [{'status': 'diusulkan dibubarkan', 'jumlah': pembilang}]
            end
        ) as isi
        from indikator
        where periode = $periode and sumber = 'rekap' and kelompok_hitung = $kelompok and pembilang is not null
            and indikator in ('koperasi_aktif', 'koperasi_diusulkan_bubar')
    )
)
select wilayah.kode as kode_wilayah, wilayah.nama, kecamatan.nama as kecamatan, status, jumlah, sumber
from hitungan
join wilayah using (kode)
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
where wilayah.tingkat in ('kelurahan', 'desa') and (kode between $kode and $kode || '/')
order by kode_wilayah, status
