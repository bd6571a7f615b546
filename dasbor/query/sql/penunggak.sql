-- Registered cooperatives that owe a RAT in one of the states $keadaan, the longest first.
select koperasi_id, kode_kelurahan, kelurahan, kecamatan, nama_koperasi, status, keadaan_rat, rat_terakhir, tanggal_rat,
    jumlah_anggota, terakhir_didampingi, lembar, baris, menunggak
from rules.register_with_meetings($periode, $jendela, $kode, $kelompok, $n_resmi, $n, $bulan)
where rules.is_registered(status) and list_contains($keadaan, keadaan_rat)
order by menunggak desc nulls last, kelurahan, kecamatan, rules.name_order(nama_koperasi), koperasi_id
limit $batas
