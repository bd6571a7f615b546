-- Cooperatives per kecamatan of an area and status.
select induk as kode_wilayah, kecamatan as nama, kecamatan, status, sum(jumlah)::bigint as jumlah
from rules.status_by_kelurahan($periode, $kode, $kelompok)
join wilayah on wilayah.kode = kode_wilayah
group by all
order by kode_wilayah, status
