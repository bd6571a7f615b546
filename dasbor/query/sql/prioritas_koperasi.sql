-- The register of an area as the list of whom to visit shows it; `nomor` as in prioritas.sql.
select koperasi.rowid::int as nomor, koperasi_id, nama_koperasi, nik_koperasi, status, kode_kelurahan,
    wilayah.nama as kelurahan, kecamatan.nama as kecamatan, lembar, baris,
    coalesce(
        case when tahun_buku_rat <= year($akhir::date) then tahun_buku_rat end,
        case when tanggal_rat <= $akhir::date then year(tanggal_rat) - 1 end
    ) as rat
from koperasi_triwulan as koperasi
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
where periode = $periode and (kode_kelurahan between $kode and $kode || '/') and (not kkmp or $kelompok = 'semua')
