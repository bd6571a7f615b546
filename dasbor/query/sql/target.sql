-- Published targets by year and quarter ("I" to "IV", null = of the year), without those of a fund; of several for one
-- indicator that of the latest quarter's workbook.
select tahun, triwulan, indikator, arg_max(nilai_target, periode) as nilai_target
from target
where tahun is not null and rules.fund_key(sumber_dana) is null
group by all
order by all
