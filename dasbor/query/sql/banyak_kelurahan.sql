-- How many kelurahan an area has.
select count(*) as banyak from wilayah where rules.is_smallest(tingkat, induk) and rules.in_area(kode, $kode)
