-- The register of an area by status, KKMP included as in a rekap.
select status, count(*) as jumlah
from koperasi_triwulan
where periode = $periode and rules.in_area(kode_kelurahan, $kode)
group by all
order by all
