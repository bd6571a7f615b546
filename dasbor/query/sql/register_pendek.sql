-- The first cooperatives of an area by name, and how many there are: something to pick from without a search.
select koperasi_id, nama_koperasi, nik_koperasi, nomor_badan_hukum, kode_kelurahan,
    wilayah.nama as kelurahan, status, periode, count(*) over () as semua
from koperasi_triwulan
join wilayah on wilayah.kode = kode_kelurahan
where periode = $periode and rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
order by nama_koperasi, koperasi_id
limit $batas
