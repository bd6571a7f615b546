-- Cooperatives typed active that the rule calls inactive, or the other way round; the longest without RAT first.
select koperasi_id, kode_kelurahan, kelurahan, kecamatan, nama_koperasi, status, status_rat, rat_terakhir, tanggal_rat,
    menunggak, lembar, baris
from rules.register_with_meetings($periode, $jendela, $kode, $kelompok, $n_resmi, $n, $bulan)
where status in ('aktif', 'tidak aktif') and status_rat in ('aktif', 'tidak aktif') and status <> status_rat
order by status, menunggak desc nulls last, kelurahan, kecamatan, rules.name_order(nama_koperasi), koperasi_id
limit $batas
