-- Who was trained in the year up to 180 days before the quarter's end and not visited within 180 days.
with dilatih as (
    select coalesce(koperasi_id, kelompok_id) as sasaran_id, rules.training_end(tanggal_selesai, tanggal_mulai) as selesai,
        max(rules.training_end(tanggal_selesai, tanggal_mulai)) over (partition by coalesce(koperasi_id, kelompok_id)) as terakhir,
        koperasi_id, kelompok_id, asal, nama_kegiatan, kode_kelurahan
    from pelatihan_peserta
    where sasaran_id is not null
        and selesai <= $akhir - $hari::int
        and selesai > $akhir - $hari::int - interval 1 year
),
kunjungan as (
    select distinct coalesce(koperasi_id, kelompok_id) as sasaran_id, tanggal from pendampingan_kunjungan
)
select sasaran_id,
    coalesce(any_value(koperasi.nama_koperasi), any_value(dilatih.asal)) as nama,
    case when any_value(dilatih.koperasi_id) is not null then 'koperasi' else 'kelompok' end as jenis,
    any_value(wilayah.kode) as kode_kelurahan, any_value(wilayah.nama) as kelurahan,
    arg_max(dilatih.nama_kegiatan, dilatih.selesai) as nama_kegiatan,
    max(dilatih.selesai) as selesai_pelatihan,
    -- too late to count, but no longer waiting
    min(kunjungan.tanggal) filter (where kunjungan.tanggal between dilatih.terakhir and $akhir) as kunjungan_sesudah
from dilatih
left join kunjungan using (sasaran_id)
left join koperasi_triwulan as koperasi on koperasi.koperasi_id = dilatih.koperasi_id and koperasi.periode = $periode
join wilayah on wilayah.kode = coalesce(koperasi.kode_kelurahan, dilatih.kode_kelurahan)
where rules.in_area(wilayah.kode, $kode)
group by sasaran_id
having not bool_or(coalesce(tanggal between selesai and selesai + $hari::int, false))
order by selesai_pelatihan, rules.name_order(coalesce(any_value(koperasi.nama_koperasi), any_value(dilatih.asal)))
limit $batas
