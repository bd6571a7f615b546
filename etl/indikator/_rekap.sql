-- Quarters without a register but with a rekap: koperasi_terdaftar (aktif + tidak aktif), koperasi_aktif and
-- koperasi_diusulkan_bubar follow from its rows, marked sumber = 'rekap'. Every other indicator stays unknown.
-- Where a rekap does not say how many are inactive, the registered ones are its total without the proposed ones.
-- An area has a value when the rekap gives all areas inside it (then their sum, so that sums always hold),
-- else when the rekap has a row of its own for it; an area of which only parts are given stays unknown (null).
-- What somebody else counted (sumber: ODS, the province) is never counted here.
-- Both groups share the value before 2025, when the first KKMP was founded; from then on tanpa_kkmp is unknown.
create or replace temp table triwulan_rekap as
select hitung.periode, tahun
from hitung
join periode_jenis on periode_jenis.periode = hitung.periode and jenis = 'rekap'
where hitung.periode not in (select periode from periode_jenis where jenis = 'koperasi')
    and hitung.periode in (select periode from rekap_triwulan where sumber is null);

create or replace temp table hasil_rekap as
with baris as (
    select rekap.*, kode_wilayah as kode,
        coalesce(jumlah_aktif + jumlah_tidak_aktif, jumlah_koperasi - coalesce(jumlah_diusulkan, 0)) as terdaftar
    from rekap_triwulan as rekap
    join triwulan_rekap using (periode)
    where sumber is null
),
tertulis as (
    select periode, kode, 'koperasi_terdaftar' as indikator, terdaftar as pembilang, null::bigint as penyebut
    from baris where terdaftar is not null
    union all
    select periode, kode, 'koperasi_aktif', jumlah_aktif, terdaftar
    from baris where terdaftar is not null
    union all
    select periode, kode, 'koperasi_diusulkan_bubar', jumlah_diusulkan, null
    from baris where jumlah_diusulkan is not null
),
bagian as (
    select periode, induk as kode, count(*) as banyak from wilayah_triwulan where induk is not null group by all
),
kelurahan as (
    select tertulis.* from tertulis join wilayah using (kode) where rules.is_smallest(tingkat, induk)
),
kecamatan_dari_kelurahan as (
    select kelurahan.periode, induk as kode, indikator, sum(pembilang) as pembilang, sum(penyebut) as penyebut
    from kelurahan
    join wilayah using (kode)
    join bagian on bagian.kode = wilayah.induk and bagian.periode = kelurahan.periode
    group by kelurahan.periode, induk, indikator
    having count(*) = any_value(banyak)
),
kecamatan as (
    from kecamatan_dari_kelurahan
    union all
    select tertulis.* from tertulis join wilayah using (kode)
    anti join kecamatan_dari_kelurahan using (periode, kode, indikator)
    where tingkat = 'kecamatan'
),
kota_dari_kecamatan as (
    select kecamatan.periode, induk as kode, indikator, sum(pembilang) as pembilang, sum(penyebut) as penyebut
    from kecamatan
    join wilayah using (kode)
    join bagian on bagian.kode = wilayah.induk and bagian.periode = kecamatan.periode
    group by kecamatan.periode, induk, indikator
    having count(*) = any_value(banyak)
),
kota as (
    from kota_dari_kecamatan
    union all
    select tertulis.* from tertulis join wilayah using (kode)
    anti join kota_dari_kecamatan using (periode, kode, indikator)
    anti join kecamatan_dari_kelurahan using (periode, kode, indikator) -- of a province, which has no kecamatan
    where induk is null
)
from kelurahan union all from kecamatan union all from kota;

delete from indikator
where periode in (select periode from triwulan_rekap)
    and indikator in ('koperasi_terdaftar', 'koperasi_aktif', 'koperasi_diusulkan_bubar');

insert into indikator
with lengkap as (
    select triwulan_rekap.periode, wilayah.kode, definisi.indikator, kelompok_hitung,
        case
            when rules.is_counted(tahun >= rules.first_kkmp_year(), kelompok_hitung) then hasil.pembilang
        end as pembilang,
        case
            when rules.is_counted(tahun >= rules.first_kkmp_year(), kelompok_hitung) then hasil.penyebut
        end as penyebut
    from triwulan_rekap
    join wilayah_triwulan as wilayah using (periode)
    cross join cakupan
    cross join (values ('koperasi_terdaftar'), ('koperasi_aktif'), ('koperasi_diusulkan_bubar')) as definisi(indikator)
    left join hasil_rekap as hasil on hasil.periode = triwulan_rekap.periode and hasil.kode = wilayah.kode
        and hasil.indikator = definisi.indikator
)
select periode, kode, indikator, kelompok_hitung, 'rekap', pembilang, penyebut,
    case when indikator <> 'koperasi_aktif' then pembilang when penyebut > 0 then pembilang / penyebut end
from lengkap
order by indikator, periode, kode, kelompok_hitung;
