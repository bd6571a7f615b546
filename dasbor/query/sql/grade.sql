-- Grades of the registered cooperatives of an area and quarter.
select grade, count(*) as jumlah
from koperasi_triwulan
where periode = $periode and rules.is_registered(status)
    and rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
group by all
order by all
