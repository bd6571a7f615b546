-- How many kelurahan an area has.
select count(*) as banyak from wilayah where tingkat in ('kelurahan', 'desa') and rules.in_area(kode, $kode)
