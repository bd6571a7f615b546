-- Members and money of the registered cooperatives of an area, by quarter and measure: sum, how many report it,
-- of how many, and what the five largest have of the sum (losses left out: a share of a net sum says nothing).
with terdaftar as (
    select * from koperasi_triwulan
    where rules.is_registered(status)
        and rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
),
nilai_koperasi as (
    select periode,
        rules.members(jumlah_anggota, anggota_laki, anggota_perempuan)::decimal(20, 2) as anggota,
        anggota_perempuan::decimal(20, 2) as anggota_perempuan, anggota_umkm::decimal(20, 2) as anggota_umkm,
        modal_sendiri::decimal(20, 2) as modal_sendiri, modal_luar::decimal(20, 2) as modal_luar,
        aset::decimal(20, 2) as aset, volume_usaha::decimal(20, 2) as volume_usaha, shu::decimal(20, 2) as shu
    from terdaftar
),
laporan as (
    unpivot nilai_koperasi
    on anggota, anggota_perempuan, anggota_umkm, modal_sendiri, modal_luar, aset, volume_usaha, shu
    into name ukuran value nilai
),
jumlah as (
    select periode, ukuran, sum(nilai)::double as jumlah, count(*) as melapor,
        list_sum(max(nilai, 5) filter (nilai > 0))::double as lima, sum(nilai) filter (nilai > 0)::double as positif
    from laporan
    group by all
),
ukuran as (
    select unnest([
        'anggota', 'anggota_perempuan', 'anggota_umkm', 'modal_sendiri', 'modal_luar', 'aset', 'volume_usaha', 'shu'
    ]) as ukuran
),
banyak as (select periode, count(*) as terdaftar from terdaftar group by all)
select periode, ukuran, jumlah, coalesce(melapor, 0) as melapor, terdaftar, lima, positif
from banyak
cross join ukuran
left join jumlah using (periode, ukuran)
order by periode, ukuran
