-- One cooperative in every quarter it stands in, oldest first.
select koperasi_triwulan.*, wilayah.nama as kelurahan, wilayah.tingkat, kecamatan.nama as kecamatan
from koperasi_triwulan
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
where koperasi_id = $id
order by periode
