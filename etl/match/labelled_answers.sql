-- Every answer with what it means in words; those in force first, the latest first. A cooperative is called as it was
-- before it was written as answered, where its register knows another name.
with nama_koperasi as (
    select kunci, jawaban.unggahan_id,
        coalesce(
            arg_max(register.nama_koperasi, register.periode) filter (register.nama_koperasi <> jawaban.isi),
            arg_max(register.nama_koperasi, register.periode)
        ) as nama
    from jawaban
    join koperasi_triwulan as register on register.koperasi_id = nilai
    where jawaban.jenis <> 'kelurahan'
    group by kunci, jawaban.unggahan_id
)
select {columns}, coalesce(wilayah.nama, nama_koperasi.nama) as label
from jawaban
left join wilayah on jenis = 'kelurahan' and wilayah.kode = nilai
left join nama_koperasi using (kunci, unggahan_id)
order by dicabut_waktu is not null, waktu desc, kunci
