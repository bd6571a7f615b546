-- Groups trained in the window: last training, last visit and officer, and where the training stands in the workbook.
with dilatih as (
    select kelompok_id, max(coalesce(tanggal_selesai, tanggal_mulai)) as selesai_pelatihan,
        arg_max(asal, coalesce(tanggal_selesai, tanggal_mulai)) as nama,
        arg_max(kode_kelurahan, coalesce(tanggal_selesai, tanggal_mulai)) as kode_kelurahan,
        arg_max(lembar, coalesce(tanggal_selesai, tanggal_mulai)) as lembar,
        arg_min(baris, (-epoch(coalesce(tanggal_selesai, tanggal_mulai)), baris)) as baris
    from pelatihan_peserta where periode between $awal and $periode and kelompok_id is not null
    group by all
),
kunjungan as (
    select kelompok_id, max(tanggal) as terakhir_didampingi, arg_max(petugas, (tanggal, baris)) filter (petugas is not null) as petugas
    from pendampingan_kunjungan where periode <= $periode and kelompok_id is not null
    group by all
)
select -row_number() over (order by kelompok_id) as nomor, dilatih.*, wilayah.nama as kelurahan, kecamatan.nama as kecamatan, terakhir_didampingi, petugas
from dilatih
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
left join kunjungan using (kelompok_id)
qualify kode_kelurahan between $kode and $kode || '/'
order by nama, kelompok_id
