-- KKMP that an earlier register holds as an ordinary cooperative, and its last name there.
select koperasi_id, arg_max(nama_koperasi, periode) as nama_dahulu
from koperasi_triwulan
where not kkmp and periode < $periode
    and koperasi_id in (select koperasi_id from koperasi_triwulan where kkmp and periode = $periode)
group by all
