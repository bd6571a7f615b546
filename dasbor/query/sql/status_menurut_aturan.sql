-- The registered cooperatives of an area in all registers by typed status and by that of two rules.
select periode, n, status, status_rat, count(*) as jumlah
from rules.annual_meetings(null, $kode, $kelompok, $n_resmi, $n, $bulan)
where rules.is_registered(status)
group by all
order by all
