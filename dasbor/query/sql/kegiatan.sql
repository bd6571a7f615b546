-- Trainings of the window with the people, cooperatives and groups of an area that took part, newest first.
from rules.trainings($periode, $jendela, $kode)
order by tanggal_mulai desc, nama_kegiatan
limit $batas
