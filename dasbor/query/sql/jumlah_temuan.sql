-- How many findings of each code still stand in each quarter.
select kode, periode, count(*) as jumlah
from rules.standing_findings(null, null)
group by all
order by all
