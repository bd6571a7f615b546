-- Published targets of a year ($triwulan null) or of one of its quarters ("I" to "IV"); of several for one indicator that
-- of the latest quarter's workbook.
select indikator, arg_max(nilai_target, periode) as nilai_target
from target
where tahun = $tahun and triwulan is not distinct from $triwulan
group by all
order by 1
