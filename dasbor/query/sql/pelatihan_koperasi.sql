-- Trainings with participants of one cooperative, newest first; the row is that of its first participant.
select periode, nama_kegiatan, any_value(jenis_pelatihan) as jenis_pelatihan, min(tanggal_mulai) as tanggal_mulai,
    max(rules.training_end(tanggal_selesai, tanggal_mulai)) as tanggal_selesai, any_value(tempat) as tempat,
    count(distinct peserta_id) as orang, unggahan_id, lembar, min(baris) as baris
from pelatihan_peserta
where koperasi_id = $id
group by periode, kegiatan_id, nama_kegiatan, unggahan_id, lembar
order by tanggal_mulai desc, nama_kegiatan
