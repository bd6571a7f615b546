-- How many rows of each workbook the cases stand on.
select unggahan_id, count(*) as jumlah
from (select unggahan_id from dibaca union all select bukti_unggahan_id from dibaca)
where unggahan_id is not null
group by all
order by 1
