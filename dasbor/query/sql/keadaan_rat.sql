-- The register of an area and quarter by what is owed and by status under $n book years without RAT.
select keadaan_rat, menunggak, jatuh_tempo, status, status_rat, count(*) as jumlah
from rules.annual_meetings($periode, $kode, $kelompok, $n_resmi, $n, $bulan)
where n = $n
group by all
order by all
