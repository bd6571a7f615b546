-- Active cooperatives of an area and quarter of one list of the page (see dasbor/content/digital.py), by kelurahan, with
-- the visits about marketing in the window.
with kunjungan as (
    select koperasi_id, count(*) as kali, max(tanggal) as terakhir_pemasaran
    from pendampingan_kunjungan
    where periode between $awal and $periode and koperasi_id is not null and jenis_pendampingan = 'Pemasaran'
    group by all
)
select aktif.koperasi_id, nama_koperasi, kode_kelurahan, wilayah.nama as kelurahan, kecamatan.nama as kecamatan, kelompok,
    sektor_usaha, kanal_digital, pakai_internet, jumlah_anggota, anggota_umkm, coalesce(kali, 0) as kali_pemasaran,
    terakhir_pemasaran, unggahan_id, lembar, baris
from koperasi_triwulan as aktif
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
left join kunjungan on kunjungan.koperasi_id = aktif.koperasi_id
where periode = $periode and status = 'aktif' and (kode_kelurahan between $kode and $kode || '/')
    and (not kkmp or $kelompok = 'semua')
    and :pilih
order by wilayah.nama, kecamatan.nama, nama_koperasi, aktif.koperasi_id
limit $batas
