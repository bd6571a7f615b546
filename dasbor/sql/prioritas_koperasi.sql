-- The register of an area with what a work list needs: last visit and officer, last training of the window,
-- since which register the dissolution has been proposed without a break.
with kunjungan as (
    -- the last officer is the last one that was named
    select koperasi_id, max(tanggal) as terakhir_didampingi, arg_max(petugas, (tanggal, baris)) filter (petugas is not null) as petugas
    from pendampingan_kunjungan where periode <= $periode and koperasi_id is not null
    group by all
),
dilatih as (
    select koperasi_id, max(coalesce(tanggal_selesai, tanggal_mulai)) as selesai_pelatihan,
        arg_max(nama_kegiatan, coalesce(tanggal_selesai, tanggal_mulai)) as nama_kegiatan
    from pelatihan_peserta where periode between $awal and $periode and koperasi_id is not null
    group by all
),
sini as (
    select * from koperasi_triwulan
    where periode = $periode and (kode_kelurahan between $kode and $kode || '/') and (not kkmp or $kelompok = 'semua')
),
riwayat as (
    select koperasi_id, periode, status,
        max(periode) filter (status <> 'diusulkan dibubarkan') over (partition by koperasi_id) as putus
    from koperasi_triwulan
    where periode <= $periode and koperasi_id in (select koperasi_id from sini where status = 'diusulkan dibubarkan')
),
usulan as (
    select koperasi_id, min(periode) as diusulkan_sejak
    from riwayat where periode > coalesce(putus, '')
    group by all
)
select sini.*, wilayah.nama as kelurahan, kecamatan.nama as kecamatan,
    terakhir_didampingi, petugas, selesai_pelatihan, nama_kegiatan, diusulkan_sejak
from sini
join wilayah on wilayah.kode = sini.kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
left join kunjungan using (koperasi_id)
left join dilatih using (koperasi_id)
left join usulan using (koperasi_id)
order by nama_koperasi, koperasi_id
