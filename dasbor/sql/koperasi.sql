-- The register of an area in a quarter, with what training and mentoring reached in the window.
with didampingi as (
    select koperasi_id, count(*) as kali, max(tanggal) as terakhir
    from pendampingan_kunjungan
    where periode between $awal and $periode and koperasi_id is not null
    group by all
),
dilatih as (
    select koperasi_id, count(distinct kegiatan_id) as kali
    from pelatihan_peserta
    where periode between $awal and $periode and koperasi_id is not null
    group by all
)
select koperasi_triwulan.*, wilayah.nama as kelurahan, kecamatan.nama as kecamatan,
    coalesce(didampingi.kali, 0) as kali_didampingi_4tw,
    didampingi.terakhir as terakhir_didampingi,
    coalesce(dilatih.kali, 0) as kali_dilatih_4tw
from koperasi_triwulan
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
left join didampingi using (koperasi_id)
left join dilatih using (koperasi_id)
where periode = $periode
    and starts_with(kode_kelurahan || '.', $kode || '.')
    and (not kkmp or $kelompok = 'semua')
order by nama_koperasi, koperasi_id
