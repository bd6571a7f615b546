-- The workbook behind a kind of sheet in a quarter.
select nama_berkas, sha256, waktu, oleh, unggahan_id, contoh
from periode_jenis join unggahan using (unggahan_id)
where periode_jenis.periode = $periode and jenis = $jenis
