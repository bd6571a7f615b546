-- Which workbook each kind of each quarter came from.
select p.periode, p.jenis, p.unggahan_id, u.nama_berkas, u.sha256
from periode_jenis as p join unggahan as u using (unggahan_id)
order by p.periode, p.jenis
