-- The status of each row of a frame (table baris) by its annual meetings, at the end of a quarter.
select rules.status_by_rat(
    rules.last_rat_year(tahun_buku_rat, tanggal_rat, $akhir), rules.due_rat_year($akhir, $bulan),
    tanggal_badan_hukum, kkmp, $akhir, $n
)
from baris
order by nomor
