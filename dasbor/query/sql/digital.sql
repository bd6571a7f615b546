-- Active cooperatives of an area and quarter of one list of the page: by what they answered ($ti) or by
-- support for marketing ($pasar), the other is null, by kelurahan, with
-- the visits about marketing in the window.
with kunjungan as (
    select koperasi_id, count(*) as kali, max(tanggal) as terakhir_pemasaran
    from pendampingan_kunjungan
    where rules.in_window(periode, $periode, $jendela) and koperasi_id is not null and jenis_pendampingan = 'Pemasaran'
    group by all
)
select aktif.koperasi_id, nama_koperasi, kode_kelurahan, wilayah.nama as kelurahan, kecamatan.nama as kecamatan, kelompok,
    sektor_usaha, kanal_digital, pakai_internet, jumlah_anggota, anggota_umkm, coalesce(kali, 0) as kali_pemasaran,
    terakhir_pemasaran, unggahan_id, lembar, baris
from koperasi_triwulan as aktif
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
left join kunjungan on kunjungan.koperasi_id = aktif.koperasi_id
where periode = $periode and status = 'aktif' and rules.in_area(kode_kelurahan, $kode)
    and rules.is_counted(kkmp, $kelompok)
    and case $ti
        when 'tak_menjawab' then not rules.answered_digital(kanal_digital, pakai_internet)
        when 'belum' then rules.answered_digital(kanal_digital, pakai_internet)
            and not rules.is_digital(kanal_digital, pakai_internet)
        else $ti is null
    end
    and case $pasar
        when 'dibantu' then kunjungan.koperasi_id is not null
        when 'daring' then rules.sells_online(kanal_digital)
        when 'belum' then kunjungan.koperasi_id is null and not rules.sells_online(kanal_digital)
        else $pasar is null
    end
order by wilayah.nama, kecamatan.nama, rules.name_order(nama_koperasi), aktif.koperasi_id
limit $batas
