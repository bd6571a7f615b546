-- When nothing holds what was typed: the names most like it.
select koperasi_id, arg_max(nama_koperasi, periode) as nama_koperasi,
    max(jaro_winkler_similarity(lower(nama_koperasi), lower(trim($kata)))) as mirip
from koperasi_triwulan
group by koperasi_id
having mirip >= 0.8
order by mirip desc, nama_koperasi
limit 5
