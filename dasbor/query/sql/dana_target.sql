-- Published targets of funds, of several for one that of the latest quarter's workbook.
select rules.fund_key(sumber_dana) as dana, tahun, indikator, arg_max(nilai_target, periode) as nilai_target,
    arg_max(sumber_dana, periode) as sumber_dana
from target
where rules.fund_key(sumber_dana) is not null
group by all
