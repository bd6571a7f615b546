-- Visits of one cooperative in all quarters, newest first.
select periode, tanggal, jenis_pendampingan, petugas, materi, kendala, tindak_lanjut, hasil, unggahan_id, lembar, baris
from pendampingan_kunjungan
where koperasi_id = $id
order by tanggal desc, baris
