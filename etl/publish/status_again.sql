-- The status of all registers by their annual meetings, as a check computes it for one.
update koperasi_triwulan
set status_hitung = rules.status_by_rat(
    rules.last_rat_year(tahun_buku_rat, tanggal_rat, tanggal_akhir), rules.due_rat_year(tanggal_akhir, $bulan),
    tanggal_badan_hukum, kkmp, tanggal_akhir, $n
)
from periode
where periode.periode = koperasi_triwulan.periode
