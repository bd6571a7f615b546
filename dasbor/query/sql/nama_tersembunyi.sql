-- Every cooperative ever published, the kelurahan that it stood in last, and that kelurahan's name.
select koperasi_id, arg_max(kode_kelurahan, periode) as kode, arg_max(wilayah.nama, periode) as kelurahan
from koperasi_triwulan
join wilayah on wilayah.kode = kode_kelurahan
group by koperasi_id
