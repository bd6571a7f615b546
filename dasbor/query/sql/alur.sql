-- What became of each cooperative that changed; see etl/alur.sql.
from rules.register_changes($periode, $periode_lalu, $kode, $kelompok)
where alur <> 'tetap'
order by alur, nama_koperasi, koperasi_id
