-- Every cooperative ever published as last registered, with all its names, NIK and badan hukum as one text to search.
with berbeda as (
    select koperasi_id, nama_koperasi, nik_koperasi, nomor_badan_hukum, kode_kelurahan, status, max(periode) as periode
    from koperasi_triwulan
    group by all
)
select koperasi_id, arg_max(nama_koperasi, periode) as nama_koperasi, arg_max(nik_koperasi, periode) as nik_koperasi,
    arg_max(nomor_badan_hukum, periode) as nomor_badan_hukum, arg_max(kode_kelurahan, periode) as kode_kelurahan,
    arg_max(status, periode) as status, max(periode) as periode, list(distinct lower(nama_koperasi)) as nama_semua,
    lower(string_agg(distinct concat_ws(' ', nama_koperasi, nik_koperasi, nomor_badan_hukum), ' ')) as teks
from berbeda
group by koperasi_id
