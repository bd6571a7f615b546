-- Every stored column of the last register, by area and name.
select {stored}, kelurahan.nama as kelurahan, kecamatan.nama as kecamatan
from koperasi_triwulan as k
join wilayah as kelurahan on kelurahan.kode = k.kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = kelurahan.induk
where k.periode = (select max(periode) from periode_jenis where jenis = 'koperasi')
order by k.kode_kelurahan, lower(k.nama_koperasi), k.koperasi_id
