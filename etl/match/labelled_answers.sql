-- Every answer with what it means in words; those in force first, the latest first.
with nama_koperasi as (
    select koperasi_id, arg_max(nama_koperasi, periode) as nama
    from koperasi_triwulan
    group by koperasi_id
)
select {columns}, coalesce(wilayah.nama, nama_koperasi.nama) as label
from jawaban
left join wilayah on jenis = 'kelurahan' and wilayah.kode = nilai
left join nama_koperasi on jenis <> 'kelurahan' and koperasi_id = nilai
order by dicabut_waktu is not null, waktu desc, kunci
