-- Published targets of a year; of several for one indicator that of the latest quarter's workbook.
select indikator, arg_max(nilai_target, periode) as nilai_target
from target
where tahun = $tahun
group by all
order by 1
