-- The cases of an indicator that are in its denominator and not in its numerator, one by one (etl/indikator/_daftar.sql).
select id from kasus where pembilang = 0 and penyebut = 1 order by id
