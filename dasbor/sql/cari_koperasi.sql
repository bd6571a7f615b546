-- Cooperatives ever published whose name (also a former one), NIK or badan hukum holds every word of $kata;
-- the best match first, each as last registered.
with semua as (
    select koperasi_id, arg_max(nama_koperasi, periode) as nama_koperasi, arg_max(nik_koperasi, periode) as nik_koperasi,
        arg_max(nomor_badan_hukum, periode) as nomor_badan_hukum, arg_max(kode_kelurahan, periode) as kode_kelurahan,
        arg_max(status, periode) as status, max(periode) as periode,
        lower(string_agg(distinct concat_ws(' ', nama_koperasi, nik_koperasi, nomor_badan_hukum), ' ')) as teks
    from koperasi_triwulan
    group by koperasi_id
)
select koperasi_id, nama_koperasi, nik_koperasi, nomor_badan_hukum, kode_kelurahan,
    wilayah.nama as kelurahan, status, periode
from semua
join wilayah on wilayah.kode = kode_kelurahan
where len(list_filter(string_split_regex(lower(trim($kata)), '\s+'), lambda kata: not contains(teks, kata))) = 0
order by lower(trim($kata)) in (nik_koperasi, lower(nomor_badan_hukum), lower(nama_koperasi)) desc,
    starts_with(lower(nama_koperasi), lower(trim($kata))) desc, nama_koperasi, koperasi_id
