-- Cooperatives per kelurahan of an area and status. A kelurahan without cooperatives has no row.
select wilayah.kode as kode_wilayah, wilayah.nama, kecamatan.nama as kecamatan, status, count(*) as jumlah
from koperasi_triwulan
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
where periode = $periode
    and starts_with(kode_kelurahan || '.', $kode || '.')
    and (not kkmp or $kelompok = 'semua')
group by all
order by kode_wilayah, status
