-- When nothing holds what was typed: the names most like it, as a whole or word by word ("bintag puth").
with nama as (
    select koperasi_id, arg_max(nama_koperasi, periode) as nama_koperasi, list(distinct lower(nama_koperasi)) as semua
    from koperasi_triwulan
    group by koperasi_id
),
dinilai as (
    select koperasi_id, nama_koperasi,
        list_max(list_transform(semua, lambda n: jaro_winkler_similarity(n, lower(trim($kata))))) as utuh,
        list_transform(
            string_split_regex(lower(trim($kata)), '\s+'),
            lambda k: list_max(
                list_transform(string_split(array_to_string(semua, ' '), ' '), lambda w: jaro_winkler_similarity(w, k))
            )
        ) as tiap_kata
    from nama
)
select koperasi_id, nama_koperasi,
    greatest(utuh, case when list_min(tiap_kata) >= 0.8 then list_avg(tiap_kata) else 0 end) as mirip
from dinilai
where mirip >= 0.8
order by mirip desc, nama_koperasi
limit 5
