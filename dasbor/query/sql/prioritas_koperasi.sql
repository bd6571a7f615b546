-- The register of an area as the list of whom to visit shows it; `nomor` as in prioritas.sql.
select koperasi.rowid::int as nomor, koperasi_id, nama_koperasi, nik_koperasi, status, kode_kelurahan,
    wilayah.nama as kelurahan, kecamatan.nama as kecamatan, lembar, baris,
    rules.last_rat_year(tahun_buku_rat, tanggal_rat, $akhir::date) as rat
from koperasi_triwulan as koperasi
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
where periode = $periode and rules.in_area(kode_kelurahan, $kode) and rules.is_counted(kkmp, $kelompok)
    and ($nomor is null or koperasi.rowid in (select unnest($nomor::int[])))
