-- Cooperatives of an area with one $status, by quarter.
select periode, count(*) as banyak
from koperasi_triwulan
where status = $status and rules.in_area(kode_kelurahan, $kode)
group by periode
