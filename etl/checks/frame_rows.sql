-- The rows of a frame as the table `baris`, for the statement that stands after it.
with baris as (
    select unnest($nomor::bigint[]) as nomor, unnest($tahun_buku_rat::bigint[]) as tahun_buku_rat,
        unnest($tanggal_rat::varchar[])::date as tanggal_rat,
        unnest($tanggal_badan_hukum::varchar[])::date as tanggal_badan_hukum, unnest($kkmp::boolean[]) as kkmp
)
{pertanyaan}
