-- When nothing holds what was typed: the names most like it, as a whole or word by word ("bintag puth").
with dinilai as (
    select koperasi_id, nama_koperasi,
        list_max(list_transform(nama_semua, lambda n: jaro_winkler_similarity(n, lower(trim($kata))))) as utuh,
        list_transform(
            string_split_regex(lower(trim($kata)), '\s+'),
            lambda k: list_max(
                list_transform(string_split(array_to_string(nama_semua, ' '), ' '), lambda w: jaro_winkler_similarity(w, k))
            )
        ) as tiap_kata
    from nama_koperasi
)
select koperasi_id, nama_koperasi,
    greatest(utuh, case when list_min(tiap_kata) >= 0.8 then list_avg(tiap_kata) else 0 end) as mirip
from dinilai
where mirip >= 0.8
order by mirip desc, rules.name_order(nama_koperasi)
limit 5
