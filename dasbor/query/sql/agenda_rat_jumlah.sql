-- The diary of the annual meetings (RAT) of an area, counted by what is known of them.
select agenda_rat, count(*) as jumlah
from rules.meeting_diary(
    $periode, $jendela, $kode, $kelompok, $tahun, $akhir::date, $bulan, $primer::date, $sekunder::date
)
group by all
order by all
