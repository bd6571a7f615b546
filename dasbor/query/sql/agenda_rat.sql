-- The diary of the annual meetings (RAT) of an area: who has not reported first, the longest overdue at the top.
select koperasi_id, kode_kelurahan, kelurahan, kecamatan, nama_koperasi, bentuk, agenda_rat, rat_diadakan, batas_rat,
    sisa_hari, terakhir_didampingi, lembar, baris
from rules.meeting_diary(
    $periode, $jendela, $kode, $kelompok, $tahun, $akhir::date, $bulan, $primer::date, $sekunder::date
)
order by sisa_hari nulls last, rat_diadakan desc nulls first, kelurahan, kecamatan, rules.name_order(nama_koperasi), koperasi_id
limit $batas
