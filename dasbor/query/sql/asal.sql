-- The workbook behind each kind of sheet of each quarter.
select periode_jenis.periode, jenis, nama_berkas, sha256, waktu, oleh, unggahan_id, contoh
from periode_jenis join unggahan using (unggahan_id)
order by periode_jenis.periode, jenis
