-- The register of an area in a quarter, of one $status or all (null), the first $batas or all (null), with what training
-- and mentoring reached in the window.
with register as (
    select koperasi_triwulan.*
    from koperasi_triwulan
    where periode = $periode
        and (kode_kelurahan between $kode and $kode || '/')
        and (not kkmp or $kelompok = 'semua')
        and ($status is null or status = $status)
    order by nama_koperasi, koperasi_id
    limit $batas
),
didampingi as (
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
select register.*, wilayah.nama as kelurahan, kecamatan.nama as kecamatan,
    coalesce(didampingi.kali, 0) as kali_didampingi_4tw,
    didampingi.terakhir as terakhir_didampingi,
    coalesce(dilatih.kali, 0) as kali_dilatih_4tw
from register
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
left join didampingi using (koperasi_id)
left join dilatih using (koperasi_id)
order by nama_koperasi, koperasi_id
