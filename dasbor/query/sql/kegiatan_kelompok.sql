-- The training of the window that reached most groups, of several the first to end.
from rules.trainings($periode, $jendela, $kode)
order by kelompok desc, tanggal_selesai, tanggal_mulai desc, nama_kegiatan
limit 1
