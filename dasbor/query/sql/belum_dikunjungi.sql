-- Cooperatives of one $status without a visit in the window, the longest without RAT first.
select {kolom}
from rules.reached_register($periode, $jendela, $kode, $kelompok, $status)
where kali_didampingi_4tw = 0
order by tahun_buku_rat nulls first, kelurahan, kecamatan, rules.name_order(nama_koperasi), koperasi_id
limit $batas
