-- Cooperatives ever published whose name (also a former one), NIK or badan hukum holds every word of $kata;
-- the best match first, each as last registered. semua: how many there are.
select koperasi_id, nama_koperasi, nik_koperasi, nomor_badan_hukum, kode_kelurahan,
    wilayah.nama as kelurahan, status, periode, count(*) over () as semua
from nama_koperasi
join wilayah on wilayah.kode = kode_kelurahan
where len(list_filter(string_split_regex(lower(trim($kata)), '\s+'), lambda kata: not contains(teks, kata))) = 0
order by lower(trim($kata)) in (nik_koperasi, lower(nomor_badan_hukum), lower(nama_koperasi)) desc,
    starts_with(lower(nama_koperasi), lower(trim($kata))) desc, rules.name_order(nama_koperasi), koperasi_id
limit $batas
